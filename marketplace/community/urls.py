"""Addresses of what people say about packs."""

from django.urls import path

from marketplace.community.complaint import complaint_page
from marketplace.community.questions import question_answer, questions_page
from marketplace.community.results import result_document, result_hide, result_withdraw, results_page
from marketplace.community.reviews import reviews_page
from marketplace.community.wishes import wish_vote, wishes_page

urlpatterns = [
    path("packs/<slug:name>/reviews", reviews_page, name="pack-reviews"),
    path("packs/<slug:name>/results", results_page, name="pack-results"),
    path("packs/<slug:name>/versions/<str:version>/results", results_page, name="version-results"),
    path("results/<int:result_id>.jsonl", result_document, name="result-document"),
    path("results/<int:result_id>/withdraw", result_withdraw, name="result-withdraw"),
    path("results/<int:result_id>/hide", result_hide, name="result-hide"),
    path("packs/<slug:name>/questions", questions_page, name="pack-questions"),
    path("packs/<slug:name>/report", complaint_page, name="pack-complaint"),
    path("questions/<int:question_id>/answers", question_answer, name="question-answer"),
    path("requests", wishes_page, name="wishes"),
    path("requests/<int:wish_id>/vote", wish_vote, name="wish-vote"),
]
