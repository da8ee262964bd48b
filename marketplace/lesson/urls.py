"""Addresses of the lesson."""

from django.urls import path

from marketplace.lesson.pages import begin_draft, exercise_page, overview

urlpatterns = [
    path("lesson", overview, name="lesson"),
    path("lesson/draft", begin_draft, name="lesson-draft"),
    path("lesson/<slug:exercise>", exercise_page, name="lesson-exercise"),
]
