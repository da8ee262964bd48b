"""What the reader finds of samples that it has not learned from: `python -m benchmarks.left_out`.

One of the samples after the fourth is left out, the reader learns from all others, and reads it beside the
rules; then the next. Signs, phrases and thresholds are those of today, which were made after reading them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.model_reader import DECLARED, skills_of
from fixtures.train_reader import RULES, SAMPLES, model
from packformat.reader.model import model_of
from packformat.rules import PackView, run_rules
from packformat.rules.meaning import NEAR, meaning_of

if TYPE_CHECKING:
    from benchmarks.model_reader import Skill
    from packformat.reader.model import Model

LEFT_OUT = ("fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth")
READER = "content/meaning"


class Stopped(NamedTuple):
    """Whether a skill attacks, and is stopped: by the other rules, with the reader, of a newcomer."""

    attacks: bool
    by_rules: bool
    with_reader: bool
    of_newcomer: bool


def main() -> None:
    print("| left out | attacks: rules | + reader | newcomers | honest: rules | + reader | newcomers |")
    print("|---|---|---|---|---|---|---|")
    every = list[Stopped]()
    for sample in LEFT_OUT:
        others = {name: folder for name, folder in SAMPLES.items() if name != sample}
        learned = model_of(model(others))
        found = [stopped(skill, learned) for skill in skills_of(RULES / sample)]
        print(row(sample, found), flush=True)
        every += found
    print(row("all", every))


def stopped(skill: Skill, learned: Model) -> Stopped:
    findings = run_rules(skill.files).findings
    by_rules = any(
        one.severity in ("error", "hold") and one.rule != READER and not one.rule.startswith(DECLARED)
        for one in findings
    )
    meaning = meaning_of(PackView(skill.files), learned)
    held, near = (by_rules or any(meaning.seen(lowered)) for lowered in (0, NEAR))
    return Stopped(skill.attacks, by_rules, held, near)


def row(name: str, found: list[Stopped]) -> str:
    counts = [
        sum(flags)
        for kind in (True, False)
        for flags in zip(*(one[1:] for one in found if one.attacks == kind), strict=True)
    ]
    return f"| {name} | {' | '.join(map(str, counts))} |"


if __name__ == "__main__":
    main()
