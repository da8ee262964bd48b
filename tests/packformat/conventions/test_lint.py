"""Names are held against the conventions that are about them, and a convention against its own examples."""

from packformat.conventions.lint import broken_names, example_faults
from tests.support.conventions import TEXT, papers


def test_each_file_that_does_not_fit_is_told_once_a_convention() -> None:
    anywhere = papers(TEXT.replace('["close/**", "*.pdf"]', '["*.pdf"]').replace("[0-9]{4}", "[0-9]{2}"))
    paths = ["close/2026-10_bank.pdf", "close/notes.md", "close/Bank.pdf", "notes.md"]
    found = [
        (one.path, one.convention is anywhere, one.why) for one in broken_names([papers(), anywhere], paths)
    ]
    assert found == [
        ("close/2026-10_bank.pdf", True, "after `20` comes `26-10_bank.pdf`"),
        ("close/notes.md", False, "it begins with `n`"),
        ("close/Bank.pdf", False, "it begins with `B`"),
        ("close/Bank.pdf", True, "it begins with `B`"),
    ]


def test_examples_that_say_something_else_than_the_pattern_are_told() -> None:
    assert list(example_faults(papers())) == []
    loose = papers(TEXT.replace("pattern = ", 'pattern = "[^_]*[.]pdf"\n# '))
    assert list(example_faults(loose)) == [
        f"the good name `{papers().good[0]}` does not fit: after `2026-10` comes `_bank-statement.pdf`",
        "the good name `2026-10_accruals_v2.xlsx` does not fit: after `2026-10` comes `_accruals_v2.xlsx`",
        "the bad name `Bank Oct FINAL.pdf` fits, so nobody would be told",
    ]
