import datetime

from marketplace.catalogue.about import about
from registry.models import Release

YEAR_END = datetime.date(2026, 12, 31)


def test_what_a_manifest_does_not_say_is_empty() -> None:
    facts = about(Release(manifest={}))
    assert not any(facts)
    assert not facts.expired(YEAR_END)


def test_content_holds_on_its_last_day_and_not_on_the_next() -> None:
    facts = about(Release(manifest={"valid-until": "2026-12-31"}))
    assert not facts.expired(YEAR_END)
    assert facts.expired(YEAR_END + datetime.timedelta(days=1))


def test_authors_are_known_by_their_names() -> None:
    manifest = {"authors": [{"name": "Ada", "email": "ada@example.org"}, {"name": "Grace"}]}
    assert about(Release(manifest=manifest)).authors == ["Ada", "Grace"]


def test_what_holds_anywhere_is_said_in_the_words_of_the_facet() -> None:
    assert about(Release(manifest={"jurisdictions": ["any", "DE"]})).jurisdictions == ["anywhere", "DE"]
