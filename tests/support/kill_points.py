"""Kill the registry's work wherever that leaves something else than a moment before or after.

`python -m tests.support.kill_points SCENARIO`, in the environment of an empty, migrated registry. A point is
the moment before an SQL statement, and before and after a call of the store or a mail. Each time a process
of its own is killed without warning there; another checks what it left behind, does the work again and checks
the end.
The output is one JSON object: how many points there were, how many kills, and what was wrong where.
"""

import io
import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple

import django
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, connections
from django.utils import timezone

django.setup()

from packformat.digest import Digest  # noqa: E402 - models can be imported only after Django is set up
from registry.models import (  # noqa: E402 - ditto
    AuditEntry,
    Draft,
    DraftDocument,
    IndexDocument,
    OutboxEntry,
    Pack,
    Release,
    Submission,
    User,
)
from registry.services.draft_documents import bring_document  # noqa: E402 - ditto
from registry.services.draft_originals import keys_of  # noqa: E402 - ditto
from registry.services.drafts import start_draft  # noqa: E402 - ditto
from registry.services.recaps import send_recaps  # noqa: E402 - ditto
from registry.services.subscribe import follow_pack  # noqa: E402 - ditto
from registry.services.work import run_due  # noqa: E402 - ditto
from registry.services.yank import yank_release  # noqa: E402 - ditto
from registry.storage.current import current_store  # noqa: E402 - ditto
from registry.storage.keys import archive_key, draft_folder, index_key  # noqa: E402 - ditto
from tests.support import registry  # noqa: E402 - ditto
from tests.support.recaps import recaps_in, weekly, weeks_later  # noqa: E402 - ditto

KILLED = 9
STORE_CALLS = ("put", "replace", "read", "size", "delete")
READING = ("read", "size")
CHANGES_NOTHING = ("SELECT", "BEGIN")
"""How statements begin that leave nothing behind, also where no transaction is around them."""


class Points:
    """The points that work passes, of which it can be killed at one, and those where a kill shows something.

    A kill leaves what is committed and what is stored. While neither changes, all points leave the same: the
    first is worth a kill, and the last, when all is written that is not committed yet.
    """

    def __init__(self, kill_at: int = 0) -> None:
        self._kill_at = kill_at
        self._changed = True
        self._worth: set[int] = set()
        self.count = 0

    @property
    def worth_a_kill(self) -> list[int]:
        """Their numbers, from 1."""
        return sorted(self._worth - {0})

    def pass_point(self) -> None:
        self.count += 1
        if self.count == self._kill_at:
            os._exit(KILLED)
        if self._changed:
            self._worth |= {self.count - 1, self.count}
        self._changed = False

    def around_statement(self, execute: Callable[..., Any], statement: Any, *arguments: Any) -> Any:
        self.pass_point()
        answer = execute(statement, *arguments)
        if not connection.in_atomic_block and not str(statement).startswith(CHANGES_NOTHING):
            self._changed = True
        return answer

    def around_commits_store_and_mails(self) -> None:
        connection._commit = self._changing(connection._commit)
        store = current_store()
        for name in STORE_CALLS:
            call = getattr(store, name)
            setattr(store, name, self._counted(call if name in READING else self._changing(call)))
        EmailMessage.send = self._counted(self._changing(EmailMessage.send))

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:
            self.pass_point()
            answer = call(*arguments)
            self.pass_point()
            return answer

        return counted

    def _changing(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def changing(*arguments: Any) -> Any:
            answer = call(*arguments)
            self._changed = True
            return answer

        return changing


def in_a_child(do: Callable[[], list[str] | None]) -> tuple[int, list[str]]:
    """Run `work` in a process of its own; gives its exit code, and what it found wrong."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        wrong = do()
        os.write(writing, json.dumps(wrong or []).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        found = answer.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), json.loads(found or "[]")


def passing(do: Callable[[], object], points: Points) -> Callable[[], list[str]]:
    """Do the work past all points, or to that of its kill; says how many there were, and which are worth one.

    The last point is the end, before anybody is told.
    """

    def go() -> list[str]:
        points.around_commits_store_and_mails()
        with connection.execute_wrapper(points.around_statement):
            do()
        points.pass_point()
        return [str(number) for number in (points.count, *points.worth_a_kill)]

    return go


def actor() -> User:
    return User.objects.get(username="ada")


def submit(name: str) -> None:
    registry.submitted(actor(), name=name)


def work(_name: str) -> None:
    run_due()


def yank(name: str) -> None:
    yank_release(actor=actor(), pack=name, version="1.0.0", reason="wrong rates")
    run_due()


def begin_draft(name: str) -> None:
    start_draft(actor=actor(), content={"kind": "other", "title": name})


def draft_of(name: str) -> Draft:
    return Draft.objects.get(content__title=name)


def bring(name: str, part: str) -> None:
    file = io.BytesIO(b"Account,Amount\n" + name.encode() + b",5\n")
    bring_document(actor=actor(), draft_id=draft_of(name).pk, name="accounts.csv", file=file, part=part)


def follow(name: str) -> None:
    """Somebody who has chosen recaps follows the pack, of which there is a new version."""
    registry.published(actor(), name)
    follow_pack(actor=weekly(registry.user(name)), pack=name, on=True)
    registry.published(actor(), name, "1.1.0")


def recap(_name: str, weeks: int = 1) -> None:
    with weeks_later(weeks):
        send_recaps()


def heal() -> None:
    """Let the time pass that a dead worker's lease and a failure's delay take, and work on to the end."""
    past = timezone.now() - timedelta(seconds=1)
    for leased in (Submission, DraftDocument):
        leased.objects.exclude(claimed_until=None).update(claimed_until=past)
    OutboxEntry.objects.update(due_at=past)
    while run_due():
        pass


def released(document: IndexDocument) -> list[dict[str, Any]]:
    releases: list[dict[str, Any]] = json.loads(bytes(document.body).splitlines()[1])["releases"]
    return releases


def dangling() -> list[str]:
    """Whatever the index or a row promises and nobody can get."""
    store = current_store()
    named = [
        Digest.parse(release["archive"])
        for document in IndexDocument.objects.filter(name__startswith="packs/")
        for release in released(document)
    ]
    named += [Digest.parse(digest) for digest in Release.objects.values_list("archive_digest", flat=True)]
    wrong = [f"{digest} is absent" for digest in named if store.size(archive_key(digest)) is None]
    listed = set(Pack.objects.exclude(latest=None).values_list("name", flat=True))
    indexed = {name.removeprefix("packs/") for name in IndexDocument.objects.values_list("name", flat=True)}
    wrong += [f"{name} is listed and not in the index" for name in listed - indexed]
    published = Submission.objects.filter(status="published", release__yanked_at=None)
    published = published.values_list("pack_name", flat=True)
    return wrong + [f"{name} is called published and not listed" for name in set(published) - listed]


def unfinished(name: str, *, yanked: bool) -> list[str]:
    """Whatever keeps the work on `name` from being done once and wholly."""
    document = IndexDocument.objects.get(name=f"packs/{name}")
    acts = AuditEntry.objects.filter(subject=f"release:{name}@1.0.0")
    facts = {
        "submissions": Submission.objects.filter(pack_name=name, status="published").count() == 1,
        "releases": Release.objects.filter(pack__name=name).count() == 1,
        "published once": acts.filter(action="release.publish").count() == 1,
        "yanked once": acts.filter(action="release.yank").count() == yanked,
        "serial": document.serial == 1 + yanked,
        "yanked in the index": [bool(release["yanked"]) for release in released(document)] == [yanked],
        "listed": Pack.objects.filter(name=name).exclude(latest=None).exists() != yanked,
        "copy in the store": current_store().read(index_key(document.name)) == bytes(document.body),
        "nothing promised": not OutboxEntry.objects.exists(),
    }
    return [fact for fact, holds in facts.items() if not holds]


def unread(name: str, part: str) -> list[str]:
    """Whatever keeps a document from being one answer, with in the store what belongs to it alone."""
    draft = draft_of(name)
    document = draft.documents.get()
    facts = {
        "read": document.status == DraftDocument.Status.READ,
        "one answer": [item["id"] for item in draft.content[part]] == [document.item],
        "read once": AuditEntry.objects.filter(action="draft.read", data__document=document.pk).count() == 1,
        "nothing in vain": set(current_store().keys(f"{draft_folder(draft.pk)}/")) == set(keys_of(document)),
        "the original": bool(document.digest) == (part == DraftDocument.Part.DOCUMENTS),
        "nothing promised": not OutboxEntry.objects.exists(),
    }
    return [fact for fact, holds in facts.items() if not holds]


def untold(name: str) -> list[str]:
    """Whatever keeps recaps from being sent at most once in a week, and news from being told in the end."""
    person = User.objects.get(username=name)
    this_week = recaps_in(settings.EMAIL_FILE_PATH, person.email)
    recap(name, 2)
    in_the_end = recaps_in(settings.EMAIL_FILE_PATH, person.email)
    facts = {
        "not twice": len(this_week) <= 1,
        "not twice in the next week": len(in_the_end) <= len(this_week) + 1,
        "told": any(f"{name} 1.1.0" in mail.get_content() for mail in in_the_end),
    }
    return [fact for fact, holds in facts.items() if not holds]


class Scenario(NamedTuple):
    """What comes before, what is killed, who does it again, and what is not as it should be in the end."""

    before: tuple[Callable[[str], None], ...]
    act: Callable[[str], None]
    again: tuple[Callable[[str], None], ...]
    unfinished: Callable[[str], list[str]]


BRING_TEXT, BRING_SAMPLE = (partial(bring, part=part) for part in DraftDocument.Part.values)
UNREAD_TEXT, UNREAD_SAMPLE = (partial(unread, part=part) for part in DraftDocument.Part.values)
SCENARIOS = {
    "submit": Scenario((), submit, (submit,), partial(unfinished, yanked=False)),
    "publish": Scenario((submit,), work, (), partial(unfinished, yanked=False)),
    "yank": Scenario((submit, work), yank, (yank,), partial(unfinished, yanked=True)),
    "bring": Scenario((begin_draft,), BRING_TEXT, (BRING_TEXT,), UNREAD_TEXT),
    "read": Scenario((begin_draft, BRING_TEXT), work, (), UNREAD_TEXT),
    "recap": Scenario((follow,), recap, (recap,), untold),
    "read-columns": Scenario((begin_draft, BRING_SAMPLE), work, (), UNREAD_SAMPLE),
}


def go_through(scenario: Scenario, points: Points, name: str) -> tuple[int, list[str], list[str]]:
    """Go through a scenario with a pack of its own; how it ended, what it told, and what was wrong."""

    def before() -> None:
        for step in scenario.before:
            step(name)

    def after() -> list[str]:
        wrong = dangling()
        for step in scenario.again:
            step(name)
        heal()
        return wrong + dangling() + scenario.unfinished(name)

    failed, _ = in_a_child(before)
    code, told = in_a_child(passing(partial(scenario.act, name), points))
    failed_after, wrong = in_a_child(after)
    if failed or failed_after:
        wrong = [*wrong, f"exit codes {failed}, {failed_after}"]
    return code, told, wrong


def warm_up() -> None:
    """Do everything once, so that what is loaded at first use is there before the first child is born."""
    registry.publisher("ledgers", registry.user("ada"))
    for step in (submit, work, yank):
        step("warm-up")
    begin_draft("warm-up")
    BRING_TEXT("warm-up")
    heal()
    connections.close_all()


def main(scenario: str) -> None:
    warm_up()
    code, told, found = go_through(SCENARIOS[scenario], Points(), "pack-unharmed")
    wrong = {0: found} if found or code else {}
    points, *worth_a_kill = map(int, told)
    for point in worth_a_kill:
        code, _, found = go_through(SCENARIOS[scenario], Points(point), f"pack-{point}")
        if found or code != KILLED:
            wrong[point] = [*found, f"ended with {code}"]
    json.dump({"points": points, "kills": len(worth_a_kill), "wrong": wrong}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
