"""What begins and ends in XML is called by its name, with its text."""

from packformat.convert.walk import shared_texts, walk


def test_what_is_asked_for_is_called_with_its_attributes_and_its_own_text() -> None:
    seen: list[object] = []
    walk(
        b'<x:a xmlns:x="n">1<b c="2">3&amp;4</b>5</x:a>',
        {"b": seen.append},
        {"b": seen.append, "a": seen.append},
    )
    assert seen == [{"c": "2"}, "3&4", "5"]


def test_shared_texts_are_put_together_from_their_runs_without_how_they_are_spoken() -> None:
    spoken = b"<si><r><t>b</t></r><r><t>c</t></r><rPh><t>d</t></rPh></si>"
    part = b"<sst><si><t> a</t></si>%s<si/><si><t>_x005F_x</t></si></sst>" % spoken
    assert shared_texts(part) == [" a", "bc", "", "_x"]
