"""Reading advisories, and publishing, changing and withdrawing them."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.pagination import page_of
from registry.api.serializers import ProblemSerializer, YankSerializer
from registry.api.views.base import RegistryView
from registry.errors import ERRORS
from registry.models import Advisory, ApiToken, Pack, Release
from registry.services.advisories import Statement, change_advisory, publish_advisory, withdraw_advisory

_OPTIONAL = {"since": "", "fixed": ""}


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

    @extend_schema(
        operation_id="advisories",
        summary="Every advisory",
        responses={200: AdvisorySerializer(many=True), "default": ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        """Return a page of advisories, the newest first, the withdrawn ones among them."""
        return _page(request, _advisories())


class PackAdvisoriesView(RegistryView):
    """The advisories on a pack."""

    scopes = {"POST": ApiToken.Scope.ADVISE}

    @extend_schema(
        operation_id="pack_advisories",
        summary="Advisories on a pack",
        responses={200: AdvisorySerializer(many=True), "default": ProblemSerializer},
    )
    def get(self, request: Request, name: str) -> Response:
        """Return a page of advisories, the newest first, the withdrawn ones among them."""
        if not Pack.objects.filter(name=name).exists():
            raise ERRORS.error("E_PACK_ABSENT", pack=name)
        return _page(request, _advisories().filter(pack__name=name))

    @extend_schema(
        operation_id="advise",
        summary="Publish an advisory",
        request=AdvisorySerializer,
        responses={201: AdvisorySerializer, "default": ProblemSerializer},
    )
    def post(self, request: Request, name: str) -> Response:
        """Say what is wrong with versions of a pack, from `since` on and before `fixed`."""
        statement = _statement(request, _OPTIONAL)
        advisory = publish_advisory(actor=request.user, pack=name, statement=statement)
        return _answer(advisory.pk, status=201)


class AdvisoryView(RegistryView):
    """One advisory."""

    scopes = {"PATCH": ApiToken.Scope.ADVISE}

    @extend_schema(
        operation_id="advisory",
        summary="An advisory",
        responses={200: AdvisorySerializer, "default": ProblemSerializer},
    )
    def get(self, _request: Request, advisory: int) -> Response:
        """Return an advisory, also a withdrawn one."""
        return _answer(advisory)

    @extend_schema(
        operation_id="change_advisory",
        summary="Change an advisory",
        request=AdvisorySerializer(partial=True),
        responses={200: AdvisorySerializer, "default": ProblemSerializer},
    )
    def patch(self, request: Request, advisory: int) -> Response:
        """Say it otherwise; fields that are not sent stay."""
        before = _found(advisory)
        kept = {field: getattr(before, field) for field in Statement._fields}
        change_advisory(actor=request.user, advisory=advisory, statement=_statement(request, kept))
        return _answer(advisory)


class AdvisoryWithdrawView(RegistryView):
    """Withdrawing an advisory."""

    scopes = {"POST": ApiToken.Scope.ADVISE}

    @extend_schema(
        operation_id="withdraw_advisory",
        summary="Withdraw an advisory",
        request=YankSerializer,
        responses={200: AdvisorySerializer, "default": ProblemSerializer},
    )
    def post(self, request: Request, advisory: int) -> Response:
        """Take it back, and say why."""
        reason = request.data.get("reason") if isinstance(request.data, dict) else None
        if not isinstance(reason, str):
            raise ERRORS.error("E_FIELD", field="reason", reason="say why, as text")
        withdraw_advisory(actor=request.user, advisory=advisory, reason=reason)
        return _answer(advisory)


def _advisories() -> QuerySet[Advisory]:
    versions = Release.objects.only("version", "pack_id").order_by("sort_key")
    advisories = Advisory.objects.select_related("pack").order_by("-published_at", "-pk")
    return advisories.prefetch_related(Prefetch("pack__releases", versions))


def _found(number: int) -> Advisory:
    advisory = _advisories().filter(pk=number).first()
    if advisory is None:
        raise ERRORS.error("E_ADVISORY_ABSENT", advisory=f"CTXA-{number}")
    return advisory


def _page(request: Request, advisories: QuerySet[Advisory]) -> Response:
    return Response(AdvisorySerializer(page_of(advisories, request).results, many=True).data)


def _answer(number: int, *, status: int = 200) -> Response:
    return Response(AdvisorySerializer(_found(number)).data, status=status)


def _statement(request: Request, known: dict[str, str]) -> Statement:
    """Return what was sent, in place of what is known.

    Raises:
        UsageError: E_FIELD, a field is neither known nor sent, or is no text.
    """
    sent: dict[str, Any] = request.data if isinstance(request.data, dict) else {}
    fields = {field: sent.get(field, known.get(field)) for field in Statement._fields}
    for field, value in fields.items():
        if not isinstance(value, str):
            raise ERRORS.error("E_FIELD", field=field, reason="send it as text")
    return Statement(**fields)
