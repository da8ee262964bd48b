"""Small packs, and people who publish them, for tests of the registry and its pages."""

from registry.models import Membership, Publisher, Submission, User
from registry.services.publishers import create_publisher
from registry.services.submit import submit_archive
from registry.services.work import run_due
from tests.support.packs import SKILL, pack_files, pack_zip, zipped

__all__ = ["SKILL", "pack_files", "pack_zip", "published", "publisher", "submitted", "user", "zipped"]


def user(name: str, **fields: object) -> User:
    """Somebody with an account."""
    return User.objects.create_user(name, f"{name}@example.org", "a long password", **fields)


def publisher(handle: str, owner: User, *members: User) -> Publisher:
    """A publisher with its people."""
    created = create_publisher(actor=owner, handle=handle)
    for member in members:
        Membership.objects.create(publisher=created, user=member)
    return created


def submitted(actor: User, name: str = "month-end", version: str = "1.0.0", **options: object) -> Submission:
    """A submission that no worker has looked at yet; `private` and `evidence` are as they are sent."""
    private = bool(options.pop("private", False))
    evidence = str(options.pop("evidence", ""))
    archive = pack_zip(name, version, **options)
    return submit_archive(actor=actor, archive=archive, private=private, evidence=evidence)


def checked_by(*deciders: str) -> dict[str, bytes]:
    """The files of a pack with a criterion for each of these, and a program that can decide."""
    rows = (
        f'[[criteria]]\nid = "c{place}"\ntext = "It is so"\nchecked-by = "{one}"\n'
        for place, one in enumerate(deciders)
    )
    return {"criteria.toml": "".join(rows).encode(), "scripts/check.py": b"GATES = ['bank']\n"}


def published(actor: User, name: str = "month-end", version: str = "1.0.0", **options: object) -> Submission:
    """A submission that a worker has brought to its end."""
    submission = submitted(actor, name, version, **options)
    run_due()
    submission.refresh_from_db()
    return submission
