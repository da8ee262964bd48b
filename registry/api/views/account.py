"""What belongs to the caller's account, for programs that its owner trusts with it.

Tokens are listed and revoked here and made on the site alone: one that leaked must not make others that
outlive it.
"""

from typing import Any

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.fields import switch_of, texts_of
from registry.api.pagination import listed
from registry.api.serializers import ProblemSerializer
from registry.api.views.base import RegistryView
from registry.models import ApiToken, AuditEntry, Publisher, User
from registry.services.choose import WISHES, choose_notices
from registry.services.export import export_of
from registry.services.grants import access_of, give_back
from registry.services.publishers import create_publisher
from registry.services.recap_letters import news_of
from registry.services.recaps import next_recap
from registry.services.tokens import revoke_token


class RoleOfMineSerializer(serializers.Serializer[object]):
    """A publisher of the caller, and their role."""

    handle = serializers.CharField(source="publisher.handle")
    role = serializers.CharField()


class AccessSerializer(serializers.Serializer[object]):
    """A private pack that the caller reads as a guest."""

    pack = serializers.CharField()
    until = serializers.DateField(allow_null=True, help_text="The last day, in UTC; null for good")


class AccountSerializer(serializers.ModelSerializer[User]):
    """The caller."""

    mail_rests = serializers.BooleanField(read_only=True)
    publishers = RoleOfMineSerializer(source="memberships", many=True, read_only=True)
    granted = serializers.SerializerMethodField()

    class Meta:
        """Its fields."""

        model = User
        fields = ("username", "wants_mail", "wants_advisories", "news", "mail_rests", "publishers", "granted")
        read_only_fields = ("username",)

    @extend_schema_field(AccessSerializer(many=True))
    def get_granted(self, user: User) -> list[dict[str, Any]]:
        """Return what they read as a guest."""
        return list(AccessSerializer(access_of(user), many=True).data)


class RecapSerializer(serializers.Serializer[object]):
    """A recap that was not sent yet."""

    due_at = serializers.DateTimeField(allow_null=True)
    text = serializers.CharField()


class ActSerializer(serializers.ModelSerializer[AuditEntry]):
    """One thing that the caller did."""

    class Meta:
        """Its fields."""

        model = AuditEntry
        fields = ("at", "action", "subject", "data")


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    """A token, but never its text, which nobody keeps."""

    scopes = serializers.ListField(child=serializers.CharField())

    class Meta:
        """Its fields."""

        model = ApiToken
        fields = ("id", "name", "hint", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at")


class PublisherSerializer(serializers.ModelSerializer[Publisher]):
    """A publisher."""

    class Meta:
        """Its fields."""

        model = Publisher
        fields = ("handle", "display_name")


class AccountView(RegistryView):
    """Who the caller is, and what they want to be told."""

    scopes = {"GET": ApiToken.Scope.READ, "PATCH": ApiToken.Scope.COMMENT}

    @described("account", "Who you are", AccountSerializer)
    def get(self, request: Request) -> Response:
        """Return the caller's name and publishers."""
        return _account(request.user)

    @described("choose_notices", "Choose what you are told of", AccountSerializer, takes=AccountSerializer)
    def patch(self, request: Request) -> Response:
        """Send notices by mail too (`wants_mail`), tell of every advisory (`wants_advisories`), or not.

        To want mail anew sends it again to an address that was refused (`mail_rests`). With `news`, mail
        about versions and reviews comes `at once`, in one `weekly` recap, or `never`.
        """
        news = texts_of(request, "news") if "news" in request.data else {}
        named = [wish for wish in WISHES if wish in request.data] or WISHES[: not news]
        choose_notices(actor=request.user, **{wish: switch_of(request, wish) for wish in named}, **news)
        return _account(request.user)


class GrantedView(RegistryView):
    """What lets the caller read one private pack as a guest."""

    scopes = {"DELETE": ApiToken.Scope.ADMIN}

    @described("give_back", "Give back what you were granted")
    def delete(self, request: Request, name: str) -> Response:
        """End all grants of yours on a private pack, now and for ever; its owners are told."""
        give_back(actor=request.user, pack=name)
        return Response(status=204)


class RecapView(RegistryView):
    """What the caller's next recap would say."""

    scopes = {"GET": ApiToken.Scope.READ}

    @described("recap", "What your next recap would say", RecapSerializer)
    def get(self, request: Request) -> Response:
        """Return its words, or those of the last week where none is due; none where nothing happened."""
        recap = next_recap(actor=request.user)
        text = news_of(recap) if recap.has_news else ""
        return Response(RecapSerializer({"due_at": request.user.recap_due, "text": text}).data)


class ActsView(RegistryView):
    """The caller's trail in the audit log."""

    scopes = {"GET": ApiToken.Scope.ADMIN}

    @described("acts", "What you did", ActSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return a page of acts, the newest first."""
        return listed(
            ActSerializer, AuditEntry.objects.filter(actor=request.user).order_by("-at", "-pk"), request
        )


class ExportView(RegistryView):
    """Everything that is kept about the caller."""

    scopes = {"GET": ApiToken.Scope.ADMIN}

    @extend_schema(
        operation_id="export",
        summary="Everything that is kept about you",
        responses={(200, "application/zip"): OpenApiTypes.BINARY, "default": ProblemSerializer},
    )
    def get(self, request: Request) -> FileResponse:
        """Return a zip with one JSON file for each kind of thing, and the documents of your drafts."""
        return FileResponse(export_of(request.user), content_type="application/zip")


class TokensView(RegistryView):
    """The caller's tokens."""

    scopes = {"GET": ApiToken.Scope.ADMIN}

    @described("tokens", "Your tokens", TokenSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return a page of tokens, the newest first, with those that were revoked or ran out."""
        return listed(TokenSerializer, request.user.api_tokens.order_by("-created_at", "-pk"), request)


class TokenView(RegistryView):
    """One token of the caller."""

    scopes = {"DELETE": ApiToken.Scope.ADMIN}

    @described("revoke_token", "Revoke a token")
    def delete(self, request: Request, token: int) -> Response:
        """Revoke, at once and for ever; again changes nothing. A token may revoke itself."""
        revoke_token(actor=request.user, token_id=token)
        return Response(status=204)


class PublishersView(RegistryView):
    """Where publishers are made."""

    scopes = {"POST": ApiToken.Scope.ADMIN}

    @described(
        "create_publisher",
        "Create a publisher",
        PublisherSerializer,
        status=201,
        takes=PublisherSerializer,
    )
    def post(self, request: Request) -> Response:
        """Create a publisher that the caller owns."""
        made = create_publisher(actor=request.user, **texts_of(request, "handle", optional=("display_name",)))
        return Response(PublisherSerializer(made).data, status=201)


def _account(user: User) -> Response:
    found = User.objects.prefetch_related("memberships__publisher").get(pk=user.pk)
    return Response(AccountSerializer(found).data)
