"""Rules about ``pack.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.names import is_reserved
from packformat.paths import MANIFEST_PATH, PLUGIN_MANIFEST_PATH
from packformat.rules.base import Rule, Seen, seen_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView


def _readable(view: PackView) -> Iterator[Seen]:
    """What is wrong with the manifest; a plugin's that is no JSON is `component/json` and said once."""
    told = view.json(PLUGIN_MANIFEST_PATH)[1] if PLUGIN_MANIFEST_PATH in view.files else None
    for error in view.manifest_problems:
        if not told or error.message != told.message:
            yield seen_error(error, MANIFEST_PATH)


def _derived(view: PackView) -> Iterator[Seen]:
    for sentence in view.inferred:
        yield Seen(MANIFEST_PATH, f"Inferred: {sentence}", "add a `pack.toml` that says it")


def _reserved_name(view: PackView) -> Iterator[Seen]:
    if view.manifest and is_reserved(view.manifest.name):
        yield seen_error(FORMAT.error("E_NAME_RESERVED", name=view.manifest.name), MANIFEST_PATH)


def _not_for(view: PackView) -> Iterator[Seen]:
    if view.manifest and not view.manifest.not_for:
        yield Seen(
            MANIFEST_PATH,
            "The pack does not say what it is not for",
            "add `not-for` with at least one sentence",
        )


def _first_prompts(view: PackView) -> Iterator[Seen]:
    if view.manifest and not view.manifest.first_prompts:
        message = "The pack does not say what to try first"
        yield Seen(MANIFEST_PATH, message, "add `first-prompts`: three things to say to the agent")


def _ignored_rules(view: PackView) -> Iterator[Seen]:
    """A wish that cannot be met is said: what refuses or holds a pack is never left out."""
    for rule in view.manifest.ignored_rules if view.manifest else ():
        if rule not in view.ignorable_rules:
            message = f"`ignored-rules` names `{rule}`, which is no rule that only warns or suggests"
            yield Seen(MANIFEST_PATH, message, "take it out, or look up its name in docs/RULES.md")


RULES = (
    Rule("manifest/readable", "error", "The manifest can be read and has what it needs.", _readable),
    Rule("manifest/reserved-name", "error", "The name is free for packs to use.", _reserved_name),
    Rule("manifest/inferred", "warning", "What had to be guessed for lack of a manifest is said.", _derived),
    Rule("manifest/ignored-rules", "warning", "Only warnings and hints are left out.", _ignored_rules),
    Rule("manifest/not-for", "hint", "A pack says what it must not be used for.", _not_for),
    Rule(
        "manifest/first-prompts", "hint", "A pack says what to try in the first ten minutes.", _first_prompts
    ),
)
