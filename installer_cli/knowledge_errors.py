"""What can go wrong with memories, conventions, wikis, connectors and inputs: rows of `errors`."""

from __future__ import annotations

from packformat.errors import (
    AuthorError,
    ConflictError,
    ErrorSpec,
    GoalError,
    LocalEditError,
    NetworkError,
    NotFoundError,
    TargetError,
    UsageError,
)

KNOWLEDGE_ERRORS = {
    "E_CONFLICT_OVERLAYS": ErrorSpec(
        ConflictError,
        "{sentence}: nothing was changed",
        "say whose word holds here, {packs}: `ctxpack settle {word} --follow PACK`",
    ),
    "E_EXTENDS_RING": ErrorSpec(
        ConflictError,
        "packs extend each other in a ring, so none stands above the others: {ring}",
        "leave one of them out, and tell its author",
    ),
    "E_MCP_LIBRARY": ErrorSpec(
        UsageError,
        "the Model Context Protocol is not spoken here: `{library}` is not installed",
        "in the environment that ctxpack is in, run `pip install 'mcp>=2.3'`",
    ),
    "E_WIKI_NONE": ErrorSpec(
        NotFoundError,
        "there is no wiki {place}: a wiki has a file `schema.md`",
        "name its folder with `--wiki`, or let an agent begin one: `ctxpack install llm-wiki`",
    ),
    "E_WIKI_MANY": ErrorSpec(UsageError, "this project has {count} wikis", "say which one with `--wiki DIR`"),
    "E_WIKI_REGISTER": ErrorSpec(
        TargetError, "`{path}` cannot be read: {reason}", "restore it from version control"
    ),
    "E_WIKI_SOURCE": ErrorSpec(
        ConflictError,
        "a source `{source}` is there already, and says something else",
        "sources never change: rename the new file, or give its day with `--date`",
    ),
    "E_WIKI_REFUSED": ErrorSpec(
        AuthorError,
        "{count} of {files} documents could not be taken in: {names}",
        "each stands above with its reason; all others are in the wiki",
    ),
    "E_WIKI_PROBLEMS": ErrorSpec(
        AuthorError, "the wiki has {count}", "mend the cause; a source is never changed to fit a page"
    ),
    "E_WIKI_MISSED": ErrorSpec(
        GoalError, "too few are found: {figure}", "add the words people use to the pages as `aliases`"
    ),
    "E_TIDY_NONE": ErrorSpec(
        NotFoundError, "nothing was tidied here that could be taken back", "see `git log` for older changes"
    ),
    "E_TIDY_CHANGED": ErrorSpec(
        LocalEditError,
        "what was tidied has been changed since, so it is not taken back",
        "mend these files by hand, or take your changes back first",
    ),
    "E_CONVENTION_NONE": ErrorSpec(
        NotFoundError,
        "{place} bring no naming convention",
        "install a pack that has some, or name a pack's folder with `--pack`",
    ),
    "E_NAMES_UNFIT": ErrorSpec(
        GoalError,
        "{count} of {files} names do not fit a convention",
        "rename the files as the lines above say, or ask the pack's author to widen the convention",
    ),
    "E_SCAFFOLD_UNKNOWN": ErrorSpec(
        NotFoundError,
        "`{pack}` has no scaffold{scaffold} to lay out",
        "say which one after the pack: {known}",
    ),
    "E_SCAFFOLD_TAKEN": ErrorSpec(
        ConflictError,
        "nothing was made: {count} of its folders and files are there already and are something else",
        "choose another folder with `--into`, or move these away first",
    ),
    "E_OVER_BUDGET": ErrorSpec(
        GoalError,
        "about {tokens} tokens are always loaded, {budget} are allowed",
        "uninstall what is not needed, or let a memory load on demand (`loads` in its `memory.toml`)",
    ),
    "E_CONNECTOR_NONE": ErrorSpec(
        NotFoundError, "`{pack}` has no connector{connector}: {known}", "name one as `PACK:connector`"
    ),
    "E_CONNECTOR_SERVER": ErrorSpec(
        NetworkError,
        "the server of `{connector}` does not work: {reason}",
        "see its documentation; until it works, the pack takes a file",
    ),
    "E_CONNECTOR_FILE": ErrorSpec(
        AuthorError,
        "`{path}` cannot be read as records: {reason}",
        "export it again, with a header in its first line",
    ),
    "E_CONNECTOR_SCHEMA": ErrorSpec(
        AuthorError,
        "`records` of the connector is no JSON Schema: {reason}",
        "report it to the pack's authors",
    ),
    "E_CONNECTOR_BROKEN": ErrorSpec(
        GoalError, "not everything is connected: {connectors}", "mend what is named above and run it again"
    ),
    "E_INPUT_UNKNOWN": ErrorSpec(
        UsageError,
        "`{pack}` does not ask for `{key}`",
        "{suggestion}write `--set KEY=VALUE`; `ctxpack configure {pack} --show` lists the keys",
    ),
    "E_INPUT_VALUE": ErrorSpec(UsageError, "`{value}` is no value for `{key}`", "give {wanted}"),
    "E_INPUT_MISSING": ErrorSpec(UsageError, "`{pack}` needs values that only you know", "add {flags}"),
    "E_INPUTS_EDITED": ErrorSpec(
        LocalEditError,
        "the values are kept, but the file that tells them to the agent was edited and stays as it is",
        "put your changes into `ctxpack.toml`, delete the file, and run the command again",
    ),
}
