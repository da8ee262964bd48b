"""Of every export: names stay hidden, each message stands once, and the same zip is the same text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packformat.convert.document import convert
from packformat.convert.limits import LIMITS
from packformat.errors import CtxpackError
from tests.support.exports import clickup, message, slack, stamp, task, zipped

DAY = "finance/2026-03-02.json"
SYLLABLES = st.sampled_from(["zor", "quim", "blix", "vex", "jub", "由", "紀", "ñó", "Ωμ"])
WORDS = st.lists(SYLLABLES, min_size=2, max_size=3).map(lambda parts: "".join(parts).capitalize())
PEOPLE = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4, unique=True)
SPELLINGS = (
    str,
    str.upper,
    str.lower,
    lambda name: name.replace(" ", "."),
    lambda name: name.replace(" ", "\u00a0"),
)
AROUND = st.sampled_from(
    ["{}", "*{}*", "`{}`", "ask {}'s", "```{}```", "<https://x.co/{}|{}>", "> {}", "<mailto:{}>"]
)


@st.composite
def conversations(draw: st.DrawFn) -> tuple[list[dict[str, object]], list[dict[str, object]], list[str]]:
    """People, what they write about one another in and beside threads, and their names."""
    names = [" ".join(name) for name in draw(PEOPLE)]
    users = [
        {
            "id": f"U{number}",
            "profile": {"real_name": name, "email": f"{number}@{name.split()[0].lower()}.co"},
        }
        for number, name in enumerate(names)
    ]
    rows = []
    for number in range(draw(st.integers(1, 8))):
        name = draw(st.sampled_from(SPELLINGS))(draw(st.sampled_from(names)))
        said = draw(AROUND).replace("{}", name.replace("\u00a0", " "))
        thread = {"thread_ts": stamp(str(draw(st.integers(0, number))))} if draw(st.booleans()) else {}
        file = {"files": [{"name": f"{name}.pdf"}]} if draw(st.booleans()) else {}
        who = f"U{draw(st.integers(0, len(names)))}"
        rows.append(message(str(number), f"#{number}# {said} <@{who}>", who, **thread, **file))
    return users, rows, names


@given(conversations(), st.sampled_from([1, 2]))
@settings(deadline=None)
def test_no_name_survives_and_every_message_stands_once(
    said: tuple[list[dict[str, object]], list[dict[str, object]], list[str]], days: int
) -> None:
    users, rows, names = said
    half = len(rows) // days if days > 1 else 0
    data = slack({DAY: rows[half:], "finance/2026-03-01.json": rows[:half]}, users=users)
    converted = convert("a.zip", data)
    squeezed = re.sub(r"[\W_]", "", converted.markdown).casefold()
    shown = squeezed + "".join(page.title + page.name for page in converted.pages).casefold()
    for name in names:
        assert re.sub(r"\W", "", name).casefold() not in re.sub(r"[\W_]", "", shown)
        assert name.split()[0] not in converted.markdown
    bodies = "\n".join(line for line in converted.markdown.split("\n") if not line.startswith("# "))
    assert sorted(re.findall(r"#(\d)#", bodies)) == sorted(str(number) for number in range(len(rows)))
    assert "".join(text for _, text in converted.texts()).count("\n") == sum(
        page.last - page.first + 1 for page in converted.pages
    )
    assert convert("b.zip", data) == converted


@given(
    st.recursive(
        st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "name",
                        "ts",
                        "text",
                        "user",
                        "files",
                        "profile",
                        "subtype",
                        "message",
                        "attachments",
                        "thread_ts",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
@settings(deadline=None)
def test_values_of_any_shape_are_read_or_told(value: object) -> None:
    files = {"channels.json": [value], "users.json": [value], DAY: [value, message("1", "Stays")]}
    assert "Stays" in convert("a.zip", zipped(files)).markdown
    table = clickup(task(comments=[value, {"text": "Stays"}]), task(task_id="2", task_content="Stays"))
    assert "Stays" in convert("a.zip", zipped({"a.csv": table})).markdown


def test_numbers_stay_the_same_in_a_later_export() -> None:
    first = [message("1", "a", "U9"), message("2", "<@U8>", "U7")]
    later = [message("9", "b", "U1"), *first]
    text = convert("a.zip", slack({DAY: later, "a/2026-03-02.json": [message("8", "c", "U0")]})).markdown
    assert (
        "**Person 1** (09:00:01): a\n\n**Person 2** (09:00:02): @Person 3\n\n**Person 5** (09:00:09): b"
        in text
    )


def refused(data: bytes) -> CtxpackError:
    with pytest.raises(CtxpackError) as caught:
        convert("a.zip", data)
    return caught.value


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 no zip", "E_CONVERT_BROKEN"),
        (zipped({"a.txt": b"a"}), "E_CONVERT_EXPORT"),
        (zipped({"__MACOSX/a.csv": b"a"}), "E_CONVERT_EMPTY"),
        (slack({DAY: b"["}), "E_CONVERT_EMPTY"),
        (slack({}), "E_CONVERT_EMPTY"),
        (zipped({"a.csv": clickup(task())}), "E_CONVERT_EMPTY"),
    ],
)
def test_what_is_no_export_is_refused(data: bytes, code: str) -> None:
    assert refused(data).code == code


@pytest.mark.parametrize(
    ("limit", "most", "data"),
    [
        ("messages", 1, slack({DAY: [message("1", "a"), message("2", "b")]})),
        ("messages", 2, slack({DAY: [message("1", "a", files=[{}, {}])]})),
        ("messages", 2, zipped({"a.csv": clickup(task(comments=[{"text": "a"}]))})),
        ("export-pages", 1, zipped({"a.csv": clickup(*(task(task_id=k, task_content="x") for k in "ab"))})),
        ("export-pages", 1, slack({DAY: [message("1", "a")], "b/2026-03-02.json": [message("1", "a")]})),
        ("unpacked", 800, slack({DAY: [message("1", "a" * 900)]})),
        ("unpacked", 100, zipped({"a.csv": clickup(task(task_content="a" * 900))})),
        ("text", 90, slack({DAY: [message("1", "a")]})),
    ],
)
def test_what_holds_too_much_is_refused(
    limit: str, most: int, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert convert("a.zip", data).markdown
    monkeypatch.setitem(LIMITS, limit, LIMITS[limit]._replace(most=most))
    assert refused(data).code == "E_CONVERT_LARGE"


def test_more_files_than_an_export_has_are_refused_and_a_bomb_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = slack({DAY: [message("1", "a")], "bomb/2026-03-02.json": b" " * 3_000})
    monkeypatch.setitem(LIMITS, "export-file", LIMITS["export-file"]._replace(most=2_000))
    assert [loss.place for loss in convert("a.zip", data).losses][:1] == ["bomb/2026-03-02.json"]
    bombs = {f"{name}/2026-03-02.json": b" " * 3_000 for name in "abc"}
    monkeypatch.setitem(LIMITS, "unpacked", LIMITS["unpacked"]._replace(most=5_000))
    assert refused(slack({DAY: [message("1", "a")], **bombs})).code == "E_CONVERT_LARGE"
    monkeypatch.setitem(LIMITS, "export-files", LIMITS["export-files"]._replace(most=3))
    assert refused(data).code == "E_CONVERT_BROKEN"


def test_pages_that_would_have_one_name_are_counted() -> None:
    rows = [task(task_id=key, task_content="x") for key in ("a b", "a-b", "a b 2", "?", "c" * 200)]
    names = [page.name for page in convert("a.zip", zipped({"a.csv": clickup(*rows)})).pages]
    assert sorted(names) == ["task", "task-a-b", "task-a-b-2", "task-a-b-3", f"task-{'c' * 75}"]
