"""Front matter: read as YAML where it is YAML, line by line where it nearly is, never in two ways."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packformat.errors import AuthorError
from packformat.frontmatter import FrontMatter, read_frontmatter
from tests.support.refusals import refused


def read(block: str, body: str = "# Body\n") -> FrontMatter:
    return read_frontmatter("SKILL.md", f"---\n{block}\n---\n{body}")


def test_fields_body_and_the_line_of_the_body() -> None:
    assert read("name: close\ndescription: Closes.") == FrontMatter(
        {"name": "close", "description": "Closes."}, "# Body\n", 5, ""
    )


@pytest.mark.parametrize("text", ["", "# Body\n", "--- a\nb\n", "text\n---\na: b\n---\n"], ids=repr)
def test_a_file_without_a_block_is_all_body(text: str) -> None:
    assert read_frontmatter("SKILL.md", text) == FrontMatter({}, text, 1, "")


def test_a_byte_order_mark_and_line_ends_of_windows_are_read_over() -> None:
    front = read_frontmatter("SKILL.md", "\ufeff---\r\nname: close\r\n---\r\nBody\r\n")
    assert front.fields == {"name": "close"}


def test_an_empty_block_has_no_fields() -> None:
    assert read("").fields == {}
    assert read("# only a comment").fields == {}


LENIENT = {
    "a colon in a value": (
        "name: a\ndescription: Use when: asked",
        {"name": "a", "description": "Use when: asked"},
    ),
    "two lists": ("argument-hint: [a] | [b]", {"argument-hint": "[a] | [b]"}),
    "a value over two lines": (
        "description: Use: it\n  when asked\nname: 'x'",
        {"description": "Use: it when asked", "name": "x"},
    ),
    "a tab": ("name: a\n\tdescription: b", {"name": "a description: b"}),
    "no fields at all": ("just a sentence", {}),
    "a list": ("- a\n- b: c", {}),
    "a control character": ("name: a\x07b", {"name": "a\x07b"}),
    "an endless number": ("name: " + "9" * 5000, {"name": "9" * 5000}),
    "a key that is a list": ("? [a]\n: b\nname: x", {"name": "x"}),
    "an indented first line": ("  : x\n a", {}),
}


@pytest.mark.parametrize("case", LENIENT)
def test_what_a_strict_parser_refuses_is_read_line_by_line_and_said(case: str) -> None:
    block, fields = LENIENT[case]
    front = read(block)
    assert front.tolerated
    assert front.fields == fields


def test_the_frequent_slip_is_told_in_plain_words_with_its_line() -> None:
    front = read("name: a\ndescription: Checks a text: numbers, names")
    assert front.tolerated == "line 3: a text with a colon in it is not in quotes"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("argument-hint: [case] [month]", "more stands after a list in square brackets"),
        ("argument-hint: @case", "a sign in it means something else to a program"),
    ],
)
def test_no_word_of_the_parser_is_told(line: str, told: str) -> None:
    assert read(f"name: a\n{line}").tolerated == f"line 3: {told}"


REFUSED = {
    "an alias": ("a: &x 1\nb: *x", "E_YAML_ALIAS", "line 3"),
    "an alias bomb": (
        "a: &a [x]\n" + "\n".join(f"b{n}: [*a, *a]" for n in range(9)),
        "E_YAML_ALIAS",
        "line 3",
    ),
    "a tag": (
        "a: !!python/object/apply:os.getcwd []",
        "E_YAML_TAG",
        "line 2",
        "python/object/apply:os.getcwd",
    ),
    "a tag of its own": ("x: 1\na: !mine b", "E_YAML_TAG", "line 3", "!mine"),
    "a key twice": ("name: a\nx: y\nname: b", "E_DUPLICATE_KEY", "`name` twice (line 4)"),
    "a key twice further in": ("m:\n  a: 1\n  a: 2", "E_DUPLICATE_KEY", "`a` twice"),
    "deep nesting": ("a: " + "[" * 30, "E_MANIFEST_DEPTH", "20 levels"),
    "too many characters": ("a: " + "x" * 70_000, "E_FRONTMATTER", "line 1", "16384"),
    "a second document after another line break": ("name: a\u2028---\nname: b", "E_FRONTMATTER", "line 3"),
    "a second document inside": ("name: a\n--- {name: b}", "E_FRONTMATTER", "line 3", "second document"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_could_be_a_bomb_or_two_files_in_one_is_refused(case: str) -> None:
    block, code, *names = REFUSED[case]
    with refused(code, "SKILL.md", *names):
        read(block)


def test_a_block_that_is_not_closed_is_refused() -> None:
    with refused("E_FRONTMATTER", "SKILL.md", "line 1", "not closed"):
        read_frontmatter("SKILL.md", "---\nname: a\n\n# Body\n")


def test_a_second_block_after_the_first_is_refused() -> None:
    with refused("E_FRONTMATTER", "line 5", "a second block follows"):
        read("name: a", "\n---\nname: b\n---\n# Body\n")


@pytest.mark.parametrize(
    "body", ["---\nA rule, then text.\n---\n", "\n---\n", "---", "text\n---\na: b\n---\n"], ids=repr
)
def test_a_horizontal_rule_in_the_body_is_not_a_second_block(body: str) -> None:
    assert read("name: a", body).body == body


@given(st.text(max_size=80) | st.text(alphabet=":-[]{}&*!|>'\"\n #ab", max_size=60))
@settings(max_examples=1000)
def test_any_block_is_read_or_refused_by_an_author_error(block: str) -> None:
    with suppress(AuthorError):
        assert all(isinstance(key, str) for key in read(block).fields)


def test_blocks_are_kept_parsed_as_far_as_one_pack_may_have_them_and_nobody_changes_another_readers() -> None:
    read("name: kept").fields["name"] = "changed"
    assert read("name: kept").fields == {"name": "kept"}
    for number in range(40):
        read(f"name: {'x' * 16_000}{number}")
    assert read("name: kept").fields == {"name": "kept"}


def test_a_block_that_is_refused_is_refused_in_the_same_words_whoever_reads_it_next() -> None:
    refused = []
    for _ in range(2):
        with pytest.raises(AuthorError) as caught:
            read("name: a\nname: b")
        refused.append(caught.value)
    first, second = refused
    assert first.as_dict() == second.as_dict()
    assert first is not second
