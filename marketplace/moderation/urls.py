"""Addresses of the staff."""

from django.urls import path

from marketplace.moderation.queue import complaint_answer, moderation_queue, submission_decide

urlpatterns = [
    path("moderation", moderation_queue, name="moderation-queue"),
    path("moderation/submissions/<uuid:submission_id>", submission_decide, name="submission-decide"),
    path("moderation/complaints/<int:complaint_id>", complaint_answer, name="complaint-answer"),
]
