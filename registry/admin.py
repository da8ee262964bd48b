"""Django's admin, to look at everything and to change the little that no service is for.

What is immutable, or is written by services only, is shown and no more.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model
from django.http import HttpRequest

from registry.models import (
    Advisory,
    Answer,
    ApiToken,
    Appeal,
    Attestation,
    AuditEntry,
    Collection,
    CollectionItem,
    Complaint,
    Component,
    Decision,
    DownloadDay,
    Draft,
    DraftComment,
    DraftDocument,
    DraftFile,
    DraftLink,
    DraftRevision,
    EvalKey,
    Finding,
    Grant,
    IndexDocument,
    Invitation,
    KeyChange,
    LessonAnswer,
    Membership,
    ModelAnswer,
    Notice,
    OutboxEntry,
    Pack,
    Publisher,
    Question,
    Release,
    Requirement,
    Review,
    Submission,
    Subscription,
    User,
    ValidationReport,
    Wish,
)
from registry.services.grants import end_with_membership
from registry.services.search_index import weigh_packs_judged_by

admin.site.register(User, UserAdmin)


class ReadOnly:
    """Mixed into what is shown and never changed."""

    def has_add_permission(self, *_args: Any) -> bool:
        """Nobody adds."""
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        """Nobody deletes."""
        return False


class MembershipInline(admin.TabularInline):
    """The people of a publisher."""

    model = Membership
    extra = 0
    autocomplete_fields = ("user",)


@admin.register(Publisher)
class PublisherAdmin(admin.ModelAdmin):
    """Publishers, whose people and display name can be changed."""

    list_display = ("handle", "display_name", "created_at")
    search_fields = ("handle", "display_name")
    inlines = (MembershipInline,)

    def get_readonly_fields(self, _request: HttpRequest, obj: Publisher | None = None) -> tuple[str, ...]:
        """Keep the handle: it stands in addresses."""
        return ("handle",) if obj else ()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001 - Django's own signature
        """Keep the people, and weigh anew what they said of its packs as others."""
        super().save_formset(request, form, formset, change)
        changed = (row for row, _fields in formset.changed_objects)
        for membership in (*formset.new_objects, *changed, *formset.deleted_objects):
            weigh_packs_judged_by(membership.user, form.instance)
        for membership in formset.deleted_objects:
            end_with_membership(membership.user, form.instance)


@admin.register(Pack)
class PackAdmin(ReadOnly, admin.ModelAdmin):
    """Packs."""

    list_display = ("name", "publisher", "latest_version", "updated_at")
    search_fields = ("name",)
    list_select_related = ("publisher",)


class ComponentInline(ReadOnly, admin.TabularInline):
    """The components of a release."""

    model = Component


class RequirementInline(ReadOnly, admin.TabularInline):
    """The requirements of a release."""

    model = Requirement


@admin.register(Release)
class ReleaseAdmin(ReadOnly, admin.ModelAdmin):
    """Releases."""

    list_display = ("pack", "version", "published_at", "yanked_at")
    search_fields = ("pack__name", "version", "archive_digest")
    list_select_related = ("pack",)
    inlines = (ComponentInline, RequirementInline)


class FindingInline(ReadOnly, admin.TabularInline):
    """The findings of a report."""

    model = Finding


@admin.register(ValidationReport)
class ValidationReportAdmin(ReadOnly, admin.ModelAdmin):
    """Reports."""

    list_display = ("submission_id", "verdict", "ruleset", "created_at")
    list_filter = ("verdict",)
    inlines = (FindingInline,)


class DecisionInline(ReadOnly, admin.TabularInline):
    """What people decided on a submission."""

    model = Decision


@admin.register(Submission)
class SubmissionAdmin(ReadOnly, admin.ModelAdmin):
    """Submissions."""

    list_display = ("id", "publisher", "status", "pack_name", "version", "received_at", "attempt")
    list_filter = ("status",)
    search_fields = ("id", "pack_name", "upload_digest")
    list_select_related = ("publisher",)
    inlines = (DecisionInline,)


class DraftFileInline(ReadOnly, admin.TabularInline):
    """The files that go along with a draft."""

    model = DraftFile


class DraftDocumentInline(ReadOnly, admin.TabularInline):
    """The documents that were brought, by name only."""

    model = DraftDocument
    fields = ("item", "filename", "size", "status")


class DraftRevisionInline(ReadOnly, admin.TabularInline):
    """When a draft was changed, without what was typed."""

    model = DraftRevision
    exclude = ("content",)


class DraftLinkInline(ReadOnly, admin.TabularInline):
    """The links to a draft, without their secrets."""

    model = DraftLink
    exclude = ("digest",)


class DraftCommentInline(ReadOnly, admin.TabularInline):
    """What was said about a draft."""

    model = DraftComment


@admin.register(Draft)
class DraftAdmin(ReadOnly, admin.ModelAdmin):
    """Drafts: whose they are, not what is in them."""

    list_display = ("id", "owner", "revision", "saved_at")
    list_select_related = ("owner",)
    exclude = ("content", "visitor")
    inlines = (DraftFileInline, DraftDocumentInline, DraftLinkInline, DraftCommentInline, DraftRevisionInline)


@admin.register(LessonAnswer)
class LessonAnswerAdmin(ReadOnly, admin.ModelAdmin):
    """How far people are with the lesson, not what they wrote."""

    list_display = ("exercise", "owner", "passed_at", "saved_at")
    list_select_related = ("owner",)
    exclude = ("content", "visitor")


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnly, admin.ModelAdmin):
    """Tokens, by hint; their digests are nobody's business."""

    list_display = ("hint", "name", "user", "expires_at", "last_used_at", "revoked_at")
    search_fields = ("user__username", "hint")
    list_select_related = ("user",)
    exclude = ("digest",)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly, admin.ModelAdmin):
    """The audit trail."""

    list_display = ("at", "actor", "action", "subject")
    search_fields = ("subject", "action")
    list_select_related = ("actor",)


class CollectionItemInline(admin.TabularInline):
    """The packs of a collection."""

    model = CollectionItem
    extra = 1
    autocomplete_fields = ("pack",)


@admin.register(Collection)
class CollectionAdmin(admin.ModelAdmin):
    """Collections, which the staff put together here."""

    list_display = ("title", "slug", "position")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (CollectionItemInline,)


@admin.register(Review)
class ReviewAdmin(ReadOnly, admin.ModelAdmin):
    """Reviews."""

    list_display = ("release", "author", "verdict", "written_at")
    list_select_related = ("release__pack", "author")


@admin.register(Attestation)
class AttestationAdmin(ReadOnly, admin.ModelAdmin):
    """Signed results, without their bytes; they are hidden where they are shown."""

    list_display = ("release", "sender", "verdict", "sent_at", "withdrawn_at", "hidden_at")
    list_select_related = ("release__pack", "sender")
    exclude = ("document",)


@admin.register(EvalKey)
class EvalKeyAdmin(ReadOnly, admin.ModelAdmin):
    """Whose keys sign results."""

    list_display = ("key_id", "user", "since")
    list_select_related = ("user",)


@admin.register(KeyChange)
class KeyChangeAdmin(ReadOnly, admin.ModelAdmin):
    """Which key of the index followed which."""

    list_display = ("old_key", "new_key", "at", "settled")
    exclude = ("document",)


@admin.register(ModelAnswer)
class ModelAnswerAdmin(ReadOnly, admin.ModelAdmin):
    """What a language model answered about packs."""

    list_display = ("question", "reader", "asked_at")


class AnswerInline(ReadOnly, admin.TabularInline):
    """The answers to a question."""

    model = Answer


@admin.register(Question)
class QuestionAdmin(ReadOnly, admin.ModelAdmin):
    """Questions."""

    list_display = ("pack", "author", "asked_at")
    list_select_related = ("pack", "author")
    inlines = (AnswerInline,)


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnly, admin.ModelAdmin):
    """Who follows what."""

    list_display = ("user", "pack", "publisher", "since")
    list_select_related = ("user", "pack", "publisher")


@admin.register(Notice)
class NoticeAdmin(ReadOnly, admin.ModelAdmin):
    """What people were told."""

    list_display = ("user", "event", "title", "at", "mailed_at")
    list_select_related = ("user",)


@admin.register(Invitation)
class InvitationAdmin(ReadOnly, admin.ModelAdmin):
    """Open invitations."""

    list_display = ("publisher", "user", "role", "invited_at")
    list_select_related = ("publisher", "user")


@admin.register(Grant)
class GrantAdmin(ReadOnly, admin.ModelAdmin):
    """Who was let in to read a private pack."""

    list_display = ("pack", "user", "reference", "until", "granted_at", "ended_at")
    list_select_related = ("pack", "user")


@admin.register(Wish)
class WishAdmin(ReadOnly, admin.ModelAdmin):
    """Requested packs."""

    list_display = ("words", "wished_at")


@admin.register(DownloadDay)
class DownloadDayAdmin(ReadOnly, admin.ModelAdmin):
    """Counts of downloads."""

    list_display = ("release", "day", "count")
    list_select_related = ("release__pack",)


@admin.register(Advisory)
class AdvisoryAdmin(ReadOnly, admin.ModelAdmin):
    """Advisories; the page of the pack is where they are changed."""

    list_display = ("name", "pack", "severity", "title", "published_at", "withdrawn_at")
    list_filter = ("severity",)
    list_select_related = ("pack",)


@admin.register(Appeal)
class AppealAdmin(ReadOnly, admin.ModelAdmin):
    """Appeals; the moderation queue is where they are answered."""

    list_display = ("kind", "author", "status", "made_at")
    list_filter = ("status",)
    list_select_related = ("author",)


@admin.register(Complaint)
class ComplaintAdmin(ReadOnly, admin.ModelAdmin):
    """Complaints; the moderation queue is where they are answered."""

    list_display = ("pack", "reason", "status", "made_at")
    list_filter = ("status", "reason")
    list_select_related = ("pack",)


@admin.register(OutboxEntry)
class OutboxEntryAdmin(ReadOnly, admin.ModelAdmin):
    """Promised work."""

    list_display = ("task", "subject", "created_at", "due_at", "failures")


@admin.register(IndexDocument)
class IndexDocumentAdmin(ReadOnly, admin.ModelAdmin):
    """The index, without its bytes."""

    list_display = ("name", "serial", "mirrored_serial", "signed_at")
    search_fields = ("name",)
    exclude = ("body",)
