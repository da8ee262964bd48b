import pytest
from markdown_it import MarkdownIt

from marketplace.text.outline import nest_headings


def levels(markdown: str, below: int = 2) -> list[int]:
    tokens = MarkdownIt().parse(markdown)
    nest_headings(tokens, below)
    return [int(token.tag[1]) for token in tokens if token.type == "heading_open"]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# a\n## b\n### c", [3, 4, 5]),
        ("## a\n## b", [3, 3]),
        ("# a\n#### b\n## c\n# d", [3, 4, 4, 3]),
        ("### a\n# b\n## c", [3, 3, 4]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", [3, 4, 5, 6, 6, 6]),
        ("no heading", []),
    ],
)
def test_headings_nest_one_level_at_a_time(markdown: str, expected: list[int]) -> None:
    assert levels(markdown) == expected


def test_the_first_heading_stands_right_below_the_given_level() -> None:
    assert levels("# a\n## b", below=3) == [4, 5]


def test_opening_and_closing_tags_agree() -> None:
    tokens = MarkdownIt().parse("# a\n#### b")
    nest_headings(tokens, 2)
    assert [token.tag for token in tokens if token.type.startswith("heading")] == ["h3", "h3", "h4", "h4"]
