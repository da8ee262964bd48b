"""Giving the registry another key: one after another, so that it can be killed anywhere and run again.

The change is a row before the file of the old key is replaced, so a process that still has the old key
signs nothing from then on (`registry.services.keys`). The old key's documents are believed until all are
signed anew, so clients notice nothing; those of a stolen key are believed no more from the first moment.
"""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from registry.disk import sync_folder
from registry.errors import ERRORS
from registry.models import IndexDocument, KeyChange, User
from registry.services.audit import record_act
from registry.services.index import ROOT, publish_everything, publish_root
from registry.services.keys import key_of_root, present_signer
from registry.signer import Signer


def rotate_key(*, actor: User | None, is_stolen: bool = False) -> KeyChange:
    """Replace the key that signs the index, or finish a change that was interrupted; sign everything anew.

    A key that `is_stolen`, or lost, introduces none, and its file is not read.

    Raises:
        RegistryError: E_SIGNING_KEY, a key cannot be read or written.
    """
    pending = KeyChange.objects.filter(settled=False).first()
    if pending:
        _finish(pending)
        if not is_stolen or not pending.document:
            return pending
    if not is_stolen or not IndexDocument.objects.filter(name=ROOT).exists():
        publish_root()
    change = _record(actor=actor, is_stolen=is_stolen)
    _finish(change)
    return change


@transaction.atomic
def _record(*, actor: User | None, is_stolen: bool) -> KeyChange:
    """Write down which key follows which; from here on the old one signs nothing."""
    new = Signer.from_file(_next())
    change = KeyChange.objects.create(
        old_key=key_of_root(),
        new_key=new.key_id,
        document=b"" if is_stolen else present_signer().hand_over_to(new),
    )
    record_act("key.rotate", f"key:{change.old_key}", actor=actor, new=change.new_key, stolen=is_stolen)
    return change


def _finish(change: KeyChange) -> None:
    """Put the new key in its place, sign everything with it, and let the old one's documents go."""
    _put_in_place(change)
    publish_everything()
    change.settled = True
    change.save(update_fields=["settled"])
    publish_root()


def _put_in_place(change: KeyChange) -> None:
    """Replace the file of the old key, unless an interrupted run has done so."""
    path, made = settings.CTXPACK_SIGNING_KEY_FILE, _next()
    try:
        if made.exists() and Signer.from_file(made).key_id == change.new_key:
            made.replace(path)
            sync_folder(path.parent)
    except OSError as error:
        raise ERRORS.error("E_SIGNING_KEY", path=path, reason=str(error)) from error


def _next() -> Path:
    path: Path = settings.CTXPACK_SIGNING_KEY_FILE
    return path.with_name(f"{path.name}.next")
