import pytest

from registry.models import Pack, User
from registry.search import MAX_WORDS, listed_packs, query_words, search_fold, search_packs
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.registry import published


def names(query: str) -> list[str]:
    return [pack.name for pack in search_packs(query)]


@pytest.fixture
def catalogue(ada: User) -> None:
    published(ada, "month-end", summary="Closes the books of a month with every account reconciled")
    published(ada, "bank-rec", summary="Reconciles the bank at the month end")
    published(ada, "cafe-menu", summary="Plans the menu of a CAFÉ for the season", title="Café menus")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("month", ["month-end", "bank-rec"]),
        ("month end", ["month-end", "bank-rec"]),
        ("end month", ["month-end", "bank-rec"]),
        ("MONTH-END", ["month-end", "bank-rec"]),
        ("bank month", ["bank-rec"]),
        ("reconcil", ["bank-rec", "month-end"]),
        ("café", ["cafe-menu"]),
        ("cafe", ["cafe-menu"]),
        ("ＣＡＦＥ", ["cafe-menu"]),  # noqa: RUF001 - full-width letters are what is tested
        ("month tax", []),
    ],
)
@pytest.mark.usefixtures("catalogue")
def test_every_word_must_occur_and_a_name_counts_more_than_a_summary(query: str, found: list[str]) -> None:
    assert names(query) == found


@pytest.mark.parametrize("query", ["", "  ", "%", "_-"])
@pytest.mark.usefixtures("catalogue")
def test_a_query_without_a_word_lists_everything(query: str) -> None:
    assert sorted(names(query)) == ["bank-rec", "cafe-menu", "month-end"]


@pytest.mark.usefixtures("catalogue")
def test_a_withdrawn_pack_is_not_found(ada: User) -> None:
    yank_release(actor=ada, pack="bank-rec", version="1.0.0", reason="wrong")
    run_due()
    assert "bank-rec" not in names("bank")
    assert listed_packs().count() == 2


@pytest.mark.usefixtures("catalogue")
def test_a_list_of_packs_does_not_load_their_large_columns() -> None:
    pack = search_packs("month")[0]
    assert "search_text" in pack.get_deferred_fields()
    assert {"manifest", "files", "readme"} <= pack.latest.get_deferred_fields()


def test_a_query_is_a_limited_number_of_different_words() -> None:
    assert query_words("a b a  b") == ["a", "b"]
    assert len(query_words(" ".join(f"w{number}" for number in range(99)))) == MAX_WORDS


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Month-End", "month end"),
        ("Straße", "strasse"),
        ("naïve", "naive"),
        ("ﬁle", "file"),
        ("a\u200bb_c", "a b c"),
    ],
)
def test_folding_leaves_letters_and_digits_without_case_or_accent(text: str, folded: str) -> None:
    assert search_fold([text]) == folded


def test_a_pack_without_a_release_is_not_listed(ada: User) -> None:
    Pack.objects.create(name="empty-one", publisher=ada.publishers.get())
    assert not listed_packs().exists()
