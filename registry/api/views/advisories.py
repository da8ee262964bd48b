"""Reading advisories, and publishing, changing and withdrawing them."""

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.fields import texts_of
from registry.api.pagination import listed
from registry.api.serializers import YankSerializer
from registry.api.views.base import RegistryView
from registry.errors import ERRORS
from registry.models import Advisory, ApiToken, Release
from registry.readers import NOBODY, Reader, find_pack, seen
from registry.services.advisories import Statement, change_advisory, publish_advisory, withdraw_advisory

_VERSIONS = ("since", "fixed")
"""The fields of a statement that may be empty."""


class AdvisorySerializer(serializers.ModelSerializer[Advisory]):
    """What is wrong with versions of a pack."""

    id = serializers.CharField(source="name", read_only=True)
    pack = serializers.CharField(source="pack.name", read_only=True)
    versions = serializers.SerializerMethodField(help_text="The versions that it concerns now")

    class Meta:
        """Its fields; who of the publisher or the staff wrote it is their business."""

        model = Advisory
        fields = (
            "id", "pack", "severity", "title", "text", "advice", "since", "fixed", "versions", "by_staff",
            "published_at", "changed_at", "withdrawn_at", "withdrawal",
        )  # fmt: skip
        read_only_fields = ("by_staff", "changed_at", "withdrawn_at", "withdrawal")

    def get_versions(self, advisory: Advisory) -> list[str]:
        """Return the versions concerned, none once it is withdrawn."""
        if advisory.is_withdrawn:
            return []
        return [one.version for one in advisory.pack.releases.all() if advisory.concerns(one.version)]


class AdvisoriesView(RegistryView):
    """The advisories of the registry."""

    @described("advisories", "Every advisory", AdvisorySerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return a page of advisories, the newest first, the withdrawn ones among them."""
        return listed(AdvisorySerializer, _advisories(NOBODY), request)


class PackAdvisoriesView(RegistryView):
    """The advisories on a pack."""

    scopes = {"POST": ApiToken.Scope.ADVISE}

    @described("pack_advisories", "Advisories on a pack", AdvisorySerializer(many=True))
    def get(self, request: Request, name: str) -> Response:
        """Return a page of advisories, the newest first, the withdrawn ones among them."""
        pack = find_pack(name, self.reader())
        return listed(AdvisorySerializer, _advisories(self.reader()).filter(pack=pack), request)

    @described("advise", "Publish an advisory", AdvisorySerializer, status=201, takes=AdvisorySerializer)
    def post(self, request: Request, name: str) -> Response:
        """Say what is wrong with versions of a pack, from `since` on and before `fixed`."""
        needed = [field for field in Statement._fields if field not in _VERSIONS]
        statement = Statement(**texts_of(request, *needed, optional=_VERSIONS))
        advisory = publish_advisory(actor=request.user, pack=name, statement=statement)
        return _answer(advisory.pk, request.user, status=201)


class AdvisoryView(RegistryView):
    """One advisory."""

    scopes = {"PATCH": ApiToken.Scope.ADVISE}

    @described("advisory", "An advisory", AdvisorySerializer)
    def get(self, _request: Request, advisory: int) -> Response:
        """Return an advisory, also a withdrawn one."""
        return _answer(advisory, self.reader())

    @described(
        "change_advisory",
        "Change an advisory",
        AdvisorySerializer,
        takes=AdvisorySerializer(partial=True),
    )
    def patch(self, request: Request, advisory: int) -> Response:
        """Say it otherwise; fields that are not sent stay."""
        changes = texts_of(request, *(field for field in Statement._fields if field in request.data))
        change_advisory(actor=request.user, advisory=advisory, **changes)
        return _answer(advisory, request.user)


class AdvisoryWithdrawView(RegistryView):
    """Withdrawing an advisory."""

    scopes = {"POST": ApiToken.Scope.ADVISE}

    @described("withdraw_advisory", "Withdraw an advisory", AdvisorySerializer, takes=YankSerializer)
    def post(self, request: Request, advisory: int) -> Response:
        """Take it back, and say why."""
        withdraw_advisory(actor=request.user, advisory=advisory, **texts_of(request, "reason"))
        return _answer(advisory, request.user)


def _advisories(reader: Reader) -> QuerySet[Advisory]:
    versions = Release.objects.only("version", "pack_id").order_by("sort_key")
    advisories = seen(Advisory.objects.select_related("pack"), reader).order_by("-published_at", "-pk")
    return advisories.prefetch_related(Prefetch("pack__releases", versions))


def _found(number: int, reader: Reader) -> Advisory:
    advisory = _advisories(reader).filter(pk=number).first()
    if advisory is None:
        raise ERRORS.error("E_ADVISORY_ABSENT", advisory=f"CTXA-{number}")
    return advisory


def _answer(number: int, reader: Reader, *, status: int = 200) -> Response:
    return Response(AdvisorySerializer(_found(number, reader)).data, status=status)
