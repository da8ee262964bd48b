"""The shapes of answers and requests; the API's description is made from them."""

from typing import Any

from rest_framework import serializers
from rest_framework.reverse import reverse

from packformat.digest import Digest
from packformat.findings import count_by_severity
from registry.models import (
    Component,
    Decision,
    Finding,
    Pack,
    Release,
    Requirement,
    Submission,
    ValidationReport,
)
from registry.services.decide import last_decision
from registry.services.report import report_on
from registry.services.submit import LONGEST_EVIDENCE
from registry.services.yank import LONGEST_REASON
from registry.storage.keys import archive_key


class FindingSerializer(serializers.ModelSerializer[Finding]):
    """One thing that a rule saw."""

    class Meta:
        """Its fields."""

        model = Finding
        fields = ("rule", "code", "severity", "path", "line", "message", "fix", "edit")


class ReportSerializer(serializers.ModelSerializer[ValidationReport]):
    """What the rules said."""

    counts = serializers.SerializerMethodField(help_text="Findings of each severity that there is")
    findings = FindingSerializer(many=True)

    class Meta:
        """Its fields."""

        model = ValidationReport
        fields = ("verdict", "ruleset", "digest", "not_checked", "ignored", "counts", "findings")

    def get_counts(self, report: ValidationReport) -> dict[str, int]:
        """Return how many findings there are, as pages say it."""
        return count_by_severity(finding.severity for finding in report.findings.all())


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """What a person decided on what the rules held."""

    class Meta:
        """Its fields: whoever decided is the registry's business."""

        model = Decision
        fields = ("answer", "reason", "decided_at")


class SubmissionSerializer(serializers.ModelSerializer[Submission]):
    """Where a submission stands, and why."""

    status_url = serializers.SerializerMethodField(help_text="Where to ask again")
    publisher = serializers.CharField(source="publisher.handle")
    pack = serializers.CharField(source="pack_name")
    digest = serializers.CharField(source="upload_digest")
    size = serializers.IntegerField(source="upload_size")
    is_final = serializers.BooleanField(help_text="Whether asking again can bring anything new")
    report = serializers.SerializerMethodField()
    decision = serializers.SerializerMethodField()
    release_url = serializers.SerializerMethodField()
    superseded_by = serializers.SerializerMethodField(help_text="Where the later one stands")

    class Meta:
        """Its fields."""

        model = Submission
        fields = (
            "id", "status", "is_final", "status_url", "publisher", "pack", "version", "digest", "size",
            "received_at", "finished_at", "failure", "report", "decision", "release_url", "superseded_by",
        )  # fmt: skip

    def get_status_url(self, submission: Submission) -> str:
        """Return the address of this answer."""
        return reverse("submission", [submission.pk], request=self.context["request"])

    def get_report(self, submission: Submission) -> dict[str, Any] | None:
        """Return the report, once there is one."""
        report = getattr(submission, "report", None)
        return ReportSerializer(report).data if report else None

    def get_decision(self, submission: Submission) -> dict[str, Any] | None:
        """Return what a person decided, if anybody did."""
        decision = last_decision(submission)
        return DecisionSerializer(decision).data if decision else None

    def get_release_url(self, submission: Submission) -> str | None:
        """Return the address of the release, once it can be installed."""
        if submission.status != Submission.Status.PUBLISHED:
            return None
        return reverse("release", [submission.pack_name, submission.version], request=self.context["request"])

    def get_superseded_by(self, submission: Submission) -> str | None:
        """Return the address of the submission to which it gave way."""
        later = submission.superseded_by_id
        return reverse("submission", [later], request=self.context["request"]) if later else None


class PackSummarySerializer(serializers.ModelSerializer[Pack]):
    """A pack in a list."""

    publisher = serializers.CharField(source="publisher.handle")
    badges = serializers.SerializerMethodField(help_text="What its latest version earned, such as `examples`")
    criteria = serializers.IntegerField(source="latest.criteria", default=0)
    by_program = serializers.IntegerField(source="latest.by_program", default=0)
    url = serializers.SerializerMethodField()

    class Meta:
        """Its fields."""

        model = Pack
        fields = (
            "name", "latest_version", "summary", "publisher", "visibility", "keywords", "professions",
            "badges", "criteria", "by_program", "updated_at", "url",
        )  # fmt: skip

    def get_badges(self, pack: Pack) -> list[str]:
        """Return the names of the badges."""
        return sorted(pack.latest.badges) if pack.latest else []

    def get_url(self, pack: Pack) -> str:
        """Return the address of the pack."""
        return reverse("pack", [pack.name], request=self.context["request"])


class PackPageSerializer(serializers.Serializer[Any]):
    """A page of packs."""

    results = PackSummarySerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class ReleaseSummarySerializer(serializers.ModelSerializer[Release]):
    """A release in the list of its pack."""

    archive = serializers.CharField(source="archive_digest")
    yanked = serializers.SerializerMethodField(help_text="Why it was yanked, null while it is not")
    url = serializers.SerializerMethodField()

    class Meta:
        """Its fields."""

        model = Release
        fields = ("version", "archive", "size", "published_at", "yanked", "url")

    def get_yanked(self, release: Release) -> str | None:
        """Return the reason of the yank."""
        return release.yank_reason or None

    def get_url(self, release: Release) -> str:
        """Return the address of the release."""
        return reverse("release", [release.pack.name, release.version], request=self.context["request"])


class PackSerializer(PackSummarySerializer):
    """A pack with its releases, newest first."""

    releases = ReleaseSummarySerializer(many=True)

    class Meta(PackSummarySerializer.Meta):
        """Its fields."""

        fields = (*PackSummarySerializer.Meta.fields, "created_at", "releases")


class ComponentSerializer(serializers.ModelSerializer[Component]):
    """One part of a release."""

    class Meta:
        """Its fields."""

        model = Component
        fields = ("kind", "name", "label", "path", "summary", "tokens_always", "tokens_on_use")


class RequirementSerializer(serializers.ModelSerializer[Requirement]):
    """Another pack that a release needs."""

    class Meta:
        """Its fields."""

        model = Requirement
        fields = ("name", "specifier")


class ReleaseSerializer(ReleaseSummarySerializer):
    """A release with everything that is known of it."""

    pack = serializers.CharField(source="pack.name")
    publisher = serializers.CharField(source="pack.publisher.handle")
    tree = serializers.CharField(source="tree_digest")
    archive_url = serializers.SerializerMethodField()
    components = ComponentSerializer(many=True)
    requirements = RequirementSerializer(many=True)
    advisories = serializers.SerializerMethodField(help_text="What is wrong with it, as its document says")
    report = serializers.SerializerMethodField(help_text="What the rules said before it was published")

    class Meta(ReleaseSummarySerializer.Meta):
        """Its fields."""

        fields = (
            "pack", "publisher", *ReleaseSummarySerializer.Meta.fields, "archive_url", "tree",
            "unpacked_size", "file_count", "summary", "licence", "manifest", "components",
            "requirements", "powers", "tokens", "badges", "criteria", "by_program", "retrieval", "advisories",
            "report", "readme",
        )  # fmt: skip

    def get_advisories(self, release: Release) -> list[dict[str, Any]]:
        """Return the advisories that hold."""
        advisories = release.pack.advisories.filter(withdrawn_at=None).order_by("pk")
        return [one.entry.as_dict() for one in advisories if one.concerns(release.version)]

    def get_report(self, release: Release) -> dict[str, Any] | None:
        """Return the report, if one was kept."""
        report = report_on(release)
        return ReportSerializer(report).data if report else None

    def get_archive_url(self, release: Release) -> str:
        """Return where the archive is served."""
        path = archive_key(Digest.parse(release.archive_digest))
        address: str = self.context["request"].build_absolute_uri(f"/{path}")
        return address


class PublishAsSerializer(serializers.Serializer[Any]):
    """Under whose name something is submitted, and for whom."""

    publisher = serializers.CharField(
        required=False, help_text="Handle of the publisher; needed by members of several"
    )
    visibility = serializers.ChoiceField(
        Pack.Visibility.choices,
        required=False,
        help_text="Who may see a new pack: everybody, or the publisher's members; a known one stays as it is",
    )
    evidence = serializers.CharField(
        required=False,
        max_length=LONGEST_EVIDENCE,
        help_text="What shows that whoever a persona is of agreed, such as a letter; only the staff see it",
    )


class SubmitSerializer(PublishAsSerializer):
    """What is sent to submit an archive."""

    archive = serializers.FileField(
        help_text="The pack as a zip or tar.gz, or one page of a skill, agent or command"
    )


class MendSerializer(serializers.Serializer[Any]):
    """What is sent to have the changes made that findings offer."""

    findings = serializers.ListField(
        child=serializers.IntegerField(min_value=0),
        required=False,
        help_text="Places in the report's list of findings, from 0; without it, all that offer a change",
    )


class YankSerializer(serializers.Serializer[Any]):
    """What is sent to yank a release."""

    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="Shown to everybody")


class ProblemSerializer(serializers.Serializer[Any]):
    """A refusal (RFC 9457). Further members hold the values that `detail` names."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField(help_text="Stable; docs/API.md lists them")
    hint = serializers.CharField(help_text="What to do next")
