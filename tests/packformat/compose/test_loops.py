"""What repeats until it is right."""

from packformat.compose import compose
from packformat.compose.loops import loops_by_name
from packformat.loops.loop import read_loop
from packformat.rules import run_rules
from tests.support.drafts import CLOSE

LOOP = {"id": "loop-1", "title": "Clear open items", "each": "Explain the oldest.", "stop": "Above 500"}


def test_the_checks_decide_and_the_limits_end_it() -> None:
    files = {entry.path: entry.data for entry in compose({**CLOSE, "loops": [{**LOOP, "turns": "5000"}]})}
    loop = read_loop("loops/clear-open-items.toml", files["loops/clear-open-items.toml"])
    assert loop.check == ("ctxpack", "eval", "grade", "${CLAUDE_PLUGIN_ROOT}", "--case", "month-end-close")
    assert (loop.caps.turns, loop.caps.minutes, loop.autonomy) == (1000, 60, "ask")
    assert "Each time: Explain the oldest." in loop.goal
    assert "ask a person when this happens: Above 500." in loop.goal
    skill = files["skills/month-end-close/SKILL.md"].decode()
    assert "- Clear open items: `/month-end-close:loop-clear-open-items`" in skill
    assert "**Who:** Reviewer" in skill


def test_a_pack_that_repeats_is_accepted_and_declares_what_its_check_runs() -> None:
    entries = compose(CLOSE)
    assert run_rules(entries).verdict == "accepted"
    manifest = next(entry.data for entry in entries if entry.path == "pack.toml").decode()
    assert "ctxpack eval grade" in manifest


def test_nothing_repeats_where_no_program_could_end_it() -> None:
    paths = {entry.path for entry in compose({**CLOSE, "checks": [CLOSE["checks"][2]]})}
    assert not any(path.startswith("loops/") for path in paths)


def test_two_of_one_title_have_names_of_their_own() -> None:
    named = loops_by_name({"loops": [LOOP, {**LOOP, "id": "loop-2"}, {"id": "loop-3", "turns": "many"}]})
    assert list(named) == ["clear-open-items", "clear-open-items-loop-2", "loop-3"]
