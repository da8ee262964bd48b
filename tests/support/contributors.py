"""What three experts and one more would type: a page at a time, a field by its label."""

from collections.abc import Callable
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Locator

from tests.support.documents import word_table, workbook

Typed = dict[str, str]


def _accounts(sheet: Worksheet) -> None:
    for row in (["Account", "Tied | open"], ["Bank", True], ["Wages", None]):
        sheet.append(row)
    sheet.merge_cells("A3:B3")


class Contributor(NamedTuple):
    """An expert: where they start, their answers, those of each list in order, and a document of theirs."""

    kind: str
    start: str
    outcome: Typed
    items: dict[str, list[Typed]]
    document: tuple[str, Callable[[], bytes]]

    @property
    def name(self) -> str:
        """The name that the pack gets of its title."""
        return self.outcome["What do you call this work?"].lower().replace(" ", "-")


ACCOUNTANT = Contributor(
    "month-end-close",
    "Month-end close",
    {
        "What do you call this work?": "Our month end",
        "What does somebody have at the end?": "A month closed in five days, every balance tied to evidence.",
        "Who is it for?": "Bookkeepers of small firms",
        "What must it not be used for?": "Filing a tax return",
    },
    {
        "steps": [
            {
                "What do you do?": "Reconcile the bank",
                "How do you do it?": "Take the statement. Match it line by line.",
                "How do you know it is done?": "The difference is 0.00",
                "What would make you stop and ask?": "There is no statement",
            },
            {
                "What do you do?": "Book accruals",
                "How do you do it?": "Compare with last month.",
                "Together with the step before it": "yes",
            },
            {
                "What do you do?": "Review and lock",
                "Who does it?": "Controller",
                "How do you know it is done?": "The controller has signed",
            },
        ],
        "rules": [
            {
                "What is it called?": "Difference allowed",
                "The rule or number": "0.00, no rounding",
                "Where does it come from?": "Manual, section 4",
            }
        ],
        "samples": [
            {
                "Paste it here": "Bank difference: 0.00. Reviewed.\n\nOpen item;Day\nINV-7;30\n\n"
                "Explained;How\nINV-7;Paid on 3 November",
                "Why?": "Tied to its evidence",
            },
            {
                "Paste it here": "Bank difference: 34.50, posted to sundry.\n\nOpen item;Day\nINV-7;30",
                "Why?": "Posted away, not explained",
            },
        ],
        "checks": [
            {"Which words?": "Bank difference: 0.00"},
            {
                "What do you look at?": "Every row of one list must be in another",
                "Which words?": "Open item",
                "Compared with which other words?": "Explained",
            },
        ],
        "loops": [
            {
                "What is done again?": "Clear the open items",
                "What is done each time?": "Explain the oldest open item",
                "How often at most?": "5",
            },
        ],
        "data": [
            {
                "What is it called where you work?": "Bank statement",
                "Where does it live?": "Online banking",
                "Which columns does it have?": "date\ntext\namount",
                "A few invented rows": "2026-10-31,Rent,-100.00",
            }
        ],
        "names": [
            {
                "Which files are these?": "Papers of a close",
                "In which folders?": "close",
                "What does a name begin with?": "A month, such as 2026-10",
                "What comes second?": "Small words with hyphens, such as bank-statement",
                "Names as they should be": "2026-10_bank-statement.pdf",
                "Names that had to be changed": "Bank FINAL.pdf: no month, and final says nothing",
            },
        ],
        "personas": [],
    },
    ("accounts.xlsx", lambda: workbook(_accounts)),
)
AGENT = Contributor(
    "property-intake",
    "Property intake",
    {
        "What do you call this work?": "Taking on a building",
        "What does somebody have at the end?": "A file in which every paper is there or asked for.",
        "What must it not be used for?": "Legal advice on title",
    },
    {
        "steps": [
            {
                "What do you do?": "Check the title",
                "How do you do it?": "Compare owner and plot with the letter of instruction.",
                "How do you know it is done?": "The search names the owner who signed",
                "What would make you stop and ask?": "The title search is missing",
            }
        ],
        "rules": [{"What is it called?": "Age of a title search", "The rule or number": "Three months"}],
        "samples": [
            {
                "Paste it here": "Paper;Seen\nTitle search;3 May\nInsurance policy;missing, asked for",
                "Why?": "Names what it rests on",
            },
            {
                "Paste it here": "Paper;Seen\nInsurance policy;the owner says it is fine",
                "Why?": "Nobody saw the search",
            },
        ],
        "checks": [
            {
                "What do you look at?": "Everything on my list must be there",
                "Which words?": "Paper",
                "What must all be there?": "Title search\nInsurance policy",
            },
        ],
        "loops": [],
        "data": [],
        "names": [],
        "personas": [],
    },
    ("papers.docx", lambda: word_table([["Paper", "Asked for"], ["Title search", "3 May"]])),
)
CREATOR = Contributor(
    "video-packaging",
    "Video packaging",
    {
        "What do you call this work?": "Titles that keep promises",
        "What does somebody have at the end?": "A title and a picture that make one promise the video keeps.",
        "What must it not be used for?": "Making a video look like something it is not",
    },
    {
        "steps": [
            {
                "What do you do?": "Write twelve titles",
                "How do you do it?": "From four angles.",
                "How do you know it is done?": "Twelve titles stand there, three of each angle",
            }
        ],
        "rules": [{"What is it called?": "Longest title", "The rule or number": "60 characters"}],
        "samples": [
            {
                "Paste it here": "Promise: a plane for 12 pounds. Title: My 12-pound plane.",
                "Why?": "One promise",
            },
            {"Paste it here": "Title: The best plane ever.", "Why?": "Two were tested, nobody knows"},
        ],
        "checks": [
            {"Which words?": "Promise:"},
            {
                "What do you look at?": "Something must not be too long",
                "Which words?": "Title:",
                "At most?": "30",
            },
        ],
        "loops": [],
        "data": [],
        "names": [],
        "personas": [],
    },
    ("talk.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\nAda: Twelve titles\n"),
)


def fill(place: Locator, answers: Typed) -> None:
    """Answer, as a hand with a mouse would."""
    for label, text in answers.items():
        field = place.get_by_label(label, exact=True)
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(text)
        elif field.get_attribute("type") == "radio":
            field.check()
        else:
            field.fill(text)
