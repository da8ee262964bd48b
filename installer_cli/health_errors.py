"""What `ctxpack doctor` finds, beside what other commands end with: rows of the client's table."""

from __future__ import annotations

from packformat.errors import (
    CtxpackError,
    ErrorSpec,
    IntegrityError,
    RegistryError,
    TargetError,
)

HEALTH_ERRORS = {
    "E_UNWELL": ErrorSpec(CtxpackError, "{count} found", "do what is said beside each"),
    "E_UNFINISHED": ErrorSpec(
        TargetError,
        "an interrupted run is waiting in `{path}`",
        "run `ctxpack verify`: every command first finishes it",
    ),
    "E_GIT_MERGE": ErrorSpec(
        TargetError,
        "git will call it a conflict when two branches add different packs",
        "add the line `{rule}` to `.gitattributes`",
    ),
    "E_ORPHAN": ErrorSpec(
        TargetError,
        "`{path}` loads memories of `{pack}`, which is not installed",
        "delete it, or run `ctxpack install {pack}`",
    ),
    "E_CONTRADICTION": ErrorSpec(
        TargetError,
        "two packs say different things of `{name}`: {first} and {other}",
        "say which of them holds here, or why both stand: `ctxpack settle`; an agent may follow either",
    ),
    "E_OVERLAY_MISSED": ErrorSpec(
        TargetError,
        "{sentence}",
        "the word of `{pack}` is loaded as one of its own; ask its author what it overrides now",
    ),
    "E_OVERLAY_MOVED": ErrorSpec(
        TargetError, "{sentence}", "see whether the word of `{pack}` is still what you want: `ctxpack settle`"
    ),
    "E_SETTLED_IDLE": ErrorSpec(
        TargetError,
        "`[settled]` in `ctxpack.toml` decides about `{name}`, over which no packs part here",
        "take it back: `ctxpack settle {word} --undo`",
    ),
    "E_PAGE_EDITED": ErrorSpec(
        TargetError,
        "`{path}` does not say what holds here: it was edited, or `ctxpack.toml` was",
        "run `ctxpack install`; a page that you have edited is never written over, so delete it first",
    ),
    "E_INPUT_UNGIVEN": ErrorSpec(
        TargetError,
        "`{pack}` asks for what only you know, and has not been told: {titles}",
        "run `ctxpack configure {pack}`",
    ),
    "E_EXPIRED": ErrorSpec(TargetError, "{sentence}", "look for a newer version: `ctxpack update {pack}`"),
    "E_YANKED": ErrorSpec(
        RegistryError,
        "`{pack}` {version} was yanked: {reason}",
        "take another: `ctxpack update {pack}`",
    ),
    "E_ADVISORY": ErrorSpec(
        RegistryError,
        "`{pack}` {version} has the {advisory}",
        "{advice}; see what an update brings: `ctxpack update {pack} --dry-run`",
    ),
    "E_FOREIGN": ErrorSpec(
        RegistryError, "`{pack}` {version} is not in {registry}", "is it from another registry?"
    ),
    "E_EXCHANGED": ErrorSpec(
        IntegrityError,
        "`{pack}` {version} is not the archive that {registry} has of it",
        "run `ctxpack uninstall {pack}` and install it again",
    ),
    "E_AGENT_REQUIRES": ErrorSpec(
        TargetError,
        "`{pack}` does not load without `{required}`, which is not installed",
        "run `ctxpack install`",
    ),
    "E_AGENT_DISABLED": ErrorSpec(
        TargetError, "`{path}` turns `{plugin}` off", 'remove `"{plugin}": false` from `enabledPlugins`'
    ),
    "E_AGENT_MANIFEST": ErrorSpec(
        TargetError,
        "`{path}` does not name `{pack}`, so Claude Code would not load the pack",
        "see `ctxpack diff`; delete the file and run `ctxpack install`",
    ),
    "E_AGENT_SKILL": ErrorSpec(
        TargetError,
        "a skill that Claude Code would not load: {reason}",
        "see `ctxpack diff`, and mend the lines at its top",
    ),
    "E_AGENT_TRUST": ErrorSpec(
        TargetError,
        "this folder is not one that Claude Code was told to trust, and it loads no pack until it is",
        "start `claude` here once and answer its question",
    ),
}
