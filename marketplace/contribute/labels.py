"""What is asked in each field, in the words of the people who answer."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from packformat.compose.graders import TOLERANT
from packformat.personas.consent import LAST_FREE_YEAR

_ONE_EACH = "One on each line"


class Label(NamedTuple):
    """A question, what helps to answer it, and how many lines the answer usually has (0: one short line).

    What helps with one kind of item only stands in `by_kind`; a question that only some kinds ask names them
    in `only`.
    """

    text: str
    help: str = ""
    lines: int = 0
    by_kind: Mapping[str, str] = MappingProxyType({})
    only: tuple[str, ...] = ()


LABELS = {
    "title": Label("What do you call this work?", "A few words, as you would say them to a colleague"),
    "summary": Label("What does somebody have at the end?", "One sentence that can be checked", 2),
    "audience": Label("Who is it for?"),
    "not_for": Label("What must it not be used for?", _ONE_EACH, 2),
    "prompts": Label(
        "What would you ask a new assistant to do first?",
        "Up to three, one on each line. If you leave this empty, we write some from your steps.",
        3,
    ),
    "name": Label("Short name", "People type it to install your pack. Small letters, digits and hyphens."),
    "version": Label(
        "Version number", "Three numbers with points between; each next version has a higher one."
    ),
    "author": Label("Whose name stands on it?"),
    "licence": Label("What may others do with it?"),
    "changes": Label("What changed since the last version?", "For the people who use it", 3),
    "documents.title": Label("What is it?"),
    "documents.text": Label("The text", "Check that nothing private is in it: it goes into the pack", 10),
    "steps.title": Label("What do you do?"),
    "steps.who": Label("Who does it?", "A role, such as reviewer; empty means whoever uses the pack"),
    "steps.begins": Label("When does it begin?"),
    "steps.when": Label(
        "In which cases is it done?", "Such as: there are foreign invoices; empty means always"
    ),
    "steps.how": Label("How do you do it?", "As you would tell somebody on their first day", 4),
    "steps.needs": Label("What do you need for it?", _ONE_EACH, 2),
    "steps.gives": Label("What is there afterwards?", _ONE_EACH, 2),
    "steps.done": Label("How do you know it is done?", "Nobody goes on to the next step before this holds"),
    "steps.stop": Label("What would make you stop and ask?"),
    "rules.title": Label("What is it called?"),
    "rules.value": Label("The rule or number"),
    "rules.source": Label("Where does it come from?"),
    "rules.until": Label("Until when does it hold?"),
    "rules.of": Label(
        "Does it change a rule of another pack?",
        "The short name of that pack; it is then called there as you call it above. Empty means no",
    ),
    "rules.since": Label("Which version of that pack did you read?", "Such as 1.2.0; empty means any"),
    "rules.instead": Label(
        "What does that pack say there?",
        "As you read it: who uses your pack is told when it says something else",
        2,
    ),
    "samples.label": Label("What was your verdict?"),
    "samples.title": Label("What is it?"),
    "samples.text": Label("Paste it here", "Replace names and account numbers by invented ones", 7),
    "samples.reason": Label("Why?", "", 2),
    "samples.shows": Label(
        "Which of your checks is it about?",
        "One that is happy with a good result, or finds what is wrong with a bad one",
    ),
    "checks.kind": Label("What do you look at?"),
    "checks.words": Label(
        "Which words?",
        by_kind={
            "contains": "The words that must be there, such as: Reviewed by",
            "never": "The words that must not be there, such as: to be confirmed",
            "longest": "The words before it, such as: Title:",
            "figure": "The words before the number, such as: Bank difference",
            "between": "The words before the number, such as: Age of the title search in months",
            "agree": "The words before the first number, such as: Balance of the ledger",
            "sums": "The heading of the column; its last row is called total",
            "listed": "The heading of the column in which it all has to be",
            "exactly": "The heading of the column in which this and nothing else may be",
            "rows": "The heading of the column that is looked through, row by row",
            "person": "What the person looks at, as a sentence that can be true or not",
        },
    ),
    "checks.other": Label(
        "Compared with which other words?",
        by_kind={
            "agree": "The words before the second number, such as: Balance of the statement",
            "rows": "The heading of the column in which each of them has to be, in the same table or another",
        },
        only=("agree", "rows"),
    ),
    "checks.entries": Label("What must all be there?", _ONE_EACH, 4, only=("listed", "exactly")),
    "checks.figure": Label("Which number?", "In digits, such as 1240.50", only=("figure",)),
    "checks.least": Label("At least?", "In digits; empty means there is no least", only=("between",)),
    "checks.most": Label("At most?", "In digits; how many letters, or how much", only=("between", "longest")),
    "checks.within": Label(
        "How far off may it be?", "In digits, such as 0.01; empty means not at all", only=TOLERANT
    ),
    "checks.why": Label("Why does it matter?"),
    "loops.title": Label("What is done again?", "In a few words, as you would call it"),
    "loops.each": Label("What is done each time?", "Your checks are made after it, and only they end it", 3),
    "loops.stop": Label("When does a person have to go on?"),
    "loops.turns": Label("How often at most?", "In digits; empty means 10 times"),
    "loops.minutes": Label("How many minutes at most?", "In digits; empty means an hour"),
    "loops.alone": Label("How far may it go by itself?"),
    "data.title": Label("What is it called where you work?"),
    "data.system": Label("Where does it live?", "A program, or a spreadsheet. Never a password."),
    "data.note": Label("How do you get it out?"),
    "data.columns": Label("Which columns does it have?", _ONE_EACH, 4),
    "data.rows": Label("A few invented rows", "With commas between the columns, so that it can be tried", 3),
    "folders": Label(
        "Which folders does a piece of work begin with?",
        "One on each line; begin a line with spaces or a tab to put a folder into the one above",
        6,
    ),
    "names.title": Label("Which files are these?", "A few words, such as: papers of a close"),
    "names.about": Label("What does a right name tell?", "One sentence; if you leave it empty, we write one"),
    "names.folders": Label("In which folders?", f"{_ONE_EACH}; empty means in all of them", 2),
    "names.first": Label("What does a name begin with?"),
    "names.second": Label("What comes second?"),
    "names.third": Label("What comes third?"),
    "names.fourth": Label("What comes fourth?"),
    "names.fifth": Label("What comes fifth?"),
    "names.between": Label("What stands between two of them?"),
    "names.listed": Label("Your few words", f"{_ONE_EACH}, where something above is one of them", 2),
    "names.endings": Label(
        "Which kinds of file?",
        f"The letters after the last point, such as pdf. {_ONE_EACH}; empty means any",
        2,
    ),
    "names.good": Label("Names as they should be", f"{_ONE_EACH}, as they stand in your folder", 3),
    "names.bad": Label(
        "Names that had to be changed", f"{_ONE_EACH}: the name, a colon, and what is wrong with it", 3
    ),
    "personas.title": Label("Whose way of thinking is it?", "Their name; if it is your own, yours"),
    "personas.state": Label("Who is that?"),
    "personas.died": Label("In which year did they die?", "In digits; only for somebody who is dead"),
    "personas.about": Label(
        "When does it help to look at things as they do?", "One sentence; if you leave it empty, we write one"
    ),
    "personas.values": Label(
        "What do they weigh?", f"{_ONE_EACH}, with the number of its source at the end, as in [1]", 4
    ),
    "personas.models": Label(
        "How do they look at things?", f"{_ONE_EACH}, with the number of its source at the end, as in [1]", 4
    ),
    "personas.respond": Label("How does an answer in this way go?", _ONE_EACH, 3),
    "personas.blind": Label("What does this way of thinking not see?", _ONE_EACH, 3),
    "personas.never": Label("What must not be done with it?", _ONE_EACH, 2),
    "personas.sources": Label(
        "Where is it known from?",
        f"{_ONE_EACH}: the work, a colon, the place in it, and an address if it has one."
        " The first is [1], the second [2]",
        4,
    ),
    "personas.agreed": Label(
        "Who agreed to this?",
        f"Of somebody who lives: they themselves, with the name as above. Of somebody who died after"
        f" {LAST_FREE_YEAR}: who speaks for them. Otherwise empty",
    ),
    "personas.day": Label("When did they agree?"),
    "personas.shown": Label(
        "What shows that they agreed?", "One sentence that everybody may read, such as: a letter of theirs"
    ),
}

Choice = tuple[str, str]
_PIECES: tuple[Choice, ...] = (
    ("month", "A month, such as 2026-10"),
    ("date", "A day, such as 2026-10-31"),
    ("year", "A year, such as 2026"),
    ("client", "A name in one word, such as Smith"),
    ("code", "A short form in capitals, such as ACME or AR100"),
    ("words", "Small words with hyphens, such as bank-statement"),
    ("sentence", "Words with spaces, such as Bank statement"),
    ("number", "A number, such as 0041"),
    ("version", "The number of the copy, such as v2"),
    ("copy", "The number of the copy, and none for the first"),
    ("listed", "One of a few words of yours"),
)
_MORE: tuple[Choice, ...] = (("", "Nothing more"), *_PIECES)
CHOICES: Mapping[str, tuple[Choice | tuple[str, tuple[Choice, ...]], ...]] = {
    "samples.label": (("good", "I was happy with it"), ("bad", "I had to send it back")),
    "samples.shows": (("", "Look for me which one tells"),),
    "steps.begins": (
        ("", "When the steps before it are done"),
        ("together", "Together with the step before it"),
    ),
    "checks.kind": (
        (
            "Words",
            (
                ("contains", "The result must say"),
                ("never", "The result must never say"),
                ("longest", "Something must not be too long"),
            ),
        ),
        (
            "Numbers",
            (
                ("figure", "A number must be right"),
                ("between", "A number must lie within limits"),
                ("agree", "Two numbers must be the same"),
                ("sums", "A column must add up"),
            ),
        ),
        (
            "Lists",
            (
                ("rows", "Every row of one list must be in another"),
                ("listed", "Everything on my list must be there"),
                ("exactly", "Exactly what is on my list must be there"),
            ),
        ),
        ("Judgement", (("person", "A person has to judge"),)),
    ),
    "loops.alone": (
        ("ask", "It asks a person before each time"),
        ("act", "It goes on until the checks hold or a limit is reached"),
        ("suggest", "It changes nothing and only proposes"),
    ),
    "personas.state": (
        ("living", "Somebody who lives"),
        ("dead", "Somebody who is dead"),
        ("invented", "Somebody who was invented"),
    ),
    "names.first": (("", "Please choose"), *_PIECES),
    "names.second": _MORE,
    "names.third": _MORE,
    "names.fourth": _MORE,
    "names.fifth": _MORE,
    "names.between": (
        ("underscore", "A line below: _"),
        ("hyphen", "A hyphen: -"),
        ("space", "A space"),
        ("dot", "A point: ."),
    ),
    "licence": (
        ("CC-BY-4.0", "Use and change it, if they name me"),
        ("CC0-1.0", "Anything, without conditions"),
        ("Apache-2.0", "Use it like open-source programs, if they name me"),
    ),
}

ITEMS = {
    "documents": ("Document", "Add a document"),
    "steps": ("Step", "Add a step"),
    "rules": ("Rule or number", "Add a rule or number"),
    "samples": ("Sample", "Add a sample"),
    "checks": ("Check", "Add a check"),
    "loops": ("Repeated work", "Add something that is repeated"),
    "data": ("Source of data", "Add a source of data"),
    "names": ("Way to name files", "Add a way to name files"),
    "personas": ("Way of thinking", "Add a way of thinking"),
}
"""What an item of a list is called, and the button that adds one."""


def label_of(field: str) -> Label:
    """The label of a field, by its name in a list or by itself."""
    parts = field.split(".")
    return LABELS[f"{parts[0]}.{parts[-1]}" if len(parts) > 1 else field]


def choices_of(name: str) -> list[Choice]:
    """The values that can be chosen, with their words; those that stand in groups one after another."""
    several = [(one,) if isinstance(one[1], str) else one[1] for one in CHOICES[name]]
    return [choice for group in several for choice in group]
