"""What can go wrong with loops, or ends one: rows of `installer_cli.errors`."""

from __future__ import annotations

from packformat.errors import (
    AuthorError,
    CapError,
    ClaimError,
    ConflictError,
    ConsentError,
    ErrorSpec,
    GoalError,
    LocalEditError,
    NotFoundError,
    SpentError,
    StuckError,
    TamperError,
    TargetError,
    TimedOutError,
    UsageError,
)

_DECIDE = "look at the summary, then decide"

LOOP_ERRORS = {
    "E_LOOP_UNKNOWN": ErrorSpec(
        NotFoundError,
        "there is no installed loop `{loop}`",
        "installed loops: {loops}; one that is not installed is named by the path of its file",
    ),
    "E_LOOP_HERE": ErrorSpec(
        UsageError,
        "`{loop}` lies in the folder that it would work in: what decides would change with the work",
        "go to the folder of the work and run `ctxpack loop run {path}` there",
    ),
    "E_LOOP_AMBIGUOUS": ErrorSpec(ConflictError, "several packs have a loop `{loop}`", "say which: {loops}"),
    "E_LOOP_RUNNING": ErrorSpec(
        ConflictError,
        "`{loop}` is running in this project already",
        "let it come to its end, or stop it and run it again to go on",
    ),
    "E_LOOP_KIND": ErrorSpec(UsageError, "there is no template `{kind}`", "choose one of {kinds}"),
    "E_LOOP_EXISTS": ErrorSpec(ConflictError, "`{path}` is there already", "choose another name"),
    "E_LOOP_LEVEL": ErrorSpec(
        UsageError,
        "`{loop}` may not run at the level `{level}`: its author allows up to `{highest}`",
        "run it at `{highest}` or below",
    ),
    "E_LOOP_CONSENT": ErrorSpec(
        ConsentError,
        "`{loop}` would change files and run its check asking nobody, and nobody has agreed to that",
        "agree with `--allow act`, or run it with `--autonomy ask`",
    ),
    "E_LOOP_JOURNAL": ErrorSpec(
        TargetError, "`{path}` cannot be read: {reason}", "put it aside, and begin anew with `--restart`"
    ),
    "E_LOOP_GIT": ErrorSpec(
        TargetError,
        "experiments are kept and reverted with git, and `git {command}` said: {reason}",
        "run it in a git repository with at least one commit",
    ),
    "E_LOOP_DIRTY": ErrorSpec(
        LocalEditError,
        "experiments would overwrite changes that are in no commit: {paths}",
        "commit them or put them back first",
    ),
    "E_LOOP_BASELINE": ErrorSpec(
        AuthorError,
        "nothing can be improved, because `{command}` does not end with a figure",
        "let it print the figure as its last word and end with 0",
    ),
    "E_LOOP_BLOCKED": ErrorSpec(
        GoalError, "`{loop}` waits for a person: {said}", "see to it, then run the loop again"
    ),
    "E_LOOP_STOPPED": ErrorSpec(
        GoalError,
        "`{loop}` was stopped after {turns} turns, before its check passes",
        "run it again to go on",
    ),
    "E_LOOP_CLAIMED": ErrorSpec(
        ClaimError,
        "the agent says that `{loop}` is done, its check ends with {ended}, "
        "and nothing has changed for {turns} turns",
        "read what the check prints: either the work is not done, or the check asks for something else",
    ),
    "E_LOOP_STUCK": ErrorSpec(
        StuckError,
        "`{loop}` is stuck: nothing has changed for {turns} turns{why}",
        "give the agent what it lacks, then run the loop again",
    ),
    "E_LOOP_TAMPERED": ErrorSpec(
        TamperError,
        "`{loop}` is void: what decides or must not change was changed: {paths}",
        "put it back as it was, then begin anew with `--restart`",
    ),
    "E_LOOP_CAPPED": ErrorSpec(
        CapError, "`{loop}` has had its {cap} turns, and its check does not pass", _DECIDE
    ),
    "E_LOOP_TIMED_OUT": ErrorSpec(
        TimedOutError, "`{loop}` has had its {cap} minutes, and its check does not pass", _DECIDE
    ),
    "E_LOOP_SPENT": ErrorSpec(
        SpentError, "`{loop}` has spent its {cap} US dollars, and its check does not pass", _DECIDE
    ),
}
