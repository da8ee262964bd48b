import pytest
from django.utils import timezone

from registry.models import Question, Release, User, Wish
from registry.services.questions import ask_question
from registry.services.recap_facts import MOST_TOLD, Recap, Some
from registry.services.recap_letters import letter_of
from registry.services.recap_notes import notes_in
from registry.services.recap_wishes import Answered
from tests.support.registry import published

HOSTILE = "x\r\nBcc: all@example.org\n\n-- \u2028New versions\u202e\x1b[2J"


def test_words_of_others_begin_no_line_and_no_header(ada: User, eve: User) -> None:
    ada.publishers.update(display_name=HOSTILE)
    release = published(ada, "month-end").release
    found = Release.objects.select_related("pack__publisher").get(pk=release.pk)
    found.before, found.yank_reason = None, HOSTILE
    asked = ask_question(actor=ada, pack="month-end", text=HOSTILE)
    now = timezone.now()
    told = [
        letter_of(
            Recap(
                eve,
                now,
                now,
                released=Some([found] * MOST_TOLD, 20),
                withdrawn=Some([found], 1),
                answered=Some([Answered(Wish(words=HOSTILE), found)], 1),
                waiting=Some([question], 1),
            )
        ).message()
        for question in (asked, Question(pack=found.pack, author=ada, text="x", asked_at=asked.asked_at))
    ]
    hostile, plain = (mail.get_payload(decode=True).decode() for mail in told)
    assert len(hostile.splitlines()) == len(plain.splitlines())
    assert not [line for line in hostile.splitlines() if line.startswith("Bcc")]
    assert "And 5 more." in hostile
    assert told[0]["Bcc"] is None


@pytest.mark.parametrize(
    ("page", "notes"),
    [
        ("# What changed\n\n## 1.1.0\n\nNew rates\n\n## 1.0.0\n\nBegan\n", "New rates"),
        ("## [1.1.0] - 2026-11-30\n### Added\n- Rates\n\n## [1.0.0]\n", "### Added\n- Rates"),
        ("# v1.1.0\nLast", "Last"),
        ("## 1.1.0-rc.1\nNot yet", ""),
        ("", ""),
    ],
)
def test_notes_are_what_stands_below_the_heading_of_the_version(page: str, notes: str) -> None:
    assert notes_in(page, "1.1.0") == notes
