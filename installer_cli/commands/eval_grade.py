"""``ctxpack eval grade``: hold what lies in the project against a pack's own graders, without an agent."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.evals.subject import Subject
    from packformat.evals.case import EvalCase
    from packformat.evals.verdict import Grade

COMMAND = Command(
    "eval grade",
    "Grade the files of this project by a pack's own graders; exit code 10 when a case is not met.",
    positional=Positional("PACK", "an installed pack, or a pack's folder (default: this one)", maximum=1),
    options=(Option("--case", "grade by this case alone", metavar="NAME", repeat=True),),
    epilog="What an agent said, the tools it used and the files it began with are known of a run only: "
    "graders of those are left out.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Grade each case, tell why one is not met, and end with what the verdicts say."""
    from installer_cli.errors import ERRORS
    from installer_cli.evals.subject import find_subject
    from installer_cli.project import Project
    from packformat.evals.verdict import all_met

    project = Project.find(arguments.value("project"))
    subject = find_subject(project, arguments.words[0] if arguments.words else ".")
    cases = subject.cases(arguments.values("case"))
    graded = {case.name: _grade(case, project.root, subject) for case in cases}
    for name, grades in graded.items():
        _tell(console, name, grades, met=all_met(grades))
    failed = [name for name, grades in graded.items() if not all_met(grades)]
    pack = str(subject.built.manifest.name)
    document = {
        "command": "eval grade",
        "pack": pack,
        "cases": {name: [grade.as_dict() for grade in grades] for name, grades in graded.items()},
    }
    if not failed:
        console.result(document)
        return 0
    error = ERRORS.error("E_EVAL_NOT_MET", pack=pack, count=len(failed), cases=", ".join(failed))
    console.fail(error, document)
    return error.exit_code


def _grade(case: EvalCase, project: str, pack: Subject) -> Sequence[Grade]:
    from dataclasses import replace

    from installer_cli.evals.workspace import Workspace
    from packformat.evals.grade import grade_all
    from packformat.evals.outcome import Outcome

    graders = tuple(grader for grader in case.graders if _needs_no_run(grader))
    workspace = Workspace(project, pack.folder)
    outcome = Outcome(
        files=workspace.files_named({grader["file"] for grader in graders if "file" in grader}),
        pack=pack.files,
        exit_codes=workspace.exit_codes(replace(case, graders=graders)),
    )
    return grade_all(graders, outcome)


def _needs_no_run(grader: Mapping[str, Any]) -> bool:
    return grader["type"] == "exit-code" or ("file" in grader and "same-as-start" not in grader)


def _tell(console: Console, name: str, grades: Sequence[Grade], *, met: bool) -> None:
    console.data(f"{console.paint('met', 'green') if met else console.paint('not met', 'red')}  {name}")
    for grade in grades:
        if grade.why:
            console.data(f"    {grade.id}: {grade.why}")
