"""What can go wrong on the builder's machine: a row for each code, raised with ``ERRORS.error(code, …)``."""

from __future__ import annotations

import errno

from installer_cli.health_errors import HEALTH_ERRORS
from installer_cli.knowledge_errors import KNOWLEDGE_ERRORS
from installer_cli.loop_errors import LOOP_ERRORS
from installer_cli.part_errors import PART_ERRORS
from installer_cli.policy_errors import POLICY_ERRORS
from installer_cli.registry_errors import REGISTRY_ERRORS
from packformat.errors import (
    AuthorError,
    ConflictError,
    ConsentError,
    CtxpackError,
    ErrorSpec,
    ErrorTable,
    GoalError,
    IntegrityError,
    LocalEditError,
    NotFoundError,
    PermissionDeniedError,
    RegistryError,
    SpentError,
    TamperError,
    TargetError,
    TimedOutError,
    UsageError,
)

_KEPT = "nothing was changed"

ERRORS = ErrorTable(
    {
        **HEALTH_ERRORS,
        **KNOWLEDGE_ERRORS,
        **LOOP_ERRORS,
        **PART_ERRORS,
        **POLICY_ERRORS,
        **REGISTRY_ERRORS,
        # --- how the command was called --------------------------------------------------------------
        "E_USAGE_COMMAND": ErrorSpec(
            UsageError, "there is no command `{command}`", "{suggestion}run `ctxpack --help` for the list"
        ),
        "E_USAGE_OPTION": ErrorSpec(
            UsageError,
            "`ctxpack {command}` has no option `{option}`",
            "{suggestion}run `ctxpack {command} --help` for the list",
        ),
        "E_USAGE_VALUE": ErrorSpec(
            UsageError, "`{option}` cannot be used like this: {reason}", "run `ctxpack {command} --help`"
        ),
        "E_USAGE_MISSING": ErrorSpec(
            UsageError, "`ctxpack {command}` needs {metavar}", "run `ctxpack {command} --help` for an example"
        ),
        "E_USAGE_EXTRA": ErrorSpec(
            UsageError, "`ctxpack {command}` has no use for `{word}`", "run `ctxpack {command} --help`"
        ),
        "E_USAGE_WORD": ErrorSpec(UsageError, "`{word}` cannot be read: {reason}", "{remedy}"),
        "E_NO_REGISTRY": ErrorSpec(
            UsageError,
            "no registry is named",
            'set `CTXPACK_REGISTRY`, or add `[registry]` with `url = "https://…"` to `ctxpack.toml`',
        ),
        "E_HOME": ErrorSpec(
            UsageError,
            "neither `HOME` nor the system says where your own folder is",
            "set `HOME`, or `CTXPACK_HOME` to a folder for the cache and the tokens",
        ),
        "E_REGISTRY_URL": ErrorSpec(
            UsageError,
            "`{url}` is not the address of a registry: {reason}",
            "it looks like `https://packs.example.org` or `file:///srv/mirror`",
        ),
        "E_NO_TERMINAL": ErrorSpec(
            UsageError, "`{command}` needs {what}, and this is not a terminal", "{remedy}"
        ),
        "E_FOLDER": ErrorSpec(
            UsageError,
            "`{path}` is not a folder that can be read: {reason}",
            "check the path, or name another",
        ),
        "E_NOT_A_PACK": ErrorSpec(
            UsageError,
            "`{path}` uses packs and is none: it has a `ctxpack.toml` and no `pack.toml`",
            "name an installed pack, or a pack's folder; `ctxpack import` makes one of your own `.claude/`",
        ),
        # --- resolving -------------------------------------------------------------------------------
        "E_CONFLICT": ErrorSpec(
            ConflictError,
            "no set of versions meets these requirements",
            "loosen one of them, or leave a pack out",
        ),
        "E_LOCK_MISMATCH": ErrorSpec(
            IntegrityError,
            "`ctxpack.lock` pins `{pack}` to {found}, and {source} {wanted}",
            "restore the lockfile from version control, or delete the line and run `ctxpack install`",
        ),
        "E_LOCK_STALE": ErrorSpec(
            IntegrityError,
            "`ctxpack.lock` is not what `ctxpack.toml` asks for",
            "bring it up to date with `ctxpack lock`, or with `ctxpack install`, which installs it too",
        ),
        "E_PROJECT_NONE": ErrorSpec(
            NotFoundError,
            "`{path}` is no project: there is neither a `ctxpack.toml` nor a `ctxpack.lock`",
            "go to the project's folder, or name it with `--project DIR`; `ctxpack install PACK` begins one",
        ),
        "E_DRIFT": ErrorSpec(
            IntegrityError,
            "the project is not as `ctxpack.lock` says",
            "bring it there with `ctxpack sync`; what you changed is kept, and `ctxpack diff` shows it",
        ),
        "E_REQUIRED": ErrorSpec(
            ConflictError,
            "`{pack}` is required by {requirers}",
            "uninstall {requirers} too: `ctxpack uninstall {command}`",
        ),
        # --- consent ---------------------------------------------------------------------------------
        "E_CONSENT": ErrorSpec(
            ConsentError,
            "{packs} may do what you have not allowed yet",
            "look closer with `--dry-run`; if you allow it, run:",
        ),
        "E_ADVISED": ErrorSpec(
            ConsentError,
            "{packs} would be taken in spite of severe advisories",
            "ask for another version, such as `NAME@1.2.1`; if you want these all the same, run:",
        ),
        "E_CHECK_REFUSED": ErrorSpec(
            AuthorError,
            "the rules of this program refuse {packs}:",
            f"{_KEPT}; tell the registry's operator, or take its word and leave out `--check`",
        ),
        "E_PACK_MISNAMED": ErrorSpec(
            IntegrityError,
            "the archive of `{pack}` calls itself `{said}`",
            f"{_KEPT}; report it to the registry's operator",
        ),
        "E_PACK_UNTOLD": ErrorSpec(
            IntegrityError,
            "`{pack}` can do more than the registry's signed word, and so the plan, tells:",
            f"{_KEPT}; report it to the registry's operator",
        ),
        "E_ALWAYS_TOKENS": ErrorSpec(
            ConsentError,
            "these packs would load {tokens} tokens into every session, and {limit} are allowed:",
            "leave one out, or allow more with `--max-always-tokens`",
        ),
        "E_WRITTEN_SINCE": ErrorSpec(
            LocalEditError,
            "`{path}` was changed while ctxpack was at work, so nothing was written over it",
            "run it again",
        ),
        "E_DECLINED": ErrorSpec(ConsentError, "you said no: nothing was changed", ""),
        # --- the project -----------------------------------------------------------------------------
        "E_PROJECT_FILE": ErrorSpec(UsageError, "`{path}` cannot be read: {reason}", "{remedy}"),
        "E_RECEIPT": ErrorSpec(
            TargetError,
            "the receipt `{path}` cannot be read: {reason}",
            "restore it from version control, or delete it and run `ctxpack install`; your files stay",
        ),
        "E_JOURNAL": ErrorSpec(
            TargetError,
            "`{path}` cannot be read, so an interrupted run cannot be finished: {reason}",
            "move the file away and run `ctxpack verify`",
        ),
        "E_HISTORY": ErrorSpec(
            TargetError,
            "the history entry `{path}` cannot be read: {reason}",
            "delete it; only undoing that run and those before it is lost",
        ),
        "E_HISTORY_NUMBER": ErrorSpec(
            NotFoundError, "there is no run {number} in this project's history", "see `ctxpack history`"
        ),
        "E_HISTORY_EMPTY": ErrorSpec(
            NotFoundError, "there is nothing to undo in this project", "see `ctxpack history`"
        ),
        "E_NO_CONFLICT": ErrorSpec(
            NotFoundError, "`{path}` is not in conflict", "{suggestion}run `ctxpack resolve` for the list"
        ),
        "E_NOT_TEXT": ErrorSpec(
            TargetError,
            "`{path}` is not text that can be merged",
            "take one of the two: `ctxpack resolve --mine` or `--theirs`",
        ),
        "E_LOCKED": ErrorSpec(
            TargetError,
            "another ctxpack is at work in this project{holder}",
            "wait for it to end, and try again",
        ),
        "E_TARGET_LINK": ErrorSpec(
            TargetError,
            "`{path}` is a link, and ctxpack goes through no link",
            "replace the link by a folder, or install elsewhere with `--project`",
        ),
        "E_TARGET_KIND": ErrorSpec(
            TargetError,
            "`{path}` is in the way: {kind} where {wanted} is needed",
            "move it away and try again",
        ),
        "E_CONFLICT_USER_FILE": ErrorSpec(
            ConflictError,
            "`{path}` is in the way, and no pack put it there: " + _KEPT,
            "move or rename it, then install `{pack}` again",
        ),
        "E_CONFLICT_PACK": ErrorSpec(
            ConflictError,
            "`{pack}` and `{other}` both ship `{path}`: " + _KEPT,
            "install one of the two",
        ),
        "E_CONFLICT_EDITED": ErrorSpec(
            LocalEditError,
            "{count} that you changed would have to change in the same places: your text was kept",
            "see each with `ctxpack diff`, then end it with `ctxpack resolve`",
        ),
        "E_MISSING": ErrorSpec(
            IntegrityError,
            "{count} gone since installation: {paths}",
            "put them back with `ctxpack install`",
        ),
        "E_EDITED": ErrorSpec(
            LocalEditError,
            "{count} changed since installation: {paths}",
            "if you changed them, all is well: ctxpack will not overwrite them",
        ),
        # --- the disk --------------------------------------------------------------------------------
        "E_DISK": ErrorSpec(
            TargetError,
            "there is no room for `{path}`: {why}; " + _KEPT,
            "free some space, or have the limit raised, and run the command again",
        ),
        "E_PERMISSION": ErrorSpec(
            PermissionDeniedError,
            "`{path}` cannot be written: {reason}; " + _KEPT,
            "check who owns the folder and its permissions",
        ),
        "E_OPEN_FILES": ErrorSpec(
            TargetError, "too many files are open: {reason}; " + _KEPT, "raise the limit: `ulimit -n 1024`"
        ),
        "E_PATH": ErrorSpec(
            TargetError,
            "`{path}` cannot be used: {reason}",
            "check that the path is right, and what is there",
        ),
        "E_HALFWAY": ErrorSpec(
            TargetError,
            "a run can be neither finished nor taken back: {reason}",
            "mend what is in the way and run `ctxpack verify`: all that the run moves is kept until then, "
            "see `{path}`",
        ),
        "E_IO": ErrorSpec(TargetError, "`{path}`: {reason}; " + _KEPT, "check the disk and try again"),
        "E_STDOUT": ErrorSpec(
            TargetError,
            "what was asked for could not be written to the output: {reason}",
            "look at where the output goes; `ctxpack history` shows whether the project was changed",
        ),
        # --- checking and publishing -----------------------------------------------------------------
        "E_OUTPUT": ErrorSpec(
            UsageError,
            "`{path}` is there already and is not an empty folder",
            "name a new folder with `--output DIR`",
        ),
        "E_PACK_REJECTED": ErrorSpec(
            CtxpackError, "the pack has {count} to mend before it can be published", "mend them and try again"
        ),
        "E_NO_TOKEN": ErrorSpec(
            PermissionDeniedError,
            "publishing to {registry} needs a token",
            "{unsent}make one in your account there, then run `ctxpack login --with-token`, or set "
            "`CTXPACK_TOKEN`",
        ),
        "E_TOKEN": ErrorSpec(
            UsageError,
            "this is not a token: {reason}",
            "copy it again from your account: it begins with `ctxp_`",
        ),
        "E_SUBMISSION": ErrorSpec(
            RegistryError, "the submission ended as `{status}`: {detail}", "see it at {url}"
        ),
        # --- agents and evals ------------------------------------------------------------------------
        "E_AGENT": ErrorSpec(
            UsageError,
            "`{command}` cannot be started: {reason}",
            "name an agent's program with `--agent-cmd`, and a judge's with `--judge`",
        ),
        "E_EVAL_NONE": ErrorSpec(
            NotFoundError,
            "`{pack}` holds no evals",
            "ask its author for some; if that is you: `evals/CASE/prompt.md`, and `graders.toml` beside it",
        ),
        "E_EVAL_UNKNOWN": ErrorSpec(NotFoundError, "`{pack}` has no case `{case}`", "it has {cases}"),
        "E_EVAL_RECORDING": ErrorSpec(
            NotFoundError, "there is no recording `{path}`", "make one with `ctxpack eval run --record DIR`"
        ),
        "E_WORKSPACE": ErrorSpec(
            AuthorError, "the workspace of the case `{case}` cannot be made: {reason}", "mend `graders.toml`"
        ),
        "E_EVAL_NOT_MET": ErrorSpec(
            GoalError, "{count} cases of `{pack}` are not met: {cases}", "the lines above say why"
        ),
        "E_EVAL_TIMED_OUT": ErrorSpec(
            TimedOutError,
            "the cap on time was reached after {made} of {planned} runs, so there is no verdict",
            "raise `--max-minutes`, or run fewer with `--case`",
        ),
        "E_EVAL_SPENT": ErrorSpec(
            SpentError,
            "the cap on cost was reached after {made} of {planned} runs, so there is no verdict",
            "raise `--max-cost`, or run fewer with `--case`",
        ),
        "E_RANK_ALONE": ErrorSpec(
            UsageError,
            "nothing can be compared with `{pack}` alone",
            "name another pack, or add `--baseline` to run the cases without any",
        ),
        "E_RANK_BOUND": ErrorSpec(
            UsageError,
            "these cases ask for files of `{pack}`, which other packs do not have: {cases}",
            "{remedy}",
        ),
        "E_ATTESTED_OTHER": ErrorSpec(
            IntegrityError,
            "the signed result is about another pack: {wanted}, not {found}",
            "get the version that was run, or run the evals of this one",
        ),
        "E_ATTESTED_DIFFERS": ErrorSpec(
            IntegrityError,
            "a run here does not come to what was signed: {difference}",
            "ask whoever signed it for the recordings of their runs (`ctxpack eval run --record DIR`)",
        ),
        "E_EVAL_VOID": ErrorSpec(
            TamperError,
            "the run is void: while it ran, what judges it was changed: {paths}",
            "put `{pack}` back as it was, keep the agent away from it, and run again",
        ),
        # --- our own fault ---------------------------------------------------------------------------
        "E_INTERNAL": ErrorSpec(
            CtxpackError,
            "ctxpack failed in a way that it should not: {reason}",
            "please report it; `CTXPACK_DEBUG=1` shows where it happened",
        ),
        "E_INTERRUPTED": ErrorSpec(
            CtxpackError,
            "interrupted",
            "what was under way in a project is finished or undone by the next command, and a loop goes on; "
            "of runs of evals, what `--record` has written is there",
        ),
    }
)

_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_NO_PERMISSION = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
_NO_DESCRIPTORS = frozenset((errno.EMFILE, errno.ENFILE))
_WRONG_PATH = frozenset(
    (errno.ENOENT, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL)
)


def os_error(error: OSError, path: str = "", *, wanted: int = 0, free: int = 0) -> CtxpackError:
    """Turn what the operating system refused into the error a person can act on."""
    shown = path or str(error.filename or "the project")
    reason = error.strerror or str(error)
    if error.errno in _NO_ROOM:
        return ERRORS.error("E_DISK", path=shown, why=_why_no_room(error.errno, wanted, free))
    if error.errno in _NO_PERMISSION:
        return ERRORS.error("E_PERMISSION", path=shown, reason=reason)
    if error.errno in _NO_DESCRIPTORS:
        return ERRORS.error("E_OPEN_FILES", reason=reason)
    return ERRORS.error("E_PATH" if error.errno in _WRONG_PATH else "E_IO", path=shown, reason=reason)


def _why_no_room(number: int | None, wanted: int, free: int) -> str:
    """What is full, or who says that it is; ``wanted`` is 0 where nobody knows how much it was."""
    if number == errno.EDQUOT:
        return "what you may store on this disk is used up"
    if number == errno.EFBIG:
        return f"{wanted or 'so many'} bytes are more than a file may hold here (`ulimit -f` tells)"
    return f"{wanted} bytes are needed, {free} are free" if wanted else "the disk is full"


def explain(error: BaseException) -> CtxpackError:
    """Whatever ended a run, as one error: ours as it is, the system's and our mistakes in our words."""
    if isinstance(error, CtxpackError):
        return error
    if isinstance(error, KeyboardInterrupt):
        return ERRORS.error("E_INTERRUPTED")
    if isinstance(error, OSError):
        return os_error(error)
    return ERRORS.error("E_INTERNAL", reason=f"{type(error).__name__}: {error}")
