"""Claude Code's own graders (`evals/<case>/graders/*.md`), read as ours.

The client decides `regex`, `file_exists` and `tool_used` by rule and `llm` with a model; here the last one is
a criterion for a judge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.codes import FORMAT
from packformat.frontmatter import read_frontmatter
from packformat.texts import decode_utf8

if TYPE_CHECKING:
    from collections.abc import Mapping

_FLAGS = "ims"


def read_native_grader(path: str, data: bytes) -> dict[str, Any]:
    """One grader; its id is the name of its file. Raises what `read_frontmatter` does, and E_SCHEMA."""
    front = read_frontmatter(path, decode_utf8(path, data))
    name = path.rpartition("/")[2].removesuffix(".md")
    kind = str(front.fields.get("type"))
    if kind not in _READERS:
        remedy = f"one of {', '.join(_READERS)}"
        raise FORMAT.error(
            "E_SCHEMA", path=path, field="`type`", reason=f"`{kind}` is not known", remedy=remedy
        )
    try:
        return {"id": name, **_READERS[kind](front.fields, front.body.strip())}
    except KeyError as missing:
        field = str(missing).strip("'")
        reason, remedy = "it is missing", f"add `{field}`"
        raise FORMAT.error("E_SCHEMA", path=path, field=f"`{field}`", reason=reason, remedy=remedy) from None


def _regex(fields: Mapping[str, Any], _: str) -> dict[str, Any]:
    flags = "".join(flag for flag in str(fields.get("flags", "")) if flag in _FLAGS)
    pattern = f"(?{flags}){fields['pattern']}" if flags else str(fields["pattern"])
    target = fields.get("target")
    place = {"file": str(target["path"])} if isinstance(target, dict) and "path" in target else {}
    return {"type": "regex", "pattern": pattern, "absent": fields.get("match") is False, **place}


def _file_exists(fields: Mapping[str, Any], _: str) -> dict[str, Any]:
    return {"type": "file-exists", "file": str(fields["path"]), "absent": fields.get("exists") is False}


def _tool_used(fields: Mapping[str, Any], _: str) -> dict[str, Any]:
    limits = {key: int(fields[key]) for key in ("min", "max") if key in fields}
    return {"type": "tool-used", "tool": str(fields["tool"]), **limits}


def _llm(fields: Mapping[str, Any], body: str) -> dict[str, Any]:
    return {"type": "judge", "criterion": body or str(fields.get("criteria", ""))}


_READERS = {"regex": _regex, "file_exists": _file_exists, "tool_used": _tool_used, "llm": _llm}
