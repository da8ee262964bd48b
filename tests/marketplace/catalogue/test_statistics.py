import datetime

from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from marketplace.catalogue.statistics import HEIGHT, WIDTH, bars_of
from registry.models import DownloadDay, User
from tests.support.registry import published

DAY = datetime.date(2026, 1, 1)


def test_every_day_is_drawn_and_in_the_table(
    client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release = published(ada, "month-end").release
    assert "Nobody has fetched it yet" in client.get("/packs/month-end/statistics").content.decode()
    today = timezone.now().date()
    for back, count in ((0, 5), (3, 10), (60, 7)):
        DownloadDay.objects.create(release=release, day=today - datetime.timedelta(days=back), count=count)
    with django_assert_num_queries(3):
        html = client.get("/packs/month-end/statistics").content.decode()
    assert "Downloads in four weeks: 15" in html
    assert html.count('class="ground"') == 28
    assert "<td>22</td>" in html
    assert ": 10" in client.get("/packs/month-end/statistics?format=md").content.decode()


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_no_bar_leaves_the_picture(counts: list[int]) -> None:
    for bar in bars_of([(DAY, count) for count in counts]):
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
        assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT + 0.1
