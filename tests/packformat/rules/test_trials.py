"""What an author's test holds is there to be refused, as long as nothing but its like leads to it."""

import pytest

from packformat.archive import Entry
from packformat.rules import trials
from packformat.rules.trials import is_led_to, is_test
from packformat.rules.view import PackView


def taken(*files: tuple[str, str]) -> list[str]:
    """The files of a pack that are taken for tests, in their order."""
    view = PackView([Entry(path, text.encode()) for path, text in files])
    return [text.path for text in view.texts if is_test(view, text)]


def test_tests_may_name_each_other() -> None:
    assert taken(("a.test.sh", "./b.test.sh"), ("b.test.sh", "./a.test.sh")) == ["a.test.sh", "b.test.sh"]


def test_what_leads_to_a_test_leads_to_those_that_it_names() -> None:
    files = ("a.test.sh", "true"), ("b.test.sh", "./a.test.sh")
    assert taken(*files) == ["a.test.sh", "b.test.sh"]
    assert taken(*files, ("notes.md", "Run b.test.sh")) == []


def test_neither_a_longer_name_nor_a_note_nor_a_change_log_leads_to_a_test() -> None:
    longer = ("notes.md", "Run a.test-more.sh")
    note = ("guard.sh", "# a.test.sh tries this\ntrue\n")
    log = ("CHANGELOG.md", "- a.test.sh is new")
    assert taken(("a.test.sh", "true"), longer, note, log) == ["a.test.sh"]
    assert taken(("a.test.sh", "true"), ("guard.sh", "true\n./a.test.sh\n")) == []


def test_what_is_only_printed_starts_nothing_if_it_has_an_end() -> None:
    printed = "given=$(cat <<'TEXT'\neval \"$x\"\n"
    assert taken(("a.test.sh", printed + "TEXT\n)")) == ["a.test.sh"]
    assert taken(("a.test.sh", printed)) == []


@pytest.mark.parametrize(
    "line", ["eval $x", "eval x", "eval(x)", "sh -c x", "bash <<X", "x | sh", "source x"]
)
def test_a_test_that_starts_programs_is_none_unless_a_note_says_so(line: str) -> None:
    assert taken(("a.test.sh", f"true\n{line}\n")) == []
    assert taken(("a.test.sh", f"true\n# {line}\n")) == ["a.test.sh"]


def test_of_too_many_tests_it_is_not_looked_up_what_leads_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "_MOST_TESTS", 2)
    files = [(f"{name}.test.sh", "true") for name in "abc"]
    assert taken(*files) == ["a.test.sh", "b.test.sh"]
    chain = [(f"{one}.test.sh", f"./{other}.test.sh") for one, other in ("ab", "bc", "ca")]
    assert taken(*chain) == []


def test_notes_without_end_lead_to_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "_MOST_NOTES", 2)
    notes = "# a.test.sh\n"
    assert taken(("a.test.sh", "true"), ("guard.sh", notes * 2)) == ["a.test.sh"]
    assert taken(("a.test.sh", "true"), ("guard.sh", notes * 3)) == []


def test_a_page_for_people_is_led_to_by_its_whole_name_but_not_by_a_readme(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def led(path: str, said: str) -> bool:
        view = PackView([Entry("CHANGELOG.md", b"- new"), Entry(path, said.encode())])
        return is_led_to(view, next(text for text in view.texts if text.path == "CHANGELOG.md"))

    assert led("notes.md", "Follow CHANGELOG.md")
    assert not led("README.md", "Follow CHANGELOG.md")
    assert not led("notes.md", "Keep a changelog")
    monkeypatch.setattr(trials, "_MOST_TESTS", 0)
    assert led("notes.md", "")
