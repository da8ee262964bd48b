"""What a language model beside the rules finds in a labelled sample: `python -m benchmarks.model_reader`.

    prompts SAMPLE OUT             one file a question, to be answered by whatever model is to be measured
    ask SAMPLE ANSWERS COMMAND…    the same by a command, which reads a question and prints an answer
    judge SAMPLE ANSWERS           how many are stopped by the rules, by the reader, and by both

A sample is a folder of `fixtures/rules`. ANSWERS has a line of JSON for each skill: its name, the digest of
its questions, and what was answered to each. Answers to other questions than today's are left out and said.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from packformat.archive import Entry
from packformat.digest import Digest
from packformat.modelreader.answer import AnswerError, Concern, read_answer
from packformat.modelreader.questions import Questions, questions_of
from packformat.modelreader.weighing import is_only_suspected, is_silent
from packformat.rules import PackView, run_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from packformat.findings import Finding

MANIFEST = b"""schema = 1
name = "sample"
version = "1.0.0"
summary = "A pack of the labelled sample"
licence = "Apache-2.0"
authors = [{name = "Ada"}]
"""
DECLARED = "powers/"
"""Rules that compare with a manifest, which the skills of a sample do not have."""


@dataclass(frozen=True)
class Skill:
    """A skill of a sample, as a pack by itself."""

    name: str
    attacks: bool
    files: tuple[Entry, ...]

    @cached_property
    def questions(self) -> Questions:
        return questions_of(PackView(self.files))

    @property
    def asked(self) -> str:
        """The digest of its questions, by which an answer is known to be one to them."""
        return str(Digest.of("\0".join(self.questions.texts).encode("utf-8")))

    @cached_property
    def stopped_by(self) -> list[Finding]:
        """What the rules stop it for."""
        found = (one for one in run_rules(self.files).findings if not one.rule.startswith(DECLARED))
        return [one for one in found if one.severity in ("error", "hold")]

    @property
    def is_suspected(self) -> bool:
        """Whether nothing stops it but what a model may settle."""
        return is_only_suspected(self.stopped_by)


def main(verb: str, sample: str, place: str, *command: str) -> None:
    skills = list(skills_of(Path(sample)))
    verbs: dict[str, Callable[..., None]] = {"prompts": prompts, "ask": ask, "judge": judge}
    verbs[verb](skills, Path(place), *command)


def skills_of(sample: Path) -> Iterator[Skill]:
    labels = tomllib.loads((sample / "labels.toml").read_text("utf-8"))["skill"]
    folder = sample / "skills" if (sample / "skills").is_dir() else sample
    for label in labels:
        paths = sorted(path for path in (folder / label["name"]).rglob("*") if path.is_file())
        below = folder / label["name"]
        name = label["name"]
        files = [
            Entry(f"skills/{name}/{path.relative_to(below).as_posix()}", path.read_bytes()) for path in paths
        ]
        yield Skill(name, label["label"] == "malicious", (Entry("pack.toml", MANIFEST), *files))


def prompts(skills: list[Skill], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for skill in skills:
        for number, text in enumerate(skill.questions.texts, 1):
            (out / f"{skill.name}.{number}.txt").write_text(text, "utf-8")


def ask(skills: list[Skill], answers: Path, *command: str) -> None:
    with answers.open("a", encoding="utf-8") as file:
        for skill in skills:
            said = [
                subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
                for text in skill.questions.texts
            ]
            row = {"skill": skill.name, "asked": skill.asked, "answers": said}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def judge(skills: list[Skill], answers: Path) -> None:
    rows = answers_to(skills, answers)
    if len(rows) < len(skills):
        print(f"{len(skills) - len(rows)} skills have no answer to the questions of today", file=sys.stderr)
    skills = [skill for skill in skills if skill.name in rows]
    sure = {skill.name: surest(skill, rows[skill.name]) for skill in skills}
    silent = {skill.name for skill in skills if finds_nothing(skill, rows[skill.name])}
    counts = [sum(skill.attacks is attacks for skill in skills) for attacks in (True, False)]
    print(f"{counts[0]} attack, {counts[1]} do not; of them stopped, attacks and honest ones:\n")
    print("| sure, at least | reader | | rules or reader | | the same where its silence settles | |")
    print("|---|---|---|---|---|---|---|")
    for least in (101, 95, 90, 85, 80, 75, 70, 65, 60, 50, 40, 30, 20):
        alone = {skill.name for skill in skills if sure[skill.name] >= least}
        both = alone | {skill.name for skill in skills if skill.stopped_by}
        settled = {skill.name for skill in skills if skill.is_suspected} & silent
        cells = [
            sum(skill.attacks is attacks and skill.name in stopped for skill in skills)
            for stopped in (alone, both, both - settled)
            for attacks in (True, False)
        ]
        print(f"| {least} | {' | '.join(map(str, cells))} |")


def finds_nothing(skill: Skill, answers: list[str]) -> bool:
    """Whether a model was shown the whole of it and has nothing to say against it."""
    asked = skill.questions
    if asked.unread or asked.closed:
        return False
    try:
        return is_silent(read_answer(answer.encode("utf-8"), asked.shown) for answer in answers)
    except AnswerError:
        return False


def answers_to(skills: list[Skill], answers: Path) -> dict[str, list[str]]:
    """The answers to the questions as they are today, by the name of the skill."""
    rows = {row["skill"]: row for row in map(json.loads, answers.read_text("utf-8").splitlines())}
    return {
        skill.name: rows[skill.name]["answers"]
        for skill in skills
        if skill.name in rows and rows[skill.name]["asked"] == skill.asked
    }


def surest(skill: Skill, answers: list[str]) -> int:
    """How sure the reader is of its gravest concern that stands in the pack; 0 without one."""
    shown, found = skill.questions.shown, list[Concern]()
    for answer in answers:
        try:
            reading = read_answer(answer.encode("utf-8"), shown)
        except AnswerError as error:
            print(f"{skill.name}: {error}", file=sys.stderr)
            continue
        if reading.made_up:
            print(f"{skill.name}: {reading.made_up} quotes stand nowhere", file=sys.stderr)
        found += reading.concerns
    return max((concern.sure for concern in found), default=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
