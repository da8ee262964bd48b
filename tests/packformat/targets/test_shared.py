from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.errors import CtxpackError
from packformat.targets.shared import renew
from packformat.tomltext import toml_document

JSON_FILE, TOML_FILE, TEXT_FILE = ".cursor/mcp.json", ".codex/config.toml", "AGENTS.md"
NAMES = st.sampled_from(("ledger", "books", "bank"))
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
SERVERS = st.dictionaries(st.text("xyz", min_size=1, max_size=2), st.fixed_dictionaries({"command": WORDS}))
OURS = st.dictionaries(NAMES, st.sampled_from(('{\n  "command": "a"\n}', '{\n  "url": "https://x"\n}')))
OTHER_KEYS = st.dictionaries(WORDS.filter(lambda key: key != "mcpServers"), WORDS | st.integers(), max_size=3)


def section(name: str, text: str) -> str:
    return f"[mcp_servers.{name}]\ncommand = {json.dumps(text[2:9])}\n"


def parts_of(path: str, ours: dict[str, str]) -> dict[str, str]:
    if path == JSON_FILE:
        return ours
    if path == TOML_FILE:
        return {name: section(name, text) for name, text in ours.items()}
    return {name: f"## {name}\n\n{text}\n" for name, text in ours.items()}


@st.composite
def json_texts(draw: st.DrawFn) -> bytes:
    """A file as a person might have it: any layout, with and without servers, comments, a mark, no text."""
    value: dict[str, Any] = draw(OTHER_KEYS)
    if draw(st.booleans()):
        value["mcpServers"] = draw(SERVERS)
    text = json.dumps(
        value, indent=draw(st.sampled_from((None, 0, 2, "\t"))), ensure_ascii=draw(st.booleans())
    )
    if draw(st.booleans()):
        text = f"// mine {{\n{text} /* , ] */"
    text = draw(st.sampled_from(("", "\n", " "))) + text + draw(st.sampled_from(("", "\n", "\n\n")))
    text = draw(st.sampled_from((text, "", " \n")))
    text = draw(st.sampled_from(("", "\ufeff"))) + text
    return text.replace("\n", draw(st.sampled_from(("\n", "\r\n")))).encode()


@st.composite
def toml_texts(draw: st.DrawFn) -> bytes:
    """The same in TOML."""
    value: dict[str, Any] = {f"k{key}": item for key, item in enumerate(draw(OTHER_KEYS).values())}
    servers = draw(SERVERS)
    text = toml_document(value) + "".join(
        f"[mcp_servers.{name}]\ncommand = {json.dumps(name)} # mine\n" for name in servers
    )
    text = text.removesuffix("\n") if draw(st.booleans()) else text
    return text.replace("\n", draw(st.sampled_from(("\n", "\r\n")))).encode()


FOREIGN = st.one_of(
    st.tuples(st.just(JSON_FILE), json_texts()),
    st.tuples(st.just(TOML_FILE), toml_texts()),
    st.tuples(st.just(TEXT_FILE), st.binary(max_size=40)),
)


@given(FOREIGN, OURS, OURS)
def test_whatever_the_file_holds_it_is_as_it_was_once_our_part_is_gone(
    foreign: tuple[str, bytes], first: dict[str, str], second: dict[str, str]
) -> None:
    path, data = foreign
    once = renew(path, data, None, parts_of(path, first))
    twice = renew(path, once.data, once.ours, parts_of(path, second))
    again = renew(path, twice.data, twice.ours, parts_of(path, second))
    assert (again.data, again.kept) == (twice.data, ())
    gone = renew(path, twice.data, twice.ours, {})
    assert (gone.data, gone.ours, gone.kept) == (data, None, ())


@given(st.sampled_from((JSON_FILE, TOML_FILE, TEXT_FILE)), OURS, OURS)
def test_a_file_that_was_made_for_us_goes_with_our_part(
    path: str, first: dict[str, str], second: dict[str, str]
) -> None:
    once = renew(path, None, None, parts_of(path, first))
    assert (once.data is None) == (not first)
    twice = renew(path, once.data, once.ours, parts_of(path, second))
    assert renew(path, twice.data, twice.ours, {}).data is None


@given(json_texts(), OURS, SERVERS)
def test_other_servers_of_the_user_are_never_touched(
    data: bytes, ours: dict[str, str], more: dict[str, Any]
) -> None:
    """Those that they write into the file afterwards, in their editor's own layout, among them."""
    once = renew(JSON_FILE, data, None, ours)
    text = (once.data or b"").decode("utf-8-sig")
    if "//" in text or not text.strip():
        return
    value = json.loads(text)
    value.setdefault("mcpServers", {}).update(more)
    edited = json.dumps(value, indent=4).encode()
    kept = renew(JSON_FILE, edited, once.ours, {})
    left = json.loads(kept.data or b"{}")
    wanted = {
        **value,
        "mcpServers": {key: item for key, item in value["mcpServers"].items() if key not in ours},
    }
    assert {"mcpServers": {}, **left} == wanted
    assert kept.kept == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_that_the_user_wrote_below_the_block_stay_lines_of_their_own(newline: str) -> None:
    above, below = f"# Mine{newline}no end".encode(), f"below{newline}".encode()
    once = renew(TEXT_FILE, above, None, {"a": "## a\n"})
    gone = renew(TEXT_FILE, (once.data or b"") + below, once.ours, {})
    assert gone.data == above + newline.encode() + below


def test_lines_in_the_block_that_the_user_changed_are_merged_with_what_the_pack_changes() -> None:
    first = {"a": "## a\n\none\ntwo\nthree\n"}
    once = renew(TEXT_FILE, b"mine\n", None, first)
    edited = (once.data or b"").replace(b"one", b"ONE")
    found = renew(TEXT_FILE, edited, once.ours, {"a": "## a\n\none\ntwo\nTHREE\n"})
    assert b"ONE\ntwo\nTHREE\n" in (found.data or b"")
    assert found.kept
    gone = renew(TEXT_FILE, found.data, found.ours, {})
    assert b"ONE\ntwo\nTHREE\n" in (gone.data or b"")
    assert (gone.ours, bool(gone.kept)) == (None, True)


def test_a_block_that_the_user_has_taken_out_comes_again_at_the_end() -> None:
    parts = {"a": "## a\n"}
    once = renew(TEXT_FILE, b"mine\n", None, parts)
    again = renew(TEXT_FILE, b"mine\nmore\n", once.ours, parts)
    assert (again.data or b"").startswith(b"mine\nmore\n\n<!-- ctxpack")
    assert renew(TEXT_FILE, again.data, again.ours, {}).data == b"mine\nmore\n"
    assert renew(TEXT_FILE, b"mine\n", once.ours, {}).data == b"mine\n"


def test_the_end_of_a_block_may_be_the_end_of_the_file() -> None:
    once = renew(TEXT_FILE, None, None, {"a": "## a\n"})
    edited = (once.data or b"").replace(b"## a", b"## A").rstrip()
    found = renew(TEXT_FILE, edited, once.ours, {"a": "## b\n"})
    assert b"## A" in (found.data or b"")


def test_a_server_that_the_user_has_made_theirs_stays_theirs_for_good() -> None:
    parts = {"a": '{"command": "x"}', "b": '{"command": "y"}'}
    once = renew(JSON_FILE, b"{}", None, parts)
    edited = (once.data or b"").replace(b'"x"', b'"mine"')
    found = renew(JSON_FILE, edited, once.ours, {**parts, "a": '{"command": "z"}'})
    assert found.kept == ("the server `a`",)
    assert json.loads(found.data or b"")["mcpServers"] == {"a": {"command": "mine"}, "b": {"command": "y"}}
    gone = renew(JSON_FILE, found.data, found.ours, {})
    assert json.loads(gone.data or b"") == {"mcpServers": {"a": {"command": "mine"}}}
    assert gone.kept == ("the server `a`",)


def test_a_server_whose_every_part_is_kept_leaves_nothing_of_ours_to_write() -> None:
    once = renew(JSON_FILE, None, None, {"a": '{"command": "x"}'})
    edited = (once.data or b"").replace(b'"x"', b'"mine"')
    found = renew(JSON_FILE, edited, once.ours, {"a": '{"command": "z"}'})
    assert (found.data, found.kept) == (edited, ("the server `a`",))
    assert renew(JSON_FILE, edited, found.ours, {"a": '{"command": "z"}'}).data == edited


def test_a_server_that_is_there_just_as_ours_stays_the_users() -> None:
    data = b'{"mcpServers": {"a": {"command": "x"}}}'
    found = renew(JSON_FILE, data, None, {"a": '{"command": "x"}'})
    assert (found.data, found.ours) == (data, None)
    toml = b'[mcp_servers.a]\ncommand = "x"\n'
    again = renew(TOML_FILE, toml, None, {"a": toml.decode()})
    assert (again.data, again.ours) == (toml, None)


def test_a_file_that_an_editor_has_laid_out_anew_is_left_so() -> None:
    parts = {"a": '{"command": "x"}'}
    once = renew(JSON_FILE, b"{}", None, parts)
    edited = json.dumps(json.loads(once.data or b"")).encode()
    assert renew(JSON_FILE, edited, once.ours, parts).data == edited
    assert renew(JSON_FILE, None, once.ours, parts).data == renew(JSON_FILE, None, None, parts).data


def test_each_place_in_a_list_of_servers_can_be_left() -> None:
    once = renew(JSON_FILE, b"{}", None, dict.fromkeys("abc", '{"command": "x"}'))
    value = json.loads(once.data or b"")
    text = json.dumps(value).replace("}}}", "},}}")
    for gone in ("a", "b", "c"):
        parts = {name: '{"command": "x"}' for name in "abc" if name != gone}
        found = renew(JSON_FILE, text.encode(), once.ours, parts)
        assert set(json.loads((found.data or b"").replace(b",}", b"}"))["mcpServers"]) == set(parts)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        (JSON_FILE, b"[]"),
        (JSON_FILE, b'{"mcpServers": []}'),
        (JSON_FILE, b'{"a": 1'),
        (JSON_FILE, b"\xff"),
        (JSON_FILE, b"[" * 100_000),
        (TOML_FILE, b"="),
        (TOML_FILE, b"mcp_servers = 1"),
        (TOML_FILE, b"mcp_servers = {}"),
        (TOML_FILE, b"\xff"),
    ],
)
def test_a_file_that_cannot_take_servers_is_refused(path: str, data: bytes) -> None:
    with pytest.raises(CtxpackError) as caught:
        renew(path, data, None, parts_of(path, {"ledger": '{"command": "a"}'}))
    assert (caught.value.code, caught.value.data["path"]) == ("E_SHARED_FILE", path)


@pytest.mark.parametrize("path", [JSON_FILE, TOML_FILE])
def test_another_server_of_the_same_name_is_a_conflict(path: str) -> None:
    parts = parts_of(path, {"ledger": '{"command": "a"}'})
    data = b'{"mcpServers": {"ledger": {}}}' if path == JSON_FILE else b"[mcp_servers.ledger]\n"
    with pytest.raises(CtxpackError) as caught:
        renew(path, data, None, parts)
    assert caught.value.code == "E_CONFLICT_SERVER"


def test_what_is_written_is_what_was_meant() -> None:
    toml = renew(TOML_FILE, b'model = "x"', None, parts_of(TOML_FILE, {"a": '{"command": "x"}'})).data or b""
    assert tomllib.loads(toml.decode())["mcp_servers"]["a"]
    assert renew(JSON_FILE, None, None, {}).data is None
