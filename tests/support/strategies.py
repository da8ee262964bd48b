"""What Hypothesis draws: packs, versions and requirements of every legal shape."""

from hypothesis import strategies as st

from packformat.archive import Entry
from packformat.paths import check_distinct, check_path

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-()+,@ éüßЖاह月次決算"
NUMBERS = st.integers(0, 12) | st.sampled_from([0, 1, 99, 999_999_999])
OPERATORS = st.sampled_from([">=", "<=", ">", "<", "==", "!="])


def _is_legal(path: str) -> bool:
    try:
        check_path(path)
    except Exception as error:  # noqa: BLE001 - whatever refuses it
        return not str(error)
    return True


def _are_distinct(entries: list[Entry]) -> bool:
    try:
        check_distinct(entry.path for entry in entries)
    except Exception as error:  # noqa: BLE001 - whatever refuses them
        return not str(error)
    return True


_words = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=9)
names = st.builds(
    lambda first, words: "-".join([first, *words]),
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9),
    st.lists(_words, max_size=4),
)
paths = (
    st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=4)
    .map("/".join)
    .filter(_is_legal)
)
contents = st.binary(max_size=200) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace"))
entries = st.builds(Entry, paths, contents, st.booleans())
trees = st.lists(entries, min_size=1, max_size=8, unique_by=lambda entry: entry.path).filter(_are_distinct)

releases = st.tuples(NUMBERS, NUMBERS, NUMBERS).map(lambda numbers: "{}.{}.{}".format(*numbers))
suffixes = st.just("") | st.tuples(st.sampled_from(["a", "b", "rc"]), st.integers(0, 20)).map(
    lambda pair: f"{pair[0]}{pair[1]}"
)
version_texts = st.tuples(releases, suffixes).map("".join)
_plain_clauses = st.tuples(OPERATORS, version_texts).map("".join)
_short = st.tuples(NUMBERS, NUMBERS).map(lambda pair: "{}.{}".format(*pair))
_short_clauses = st.tuples(OPERATORS | st.just("~="), _short).map("".join)
_compatible = st.tuples(st.just("~="), version_texts).map("".join)
_wildcards = st.tuples(st.sampled_from(["==", "!="]), _short | NUMBERS.map(str)).map(
    lambda pair: f"{pair[0]}{pair[1]}.*"
)
clause_texts = _plain_clauses | _short_clauses | _compatible | _wildcards
specifier_texts = st.lists(clause_texts, max_size=4).map(",".join)
