"""The features of a passage are its words, its concepts and its signs, and which of them stand together."""

from packformat.reader.features import features_of, read_unit
from packformat.reader.passages import PROSE, Passage, Unit


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
