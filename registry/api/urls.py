"""The addresses of the API."""

from django.urls import path, re_path

from registry.api.views.account import (
    AccountView,
    ActsView,
    ExportView,
    GrantedView,
    PublishersView,
    RecapView,
    TokensView,
    TokenView,
)
from registry.api.views.advisories import (
    AdvisoriesView,
    AdvisoryView,
    AdvisoryWithdrawView,
    PackAdvisoriesView,
)
from registry.api.views.appeals import AppealsView
from registry.api.views.attestations import AddresseeView, AttestationsView, AttestationView, HiddenView
from registry.api.views.base import UnknownRouteView
from registry.api.views.community import (
    AnswersView,
    ComplaintsView,
    QuestionsView,
    ReviewsView,
    VoteView,
    WishesView,
)
from registry.api.views.descriptions import BrowserView, DraftSchemaView, ManifestSchemaView, OpenApiView
from registry.api.views.draft_acts import (
    ContinueView,
    EditorView,
    LinksView,
    LinkView,
    NextView,
    OpenView,
    OriginalView,
    UndeleteView,
    VariantView,
)
from registry.api.views.draft_documents import AgainView, DocumentsView, DocumentView, SamplesView
from registry.api.views.drafts import DraftArchiveView, DraftSubmissionView, DraftsView, DraftView
from registry.api.views.following import NoticesView, PackSubscriptionView, PublisherSubscriptionView
from registry.api.views.grants import GrantsView, GrantView
from registry.api.views.members import InvitationView, MembersView
from registry.api.views.moderation import (
    AppealView,
    ComplaintView,
    DecisionView,
    HeldView,
    OpenAppealsView,
    OpenComplaintsView,
    RemovalView,
    WaitingView,
)
from registry.api.views.packs import PacksView, PackView, VisibilityView
from registry.api.views.releases import ReleaseView, UnyankView, YankView
from registry.api.views.submissions import MendView, SubmissionsView, SubmissionView

urlpatterns = [
    path("v1/submissions", SubmissionsView.as_view(), name="submissions"),
    path("v1/submissions/<uuid:submission>", SubmissionView.as_view(), name="submission"),
    path("v1/submissions/<uuid:submission>/mend", MendView.as_view(), name="mend"),
    path("v1/packs", PacksView.as_view(), name="packs"),
    path("v1/packs/<str:name>", PackView.as_view(), name="pack"),
    path("v1/packs/<str:name>/visibility", VisibilityView.as_view(), name="visibility"),
    path("v1/packs/<str:name>/grants", GrantsView.as_view(), name="grants"),
    path("v1/packs/<str:name>/grants/<str:reference>", GrantView.as_view(), name="grant"),
    path("v1/packs/<str:name>/releases/<str:version>", ReleaseView.as_view(), name="release"),
    path("v1/packs/<str:name>/releases/<str:version>/yank", YankView.as_view(), name="yank"),
    path("v1/packs/<str:name>/releases/<str:version>/unyank", UnyankView.as_view(), name="unyank"),
    path("v1/packs/<str:name>/advisories", PackAdvisoriesView.as_view(), name="pack-advisory-list"),
    path("v1/advisories", AdvisoriesView.as_view(), name="advisory-list"),
    path("v1/advisories/CTXA-<int:advisory>", AdvisoryView.as_view(), name="advisory"),
    path(
        "v1/advisories/CTXA-<int:advisory>/withdraw", AdvisoryWithdrawView.as_view(), name="withdraw-advisory"
    ),
    path(
        "v1/packs/<str:name>/releases/<str:version>/attestations",
        AttestationsView.as_view(),
        name="attestations",
    ),
    path("v1/attestations/<int:attestation>", AttestationView.as_view(), name="attestation"),
    path("v1/attestations/<int:attestation>/hidden", HiddenView.as_view(), name="attestation-hidden"),
    path("v1/attestations/addressee", AddresseeView.as_view(), name="addressee"),
    path("v1/packs/<str:name>/reviews", ReviewsView.as_view(), name="reviews"),
    path("v1/packs/<str:name>/questions", QuestionsView.as_view(), name="questions"),
    path("v1/packs/<str:name>/reports", ComplaintsView.as_view(), name="complaints"),
    path("v1/questions/<int:question>/answers", AnswersView.as_view(), name="answers"),
    path("v1/requests", WishesView.as_view(), name="wish-list"),
    path("v1/requests/<int:wish>/vote", VoteView.as_view(), name="vote"),
    path("v1/packs/<str:name>/subscription", PackSubscriptionView.as_view(), name="follow-pack"),
    path(
        "v1/publishers/<str:handle>/subscription",
        PublisherSubscriptionView.as_view(),
        name="follow-publisher",
    ),
    path("v1/publishers", PublishersView.as_view(), name="publishers"),
    path("v1/account", AccountView.as_view(), name="account-api"),
    path("v1/account/granted/<str:name>", GrantedView.as_view(), name="granted"),
    path("v1/account/recap", RecapView.as_view(), name="recap-api"),
    path("v1/account/acts", ActsView.as_view(), name="acts"),
    path("v1/account/export", ExportView.as_view(), name="export"),
    path("v1/account/tokens", TokensView.as_view(), name="tokens"),
    path("v1/account/tokens/<int:token>", TokenView.as_view(), name="token"),
    path("v1/publishers/<str:handle>/members", MembersView.as_view(), name="members"),
    path("v1/invitations/<int:invitation>", InvitationView.as_view(), name="invitation"),
    path("v1/notifications", NoticesView.as_view(), name="notices"),
    path("v1/appeals", AppealsView.as_view(), name="appeals"),
    path("v1/moderation", WaitingView.as_view(), name="waiting"),
    path("v1/moderation/submissions", HeldView.as_view(), name="held"),
    path("v1/moderation/submissions/<uuid:submission>", DecisionView.as_view(), name="decide"),
    path("v1/moderation/reports", OpenComplaintsView.as_view(), name="open-reports"),
    path("v1/moderation/reports/<int:complaint>", ComplaintView.as_view(), name="answer-report"),
    path("v1/moderation/appeals", OpenAppealsView.as_view(), name="open-appeals"),
    path("v1/moderation/appeals/<int:appeal>", AppealView.as_view(), name="answer-appeal"),
    path("v1/moderation/<str:kind>/<int:number>/removal", RemovalView.as_view(), name="removal"),
    path("v1/drafts", DraftsView.as_view(), name="drafts"),
    path("v1/drafts/opened", OpenView.as_view(), name="open-folder"),
    path("v1/drafts/<uuid:draft>", DraftView.as_view(), name="draft"),
    path("v1/drafts/<uuid:draft>/archive", DraftArchiveView.as_view(), name="draft-archive"),
    path("v1/drafts/<uuid:draft>/submission", DraftSubmissionView.as_view(), name="draft-submission"),
    path("v1/drafts/<uuid:draft>/next", NextView.as_view(), name="draft-next"),
    path("v1/drafts/<uuid:draft>/undelete", UndeleteView.as_view(), name="draft-undelete"),
    path("v1/drafts/<uuid:draft>/documents", DocumentsView.as_view(), name="draft-documents"),
    path("v1/drafts/<uuid:draft>/documents/<int:document>", DocumentView.as_view(), name="draft-document"),
    path(
        "v1/drafts/<uuid:draft>/documents/<int:document>/again",
        AgainView.as_view(),
        name="draft-document-again",
    ),
    path("v1/drafts/<uuid:draft>/samples", SamplesView.as_view(), name="draft-samples"),
    path("v1/drafts/<uuid:draft>/editors/<str:username>", EditorView.as_view(), name="draft-editor"),
    path("v1/drafts/<uuid:draft>/links", LinksView.as_view(), name="draft-links"),
    path("v1/drafts/<uuid:draft>/links/<int:link>", LinkView.as_view(), name="draft-link"),
    path("v1/packs/<str:name>/draft", ContinueView.as_view(), name="continue-pack"),
    path("v1/packs/<str:name>/variant", VariantView.as_view(), name="make-variant"),
    path("v1/packs/<str:name>/original", OriginalView.as_view(), name="take-over"),
    path("v1/draft.schema.json", DraftSchemaView.as_view(), name="draft-schema"),
    path("v1/manifest.schema.json", ManifestSchemaView.as_view(), name="manifest-schema"),
    path("schema/", OpenApiView.as_view(), name="openapi"),
    path("docs/", BrowserView.as_view(), name="api-docs"),
    re_path("", UnknownRouteView.as_view(), name="unknown-route"),
]
