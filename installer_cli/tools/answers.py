"""The answers of the tools, each made from the documents of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer_cli.jsontext import rows_of
from installer_cli.tools.marks import LONGEST_README, failure, marked, text, texts, value, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

_MOST_VERSIONS = 20
_TOKENS = ("always", "on_use")


def found(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a search found, best first."""
    packs = [_pack(row) for row in document["packs"]]
    return {"packs": packs, "refused": _refused(document["refused"]), "more": document["more"]}


def _refused(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the organisation's policies do not let in here; why is told by `ctxpack policy` to people."""
    return [{key: row[key] for key in ("subject", "version", "status")} for row in rows]


def _pack(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": value(row.get("name")),
        "version": value(row.get("latest_version")),
        "publisher": value(row.get("publisher")),
        **marked(summary=text(row.get("summary", ""))),
    }


def described(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a release is: what the signed index says, and with it what the registry's page says."""
    release, page = document["release"], document.get("page")
    return {
        "name": document["name"],
        "version": release["version"],
        "installed": document["installed"],
        "refused": _refused(document["refused"]),
        "published_at": value(release["published_at"]),
        "files": release["files"],
        "bytes": release["unpacked"],
        "tokens": {when: count for when, count in release["tokens"].items() if when in _TOKENS},
        "requires": release["requires"],
        "is_yanked": release["yanked"] is not None,
        "badges": values(release.get("badges", ())),
        "advisories": _advisories(release.get("advisories")),
        "versions": [row["version"] for row in document["versions"]][: -_MOST_VERSIONS - 1 : -1],
        "checks": _checks(page["checks"]) if page else None,
        **marked(
            summary=text(release["summary"]),
            may_do={text(kind): texts(items) for kind, items in release["powers"].items() if items},
            yanked_because=text(release["yanked"] or ""),
            **(_page(page) if page else {}),
        ),
    }


def _page(page: Mapping[str, Any]) -> dict[str, Any]:
    lists = ("not_for", "professions", "jurisdictions", "first_prompts")
    parts = [" ".join(filter(None, (row["label"], row["summary"]))) for row in page["components"]]
    return {
        "title": text(page["title"]),
        "licence": text(page["licence"]),
        **{key: texts(page[key]) for key in lists},
        "parts": texts(parts),
        "readme": text(page["readme"], LONGEST_README),
    }


def _checks(checks: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "verdict": value(checks["verdict"]),
        "ruleset": value(checks["ruleset"]),
        "findings": [
            {
                "rule": value(row["rule"]),
                "severity": value(row["severity"]),
                "line": row["line"],
                **marked(path=text(row["path"]), message=text(row["message"])),
            }
            for row in checks["findings"]
        ],
        **marked(not_checked=texts(checks["not_checked"])),
    }


def _advisories(rows: object) -> list[dict[str, Any]]:
    return [
        {
            "id": value(row.get("id")),
            "severity": value(row.get("severity")),
            "fixed_in": value(row.get("fixed")),
            **marked(title=text(row.get("title", "")), advice=text(row.get("advice", ""))),
        }
        for row in rows_of(rows)
    ]


def passages(document: Mapping[str, Any]) -> dict[str, Any]:
    """Where in a pack's files something is said, best first."""
    return {
        "passages": [
            {
                "line": hit["line"],
                **marked(file=text(hit["place"]), heading=text(hit["title"]), text=text(hit["text"])),
            }
            for hit in document["hits"]
        ]
    }


def installed(listed: Mapping[str, Any], outdated: Mapping[str, Any]) -> dict[str, Any]:
    """What is installed here, and which of it is outdated, or why nobody could be asked."""
    packs = [_installed(row) for row in listed["packs"]]
    found = [_outdated(row) for row in outdated["packs"]] if outdated["ok"] else failure(outdated)
    return {"packs": packs, "outdated": found, **marked(said_differently=texts(listed["parted"]))}


def _installed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "version": row["version"],
        "only": values(row["only"]),
        "wanted": row["wanted"],
        "required_by": row["required_by"],
        "advisories": _advisories(row["advisories"]),
        **marked(may_do=texts(row["powers"])),
    }


def _outdated(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "version": row["version"],
        "update_takes": row["update"],
        "newest": row["newest"],
        "is_yanked": row["yanked"] is not None,
        "advisories": _advisories(row["advisories"]),
        **marked(yanked_because=text(row["yanked"] or "")),
    }
