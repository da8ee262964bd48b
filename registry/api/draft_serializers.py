"""The shapes of drafts in the API."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from registry.models import Draft, DraftDocument
from registry.services.draft_packs import gaps_of


class GapSerializer(serializers.Serializer[object]):
    """One answer that is missing before the draft can be published."""

    page = serializers.CharField()
    field = serializers.CharField(help_text="Such as steps.step-1.title")
    message = serializers.CharField()


class DraftSummarySerializer(serializers.ModelSerializer[Draft]):
    """A draft in a list."""

    title = serializers.CharField(source="__str__")
    url = serializers.SerializerMethodField()

    class Meta:
        """Its fields."""

        model = Draft
        fields = ("id", "url", "title", "revision", "continues", "created_at", "saved_at")

    def get_url(self, draft: Draft) -> str:
        """Return the address of the draft."""
        return reverse("draft", [draft.pk], request=self.context["request"])


class DraftSerializer(DraftSummarySerializer):
    """A draft with its answers and what they still lack."""

    missing = serializers.SerializerMethodField()

    class Meta(DraftSummarySerializer.Meta):
        """Its fields."""

        fields = (*DraftSummarySerializer.Meta.fields, "content", "missing")

    @extend_schema_field(GapSerializer(many=True))
    def get_missing(self, draft: Draft) -> list[dict[str, str]]:
        """Return what has to be answered before the draft can be published."""
        return [gap._asdict() for gap in gaps_of(draft)]


class LossSerializer(serializers.Serializer[object]):
    """One thing of a document that did not come through whole."""

    kind = serializers.CharField()
    place = serializers.CharField()
    detail = serializers.CharField()
    message = serializers.CharField()


class FailureSerializer(serializers.Serializer[object]):
    """Why a document could not be read, as a problem document says it."""

    code = serializers.CharField()
    detail = serializers.CharField(source="message")
    hint = serializers.CharField()


class DocumentSerializer(serializers.ModelSerializer[DraftDocument]):
    """A document that was brought, and where its reading stands."""

    status_url = serializers.SerializerMethodField(help_text="Where to ask again")
    is_final = serializers.BooleanField(help_text="Whether asking again can bring anything new")
    losses = LossSerializer(many=True)
    failure = FailureSerializer(allow_null=True)

    class Meta:
        """Its fields."""

        model = DraftDocument
        fields = (
            "id", "status", "is_final", "status_url", "part", "filename", "size", "brought_at", "item",
            "tables", "losses", "failure",
        )  # fmt: skip

    def get_status_url(self, document: DraftDocument) -> str:
        """Return the address of this answer."""
        where = [document.draft_id, document.pk]
        return reverse("draft-document", where, request=self.context["request"])


class TakenOverSerializer(serializers.Serializer[object]):
    """The draft of a variant's next version, and where it stayed as it was."""

    draft = DraftSerializer()
    differing = serializers.ListField(
        child=serializers.CharField(),
        help_text="Answers, fields of the manifest and files that both sides had changed: yours stand",
    )


class AnswersSerializer(serializers.Serializer[object]):
    """The answers of a new draft."""

    content = serializers.JSONField(
        help_text="As /api/v1/draft.schema.json describes it; what is not known yet is absent"
    )


class NewAnswersSerializer(AnswersSerializer):
    """Answers in place of those that were read."""

    revision = serializers.IntegerField(min_value=1, help_text="The revision that was read")
