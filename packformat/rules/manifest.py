"""Rules about ``pack.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.derive import NO_AUTHOR, NO_LICENCE, NO_SUMMARY
from packformat.edits import Edit
from packformat.names import is_reserved
from packformat.paths import MANIFEST_PATH, PLUGIN_MANIFEST_PATH
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen, seen_error
from packformat.rules.field_offers import place_of
from packformat.rules.manifest_offers import line_of, told
from packformat.rules.offers import without_item
from packformat.tomltext import toml_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_SHORTEST_SUMMARY, _LONGEST_SUMMARY = 10, 300
"""Characters, as the schema has them."""


def _readable(view: PackView) -> Iterator[Seen]:
    """What is wrong with the manifest; a plugin's that is no JSON is `component/json` and said once."""
    if MANIFEST_PATH in view.files:
        lines = view.text(MANIFEST_PATH).split("\n")
        for error, edit in told(view.files[MANIFEST_PATH].data, view.manifest_problems):
            line = line_of(error) or place_of(lines, error)
            yield seen_error(error, MANIFEST_PATH)._replace(line=line, edit=edit)
        return
    known = view.json(PLUGIN_MANIFEST_PATH)[1] if PLUGIN_MANIFEST_PATH in view.files else None
    for error in view.manifest_problems:
        if not known or error.message != known.message:
            yield seen_error(error, MANIFEST_PATH)


def _derived(view: PackView) -> Iterator[Seen]:
    for sentence in view.inferred:
        yield Seen(MANIFEST_PATH, f"Inferred: {sentence}", "add a `pack.toml` that says it")


def _placeholder(view: PackView) -> Iterator[Seen]:
    """What an import put where nothing was known; without a manifest, `manifest/inferred` tells it."""
    if view.manifest is None or view.inferred:
        return
    if view.manifest.summary.endswith(NO_SUMMARY):
        message = "The summary is what the import put there: it does not say what the pack is for"
        fix = "write one sentence: what it does, and for whom"
        line = view.line_of(MANIFEST_PATH, "summary")
        yield Seen(MANIFEST_PATH, message, fix, line, edit=_summary_of_a_skill(view, line))
    if view.manifest.licence == NO_LICENCE:
        message = "There is no licence, so nobody but its author may use the pack or share it"
        fix = "choose one for `licence`, such as `CC-BY-4.0` for texts or `Apache-2.0` for programs"
        yield Seen(MANIFEST_PATH, message, fix, view.line_of(MANIFEST_PATH, NO_LICENCE))
    if NO_AUTHOR in {author.name for author in view.manifest.authors}:
        message = f"The author is `{NO_AUTHOR}`: nobody stands behind the pack"
        fix = "write your name, or your firm's, in `authors`"
        yield Seen(MANIFEST_PATH, message, fix, view.line_of(MANIFEST_PATH, f'"{NO_AUTHOR}"'))


def _summary_of_a_skill(view: PackView, line: int) -> Edit | None:
    """What the first skill says of itself, in place of the summary that stands alone on its line."""
    summary = view.manifest.summary if view.manifest else ""
    told = (document.front.fields.get("description") for document in view.documents if document.front)
    words = next((" ".join(text.split()) for text in told if isinstance(text, str) and text.strip()), "")
    if not _SHORTEST_SUMMARY <= len(words) <= _LONGEST_SUMMARY:
        return None
    old, new = (f"summary = {toml_value(text)}" for text in (summary, words))
    there = view.text(MANIFEST_PATH).split("\n")[line - 1].startswith(old)
    return Edit(MANIFEST_PATH, line, old, new) if there else None


def _reserved_name(view: PackView) -> Iterator[Seen]:
    if view.manifest and is_reserved(view.manifest.name):
        yield seen_error(FORMAT.error("E_NAME_RESERVED", name=view.manifest.name), MANIFEST_PATH)


def _not_for(view: PackView) -> Iterator[Seen]:
    if view.manifest and not view.manifest.not_for:
        yield Seen(
            MANIFEST_PATH,
            "The pack does not say what it is not for",
            'add a line such as `not-for = ["Filing a tax return"]`',
        )


def _first_prompts(view: PackView) -> Iterator[Seen]:
    if view.manifest and not view.manifest.first_prompts:
        message = "The pack does not say what to try first"
        yield Seen(
            MANIFEST_PATH,
            message,
            'add a line such as `first-prompts = ["Close October"]`, with what to say to the agent',
        )


def _ignored_rules(view: PackView) -> Iterator[Seen]:
    """A wish that cannot be met is said: what refuses or holds a pack is never left out."""
    for rule in view.manifest.ignored_rules if view.manifest else ():
        if rule not in view.ignorable_rules:
            message = f"`ignored-rules` names `{rule}`, which is no rule that only warns or suggests"
            edit = without_item(view, MANIFEST_PATH, "ignored-rules = [", toml_value(rule))
            yield Seen(MANIFEST_PATH, message, "take it out, or look up its name in docs/RULES.md", edit=edit)


def _overrides(view: PackView) -> Iterator[Seen]:
    """A statement of another pack that is overridden twice."""
    for extended in view.manifest.extends if view.manifest else ():
        seen: set[str] = set()
        for override in extended.overrides:
            if override.key in seen:
                name = extended.requirement.name
                message = f"`{override.name}` of `{name}` is overridden twice: only one of the two can hold"
                line = view.line_of(MANIFEST_PATH, override.name)
                yield Seen(MANIFEST_PATH, message, "take one of the two out", line)
            seen.add(override.key)


RULES = (
    Rule("manifest/readable", "error", "The manifest can be read and has what it needs.", _readable),
    Rule(
        "manifest/reserved-name",
        "error",
        "The name is free for packs to use.",
        _reserved_name,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "manifest/overrides",
        "error",
        "A statement of another pack is overridden once.",
        _overrides,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "manifest/inferred",
        "warning",
        "What had to be guessed for lack of a manifest is said.",
        _derived,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule("manifest/placeholder", "warning", "A manifest says who made a pack, and what for.", _placeholder),
    Rule("manifest/ignored-rules", "warning", "Only warnings and hints are left out.", _ignored_rules),
    Rule(
        "manifest/not-for",
        "hint",
        "A pack says what it must not be used for.",
        _not_for,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "manifest/first-prompts",
        "hint",
        "A pack says what to try in the first ten minutes.",
        _first_prompts,
        by_hand=AUTHOR_KNOWS,
    ),
)
