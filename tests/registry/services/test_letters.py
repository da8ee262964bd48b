from hypothesis import given
from hypothesis import strategies as st

from registry.hidden import split_hidden
from registry.services.letters import letter, one_line, quotation

LINK = "https://packs.example/stop"


@given(st.text())
def test_what_others_wrote_is_a_piece_of_one_line_and_hides_nothing(text: str) -> None:
    line = one_line(text)
    assert not any(run.hidden for run in split_hidden(line))
    assert line == " ".join(line.split())
    assert len(line) <= 300


@given(st.text())
def test_each_line_of_others_is_marked_as_theirs_and_hides_nothing(text: str) -> None:
    quoted = quotation(text)
    assert not any(run.hidden for run in split_hidden(quoted))
    assert all(line.startswith(">") for line in quoted.splitlines())


def test_a_mail_program_ends_with_one_click_what_may_be_ended_and_nothing_else() -> None:
    news, needed = (letter("eve@example.org", "x", "y", stop=stop).message() for stop in (LINK, ""))
    assert news["List-Unsubscribe"] == f"<{LINK}>"
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (needed["List-Unsubscribe"], needed["List-Unsubscribe-Post"]) == (None, None)
