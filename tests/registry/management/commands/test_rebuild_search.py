import pytest
from django.core.management import call_command

from registry.models import Pack, Posting, User
from registry.search.find import search_packs
from tests.support.registry import published


def test_packs_that_are_not_indexed_are_found_again(ada: User, capsys: pytest.CaptureFixture[str]) -> None:
    published(ada, "month-end")
    Posting.objects.all().delete()
    Pack.objects.update(indexed_as="")
    assert len(search_packs("month ")) == 0
    call_command("rebuild_search")
    assert [pack.name for pack in search_packs("month ")[:9]] == ["month-end"]
    assert "1 pack" in capsys.readouterr().out
