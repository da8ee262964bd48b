"""Signed results of evals: sending, reading, withdrawing and hiding them."""

from typing import IO, Any

from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from packformat.evals.attestation import LARGEST
from packformat.evals.judges.comparison import RECORDED
from packformat.evals.result import WITHOUT
from registry.api.describe import described
from registry.api.fields import texts_of
from registry.api.judging import (
    AgreementSerializer,
    ComparisonSerializer,
    JudgeSerializer,
    RubricSerializer,
)
from registry.api.pagination import page_of
from registry.api.views.base import RegistryView
from registry.errors import ERRORS
from registry.models import ApiToken, Attestation
from registry.readers import Reader, find_release, seen
from registry.services.attestations import (
    hide_attestation,
    take_attestation,
    unhide_attestation,
    withdraw_attestation,
)

SIGNED = "application/jsonl"


class AttestationSerializer(serializers.ModelSerializer[Attestation]):
    """A signed result: who sent it, what was run, and what came of it."""

    pack = serializers.CharField(source="pack.name")
    version = serializers.CharField(source="release.version")
    archive = serializers.CharField(source="release.archive_digest")
    sender = serializers.CharField(source="sender.username")
    key = serializers.CharField(source="key.key_id")
    models = serializers.ListField(source="model_names", child=serializers.CharField())
    judges = JudgeSerializer(many=True, help_text="Who judged in words, if anybody did")
    rubrics = RubricSerializer(many=True)
    agreement = AgreementSerializer(help_text="Of judges about criteria")
    against = serializers.ChoiceField(
        (WITHOUT, RECORDED), allow_blank=True, help_text="With what runs were compared; empty where none were"
    )
    comparison = ComparisonSerializer(allow_null=True)
    page = serializers.SerializerMethodField(help_text="Where people see it")
    document = serializers.SerializerMethodField(help_text="Where the signed document is")

    class Meta:
        """Its fields."""

        model = Attestation
        fields = (
            "id", "pack", "version", "archive", "sender", "by_publisher", "verdict", "agent", "models",
            "replayed", "need", "repeat", "cases", "runs", "arms", "difference", "not_judged",
            "judges", "rubrics", "agreement", "against", "comparison",
            "usd", "ran_at", "signed_at", "sent_at", "key", "digest", "page", "document",
        )  # fmt: skip

    def get_page(self, found: Attestation) -> str:
        """Return the address of the release's results."""
        path = f"/packs/{found.pack.name}/versions/{found.release.version}/results"
        return f"{settings.CTXPACK_PUBLIC_URL}{path}#result-{found.pk}"

    def get_document(self, found: Attestation) -> str:
        """Return the address of the bytes as they were sent."""
        return f"{settings.CTXPACK_PUBLIC_URL}/results/{found.pk}.jsonl"


class AddresseeSerializer(serializers.Serializer[Any]):
    """What a signed result is addressed to: an account, and where it is."""

    account = serializers.CharField()
    registry = serializers.URLField(help_text="The address that this registry calls its own")


class HideSerializer(serializers.Serializer[Any]):
    """What is sent to hide a result."""

    reason = serializers.CharField(help_text="For the audit trail and whoever sent it")


class AddresseeView(RegistryView):
    """Whom results are signed for before they are sent."""

    scopes = {"GET": ApiToken.Scope.COMMENT}

    @described("addressee", "What a signed result is addressed to", AddresseeSerializer)
    def get(self, request: Request) -> Response:
        """Return the account that the token acts for, and the registry's own address."""
        return Response({"account": request.user.username, "registry": settings.CTXPACK_PUBLIC_URL})


class DocumentParser(BaseParser):
    """Reads a signed document, and never more of it than any may have."""

    media_type = SIGNED

    def parse(self, stream: IO[bytes], *_context: Any) -> bytes:
        """Return the bytes; one more than is allowed of a document that is too large."""
        return stream.read(LARGEST + 1)


class AttestationsView(RegistryView):
    """The signed results of a release."""

    parser_classes = (DocumentParser,)
    scopes = {"POST": ApiToken.Scope.COMMENT}
    writes = "attest"

    @described("attestations", "Signed results of a release", AttestationSerializer(many=True))
    def get(self, request: Request, name: str, version: str) -> Response:
        """Return a page of results, the newest first."""
        release = find_release(name, version, self.reader())
        found = _shown(self.reader()).filter(release=release).order_by("-sent_at", "-pk")
        return Response(AttestationSerializer(page_of(found, request).results, many=True).data)

    @described(
        "attest", "Send a signed result", AttestationSerializer, status=201, takes={SIGNED: OpenApiTypes.STR}
    )
    def post(self, request: Request, name: str, version: str) -> Response:
        """Take what `ctxpack eval attest` has signed; the same document again gives the same answer."""
        document = request.data if isinstance(request.data, bytes) else b""
        kept = take_attestation(actor=request.user, pack=name, version=version, document=document)
        return Response(AttestationSerializer(kept).data, status=201)


class AttestationView(RegistryView):
    """One signed result."""

    scopes = {"DELETE": ApiToken.Scope.COMMENT}

    @described("attestation", "A signed result", AttestationSerializer)
    def get(self, _request: Request, attestation: int) -> Response:
        """Return what was run and what came of it."""
        found = _shown(self.reader()).filter(pk=attestation).first()
        if found is None:
            raise ERRORS.error("E_ATTESTATION_ABSENT", attestation=attestation)
        return Response(AttestationSerializer(found).data)

    @described("withdraw", "Withdraw a result of your own")
    def delete(self, request: Request, attestation: int) -> Response:
        """Take a result of the caller's from view, for ever."""
        withdraw_attestation(actor=request.user, attestation=attestation)
        return Response(status=204)


class HiddenView(RegistryView):
    """What the staff keep from view."""

    scopes = dict.fromkeys(("PUT", "DELETE"), ApiToken.Scope.ADMIN)

    @described("hide", "Hide a result", takes=HideSerializer)
    def put(self, request: Request, attestation: int) -> Response:
        """Hide somebody's result, for a reason; for the staff."""
        hide_attestation(actor=request.user, attestation=attestation, **texts_of(request, "reason"))
        return Response(status=204)

    @described("unhide", "Show a hidden result again")
    def delete(self, request: Request, attestation: int) -> Response:
        """Show again what was hidden; for the staff."""
        unhide_attestation(actor=request.user, attestation=attestation)
        return Response(status=204)


def _shown(reader: Reader) -> QuerySet[Attestation]:
    found = seen(Attestation.objects.shown(), reader).select_related("pack", "release", "sender", "key")
    return found.defer("document", "release__files", "release__manifest", "release__readme")
