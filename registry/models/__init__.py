"""The rows of the registry, one noun a file. Nothing but `registry.services` writes them."""

from registry.models.audit import AuditEntry
from registry.models.component import Component
from registry.models.decision import Decision
from registry.models.draft import Draft, DraftComment, DraftDocument, DraftFile, DraftLink, DraftRevision
from registry.models.index import IndexDocument
from registry.models.outbox import OutboxEntry
from registry.models.pack import Pack
from registry.models.publisher import Membership, Publisher
from registry.models.release import Release
from registry.models.report import Finding, ValidationReport
from registry.models.requirement import Requirement
from registry.models.search import PackFacet, Posting, SearchGram, SearchTerm, SearchWord
from registry.models.submission import Submission
from registry.models.token import ApiToken
from registry.models.user import User

__all__ = [
    "ApiToken",
    "AuditEntry",
    "Component",
    "Decision",
    "Draft",
    "DraftComment",
    "DraftDocument",
    "DraftFile",
    "DraftLink",
    "DraftRevision",
    "Finding",
    "IndexDocument",
    "Membership",
    "OutboxEntry",
    "Pack",
    "PackFacet",
    "Posting",
    "Publisher",
    "Release",
    "Requirement",
    "SearchGram",
    "SearchTerm",
    "SearchWord",
    "Submission",
    "User",
    "ValidationReport",
]
