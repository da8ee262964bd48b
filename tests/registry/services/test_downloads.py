from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from registry.downloads import Noted
from registry.models import DownloadDay, DownloadSeen, Release, User
from registry.search.use import most_used, recent_use
from registry.services.downloads import count_downloads
from tests.support.registry import published


@pytest.fixture
def release(ada: User) -> Release:
    return published(ada, "month-end").release


def noted(release: Release, network: str = "192.0.2.0/24") -> Noted:
    return Noted(release.archive_digest.removeprefix("sha256:"), network)


def test_a_network_counts_once_a_day_however_often_it_comes(release: Release) -> None:
    assert count_downloads({noted(release)}) == 1
    for _again in range(20):
        assert count_downloads({noted(release)}) == 0
    count_downloads({noted(release, "198.51.100.0/24"), noted(release)})
    assert DownloadDay.objects.get().count == 2


@pytest.mark.usefixtures("transactional_db")
def test_two_processes_that_saw_the_same_do_not_wait_for_each_other_in_a_circle(release: Release) -> None:
    seen = [noted(release, f"10.{number}.0.0/24") for number in range(250)]
    both_begin = Barrier(2)

    def count(order: list[Noted]) -> None:
        try:
            both_begin.wait()
            count_downloads(order)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(count, (seen, seen[::-1])))
    assert DownloadSeen.objects.count() == len(seen)


def test_no_address_is_kept_and_the_marks_go_with_the_day(release: Release) -> None:
    count_downloads({noted(release)})
    DownloadSeen.objects.update(day="2026-01-01")
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM registry_downloadseen")
        ((mark,),) = cursor.fetchall()
    assert "192" not in mark[:3]
    count_downloads({noted(release, "198.51.100.0/24")})
    assert not DownloadSeen.objects.filter(mark=mark).exists()


def test_what_is_no_release_counts_for_nothing(release: Release) -> None:
    count_downloads({Noted("0" * 64, "192.0.2.0/24")})
    assert not DownloadDay.objects.exists()


def test_recent_use_forgets_what_is_long_past(release: Release, ada: User) -> None:
    other = published(ada, "bank-rec").release
    count_downloads({noted(release), noted(other), noted(other, "198.51.100.0/24")})
    assert most_used(5) == [other.pack_id, release.pack_id]
    row = DownloadDay.objects.get(release=other)
    DownloadDay.objects.filter(pk=row.pk).update(day=row.day - timedelta(days=40))
    assert recent_use([release.pack_id, other.pack_id]) == {release.pack_id: 1}
