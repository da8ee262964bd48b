"""What came of checking an exercise, and what all of them ask: what the form and the rules ask of packs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.compose.compose import compose
from packformat.compose.gaps import find_gaps
from packformat.compose.origins import origin_of
from packformat.rules.run import run_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from packformat.compose.trial import Trial
    from packformat.lesson.words import Exercise
    from packformat.powers.value import Powers
    from packformat.tokens import Cost

    Answers = Mapping[str, Any]
    """What was written in one exercise: answers of a draft, and what was ticked."""
    Written = Mapping[str, Answers]
    """What was written in the lesson, by exercise."""

_ABOUT_WORDS = ("content/", "text/", "name/")
"""Rules that look at words, as anybody types them; the others look at how files are made, which we do."""
_PLACE = re.compile(r"\ALine \d+ ")
"""Where a finding stands in a file, which nobody sees here."""


class Lack(NamedTuple):
    """One thing that is missing: at which field (empty for none of them), and in plain words what."""

    field: str
    message: str


class Checked(NamedTuple):
    """What is missing, nothing if the exercise is passed, and what was seen of the answer on the way."""

    lacks: tuple[Lack, ...]
    trial: Trial | None = None
    cost: Cost | None = None
    powers: Powers | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacks


def usual_lacks(exercise: Exercise, content: Answers) -> tuple[Lack, ...]:
    """What the contribute pages and the rules miss in what was written, and what this exercise wants said."""
    fields = (*exercise.fields, exercise.page)
    gaps = [
        Lack(gap.field if gap.field != exercise.page else "", gap.message)
        for gap in find_gaps(content)
        if gap.field in fields
    ]
    unsaid = [
        Lack(field, exercise.lacks[name])
        for field in exercise.fields
        if (name := field.rpartition(".")[2]) in exercise.lacks and not answer(content, field)
    ]
    found = dict.fromkeys(_found(exercise.page, content))
    return (*gaps, *unsaid, *(Lack("", message) for message in found))


def answer(content: Answers, field: str) -> str:
    """The text of an item's field, such as ``steps.step-1.how``; empty where nothing is said."""
    part, _, rest = field.partition(".")
    item_id, _, name = rest.partition(".")
    return str(next((item.get(name, "") for item in content.get(part, ()) if item["id"] == item_id), ""))


def _found(page: str, content: Answers) -> Iterator[str]:
    """What rules find in the files that the answers of one page write, in the words of who typed them."""
    for finding in run_rules(compose(content)).findings:
        origin = origin_of(content, finding.path)
        if origin and origin.page == page and finding.rule.startswith(_ABOUT_WORDS):
            yield f"{_PLACE.sub('What you wrote ', finding.message)}. What to do: {finding.fix}"
