import io

import pytest
from PIL import Image

from marketplace.feeds.picture import SIZE, Words, draw

MOST_BYTES = 64 * 1024
USUAL = Words("month-end", "Closes a month", "1 skill · 1 eval", "1.0.0 by Ada")


def opened(words: Words) -> Image.Image:
    data = draw(words)
    assert len(data) < MOST_BYTES
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize(
    "words",
    [
        USUAL,
        Words("x" * 64, "W" * 300, "99 connectors · " * 9, "1.0.0 by " + "W" * 120),
        Words("a", "Zürich: «Привет» 日本語 " * 12, "", ""),
    ],
    ids=["usual", "as long as can be", "other scripts"],
)
def test_whatever_is_said_stays_within_the_margins(words: Words) -> None:
    picture = opened(words)
    assert picture.size == SIZE
    paper = picture.getpixel((0, SIZE[1] - 1))
    for side in (range(70), range(SIZE[0] - 70, SIZE[0])):
        assert {picture.getpixel((x, y)) for x in side for y in range(20, SIZE[1], 5)} == {paper}


def test_each_of_the_words_is_drawn_and_the_same_words_give_the_same_bytes() -> None:
    assert draw(USUAL) == draw(USUAL)
    changed = [USUAL._replace(**{field: "Other"}) for field in Words._fields]
    assert len({draw(words) for words in [USUAL, *changed]}) == len(changed) + 1
