"""The addresses that other clients know."""

from django.urls import path

from registry.exports import views

urlpatterns = [
    path("marketplace.json", views.whole_catalogue, name="catalogue-document"),
    path("packs/<slug:name>/marketplace.json", views.pack_catalogue, name="pack-catalogue-document"),
    path(
        "publishers/<slug:handle>/marketplace.json",
        views.publisher_catalogue,
        name="publisher-catalogue-document",
    ),
    path(
        "professions/<slug:word>/marketplace.json",
        views.profession_catalogue,
        name="profession-catalogue-document",
    ),
    path(
        "packs/<slug:name>/.well-known/agent-skills/index.json",
        views.skills_index,
        name="skills-index-document",
    ),
]
