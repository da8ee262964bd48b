"""A pack with rules, and overlays that put words of their own in the place of its."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from tests.support.registry_simulator import RegistrySimulator

RULES_PLACE = ".claude/memory/close/rules/index.md"
PAGE = ".claude/rules/ctxpack.md"


def publish_base(
    registry: RegistrySimulator, version: str = "1.0.0", name: str = "close", **rules: str
) -> None:
    """A pack whose memory lays down these rules."""
    said = rules or {"Limit": "5000 an invoice", "Age": "30 days"}
    text = "# Rules\n\n" + "".join(f"- **{rule}**: {value}\n" for rule, value in said.items())
    registry.publish(name, version, files={"memory/rules/index.md": text})


def publish_overlay(
    registry: RegistrySimulator, name: str, version: str = "1.0.0", *, of: str = "close", **words: str
) -> None:
    """An overlay of a pack; a value may end in ``| what the pack said``."""
    rows = []
    for rule, said in words.items():
        value, _, instead = said.partition(" | ")
        rows.append({"name": rule, "value": value, **({"instead-of": instead} if instead else {})})
    manifest = "\n" + toml_document({"extends": {of: {"versions": ">=1", "overrides": rows}}})
    registry.publish_owned(name, version, manifest, {})
