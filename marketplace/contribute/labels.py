"""What is asked in each field, in the words of the people who answer."""

from typing import NamedTuple

_ONE_EACH = "One on each line"


class Label(NamedTuple):
    """A question, what helps to answer it, and how many lines the answer usually has (0: one short line)."""

    text: str
    help: str = ""
    lines: int = 0


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
    "version": Label("Version number"),
    "author": Label("Whose name stands on it?"),
    "licence": Label("What may others do with it?"),
    "changes": Label("What changed since the last version?", "For the people who use it", 3),
    "documents.title": Label("What is it?"),
    "documents.text": Label("The text", "Check that nothing private is in it: it goes into the pack", 10),
    "steps.title": Label("What do you do?"),
    "steps.how": Label("How do you do it?", "As you would tell somebody on their first day", 4),
    "steps.done": Label("How do you know it is done?"),
    "steps.stop": Label("What would make you stop and ask?"),
    "rules.title": Label("What is it called?"),
    "rules.value": Label("The rule or number"),
    "rules.source": Label("Where does it come from?"),
    "rules.until": Label("Until when does it hold?"),
    "samples.label": Label("What was your verdict?"),
    "samples.title": Label("What is it?"),
    "samples.text": Label("Paste it here", "Replace names and account numbers by invented ones", 7),
    "samples.reason": Label("Why?", "", 2),
    "checks.kind": Label("What do you look at?"),
    "checks.words": Label(
        "Which words?", "The words to look for, the words before the number, or the heading of the column"
    ),
    "checks.figure": Label("Which number?", "In digits, such as 1240.50"),
    "checks.within": Label("How far off may it be?", "In digits, such as 0.01; empty means not at all"),
    "checks.why": Label("Why does it matter?"),
    "data.title": Label("What is it called where you work?"),
    "data.system": Label("Where does it live?", "A program, or a spreadsheet. Never a password."),
    "data.note": Label("How do you get it out?"),
    "data.columns": Label("Which columns does it have?", _ONE_EACH, 4),
    "data.rows": Label("A few invented rows", "With commas between the columns, so that it can be tried", 3),
}

CHOICES = {
    "samples.label": (("good", "I was happy with it"), ("bad", "I had to send it back")),
    "checks.kind": (
        ("contains", "The result must say"),
        ("never", "The result must never say"),
        ("figure", "A number must be right"),
        ("sums", "A column must add up"),
        ("person", "A person has to judge"),
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
    "data": ("Source of data", "Add a source of data"),
}
"""What an item of a list is called, and the button that adds one."""


def label_of(field: str) -> Label:
    """The label of a field, by its name in a list or by itself."""
    parts = field.split(".")
    return LABELS[f"{parts[0]}.{parts[-1]}" if len(parts) > 1 else field]
