"""What else is done with a draft: bringing files, sharing it, and going on with the next version."""

from uuid import UUID

from django.conf import settings
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from packformat.importing.single import read_sent
from registry.api.describe import described
from registry.api.draft_serializers import DraftSerializer, TakenOverSerializer
from registry.api.uploads import FileSerializer, UploadParser, file_of
from registry.api.views.base import RegistryView
from registry.drafts.private import private_fields
from registry.errors import ERRORS
from registry.models import ApiToken, Draft, DraftLink
from registry.services.draft_access import find_draft, find_own_draft
from registry.services.draft_packs import begin_next_version, continue_pack, open_pack
from registry.services.draft_sharing import add_editor, make_link, remove_editor, revoke_link
from registry.services.drafts import undelete_draft
from registry.services.variants import make_variant, take_over

_PRIVATE = {"Cache-Control": "private, no-store"}


class LookedSerializer(serializers.Serializer[object]):
    """That somebody has looked at what seems private."""

    looked = serializers.BooleanField(
        required=False, help_text="Needed where the answers hold what looks like private data"
    )


class LinkSerializer(serializers.ModelSerializer[DraftLink]):
    """A link by which a draft can be read, with its address this once."""

    url = serializers.CharField()

    class Meta:
        """Its fields."""

        model = DraftLink
        fields = ("id", "url", "expires_at")


class DraftActView(RegistryView):
    """An act on drafts."""

    scopes = {"POST": ApiToken.Scope.PUBLISH}


class ContinueView(DraftActView):
    """Beginning the next version of a pack."""

    @described("continue_pack", "Begin the next version of a pack", DraftSerializer, status=201)
    def post(self, request: Request, name: str) -> Response:
        """Begin a draft from the newest release, whoever wrote that and with what."""
        return _answer(request, continue_pack(actor=request.user, pack=name), status=201)


class VariantView(DraftActView):
    """Making a pack of one's own from another."""

    @described("make_variant", "Begin a pack of your own from a pack", DraftSerializer, status=201)
    def post(self, request: Request, name: str) -> Response:
        """Begin a draft with everything the newest release has; its manifest says what it was made from."""
        return _answer(request, make_variant(actor=request.user, pack=name), status=201)


class OriginalView(DraftActView):
    """Taking over what came to a pack's original."""

    @described("take_over", "Take over what came to a pack's original", TakenOverSerializer, status=201)
    def post(self, request: Request, name: str) -> Response:
        """Begin a draft of the next version with what is new; `differing` names what both changed."""
        taken = TakenOverSerializer(take_over(actor=request.user, pack=name), context={"request": request})
        return Response(taken.data, status=201, headers=_PRIVATE)


class OpenView(DraftActView):
    """Beginning a draft from a folder."""

    parser_classes = (UploadParser,)

    @described(
        "open_folder",
        "Begin a draft from a folder",
        DraftSerializer,
        status=201,
        takes={"multipart/form-data": FileSerializer},
    )
    def post(self, request: Request) -> Response:
        """Make a draft of a folder as a zip file, or of one page.

        Files that no answer stands for go along as they are.
        """
        file = file_of(request)
        entries = read_sent(str(file.name), file.read())
        folder = str(file.name).rpartition("/")[2].removesuffix(".zip")
        return _answer(request, open_pack(actor=request.user, entries=entries, folder=folder), status=201)


class NextView(DraftActView):
    """Going on after publishing."""

    @described("next_version", "Go on with the version after the published one", DraftSerializer)
    def post(self, request: Request, draft: UUID) -> Response:
        """Begin the version after the one that was published from this draft."""
        begin_next_version(actor=request.user, draft_id=draft)
        return _answer(request, find_draft(draft, request.user))


class UndeleteView(DraftActView):
    """Bringing a draft back."""

    @described("undelete_draft", "Bring a draft back", DraftSerializer)
    def post(self, request: Request, draft: UUID) -> Response:
        """Bring back a draft of the caller's own that was taken away less than two months ago."""
        undelete_draft(actor=request.user, draft_id=draft)
        return _answer(request, find_draft(draft, request.user))


class EditorView(DraftActView):
    """Somebody who writes a draft too."""

    scopes = dict.fromkeys(("PUT", "DELETE"), ApiToken.Scope.PUBLISH)

    @described("add_editor", "Let somebody write a draft too")
    def put(self, request: Request, draft: UUID, username: str) -> Response:
        """Let them; again changes nothing."""
        add_editor(actor=request.user, draft_id=draft, username=username)
        return Response(status=204)

    @described("remove_editor", "Let them no longer")
    def delete(self, request: Request, draft: UUID, username: str) -> Response:
        """Take it from them; again changes nothing."""
        remove_editor(actor=request.user, draft_id=draft, username=username)
        return Response(status=204)


class LinksView(DraftActView):
    """Links by which a draft can be read."""

    @described("make_link", "Make a link to a preview", LinkSerializer, status=201, takes=LookedSerializer)
    def post(self, request: Request, draft: UUID) -> Response:
        """Make a link for whoever has it, for some days."""
        found = find_own_draft(draft, request.user)
        if private_fields(found.content) and request.data.get("looked") is not True:
            reason = "the answers hold what looks like private data: look at it, and send true"
            raise ERRORS.error("E_FIELD", field="looked", reason=reason)
        link, secret = make_link(actor=request.user, draft_id=draft)
        link.url = f"{settings.CTXPACK_PUBLIC_URL}/previews/{secret}"
        return Response(LinkSerializer(link).data, status=201)


class LinkView(DraftActView):
    """One of them."""

    scopes = {"DELETE": ApiToken.Scope.PUBLISH}

    @described("end_link", "End a link")
    def delete(self, request: Request, draft: UUID, link: int) -> Response:
        """End it now; again changes nothing."""
        revoke_link(actor=request.user, draft_id=draft, link_id=link)
        return Response(status=204)


def _answer(request: Request, draft: Draft, *, status: int = 200) -> Response:
    answer = DraftSerializer(draft, context={"request": request}).data
    return Response(answer, status=status, headers=_PRIVATE)
