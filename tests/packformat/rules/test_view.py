"""What rules read out of a pack is read once."""

from packformat.archive import Entry
from packformat.rules import PackView
from tests.support.rule_cases import sound_pack


def view(**files: bytes) -> PackView:
    return PackView([Entry(path, data) for path, data in files.items()])


def test_documents_know_their_kind_name_and_front_matter() -> None:
    found = view(**sound_pack()).documents
    assert [(one.kind, one.name, one.path) for one in found] == [
        ("skill", "close", "skills/close/SKILL.md"),
        ("agent", "reviewer", "agents/reviewer.md"),
        ("command", "tie", "commands/tie.md"),
    ]


def test_a_document_that_cannot_be_read_says_why() -> None:
    [document] = view(**{"skills/a/skill.md": b"\xff"}).documents
    assert (document.front, document.path) == (None, "skills/a/skill.md")
    assert document.error is not None
    assert document.error.code == "E_MANIFEST_ENCODING"


def test_json_is_read_once_and_its_error_kept() -> None:
    pack = view(**{"a.json": b"[1]", "b.json": b"["})
    assert pack.json("a.json") == ([1], None)
    assert pack.json("a.json")[0] is pack.json("a.json")[0]
    value, error = pack.json("b.json")
    assert value is None
    assert error is not None


def test_texts_leave_out_what_is_none() -> None:
    assert [text.path for text in view(**{"a.md": b"x", "b.png": b"\x89PNG\r\n\x1a\n"}).texts] == ["a.md"]
