"""The contract of getting work done, for the worker thread of the server and for Celery over Redis.

Everything is a process of its own: the server, the workers and the broker.
"""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path

import psycopg
import pytest
import redis

from tests.support.packs import pack_zip
from tests.support.processes import running
from tests.support.server import ROOT, LiveRegistry, live_registry
from tests.support.template import Template
from tests.support.waiting import PATIENCE_SECONDS, wait_until

# What a broker has lost is sent again after some seconds, so that tests need not wait for a minute and a
# half; not after so few that a worker on a busy machine is taken for dead.
HURRY = {"CTXPACK_LEASE_SECONDS": "8", "CTXPACK_SWEEP_SECONDS": "1", "CTXPACK_LOG_LEVEL": "WARNING"}
PAST = "'2026-01-01 00:00:00+00:00'"


class Place:
    """A registry whose server and workers can be started, killed and started again."""

    def __init__(self, environment: dict[str, str], token: str, broker: str) -> None:
        self.data = Path(environment["CTXPACK_DATA_DIR"])
        self.token = token
        self.broker = broker
        chosen = ("DATABASE_URL", "CTXPACK_LOG_LEVEL")
        self.settings = {name: environment[name] for name in chosen if name in environment} | HURRY
        self.settings["DJANGO_SETTINGS_MODULE"] = "tests.support.pausing"
        if broker:
            self.settings["CELERY_BROKER_URL"] = broker
        self.kill_workers: Callable[[], None] = lambda: None

    def with_broker(self, broker: str) -> "Place":
        """The same with another broker."""
        return Place({**self.settings, "CTXPACK_DATA_DIR": str(self.data)}, self.token, broker)

    @contextmanager
    def running(self, *, workers: int = 1) -> Iterator[LiveRegistry]:
        """The server, and beside it Celery workers where there is a broker."""
        with ExitStack() as stack:
            server = stack.enter_context(self.server())
            if self.broker:
                self.kill_workers = stack.enter_context(self.celery(workers))
            yield server

    def server(self) -> AbstractContextManager[LiveRegistry]:
        """The server alone, with the worker thread in it where there is no broker."""
        return live_registry(self.data, token=self.token, **self.settings)

    def kill(self, server: LiveRegistry) -> None:
        """Kill all that works here."""
        server.kill()
        self.kill_workers()

    @contextmanager
    def celery(self, workers: int = 1) -> Iterator[Callable[[], None]]:
        """Celery workers; gives the function that kills them."""
        command = [sys.executable, "-m", "celery", "-A", "marketplace", "worker", "-c", str(workers)]
        environment = {**self.settings, "CTXPACK_DATA_DIR": str(self.data)}
        with running([*command, "--without-gossip"], lambda: True, env=environment, cwd=ROOT) as process:
            yield lambda: os.killpg(process.pid, signal.SIGKILL)

    def pause(self) -> None:
        """From now on, workers stop where they have just taken up a submission or a document."""
        self.data.mkdir(parents=True, exist_ok=True)
        (self.data / "pause").touch()

    def wait_until_paused(self) -> None:
        """Wait for a worker to be in the middle of its work."""
        wait_until((self.data / "paused").exists)

    def go_on(self) -> None:
        """Let workers go on, after so long that one which died in the middle is known to be dead."""
        (self.data / "pause").unlink()
        for table in ("submission", "draftdocument"):
            late = f"UPDATE registry_{table} SET claimed_until = {PAST} WHERE claimed_until > {PAST}"
            self._execute(late)
        self._execute(f"UPDATE registry_outboxentry SET due_at = {PAST}")

    def _execute(self, statement: str) -> None:
        url, file = self.settings.get("DATABASE_URL"), self.data / "registry.sqlite3"
        with closing(
            psycopg.connect(url) if url else sqlite3.connect(file, timeout=PATIENCE_SECONDS)
        ) as database:
            database.execute(statement)
            database.commit()

    def flush(self) -> None:
        """Lose everything that the broker knows."""
        with redis.Redis.from_url(self.broker) as client:
            client.flushall()


@pytest.fixture(params=["thread", pytest.param("celery", marks=pytest.mark.any_engine)])
def place(request: pytest.FixtureRequest, own_registry: dict[str, str], template: Template) -> Place:
    """A registry with each kind of worker; with the thread of its server, on the engine of the tests."""
    if request.param == "thread":
        return Place(own_registry, template.token, "")
    queued: Place = request.getfixturevalue("queued")
    return queued


@pytest.fixture
def queued(postgres_template: Template, redis_url: str, tmp_path: Path) -> Iterator[Place]:
    """A registry with Celery workers on PostgreSQL, as they are run, and a broker that knows nothing yet."""
    with postgres_template.copied_to(tmp_path / "queued") as settings:
        place = Place(settings, postgres_template.token, redis_url)
        place.flush()
        yield place


def submit(server: LiveRegistry, *names: str) -> list[str]:
    return [server.submit(pack_zip(name=name).getvalue())["id"] for name in names]


def end_of(server: LiveRegistry, submission: str) -> str:
    """What becomes of a submission."""
    path = f"/api/v1/submissions/{submission}"
    wait_until(lambda: server.get(path)["is_final"])
    return str(server.get(path)["status"])


def done_once(server: LiveRegistry, name: str) -> bool:
    """Whether a pack was released, and only once: a second writing of its index would show in the serial."""
    pack = server.get(f"/api/v1/packs/{name}")
    store = Path(server.environment["CTXPACK_DATA_DIR"], "store", "index", "v1", "packs", f"{name}.jsonl")
    return len(pack["releases"]) == 1 and '"serial":1,' in store.read_text()


def test_what_is_submitted_or_brought_is_worked_on_without_anybody_asking(place: Place) -> None:
    with place.running(workers=2) as server:
        [submission] = submit(server, "month-end")
        draft, documents = bring(server, "a.txt", "b.exe", "c.csv")
        assert end_of(server, submission) == "published"
        assert done_once(server, "month-end")
        assert read_of(server, draft, documents) == ["read", "refused", "read"]
        assert len(texts_of(server, draft)) == 2


@pytest.mark.unmeasured
def test_a_worker_killed_in_the_middle_is_replaced_and_the_work_done_once(place: Place) -> None:
    place.pause()
    with place.running() as server:
        submissions = submit(server, "month-end", "ledger-core", "tax-return")
        place.wait_until_paused()
        place.kill(server)
    place.go_on()
    with place.running() as server:
        assert [end_of(server, one) for one in submissions] == ["published"] * 3
        assert all(done_once(server, name) for name in ("month-end", "ledger-core", "tax-return"))


@pytest.mark.unmeasured
def test_several_workers_share_the_work_without_doing_any_twice(place: Place) -> None:
    names = [f"pack-{number:02}" for number in range(20)]
    with place.running(workers=2) as first, place.running(workers=2) as second:
        submissions = submit(first, *names[::2]) + submit(second, *names[1::2])
        assert {end_of(first, one) for one in submissions} == {"published"}
        assert all(done_once(first, name) for name in names)


@pytest.mark.any_engine
@pytest.mark.unmeasured
def test_redis_may_forget_everything_at_any_time(queued: Place) -> None:
    names = [f"pack-{number:02}" for number in range(30)]
    submissions = []
    with queued.running() as server:
        for name in names:
            submissions += submit(server, name)
            queued.flush()
        assert {end_of(server, one) for one in submissions} == {"published"}
        assert all(done_once(server, name) for name in names)


@pytest.mark.any_engine
@pytest.mark.unmeasured
def test_a_celery_worker_killed_in_the_middle_is_replaced(queued: Place) -> None:
    queued.pause()
    with queued.server() as server:
        [submission] = submit(server, "month-end")
        with queued.celery() as kill:
            queued.wait_until_paused()
            kill()
        queued.go_on()
        with queued.celery():
            assert end_of(server, submission) == "published"
        assert done_once(server, "month-end")


@pytest.mark.any_engine
@pytest.mark.unmeasured
def test_uploads_and_documents_are_taken_while_redis_is_down_and_worked_on_once_it_is_back(
    queued: Place,
) -> None:
    nobody_there = "redis://127.0.0.1:9/0"
    with queued.with_broker(nobody_there).server() as server:
        [submission] = submit(server, "month-end")
        draft, documents = bring(server, "a.txt", "b.txt")
        assert server.get(f"/api/v1/submissions/{submission}")["status"] == "queued"
    with queued.running() as server:
        queued.flush()
        assert end_of(server, submission) == "published"
        assert read_of(server, draft, documents) == ["read"] * 2
        assert texts_of(server, draft) == ["a.txt", "b.txt"]


def bring(server: LiveRegistry, *names: str) -> tuple[str, list[int]]:
    """A draft with these documents, which nobody waits for."""
    draft = server.post("/api/v1/drafts", content={"kind": "other", "title": "Close"})["id"]
    return draft, [server.bring(draft, name, name.encode())["id"] for name in names]


def read_of(server: LiveRegistry, draft: str, documents: list[int]) -> list[str]:
    """What became of documents."""
    places = [f"/api/v1/drafts/{draft}/documents/{one}" for one in documents]
    wait_until(lambda: all(server.get(place)["is_final"] for place in places))
    return [server.get(place)["status"] for place in places]


def texts_of(server: LiveRegistry, draft: str) -> list[str]:
    return sorted(item["text"] for item in server.get(f"/api/v1/drafts/{draft}")["content"]["documents"])


@pytest.mark.unmeasured
def test_documents_whose_reader_is_killed_in_the_middle_are_each_read_once(place: Place) -> None:
    place.pause()
    with place.running() as server:
        draft, documents = bring(server, "a.txt", "b.txt", "c.txt")
        place.wait_until_paused()
        place.kill(server)
    place.go_on()
    with place.running() as server:
        assert read_of(server, draft, documents) == ["read"] * 3
        assert texts_of(server, draft) == ["a.txt", "b.txt", "c.txt"]
