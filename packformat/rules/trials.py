"""Files that nobody comes by unless another leads there: tests of an author's own, and pages for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packformat.paths import MANIFEST_PATH
from packformat.rules.mention import is_changelog, is_note, is_readme
from packformat.rules.textfile import PROGRAM_STARTED

if TYPE_CHECKING:
    from packformat.rules.textfile import TextFile
    from packformat.rules.view import PackView

_TEST = re.compile(
    r"(?:^|/)(?:test[_-][^/]+|[^/]+[._-](?:test|spec))\.(?:py|sh|bash|bats|m?js|cjs|tsx?|jsx|rb|go|rs|pl|php|ps1)$"
)
"""How the runners of tests want their files to be called."""
_PRINTED = re.compile(r"(?:\w+=)?[\"']?\$\(cat\s+<<-?\s*[\"'](\w+)[\"']\s*")
"""How a shell takes lines, up to one that ends them, for a value: none of them is run or looked into."""
_COMMENT = re.compile(r"[ \t]*(?:#(?!!)|//)")
_MOST_TESTS = 20
"""Tests of one pack of which it is looked up whether other files name them."""
_MOST_NOTES = 100
"""Times that a program's notes may name a test before that counts as leading there."""


def is_test(view: PackView, text: TextFile) -> bool:
    """Whether it is a test of the author's, which starts no other programs and to which nothing leads.

    What a test holds is there to be refused; an agent comes by it only if something leads there.
    """
    if not _is_called_test(text):
        return False
    if text.path not in view.tests:
        goes_on = len(view.tests) < _MOST_TESTS and not PROGRAM_STARTED.search(_run(text.words))
        view.tests[text.path] = goes_on and _is_apart(view, text)
    return view.tests[text.path]


def is_led_to(view: PackView, text: TextFile) -> bool:
    """Whether another file names one that is for people or for tests; what a readme says, people read."""
    if text.path not in view.naming and len(view.naming) >= _MOST_TESTS:
        return True
    return any(not is_readme(other.path) for other in _leading_to(view, text))


def _is_called_test(text: TextFile) -> bool:
    return _TEST.search(text.path.lower()) is not None


def _run(words: str) -> str:
    """What a program runs: without notes, and the lines that a shell takes for a value, where these end."""
    kept, end = list[str](), ""
    for line in words.split("\n"):
        if end:
            end = "" if line == end else end
        elif not _COMMENT.match(line):
            kept.append(line)
            found = _PRINTED.fullmatch(line)
            end = found[1] if found else ""
    return words if end else "\n".join(kept)


def _is_apart(view: PackView, test: TextFile) -> bool:
    """Whether nothing leads to it but tests of which the same holds."""
    ahead, known = [test], {test.path}
    while ahead:
        for other in _leading_to(view, ahead.pop()):
            if not _is_called_test(other) or len(view.naming) >= _MOST_TESTS:
                return False
            if other.path not in known:
                known.add(other.path)
                ahead.append(other)
    return True


def _leading_to(view: PackView, test: TextFile) -> list[TextFile]:
    """The other files that name a test, but for those that run nothing by its name; looked for once."""
    if test.path not in view.naming:
        name = test.path.rpartition("/")[2].lower()
        called = name.rpartition(".")[0] if test.is_script else name
        whole = re.compile(re.escape(called) + r"(?![\w-])")
        others = (text for text in view.texts if text.path != test.path)
        view.naming[test.path] = [other for other in others if _leads(other, whole)]
    return view.naming[test.path]


def _leads(text: TextFile, name: re.Pattern[str]) -> bool:
    """Whether a file has a name elsewhere than in notes; a manifest and a change log only tell of files."""
    if text.path == MANIFEST_PATH or is_changelog(text.path):
        return False
    named = enumerate(name.finditer(text.words), start=1)
    return any(number > _MOST_NOTES or not is_note(text, found.start()) for number, found in named)
