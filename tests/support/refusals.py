"""What a refusal must be like, whoever makes it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from packformat.errors import CtxpackError

LONGEST_LINE = 500
_UNFILLED = re.compile(r"(?<!\$)\{\w+\}")
"""A place for a value in which there is none."""


@contextmanager
def refused(code: str, *names: str) -> Iterator[None]:
    """What is done inside is refused with `code`, in words that a person can read and that hold `names`."""
    with pytest.raises(CtxpackError) as caught:
        yield
    error = caught.value
    assert error.code == code, f"{error.code}: {error.message}"
    assert_readable(error)
    said = f"{error.message}\n{error.hint}"
    assert [name for name in names if name not in said] == [], said


def assert_readable(error: CtxpackError) -> None:
    """At most three lines (message, hint), nothing unprintable, no full stop after one sentence."""
    assert_readable_lines(error.message, error.hint)


def assert_readable_lines(message: str, hint: str) -> None:
    assert message
    for line in (message, hint):
        assert line.isprintable(), line
        assert len(line) <= LONGEST_LINE, line
        assert not line.endswith("."), line
        assert not _UNFILLED.search(line), line
