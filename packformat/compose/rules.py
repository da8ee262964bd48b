"""Rules, numbers and documents as the memories of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.compose.manifest import pack_name
from packformat.compose.markdown import bullets, document, first, one_line
from packformat.compose.overlay import is_override
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def memory_files(content: Mapping[str, Any]) -> Iterator[Entry]:
    """Rules and numbers, which are always loaded, and documents, which are read when they are needed.

    A rule that changes one of another pack stands in the manifest, and the build tells the agent of it.
    """
    name, title = pack_name(content), str(content.get("title") or pack_name(content))
    rules = [rule for rule in content.get("rules", ()) if not is_override(rule, name)]
    if rules:
        until = min((rule["until"] for rule in rules if rule.get("until")), default="")
        yield _described(f"memory/{name}-rules", "domain", f"{title}: rules and numbers", "always", until)
        lines = bullets(_rule_line(rule) for rule in rules)
        yield Entry(f"memory/{name}-rules/rules.md", document(f"# {title}: rules and numbers", lines))
    documents = [item for item in content.get("documents", ()) if item.get("text")]
    if documents:
        yield _described(f"memory/{name}-documents", "notes", f"{title}: documents", "on-demand", "")
        for item in documents:
            yield Entry(document_path(content, item), f"{item['text']}\n".encode())


def document_path(content: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """Where the text of a document stands."""
    return f"memory/{pack_name(content)}-documents/{item['id']}.md"


def _described(folder: str, kind: str, title: str, loads: str, until: str) -> Entry:
    fields = {
        "kind": kind,
        "title": one_line(title),
        "loads": loads,
        "ownership": "managed",
        **({"valid-until": until} if until else {}),
    }
    return Entry(f"{folder}/memory.toml", toml_document(fields).encode("utf-8"))


def _rule_line(rule: Mapping[str, Any]) -> str:
    source = f" Source: {rule['source']}." if rule.get("source") else ""
    until = f" Holds until {rule['until']}." if rule.get("until") else ""
    return f"**{first(rule, 'title', 'id')}**: {rule.get('value', '')}.{source}{until}".replace("..", ".")
