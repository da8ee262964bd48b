import pytest
from django.test import Client

from marketplace.catalogue.targets import agents_shown
from packformat.targets.agents import TARGETS
from registry.models import Component, User
from tests.support.registry import published


def test_each_agent_is_shown_with_what_it_does_not_get() -> None:
    rows = [
        Component(kind="skill", name="rec", path="skills/rec/"),
        Component(kind="agent", name="a", path="p"),
    ]
    shown = {agent.word: agent for agent in agents_shown(rows, {"servers": ["npx x"]})}
    assert list(shown) == list(TARGETS)
    assert shown["cursor"].lacks == []
    assert len(shown["codex"].lacks) == 1
    assert shown["codex"].lacks[0].startswith("the agent `a`: ")
    assert shown["agents"].lacks[1].startswith("its servers: ")


@pytest.mark.django_db
def test_the_page_of_a_pack_says_so_in_both_its_forms(client: Client, ada: User) -> None:
    published(
        ada, extra={"agents/clerk.md": b"---\nname: clerk\ndescription: Keeps the books.\n---\n\nKeep.\n"}
    )
    for address, name in (("/packs/month-end", "<code>clerk</code>"), ("/packs/month-end.md", "`clerk`")):
        page = client.get(address).content.decode()
        assert f"Does not get the agent {name}: it describes agents in a form of its own" in page
        assert "Gets everything that an agent reads." in page
