"""Addresses of the staff."""

from django.urls import path

from marketplace.moderation.queue import (
    appeal_answer,
    complaint_answer,
    moderation_queue,
    said_remove,
    submission_decide,
)

urlpatterns = [
    path("moderation", moderation_queue, name="moderation-queue"),
    path("moderation/submissions/<uuid:submission_id>", submission_decide, name="submission-decide"),
    path("moderation/complaints/<int:complaint_id>", complaint_answer, name="complaint-answer"),
    path("moderation/appeals/<int:appeal_id>", appeal_answer, name="appeal-answer"),
    path("moderation/<slug:kind>/<int:number>/remove", said_remove, name="said-remove"),
]
