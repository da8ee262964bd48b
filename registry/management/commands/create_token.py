"""`manage.py create_token`: a token without a browser, for the first publisher and for scripts."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from registry.management.plain import plainly
from registry.models import ApiToken, Membership, Publisher, User
from registry.services.publishers import create_publisher
from registry.services.tokens import DEFAULT_DAYS, create_token

ORDINARY = (ApiToken.Scope.PUBLISH, ApiToken.Scope.READ, ApiToken.Scope.YANK)
"""What a script that publishes needs."""


class Command(BaseCommand):
    """Prints a new token, and nothing else, on stdout."""

    help = "Make an API token and print it; the user and the publisher are created where they are missing"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("user", help="name of the account that the token acts for")
        parser.add_argument("--publisher", help="handle of a publisher that the user shall own")
        parser.add_argument("--name", default="made by create_token", help="what the token is for")
        parser.add_argument("--days", type=int, default=DEFAULT_DAYS, help="until it expires")
        parser.add_argument(
            "--scope",
            action="append",
            choices=ApiToken.Scope.values,
            help=f"what it may be used for; can be repeated; {', '.join(ORDINARY)} by default",
        )

    @plainly
    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it, all or nothing."""
        with transaction.atomic():
            user, created = User.objects.get_or_create(username=options["user"])
            if created:
                user.set_unusable_password()
                user.save(update_fields=["password"])
            if options["publisher"]:
                _make_owner(user, options["publisher"])
            scopes = options["scope"] or ORDINARY
            _, text = create_token(actor=user, name=options["name"], scopes=scopes, days=options["days"])
        self.stdout.write(text)


def _make_owner(user: User, handle: str) -> None:
    publisher = Publisher.objects.filter(handle=handle).first()
    if publisher is None:
        create_publisher(actor=user, handle=handle)
    else:
        Membership.objects.get_or_create(
            publisher=publisher, user=user, defaults={"role": Membership.Role.OWNER}
        )
