"""What a registry's page says of a release beyond the index: parts, limits, what the checks found.

Nobody has signed it, and most of it is the publisher's words. What is of another shape than it should be is
as if it were not there.
"""

from __future__ import annotations

from installer_cli.jsontext import rows_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

MOST_FINDINGS = 50


def page_of(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The page as plain values, from what the registry answers about a release."""
    stated, report = _object(answer.get("manifest")), _object(answer.get("report"))
    return {
        "title": _text(stated.get("title")),
        "licence": _text(stated.get("licence")),
        "professions": _texts(stated.get("professions")),
        "jurisdictions": _texts(stated.get("jurisdictions")),
        "not_for": _texts(stated.get("not-for")),
        "first_prompts": _texts(stated.get("first-prompts")),
        "components": [_texts_at(row, "label", "summary") for row in rows_of(answer.get("components"))],
        "checks": {
            **_texts_at(report, "verdict", "ruleset"),
            "not_checked": _texts(report.get("not_checked")),
            "findings": [
                _texts_at(row, "rule", "severity", "path", "message") | {"line": _number(row.get("line"))}
                for row in rows_of(report.get("findings"))[:MOST_FINDINGS]
            ],
        },
        "readme": _text(answer.get("readme")),
    }


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _texts_at(row: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: _text(row.get(key)) for key in keys}
