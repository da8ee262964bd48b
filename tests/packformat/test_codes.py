"""Every error of the format can happen, and reads well when it does."""

import re
import string

import pytest

from packformat.codes import FORMAT
from packformat.errors import ErrorSpec
from tests.packformat.hostile.bombs import BOMBS
from tests.packformat.hostile.paths import PATHS
from tests.packformat.hostile.records import CANONICAL, RECORDS
from tests.packformat.hostile.tars import TAR
from tests.packformat.hostile.types import TYPES
from tests.packformat.hostile.zips import ZIPS
from tests.support.refusals import assert_readable
from tests.support.source import ROOT, python_files, text_of

ROWS = dict(FORMAT)
CASES = [*PATHS, *TYPES, *BOMBS, *ZIPS, *RECORDS, *CANONICAL, *TAR]


def fields(spec: ErrorSpec) -> set[str]:
    return {
        name for text in (spec.message, spec.hint) for _, name, _, _ in string.Formatter().parse(text) if name
    }


@pytest.mark.parametrize("code", ROWS)
def test_an_error_shows_every_value_it_is_given(code: str) -> None:
    values = {name: f"<{name}>" for name in fields(ROWS[code])}
    error = FORMAT.error(code, **values)
    assert_readable(error)
    assert [value for value in values.values() if value not in error.message + error.hint] == []


@pytest.mark.parametrize("code", ROWS)
def test_a_hostile_value_cannot_break_a_message(code: str) -> None:
    values = dict.fromkeys(fields(ROWS[code]), "\x1b[2J{x}\u202e" + "long " * 200)
    error = FORMAT.error(code, **values)
    assert (error.message + error.hint).isprintable()


@pytest.mark.parametrize("code", ROWS)
def test_an_error_is_raised_in_the_format_and_by_a_test(code: str) -> None:
    ours = "\n".join(text_of(path) for path in python_files("packformat") if path.name != "codes.py")
    tests = "\n".join(text_of(path) for path in python_files("tests/packformat"))
    assert f'FORMAT.error("{code}"' in re.sub(r"\(\s+", "(", ours)
    assert f'"{code}"' in tests


def test_codes_are_written_alike() -> None:
    assert [code for code in ROWS if not re.fullmatch(r"E(_[A-Z]+)+\d*", code)] == []
    assert (ROOT / "packformat" / "codes.py").is_file()


def test_every_code_of_an_archive_is_met_by_a_hostile_one() -> None:
    """The readers are where bytes come in: no code of theirs may be one that nothing can cause."""
    met = {case.code for case in CASES}
    readers = [text_of(path) for path in python_files("packformat") if path.name in READERS]
    raised = set(re.findall(r'FORMAT\.error\(\s*"(E_\w+)"', "\n".join(readers)))
    assert raised - met == set()


READERS = ("zipwalk.py", "tarwalk.py", "upload.py", "archive.py", "record.py", "paths.py")
