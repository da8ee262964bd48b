"""What a new loop begins with is a loop already."""

import pytest

from packformat.loops.loop import read_loop
from packformat.loops.templates import TEMPLATES, template_text


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_is_a_loop_of_its_kind(kind: str) -> None:
    loop = read_loop("loops/new.toml", template_text(kind).encode())
    assert (loop.kind, loop.is_search) == (kind, kind == "research")
    assert loop.caps.turns
