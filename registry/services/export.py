"""Everything that the registry knows of a person, as a zip: JSON files, and the documents they brought."""

import json
import zipfile
from pathlib import PurePath
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet

from registry.models import AuditEntry, DraftDocument, User
from registry.readers import notices_of
from registry.services.draft_originals import original_of

_OF_A_DOCUMENT = (
    *("id", "draft", "part", "filename", "size", "digest", "brought_at"),
    *("status", "failure", "item", "tables", "losses", "looked_at"),
)


def export_of(actor: User) -> IO[bytes]:
    """Return a zip with one JSON file for each kind of thing, and the documents of drafts as they are kept.

    It is an open file without a name, at its beginning. Secrets are not among it: none are kept.
    """
    file = TemporaryFile()  # noqa: SIM115 - closed by whoever hands it out
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in _parts(actor).items():
            archive.writestr(f"{name}.json", json.dumps(rows, cls=DjangoJSONEncoder, indent=1))
        for document in _documents(actor).exclude(digest=""):
            name = f"documents/{document.pk} {PurePath(document.filename).name}"
            archive.writestr(name, original_of(document))
    file.seek(0)
    return file


def _documents(user: User) -> QuerySet[DraftDocument]:
    """What was brought to drafts of theirs, and what they brought to others'."""
    return DraftDocument.objects.filter(Q(draft__owner=user) | Q(brought_by=user))


def _parts(user: User) -> dict[str, list[dict[str, Any]]]:
    own = {
        "account": User.objects.filter(pk=user.pk).values(
            *("username", "email", "refused_address", "date_joined"),
            *("wants_mail", "wants_advisories", "news", "recap_from", "recap_due"),
        ),
        "publishers": user.memberships.values("publisher__handle", "role", "created_at"),
        "submissions": user.submissions.values(
            "id",
            "publisher__handle",
            "pack_name",
            "version",
            "status",
            "upload_digest",
            "received_at",
            "evidence",
        ),
        "reviews": user.reviews.values(
            "pack__name", "release__version", "verdict", "role", "text", "written_at"
        ),
        "eval keys": user.eval_keys.values("key_id", "public_key", "since"),
        "eval results": user.attestations.values(
            "pack__name", "release__version", "verdict", "agent", "digest", "sent_at", "withdrawn_at"
        ),
        "questions": user.questions.values("pack__name", "text", "asked_at"),
        "answers": user.answers.values("question__pack__name", "text", "given_at"),
        "reports": user.complaints.values(
            "pack__name", "version", "reason", "text", "contact", "made_at", "status", "answer"
        ),
        "drafts": user.drafts.values("id", "content", "continues", "created_at", "saved_at", "deleted_at"),
        "lesson": user.lesson_answers.values("exercise", "content", "passed_at", "saved_at"),
        "documents": _documents(user).values(*_OF_A_DOCUMENT),
        "appeals": user.appeals.values("words", "made_at", "status", "reason", "decided_at"),
        "requests": user.wishes.values("words"),
        "subscriptions": user.subscriptions.values("pack__name", "publisher__handle", "since"),
        "notifications": notices_of(user).values("title", "text", "path", "at", "read_at"),
        "grants": user.grants.values("pack__name", "reference", "until", "granted_at", "ended_at"),
        "tokens": user.api_tokens.values("name", "hint", "scopes", "created_at", "expires_at", "revoked_at"),
        "acts": AuditEntry.objects.filter(actor=user).values("at", "action", "subject", "data"),
    }
    return {name: list(rows.order_by("pk")) for name, rows in own.items()}
