"""A private pack with something of every kind about it, each with words that nobody else may ever read."""

from typing import Any, NamedTuple

from registry.models import Appeal, Submission, Subscription, User
from registry.services.advisories import Statement, publish_advisory
from registry.services.complaints import complain
from registry.services.questions import ask_question
from registry.services.submit import submit_archive
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.attestations import EVALS, sent
from tests.support.packs import SKILL, pack_files, zipped

NAME = "zanzibar-ledger"
NOBODYS = "zanzibar-lodger"
"""A name as long, which nobody has taken."""
MARKERS = (
    *("quetzalcoatl", "xylograph", "thingamajig", "bumfuzzle", "gobbledegook", "widdershins", "skulduggery"),
    *("lollygagging", "flibbertigibbet"),
)
"""Words of its summary, README, skill, keywords, profession, advisory, question, withdrawal and complaint."""
SUMMARY, README, FILE, KEYWORD, PROFESSION, ADVISORY, QUESTION, WITHDRAWAL, COMPLAINT = MARKERS
_FAR = 1_000_000


class Planted(NamedTuple):
    """The arguments of the addresses that lead to it, and those of nothing at all."""

    there: dict[str, Any]
    nowhere: dict[str, Any]


def upload(version: str) -> Any:
    """A version of the pack, with every marker that a file can hold."""
    files = pack_files(NAME, version, summary=f"Does the {SUMMARY} step by step")
    lists = f'keywords = ["{KEYWORD}"]\nprofessions = ["{PROFESSION}"]\n\n[[authors]]'
    manifest = files["pack.toml"].replace(b"[[authors]]", lists.encode())
    skill = SKILL.format(name=NAME).replace("step by step", FILE).encode()
    own = {"pack.toml": manifest, "README.md": f"# {README}\n".encode(), f"skills/{NAME}/SKILL.md": skill}
    return zipped({**files, **EVALS, **own})


def plant(owner: User, member: User) -> Planted:
    """Publish the pack for the only publisher of `owner`; `member` of it follows it and ran its evals."""
    for version in ("1.0.0", "1.1.0"):
        submission = submit_archive(actor=owner, archive=upload(version), private=True)
        run_due()
        submission.refresh_from_db()
        assert submission.release, [found.message for found in submission.report.findings.all()]
    release = submission.release
    Subscription.objects.create(user=member, pack=release.pack)
    question = ask_question(actor=owner, pack=NAME, text=QUESTION)
    refused = Submission.objects.create(
        publisher=release.pack.publisher,
        submitter=owner,
        upload_size=1,
        status="rejected",
        pack_name=NAME,
        private=True,
    )
    there = {
        "advisory": publish_advisory(
            actor=owner, pack=NAME, statement=Statement("low", ADVISORY, "x", "x")
        ).pk,
        "question": question.pk,
        "result": sent(owner, release).pk,
        "complaint": complain(actor=owner, pack=NAME, reason="wrong", text=COMPLAINT).pk,
        "appeal": Appeal.objects.create(author=owner, submission=refused, words=COMPLAINT).pk,
    }
    yank_release(actor=owner, pack=NAME, version="1.0.0", reason=WITHDRAWAL)
    run_due()
    numbers = {key: number + _FAR for key, number in there.items()}
    # No digest and no id of a submission can be guessed; what is asked here is whether it would help.
    same = {"version": "1.1.0", "path": "README.md", "reference": "order-7"}
    there |= same | {"name": NAME, "submission": str(submission.pk), "hex": release.archive_digest[7:]}
    nowhere = numbers | same | {"name": NOBODYS, "submission": str(submission.pk)[::-1], "hex": "5" * 64}
    nowhere["submission"] = "12345678-1234-4234-8234-123456789abc"
    return Planted(there, nowhere)
