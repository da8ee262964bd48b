"""A loop is read with its defaults, and never without caps."""

import pytest

from packformat.errors import CtxpackError
from packformat.loops.loop import DEFAULT_NO_PROGRESS, DEFAULT_USD, read_loop
from tests.support.folders import PACKS
from tests.support.loops import LOOP

BARE = b'goal = "Everything passes"\n[check]\ncommand = ["true"]\n[caps]\nturns = 2\nminutes = 1\n'
SEARCH = b'[metric]\ncommand = ["measure"]\neditable = ["a.py"]\n'


def test_what_the_author_says_is_what_is_read() -> None:
    loop = read_loop("loops/no-defects.toml", LOOP.encode())
    assert (loop.name, loop.kind, loop.autonomy, loop.caps.usd) == ("no-defects", "debug", "act", 2.0)
    assert loop.read_only == ("rules/*.txt",)
    assert not loop.is_search


def test_a_loop_that_says_little_is_careful() -> None:
    loop = read_loop("loops/a.toml", BARE)
    assert (loop.title, loop.autonomy) == ("a", "ask")
    assert (loop.caps.usd, loop.caps.no_progress) == (DEFAULT_USD, DEFAULT_NO_PROGRESS)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (BARE.replace(b"turns = 2\n", b""), "`caps.turns`"),
        (BARE.replace(b"minutes = 1\n", b""), "`caps.minutes`"),
        (BARE + SEARCH, "`metric`"),
    ],
)
def test_a_loop_without_caps_or_with_half_a_measure_is_refused(data: bytes, field: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        read_loop("loops/a.toml", data)
    assert (caught.value.code, caught.value.data["field"]) == ("E_SCHEMA", field)


def test_a_measure_with_a_direction_makes_a_search() -> None:
    assert read_loop("loops/a.toml", BARE + SEARCH + b'direction = "lower"\n').is_search


def test_every_loop_that_ships_can_be_read() -> None:
    loops = sorted(PACKS.glob("*/loops/*.toml"))
    assert len(loops) >= 10
    for path in loops:
        assert read_loop(f"loops/{path.name}", path.read_bytes()).check
