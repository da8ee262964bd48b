"""A manifest for what was never written as a pack: derived from a Claude Code plugin's own manifest.

Nothing of the author's is rewritten. Each value that had to be guessed is told in a sentence, so that a
person can put it right in a ``pack.toml``.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.codes import FORMAT
from packformat.errors import CtxpackError
from packformat.licences import licence_in
from packformat.manifest import Author, Manifest
from packformat.names import LONGEST_NAME, PackName, is_reserved
from packformat.paths import MANIFEST_PATH, PLUGIN_MANIFEST_PATH
from packformat.powers.value import Powers
from packformat.texts import read_json
from packformat.versions import Requirement, Specifier, Version

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_VERSION = "0.1.0"
_LONGEST_TITLE = 80
_SHORTEST_SUMMARY, _LONGEST_SUMMARY = 10, 300
_LONGEST_KEYWORD = 60
_MOST_KEYWORDS = 20
_MOST_REQUIREMENTS = 50
NO_LICENCE = "LicenseRef-none"
NO_AUTHOR = "unknown"
NO_SUMMARY = ": an imported pack without a description"
"""What stands in a derived manifest where nothing is known; a rule asks for the truth."""
_TRIAL_WORDS = {"alpha": "a", "beta": "b", "rc": "rc", "a": "a", "b": "b"}
_RELEASE_PARTS = 3


class Derived(NamedTuple):
    """The manifest, and a sentence for each thing in it that was inferred."""

    manifest: Manifest
    inferred: tuple[str, ...]


_NO_POWERS = Powers()


def derive_manifest(files: Mapping[str, bytes], folder: str = "", powers: Powers = _NO_POWERS) -> Derived:
    """Derive a manifest from ``.claude-plugin/plugin.json``, or from ``folder``'s name when there is none.

    ``powers`` are those that were found in the files: they are declared as they are. Raises
    E_MANIFEST_MISSING when neither gives a name, and what `read_json` raises for a broken file.
    """
    return derive_from(read_plugin_manifest(files), files, folder, powers)


def derive_from(
    plugin: Mapping[str, Any], files: Mapping[str, bytes], folder: str = "", powers: Powers = _NO_POWERS
) -> Derived:
    """The same from another program's manifest, given as the fields that a plugin's has."""
    inferred: list[str] = []
    name = _name(plugin, folder, files, inferred)
    manifest = Manifest(
        name=name,
        title=_title(plugin.get("displayName")),
        version=_version(plugin.get("version"), inferred),
        summary=_summary(plugin.get("description"), name, inferred),
        licence=_licence(plugin.get("license"), files, inferred),
        authors=_authors(plugin.get("author"), inferred),
        keywords=_keywords(plugin.get("keywords")),
        homepage=_link(plugin.get("homepage")),
        repository=_link(plugin.get("repository")),
        requires=_requires(plugin.get("dependencies"), name, inferred),
        powers=powers.as_declared(),
    )
    if powers:
        inferred.append(f"the powers, as they were found in the files: {', '.join(powers.kinds)}")
    return Derived(manifest, tuple(inferred))


def read_plugin_manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Read ``.claude-plugin/plugin.json``, empty when there is none; raises what `read_json` does."""
    if PLUGIN_MANIFEST_PATH not in files:
        return {}
    plugin = read_json(PLUGIN_MANIFEST_PATH, files[PLUGIN_MANIFEST_PATH])
    if not isinstance(plugin, dict):
        reason = "it should be an object (at line 1, column 1)"
        raise FORMAT.error("E_MANIFEST_SYNTAX", path=PLUGIN_MANIFEST_PATH, reason=reason)
    return plugin


def _name(
    plugin: Mapping[str, Any], folder: str, files: Mapping[str, bytes], inferred: list[str]
) -> PackName:
    declared = plugin.get("name")
    name = slug(declared) if isinstance(declared, str) else ""
    source = f"`{declared}`" if name else "the name of the folder"
    name = name or free_name(slug(folder))
    if not name:
        raise _no_manifest(files)
    if name != declared:
        inferred.append(f"the name `{name}`, from {source}")
    return PackName.parse(name)


def free_name(name: str) -> str:
    """A name that a pack may have: a folder that is called `skills` was not called so to name a pack."""
    return f"pack-{name}"[:LONGEST_NAME].rstrip("-") if is_reserved(name) else name


def _no_manifest(files: Mapping[str, bytes]) -> CtxpackError:
    wrong_place = next(
        (path for path in sorted(files) if path.lower().rpartition("/")[2] == MANIFEST_PATH), ""
    )
    found = f", but a `{wrong_place}`" if wrong_place else ""
    remedy = f"move or rename it to `{MANIFEST_PATH}`" if wrong_place else "add one: see docs/PACK-FORMAT.md"
    return FORMAT.error("E_MANIFEST_MISSING", found=found, remedy=remedy)


def slug(text: str) -> str:
    """A pack name made of any text, letters without their accents; empty when nothing of it can be used."""
    kept = "".join(char if char.isascii() and char.isalnum() else "-" for char in _plain_letters(text))
    slug = "-".join(part for part in kept.split("-") if part)[:LONGEST_NAME].rstrip("-")
    if slug[:1].isdigit():
        slug = f"pack-{slug}"[:LONGEST_NAME].rstrip("-")
    return slug if len(slug) > 1 else ""


def is_spelling_of(name: str, text: str) -> bool:
    """Whether a text is the name in other dress: capitals, accents, spaces or points, and no letter lost.

    A foreign letter, a path or a longer name would be one identity here and another in the client.
    """
    plain = _plain_letters(text)
    is_whole = plain.isascii() and plain.isprintable() and not {"/", "\\"}.intersection(plain)
    return is_whole and len(text) <= LONGEST_NAME and slug(text) == name


def _plain_letters(text: str) -> str:
    """A text in small letters without their accents."""
    return "".join(
        char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char)
    )


def _title(value: object) -> str:
    title = " ".join(value.split()) if isinstance(value, str) else ""
    return title if len(title) <= _LONGEST_TITLE else ""


def _version(value: object, inferred: list[str]) -> Version:
    version = read_version(value)
    if version is None:
        there = f"`{value}`" if value else "none"
        inferred.append(f"the version `{FIRST_VERSION}`, because there was {there}")
        return Version.parse(FIRST_VERSION)
    if str(version) != value:
        inferred.append(f"the version `{version}`, from `{value}`")
    return version


def read_version(value: object) -> Version | None:
    """The version that another program's spelling of one is taken for; None when it is none."""
    for text in (str(value), _pep440(str(value))):
        try:
            return Version.parse(text)
        except CtxpackError:
            continue
    return None


def _pep440(text: str) -> str:
    """Spell a semantic version's ``1.2-beta.3`` as ``1.2.0b3``."""
    release, _, trial = text.removeprefix("v").partition("+")[0].partition("-")
    parts = [*release.split("."), "0", "0"][: max(_RELEASE_PARTS, release.count(".") + 1)]
    word, _, number = trial.partition(".")
    suffix = _TRIAL_WORDS.get(word, word) + (number or "0") if trial else ""
    return ".".join(parts) + suffix


def _summary(value: object, name: str, inferred: list[str]) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if len(text) < _SHORTEST_SUMMARY:
        inferred.append("the summary, because the description was missing or too short")
        return f"{text or name}{NO_SUMMARY}"
    if len(text) <= _LONGEST_SUMMARY:
        return text
    inferred.append("the summary, cut from a longer description")
    return text[: _LONGEST_SUMMARY - 1].rsplit(" ", 1)[0] + "…"


def _licence(value: object, files: Mapping[str, bytes], inferred: list[str]) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()[:120]
    licence, path = licence_in(files)
    if licence:
        inferred.append(f"the licence `{licence}`, from what `{path}` says")
        return licence
    inferred.append("no licence, so nobody but the author may share it")
    return NO_LICENCE


def _authors(value: object, inferred: list[str]) -> tuple[Author, ...]:
    name = value.get("name") if isinstance(value, dict) else value
    if isinstance(name, str) and name.strip():
        return (Author(name=name.strip()[:100]),)
    inferred.append("no author")
    return (Author(name=NO_AUTHOR),)


def _keywords(value: object) -> tuple[str, ...]:
    words = [word.strip() for word in value if isinstance(word, str)] if isinstance(value, list) else []
    kept = dict.fromkeys(word for word in words if 0 < len(word) <= _LONGEST_KEYWORD)
    return tuple(kept)[:_MOST_KEYWORDS]


def _link(value: object) -> str:
    url = value.get("url") if isinstance(value, dict) else value
    return url if isinstance(url, str) and url.startswith("https://") and len(url) <= _LONGEST_SUMMARY else ""


def _told(item: object) -> str:
    """What an entry names, without the marks of the format that it was written in."""
    return " ".join(map(str, item.values())) if isinstance(item, dict) else str(item)


def _requires(value: object, own: str, inferred: list[str]) -> tuple[Requirement, ...]:
    found: dict[str, Requirement] = {}
    for item in value if isinstance(value, list) else ():
        name = item.get("name") if isinstance(item, dict) else item
        text = item.get("version", "") if isinstance(item, dict) else ""
        try:
            requirement = Requirement(PackName.parse(str(name).partition("@")[0]), Specifier.parse(text))
        except CtxpackError:
            inferred.append(f"no requirement from `{_told(item)}`, which names no pack")
            continue
        if requirement.name != own:
            found[requirement.name] = requirement
    if len(found) > _MOST_REQUIREMENTS:
        inferred.append(f"only the first {_MOST_REQUIREMENTS} requirements")
    return tuple(found[name] for name in sorted(found)[:_MOST_REQUIREMENTS])
