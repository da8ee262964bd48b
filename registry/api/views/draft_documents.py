"""Documents of a draft: brought now, read by a worker, asked about until they are."""

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.draft_serializers import DocumentSerializer
from registry.api.uploads import DocumentParser, FileSerializer, file_of
from registry.api.views.base import RegistryView
from registry.models import ApiToken, DraftDocument
from registry.services.draft_access import find_draft
from registry.services.draft_documents import bring_document, document_of, read_again, take_out_document

_PRIVATE = {"Cache-Control": "private, no-store"}


class DocumentsView(RegistryView):
    """Bringing documents, and where their reading stands."""

    parser_classes = (DocumentParser,)
    scopes = dict.fromkeys(("GET", "POST"), ApiToken.Scope.PUBLISH)

    @described("draft_documents", "The documents of a draft", DocumentSerializer(many=True))
    def get(self, request: Request, draft: UUID) -> Response:
        """Return every document and sample that was brought, in their order, and what became of each."""
        documents = find_draft(draft, request.user).documents.all()
        answer = DocumentSerializer(documents, many=True, context={"request": request}).data
        return Response(answer, headers=_PRIVATE)

    @described(
        "bring_document",
        "Bring a document",
        DocumentSerializer,
        status=202,
        takes={"multipart/form-data": FileSerializer},
    )
    def post(self, request: Request, draft: UUID) -> Response:
        """Keep a document with the draft. It is read afterwards: ask `status_url` until `is_final`.

        Read, its text is the answer that `item` names; the original stays with the draft's authors.
        """
        return _bring(request, draft, DraftDocument.Part.DOCUMENTS)


class SamplesView(RegistryView):
    """Reading the headings of data."""

    parser_classes = (DocumentParser,)
    scopes = {"POST": ApiToken.Scope.PUBLISH}

    @described(
        "read_sample",
        "Read the headings off a sample of data",
        DocumentSerializer,
        status=202,
        takes={"multipart/form-data": FileSerializer},
    )
    def post(self, request: Request, draft: UUID) -> Response:
        """Keep a sample until its headings are read: ask `status_url` until `is_final`.

        Read, each of its tables is a source of data, and not one of its values is kept.
        """
        return _bring(request, draft, DraftDocument.Part.DATA)


class DocumentView(RegistryView):
    """One of them."""

    scopes = dict.fromkeys(("GET", "DELETE"), ApiToken.Scope.PUBLISH)

    @described("draft_document", "What became of a document", DocumentSerializer)
    def get(self, request: Request, draft: UUID, document: int) -> Response:
        """Return whether it waits, is being read, is read, or why it could not be."""
        return _answer(request, document_of(find_draft(draft, request.user), document))

    @described("take_out_document", "Take a document out")
    def delete(self, request: Request, draft: UUID, document: int) -> Response:
        """Forget a document that is not read, or a sample. Once read, it goes with its answer."""
        take_out_document(actor=request.user, draft_id=draft, document_id=document)
        return Response(status=204)


class AgainView(RegistryView):
    """Reading it once more."""

    scopes = {"POST": ApiToken.Scope.PUBLISH}

    @described("read_document_again", "Read a document once more", DocumentSerializer, status=202)
    def post(self, request: Request, draft: UUID, document: int) -> Response:
        """Try once more what could not be read; any other document stays as it is."""
        again = read_again(actor=request.user, draft_id=draft, document_id=document)
        return _taken_in(request, again)


def _bring(request: Request, draft: UUID, part: str) -> Response:
    file = file_of(request)
    brought = bring_document(
        actor=request.user, draft_id=draft, name=str(file.name), file=file.file, part=part
    )
    return _taken_in(request, brought)


def _taken_in(request: Request, document: DraftDocument) -> Response:
    """The answer about a document that a worker will read: where to ask what becomes of it."""
    answer = _answer(request, document)
    answer.status_code, answer["Location"] = 202, answer.data["status_url"]
    return answer


def _answer(request: Request, document: DraftDocument) -> Response:
    return Response(DocumentSerializer(document, context={"request": request}).data, headers=_PRIVATE)
