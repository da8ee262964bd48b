"""The badge “examples” is earned by what stands in a pack's files, and by nothing that anybody says of it."""

import pytest

from packformat.badge import MOST_TRIED, Shown, what_examples_show
from tests.support.folders import PACKS

CRITERIA = """
[[criteria]]
id = "signed"
text = "The result says who reviewed it"
checked-by = "eval:close/signed"
[[criteria]]
id = "whole"
text = "Every grader is met"
checked-by = "eval:close"
[[criteria]]
id = "bank"
text = "The bank ties"
checked-by = "gate:bank"
[[criteria]]
id = "clear"
text = "A colleague understands it"
checked-by = "human judgement"
"""
GRADERS = """
schema = 1
title = "Close it"
kind = "answer"
[[graders]]
id = "signed"
type = "contains"
file = "answer.md"
texts = ["Reviewed by"]
[[graders]]
id = "totalled"
type = "contains"
file = "answer.md"
texts = ["Total"]
[[graders]]
id = "elsewhere"
type = "file-exists"
file = "journal.csv"
"""
RIGHT, WRONG = "Reviewed by Ada. Total 12.00", "Total 12.00"


def pack(*examples: tuple[str, str, str], **files: str) -> dict[str, bytes]:
    """A pack whose examples are label, criterion and text; files with a name of words replace others."""
    made = {
        "criteria.toml": CRITERIA,
        "evals/close/prompt.md": "Close it.\n",
        "evals/close/graders.toml": GRADERS,
    }
    for number, (label, criterion, text) in enumerate(examples, 1):
        said = f'label = "{label}"\nreason = "So it was decided"\n'
        said += f'criterion = "{criterion}"\n' if criterion else ""
        made |= {f"examples/{number}/example.toml": said, f"examples/{number}/answer.md": text}
    return {path: text.encode() for path, text in {**made, **files}.items() if text}


def lacks(files: dict[str, bytes]) -> list[str]:
    return [lack.message for lack in what_examples_show(files).lacks]


def test_a_good_and_a_bad_one_that_graders_tell_apart_earn_it() -> None:
    shown = what_examples_show(pack(("good", "signed", RIGHT), ("bad", "signed", WRONG)))
    assert shown == Shown(good=1, bad=1, tried=2, programs=0, people=0, lacks=())
    counts = {"good": 1, "bad": 1, "tried": 2, "programs": 0, "people": 0}
    assert shown.as_badges() == {"examples": counts}


@pytest.mark.parametrize("label", ["good", "bad"])
def test_examples_of_one_label_only_do_not_earn_it(label: str) -> None:
    other = {"good": "bad", "bad": "good"}[label]
    files = pack((label, "clear", RIGHT))
    assert lacks(files) == [f"No example says that it is {other}: nothing shows the difference"]
    assert what_examples_show(files).as_badges() == {}
    assert len(lacks({})) == 2


def test_one_without_a_label_a_reason_or_a_criterion_of_the_pack_keeps_from_it() -> None:
    both = (("good", "clear", RIGHT), ("bad", "clear", WRONG))
    assert lacks(pack(*both)) == []
    said_nothing = pack(*both) | {"examples/raw/notes.md": b"As it was sent.\n"}
    assert lacks(said_nothing) == ["The example `raw` does not say whether it is good or bad, and why"]
    for criterion in ("", "nowhere"):
        found = what_examples_show(pack(*both, ("bad", criterion, WRONG))).lacks
        assert [(lack.path, lack.message) for lack in found] == [
            ("examples/3/example.toml", "The example `3` names no criterion of the pack that it shows")
        ]


@pytest.mark.parametrize("criteria", ["", "criteria = ", 'criteria = [{ id = ["clear"] }]'])
def test_criteria_that_cannot_be_read_are_no_criteria(criteria: str) -> None:
    files = pack(("good", "clear", RIGHT), ("bad", "clear", WRONG)) | {"criteria.toml": criteria.encode()}
    assert len(lacks(files)) == 2


def test_a_good_one_that_fails_a_grader_keeps_from_it_and_is_told_why() -> None:
    said = lacks(pack(("good", "signed", WRONG), ("bad", "signed", WRONG)))
    assert said == ["The good example `1` does not meet `signed`: `answer.md` does not say `Reviewed by`"]


def test_a_bad_one_that_meets_every_grader_of_its_criterion_keeps_from_it() -> None:
    said = lacks(pack(("good", "signed", RIGHT), ("bad", "signed", RIGHT)))
    assert said == ["The graders of `signed` do not tell the bad example `2` apart"]


def test_of_a_criterion_that_a_whole_case_decides_every_grader_of_the_files_is_asked() -> None:
    both = (("good", "whole", RIGHT), ("bad", "whole", "Reviewed by Ada"))
    assert what_examples_show(pack(*both)).tried == 2


def test_what_programs_and_people_decide_is_counted_and_never_taken_for_tried() -> None:
    examples = [(label, by, RIGHT) for label in ("good", "bad") for by in ("bank", "clear")]
    assert what_examples_show(pack(*examples)) == Shown(
        good=2, bad=2, tried=0, programs=2, people=2, lacks=()
    )


@pytest.mark.parametrize(
    "change",
    [
        {"evals/close/prompt.md": ""},
        {"evals/close/graders.toml": "schema = "},
        {"evals/close/graders.toml": GRADERS.replace("answer.md", "elsewhere.md")},
        {
            "evals/close/graders.toml": 'schema = 1\ntitle = "Close it"\nkind = "answer"\n[[graders]]\n'
            'id = "signed"\ntype = "json-schema"\nfile = "answer.md"\nschema = "schemas/a.json"\n'
        },
    ],
    ids=["no case", "not to be read", "about another file", "left to the run"],
)
def test_where_no_grader_can_be_held_against_an_example_it_counts_as_left_to_programs(
    change: dict[str, str],
) -> None:
    files = pack(("good", "signed", RIGHT), ("bad", "signed", WRONG), **change)
    assert what_examples_show(files) == Shown(good=1, bad=1, tried=0, programs=2, people=0, lacks=())


def test_no_more_examples_are_tried_than_the_limit_allows() -> None:
    many = [("bad", "signed", WRONG)] * (MOST_TRIED + 4)
    shown = what_examples_show(pack(("good", "signed", RIGHT), *many))
    assert (shown.tried, shown.programs) == (MOST_TRIED, 5)


@pytest.mark.parametrize("name", sorted(path.name for path in PACKS.iterdir()))
def test_every_pack_that_ships_has_earned_it(name: str) -> None:
    files = {
        path.relative_to(PACKS / name).as_posix(): path.read_bytes()
        for path in (PACKS / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert what_examples_show(files).lacks == ()
