"""The tests stand where what they test stands, all of them run, and an exception says why it is one."""

import ast
import re
import tomllib
from pathlib import Path

from tests.support.source import BESIDE, ROOMS, ROOT, imports_in, python_files, text_of, tree_of

NEVER_RUN = {"skip", "skipif", "xfail", "importorskip", "skipTest", "expectedFailure"}
# An exception to a tool's rule, and the words that must come after its codes.
EXCEPTION = re.compile(
    r"#\s*(?:noqa|type:\s*ignore)(?P<codes>\[[\w, -]+\]|:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?(?P<why>.*)"
)
TODAY_NOT = re.compile(r"#\s*(?:TODO|FIXME|XXX|HACK)\b")


def test_tests_mirror_the_rooms() -> None:
    astray = {
        str(path)
        for path in python_files(*(f"tests/{room}" for room in ROOMS))
        if path.name.startswith("test_") and not _names_what_it_tests(path)
    }
    assert astray == set()


def test_every_test_runs() -> None:
    marked = {
        f"{path}:{node.lineno} {node.attr}"
        for path in python_files("tests")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in NEVER_RUN
    }
    assert marked == set()


def test_nothing_real_is_replaced_by_a_mock() -> None:
    mocked = {
        f"{path}:{line}"
        for path in python_files("tests")
        for line, name in imports_in(tree_of(path))
        if name.startswith(("unittest.mock", "mock"))
    }
    assert mocked == set()


def test_every_exception_to_a_tools_rule_names_the_rule_and_the_reason() -> None:
    bare = {
        f"{path}:{number}: {line.strip()}"
        for path in python_files(*ROOMS, *BESIDE)
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if (found := EXCEPTION.search(line)) and not (found["codes"] and re.search(r"\w{2}", found["why"]))
    }
    assert bare == set()


def test_every_rule_the_linter_ignores_has_its_reason() -> None:
    settings = (ROOT / "pyproject.toml").read_text()
    ruff = tomllib.loads(settings)["tool"]["ruff"]["lint"]
    ignored = [*ruff["ignore"], *(code for codes in ruff["per-file-ignores"].values() for code in codes)]
    explained = re.findall(r'^ +"([A-Z]+\d*)", +# \w', settings, re.MULTILINE)
    assert sorted(explained) == sorted(ignored)


def test_nothing_is_left_for_later() -> None:
    notes = {
        f"{path}:{number}"
        for path in python_files(*ROOMS, *BESIDE)
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if TODAY_NOT.search(line)
    }
    assert notes == set()


def _names_what_it_tests(test: Path) -> bool:
    """`tests/room/a/test_b.py` tests the module or the package `room/a/b`."""
    subject = ROOT / Path(*test.parts[1:]).with_name(test.name.removeprefix("test_"))
    return subject.is_file() or subject.with_suffix("").is_dir()
