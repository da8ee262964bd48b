import re

from django.test import Client

from marketplace.catalogue.flow import flow_of
from packformat.workflows.workflow import read_workflow
from registry.models import User
from tests.support.registry import published
from tests.support.workflows import PATH, TEXT


def test_a_step_stands_right_of_all_that_it_waits_for_and_no_box_on_another() -> None:
    flow = flow_of(read_workflow(PATH, TEXT.encode()))
    boxes = {box.step.id: box for box in flow.boxes}
    for box in flow.boxes:
        assert all(boxes[name].x + flow.wide < box.x for name in box.step.after)
        assert 0 <= box.x <= flow.width - flow.wide
        assert 0 <= box.y <= flow.height - flow.high
    assert len({(box.x, box.y) for box in flow.boxes}) == len(flow.boxes)
    assert len(flow.lines) == 3
    assert [(row.number, row.after, row.back) for row in flow.rows] == [
        (1, [], 0),
        (2, [], 0),
        (3, [1, 2], 1),
        (4, [3], 4),
    ]
    assert flow.gates == 2


def test_long_words_are_cut_in_the_picture_and_whole_in_the_list(client: Client, ada: User) -> None:
    title = "Collect the <b>papers</b> of every account"
    published(ada, "month-end", extra={PATH: TEXT.replace("Collect the papers", title).encode()})
    html = client.get("/packs/month-end").content.decode()
    assert "4 steps, 2 gates." in html
    assert '<text x="10" y="25">1. Collect the &lt;b&gt;papers&lt;/…</text>' in html
    assert "<strong>Collect the &lt;b&gt;papers&lt;/b&gt; of every account</strong> (preparer)" in html
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
    assert "only when goods are <kept>, at once" in client.get("/packs/month-end.md").content.decode()
