"""A loss says what and where, and a result survives being written down."""

import pytest

from packformat.convert.result import LOSSES, MOST_OF_A_KIND, Converted, Loss, Page, told


@pytest.mark.parametrize("kind", LOSSES)
def test_a_loss_of_each_kind_reads_well(kind: str) -> None:
    message = Loss(kind, "page 2", "B1:C1").message
    assert message.startswith("page 2: ")
    assert "{" not in message
    assert Loss(kind, "", "x").message == LOSSES[kind].format(detail="x")


def test_what_a_document_says_cannot_break_a_message() -> None:
    assert Loss("hidden", "\x1b[2J", "\u202e").message.isprintable()


def test_a_result_comes_back_from_plain_values() -> None:
    result = Converted(
        "# A\n\n# B\n",
        (Loss("chart", "slide 1", ": Sales"), Loss("merged-cells", "table 1", "A1:B1")),
        (Page("a", "2026-03-02", "A", 1, 1), Page("b", "", "B", 3, 3)),
    )
    assert [text for _, text in result.texts()] == ["# A\n", "# B\n"]
    assert Converted.from_dict(result.as_dict()) == result


def test_of_very_many_losses_of_a_kind_the_first_are_told_and_how_many_more_there_are() -> None:
    many = [Loss("picture", str(number)) for number in range(MOST_OF_A_KIND + 2)]
    first = [Loss("chart", "a"), *many[:MOST_OF_A_KIND]]
    assert list(told(first)) == first
    *kept, last = told([Loss("chart", "a"), *many])
    assert kept == first
    assert last.message == "2 of the kind `picture` are there besides, and not listed one by one"
