"""Addresses of contributing."""

from django.urls import path

from marketplace.contribute.compare import compare, original, picture
from marketplace.contribute.opening import open_folder
from marketplace.contribute.preview import export, preview, trial
from marketplace.contribute.publishing import begin_next, publish_page
from marketplace.contribute.questions import begin, draft_page
from marketplace.contribute.sharing import editors, share, shared_folder, shared_preview, unshare
from marketplace.contribute.start import continue_release, delete, start, undelete
from marketplace.contribute.submission import mend, submission_page
from marketplace.contribute.upload import publish
from marketplace.contribute.variants import make, take

_DRAFT = "contribute/<uuid:draft_id>"

urlpatterns = [
    path("contribute/", start, name="contribute"),
    path("contribute/new/<slug:kind>", begin, name="draft-begin"),
    path("contribute/open", open_folder, name="draft-open"),
    path("contribute/continue/<slug:name>", continue_release, name="draft-continue"),
    path("contribute/variant/<slug:name>", make, name="draft-variant"),
    path("contribute/take-over/<slug:name>", take, name="draft-take-over"),
    path(f"{_DRAFT}/preview", preview, name="draft-preview"),
    path(f"{_DRAFT}/trial", trial, name="draft-trial"),
    path(f"{_DRAFT}/share", share, name="draft-share"),
    path(f"{_DRAFT}/share/<int:link_id>/end", unshare, name="draft-unshare"),
    path(f"{_DRAFT}/editors", editors, name="draft-editors"),
    path(f"{_DRAFT}/publish", publish_page, name="draft-publish"),
    path(f"{_DRAFT}/originals/<int:document_id>", original, name="draft-original"),
    path(f"{_DRAFT}/documents/<slug:item_id>/compare", compare, name="draft-compare"),
    path(f"{_DRAFT}/documents/<slug:item_id>/pages/<int:block>", picture, name="draft-picture"),
    path(f"{_DRAFT}/next", begin_next, name="draft-next"),
    path(f"{_DRAFT}/export", export, name="draft-export"),
    path(f"{_DRAFT}/delete", delete, name="draft-delete"),
    path(f"{_DRAFT}/undelete", undelete, name="draft-undelete"),
    path(f"{_DRAFT}/<slug:page_name>", draft_page, name="draft-page"),
    path("previews/<str:secret>", shared_preview, name="draft-shared"),
    path("previews/<str:secret>/folder", shared_folder, name="draft-shared-folder"),
    path("publish", publish, name="publish"),
    path("submissions/<uuid:submission_id>", submission_page, name="submission-page"),
    path("submissions/<uuid:submission_id>/mend", mend, name="submission-mend"),
]
