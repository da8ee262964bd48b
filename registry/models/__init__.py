"""The rows of the registry, one noun a file. Nothing but `registry.services` writes them."""

from registry.models.advisory import Advisory
from registry.models.appeal import Appeal
from registry.models.attestation import Attestation, EvalKey
from registry.models.audit import AuditEntry
from registry.models.collection import Collection, CollectionItem
from registry.models.complaint import Complaint
from registry.models.component import Component
from registry.models.decision import Decision
from registry.models.download import DownloadDay, DownloadSeen
from registry.models.draft import Draft, DraftComment, DraftDocument, DraftFile, DraftLink, DraftRevision
from registry.models.grant import Grant
from registry.models.index import IndexDocument
from registry.models.invitation import Invitation
from registry.models.keychange import KeyChange
from registry.models.leased import Leased
from registry.models.lesson import LessonAnswer
from registry.models.modelanswer import ModelAnswer
from registry.models.notice import Notice, Subscription
from registry.models.outbox import OutboxEntry
from registry.models.pack import Pack
from registry.models.publisher import Membership, Publisher
from registry.models.question import Answer, Question
from registry.models.release import Release
from registry.models.report import Finding, ValidationReport
from registry.models.requirement import Requirement
from registry.models.review import Review
from registry.models.search import PackFacet, Posting, SearchGram, SearchTerm, SearchWord
from registry.models.submission import Submission
from registry.models.token import ApiToken
from registry.models.user import User
from registry.models.wish import Wish

__all__ = [
    "Advisory",
    "Answer",
    "ApiToken",
    "Appeal",
    "Attestation",
    "AuditEntry",
    "Collection",
    "CollectionItem",
    "Complaint",
    "Component",
    "Decision",
    "DownloadDay",
    "DownloadSeen",
    "Draft",
    "DraftComment",
    "DraftDocument",
    "DraftFile",
    "DraftLink",
    "DraftRevision",
    "EvalKey",
    "Finding",
    "Grant",
    "IndexDocument",
    "Invitation",
    "KeyChange",
    "Leased",
    "LessonAnswer",
    "Membership",
    "ModelAnswer",
    "Notice",
    "OutboxEntry",
    "Pack",
    "PackFacet",
    "Posting",
    "Publisher",
    "Question",
    "Release",
    "Requirement",
    "Review",
    "SearchGram",
    "SearchTerm",
    "SearchWord",
    "Submission",
    "Subscription",
    "User",
    "ValidationReport",
    "Wish",
]
