from importlib import import_module

from django.apps import apps

from registry.models import IndexDocument, User
from registry.services.index import publish_root
from registry.services.work import run_due
from tests.support.registry import published


def test_documents_from_before_they_expired_are_signed_anew_by_the_next_round(ada: User) -> None:
    publish_root()
    published(ada)
    import_module("registry.migrations.0011_index_term").make_due(apps, None)
    run_due()
    serials = dict(IndexDocument.objects.values_list("name", "serial"))
    assert serials == {"root": 2, "packs/month-end": 2}
