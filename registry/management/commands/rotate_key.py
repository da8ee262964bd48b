"""`manage.py rotate_key`: another key for the index."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from registry.management.plain import plainly
from registry.services.rotate import rotate_key

_FOLLOWED = """The key of {url} is now
    {new}
Clients follow by themselves: {old} has introduced it.
Back up {path} and the database now, and destroy every copy of the old key."""

_REPLACED = """The key of {url} is now
    {new}
Every client refuses it until its user says otherwise. Tell them, by a way that does not lead over {url}:

    The key {old}
    of {url} is not to be trusted any more.
    In each project that uses it, run with the next command, and commit `ctxpack.toml`:

        ctxpack trust {new} --registry {url}

    Then run `ctxpack verify` and `ctxpack outdated`: whoever has the old key may have sent you an index of
    their own since {at:%Y-%m-%d} or before, and with it archives that were never in this registry.

Back up {path} and the database now."""


class Command(BaseCommand):
    """Replaces the signing key, and says what is to be done then."""

    help = (
        "Sign the index with a new key from now on, which the old one introduces to every client; "
        "an interrupted change is finished"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument(
            "--stolen",
            action="store_true",
            help="the old key was stolen or is lost: it introduces none, and every client asks its user",
        )

    @plainly
    def handle(self, *_args: Any, **options: Any) -> None:
        """Change the key, and say what people have to know."""
        change = rotate_key(actor=None, is_stolen=options["stolen"])
        words = _FOLLOWED if change.document else _REPLACED
        self.stdout.write(
            words.format(
                url=settings.CTXPACK_PUBLIC_URL,
                new=change.new_key,
                old=change.old_key,
                at=change.at,
                path=settings.CTXPACK_SIGNING_KEY_FILE,
            )
        )
