import re
from itertools import pairwise

import pytest
from django.test import Client

from marketplace.catalogue.flow import flow_of
from packformat.workflows.workflow import read_workflow
from registry.models import User
from tests.support.registry import published
from tests.support.workflows import PATH, TEXT

WIDEST = 810
"""Units that a page of the site shows without scrolling, at 1280."""


def steps(*waiting: tuple[str, str]) -> bytes:
    """A workflow of steps, each with the ids of those it waits for."""
    head = 'title = "Flow"\nabout = "About"\n'
    rows = (
        f'[[steps]]\nid = "{name}"\ntitle = "{name}"\nafter = {after.split()}\n' for name, after in waiting
    )
    return (head + "".join(rows) + 'gate = { text = "It holds" }\n').encode()


CHAINED = (("i", "h"), ("j", "a i"), ("k", "h j"))
FAN = (("a", ""), *((name, "a") for name in "bcdefg"), ("h", "b c d e f g"), *CHAINED)
CHAIN = tuple((name, before) for before, name in zip(["", *"abcdefgh"], "abcdefghi", strict=True))


@pytest.mark.parametrize("text", [TEXT.encode(), steps(*FAN), steps(*CHAIN)])
def test_a_step_stands_right_of_or_below_all_that_it_waits_for_and_no_box_on_another(text: bytes) -> None:
    flow = flow_of(read_workflow(PATH, text))
    boxes = {box.step.id: box for box in flow.boxes}
    for box in flow.boxes:
        assert all((boxes[name].y, boxes[name].x) < (box.y, box.x) for name in box.step.after)
        assert 0 <= box.x <= flow.width - flow.wide
        assert 0 <= box.y <= flow.height - flow.high
    assert len({(box.x, box.y) for box in flow.boxes}) == len(flow.boxes)
    assert len(flow.lines) == sum(len(box.step.after) for box in flow.boxes)
    assert flow.width <= WIDEST


@pytest.mark.parametrize("text", [steps(*FAN), steps(*CHAIN)])
def test_no_line_runs_through_a_box(text: bytes) -> None:
    flow = flow_of(read_workflow(PATH, text))
    for line in flow.lines:
        points = [tuple(map(int, point)) for point in corners(line)]
        for (x1, y1), (x2, y2) in pairwise(points):
            left, right, top, low = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
            for box in flow.boxes:
                assert right <= box.x or left >= box.x + flow.wide or low <= box.y or top >= box.y + flow.high


def corners(line: str) -> list[tuple[str, str]]:
    """Where a line bends, of the letters M, H and V with their numbers."""
    x = y = ""
    found = []
    for letter, rest in re.findall(r"([MHV])([\d ]+)", line):
        x, y = rest.split() if letter == "M" else (rest, y) if letter == "H" else (x, rest)
        found.append((x, y))
    return found


def test_steps_that_wait_for_each_other_go_on_in_a_row_and_others_stand_beside_each_other() -> None:
    chain = flow_of(read_workflow(PATH, steps(*CHAIN)))
    assert [sum(box.y == y for box in chain.boxes) for y in sorted({box.y for box in chain.boxes})] == [
        4,
        4,
        1,
    ]
    fan = flow_of(read_workflow(PATH, steps(*FAN)))
    assert [sum(box.y == y for box in fan.boxes) for y in sorted({box.y for box in fan.boxes})] == [
        1,
        4,
        2,
        4,
    ]


def test_the_list_beside_it_says_the_same_with_numbers() -> None:
    flow = flow_of(read_workflow(PATH, TEXT.encode()))
    assert [(row.number, row.after, row.back) for row in flow.rows] == [
        (1, [], 0),
        (2, [], 0),
        (3, [1, 2], 1),
        (4, [3], 4),
    ]
    assert flow.gates == 2


def test_long_words_are_cut_in_the_picture_and_whole_in_the_list(client: Client, ada: User) -> None:
    title = "Collect the <b>papers</b> of every account and of each month"
    published(ada, "month-end", extra={PATH: TEXT.replace("Collect the papers", title).encode()})
    html = client.get("/packs/month-end").content.decode()
    assert "4 steps, 2 gates." in html
    assert (
        '<text x="10" y="19">1. Collect the</text><text x="10" y="34">&lt;b&gt;papers&lt;/b&gt; of…</text>'
        in html
    )
    assert "papers&lt;/b&gt; of every account and of each month</strong> (preparer)" in html
    assert html.count("<rect ") == 4
    assert re.search(r"Every balance ties \(gate:bank\), else back to 1</small>", html)
    assert "Needs: papers; count sheet. Gives: schedules" in html
    assert "Close a month. When a month has ended" in html
    text = client.get("/packs/month-end.md").content.decode()
    told = "Tie the balances (preparer), after 1, 2; needs: papers; count sheet; gives: schedules; gate:"
    assert told in text, text
    assert "kind-workflow" in client.get("/").content.decode()


def test_a_step_for_some_cases_is_drawn_another_way_and_says_which(client: Client, ada: User) -> None:
    some = TEXT.replace('role = "warehouse"', 'role = "warehouse"\nwhen = "goods are <kept>"')
    published(ada, "month-end", extra={PATH: some.encode()})
    html = client.get("/packs/month-end").content.decode()
    assert html.count('class="sometimes"') == 1
    assert "<small>Only when goods are &lt;kept&gt;. Begins at once. Gives: count sheet</small>" in html
    assert "only when goods are \\<kept>, at once" in client.get("/packs/month-end.md").content.decode()
