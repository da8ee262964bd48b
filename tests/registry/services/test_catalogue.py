from registry.models import Pack, User
from registry.search.find import search_packs
from registry.services.catalogue import refresh_catalogue
from registry.services.yank import yank_release
from tests.support.registry import published


def shown() -> str:
    refresh_catalogue("month-end")
    return Pack.objects.get().latest_version


def yank(actor: User, version: str) -> None:
    yank_release(actor=actor, pack="month-end", version=version, reason="x")


def test_the_newest_release_is_shown_whatever_the_order_of_publishing(ada: User) -> None:
    for version in ("1.10.0", "1.9.0"):
        published(ada, version=version, summary=f"Summary of {version}")
    assert shown() == "1.10.0"
    assert Pack.objects.get().summary == "Summary of 1.10.0"


def test_a_trial_version_is_shown_only_where_there_is_nothing_else(ada: User) -> None:
    published(ada, version="2.0.0rc1")
    assert shown() == "2.0.0rc1"
    published(ada, version="1.0.0")
    assert shown() == "1.0.0"


def test_a_pack_whose_releases_are_all_yanked_is_not_listed(ada: User) -> None:
    published(ada)
    yank(ada, "1.0.0")
    assert shown() == ""
    pack = Pack.objects.get()
    assert (pack.latest, pack.summary, pack.updated_at) == (None, "", None)


def test_what_is_shown_can_be_searched(ada: User) -> None:
    published(ada, summary="Closes the BOOKS")
    assert [pack.name for pack in search_packs("closing books")[:9]] == ["month-end"]
