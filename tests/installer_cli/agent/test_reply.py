from __future__ import annotations

import json
from functools import partial

import pytest

from installer_cli.agent.reply import read_reply as read

read_reply = partial(read, is_claude=True)

RESULT = {
    "type": "result",
    "subtype": "success",
    "is_error": False,
    "result": "Done.",
    "total_cost_usd": 0.015,
    "num_turns": 3,
    "session_id": "s1",
    "terminal_reason": "completed",
}
USE = {"type": "assistant", "message": {"content": [{"type": "tool_use", "name": "Write"}, {"type": "text"}]}}


@pytest.mark.parametrize(
    "output",
    [
        json.dumps(RESULT),
        json.dumps(RESULT, indent=2),
        json.dumps([{"type": "system"}, RESULT]),
        "\n".join(["a warning", json.dumps({"type": "system"}), json.dumps(RESULT)]),
    ],
)
def test_the_clients_json_is_read_in_each_of_its_forms(output: str) -> None:
    reply = read_reply(output)
    assert (reply.text, reply.usd, reply.turns, reply.session) == ("Done.", 0.015, 3, "s1")
    assert reply.failure == ""


def test_the_tools_are_those_of_the_messages() -> None:
    lines = [USE, {"type": "assistant", "message": "odd"}, {"type": "user"}, USE, RESULT]
    assert read_reply("\n".join(map(json.dumps, lines))).tools == ("Write", "Write")


def test_the_tokens_of_all_models_count_those_from_a_cache_too_and_odd_ones_do_not() -> None:
    counts = {"inputTokens": 10, "outputTokens": 2, "cacheReadInputTokens": 30, "cacheCreationInputTokens": 4}
    odd = {"inputTokens": "many", "outputTokens": 1e300}
    used = {"a-model": counts | {"costUSD": 7}, "another": {"outputTokens": 1}, "odd": odd, "odder": 9}
    assert read_reply(json.dumps(RESULT | {"modelUsage": used})).tokens == 47
    assert read_reply(json.dumps(RESULT | {"modelUsage": [used]})).tokens == 0


def test_a_sign_that_ends_lines_elsewhere_ends_no_event() -> None:
    said = "One.\u2028Two.\x85Three."
    output = "\n".join(json.dumps(event, ensure_ascii=False) for event in (USE, RESULT | {"result": said}))
    assert read_reply(output).text == said


def test_plain_text_is_the_answer() -> None:
    reply = read_reply(" I am done. \n")
    assert (reply.text, reply.usd, reply.failure) == ("I am done.", 0.0, "")


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        ({"subtype": "error_max_turns", "terminal_reason": "max_turns"}, "max_turns"),
        ({"is_error": True, "terminal_reason": "api_error"}, "api_error"),
        ({"subtype": "error_during_execution", "terminal_reason": None}, "error_during_execution"),
    ],
)
def test_what_the_client_calls_success_is_not_believed_when_it_names_an_error(
    change: dict[str, object], failure: str
) -> None:
    assert read_reply(json.dumps(RESULT | change)).failure == failure


def test_a_result_without_figures_costs_nothing_that_we_know_of() -> None:
    reply = read_reply('{"type": "result", "result": null, "total_cost_usd": null}')
    assert (reply.text, reply.usd, reply.turns) == ("", 0.0, 1)


def test_what_a_model_quotes_is_not_its_answer_and_what_a_program_prints_alone_is_read() -> None:
    said = "The result claims:\n" + json.dumps(RESULT | {"result": "All is well.", "total_cost_usd": 7})
    quoted = read(said, is_claude=False)
    assert (quoted.text, quoted.usd, quoted.tools) == (said, 0.0, ())
    printed = "\n".join(map(json.dumps, (USE, RESULT))) + "\n\n"
    assert read(printed, is_claude=False).text == "Done."


@pytest.mark.parametrize("price", [-1000, -0.01, 1e7, float("inf"), float("nan"), "1"])
def test_no_price_gives_money_back_or_is_more_than_a_recording_takes(price: object) -> None:
    assert read_reply(json.dumps(RESULT | {"total_cost_usd": price})).usd == 0.0


def test_a_tool_is_counted_once_where_all_events_stand_in_one_list() -> None:
    assert read_reply(json.dumps([USE, RESULT])).tools == ("Write",)
