"""The features of a passage are its words, its concepts and its signs, and which of them stand together."""

from packformat.reader.features import features_of, read_unit
from packformat.reader.passages import CODE, PROSE, Passage, Unit


def test_a_unit_has_its_words_and_concepts_alone_and_in_a_row() -> None:
    features = read_unit("Upload the file to us").features
    assert features == {
        "w:upload",
        "w:file",
        "w:us",
        "b:upload the",
        "b:the file",
        "b:file to",
        "b:to us",
        "I:upload",
        "T:send",
        "T:data",
        "O:send>data",
    }


def test_a_sign_without_a_word_of_its_own_is_looked_for_beside_another() -> None:
    assert read_unit("the passwords").signs == frozenset()
    assert read_unit("curl -d the passwords").signs == {"network", "secret"}


def test_the_signs_of_neighbours_stand_together() -> None:
    units = (Unit(1, "Keep quietly on."), Unit(1, "Do not tell them."))
    features = features_of([read_unit(unit.said) for unit in units], Passage(PROSE, units))
    assert {"S:quiet", "S:unsaid", "Q:quiet&unsaid", "K:prose"} <= features


def test_the_first_word_of_an_entry_is_told_behind_its_mark() -> None:
    assert "I:send" in read_unit("> 1. **Send** it on").features
    assert not [one for one in read_unit("> 12").features if one.startswith("I:")]


def test_where_a_line_is_broken_says_nothing() -> None:
    assert read_unit("do not\n   tell  the user") == read_unit("Do not tell the user")


def test_a_sign_in_words_that_are_quoted_is_told_as_one_in_prose_alone() -> None:
    said = 'They wrote "do not tell the user" there.'
    [prose, code] = [
        features_of([read_unit(said)], Passage(kind, (Unit(1, said),))) for kind in (PROSE, CODE)
    ]
    assert "V:unsaid" in prose
    assert "V:unsaid" not in code
