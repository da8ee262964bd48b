"""Whatever can be done on the site can be done by a program, or it is said why not."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from registry.api.urls import urlpatterns
from tests.marketplace.test_urls import routes

# What proves who somebody is, is given to the site alone, on django-allauth's pages.
CREDENTIALS = ("account_", "mfa_", "socialaccount_", "usersessions_")
# By route name: the method and route of the API that do the same, or why there is none.
SAME: dict[str, tuple[tuple[str, str], ...] | str] = {
    "publish": (("POST", "submissions"),),
    "pack-visibility": (("PUT", "visibility"),),
    "pack-guests": (("GET", "grants"), ("POST", "grants")),
    "granted-return": (("DELETE", "granted"),),
    "guest-end": (("DELETE", "grant"),),
    "version-withdraw": (("POST", "yank"), ("POST", "unyank")),
    "pack-advisories": (("POST", "pack-advisory-list"),),
    "advisory-page": (("PATCH", "advisory"),),
    "advisory-withdraw": (("POST", "withdraw-advisory"),),
    "pack-reviews": (("POST", "reviews"),),
    "pack-questions": (("POST", "questions"),),
    "question-answer": (("POST", "answers"),),
    "pack-complaint": (("POST", "complaints"),),
    "wishes": (("POST", "wish-list"),),
    "wish-vote": (("POST", "vote"),),
    "result-withdraw": (("DELETE", "attestation"),),
    "result-hide": (("PUT", "attestation-hidden"), ("DELETE", "attestation-hidden")),
    "submission-decide": (("GET", "held"), ("POST", "decide")),
    "submission-mend": (("POST", "mend"),),
    "complaint-answer": (("GET", "open-reports"), ("POST", "answer-report")),
    "appeal-answer": (("GET", "open-appeals"), ("POST", "answer-appeal")),
    "said-remove": (("POST", "removal"),),
    "appeal-page": (("POST", "appeals"),),
    "notifications-read": (("POST", "notices"),),
    "notifications-choose": (("PATCH", "account-api"),),
    "mail-stop": (("PATCH", "account-api"),),
    "pack-follow": (("PUT", "follow-pack"), ("DELETE", "follow-pack")),
    "publisher-follow": (("PUT", "follow-publisher"), ("DELETE", "follow-publisher")),
    "publisher-create": (("POST", "publishers"),),
    "member-invite": (("POST", "members"),),
    "member-role": (("PATCH", "members"),),
    "invitation-answer": (("POST", "invitation"), ("DELETE", "invitation")),
    "account-farewell": "what cannot be brought back is asked of a person who has just given the password",
    "token-create": "a token that leaked must not make others that outlive it",
    "token-revoke": (("DELETE", "token"),),
    "draft-begin": (("POST", "drafts"),),
    # Its buttons also bring documents and samples of data, try a document once more, and take one out.
    "draft-page": (
        ("PUT", "draft"),
        ("POST", "draft-documents"),
        ("POST", "draft-samples"),
        ("POST", "draft-document-again"),
        ("DELETE", "draft-document"),
    ),
    "draft-open": (("POST", "open-folder"),),
    "draft-continue": (("POST", "continue-pack"),),
    "draft-variant": (("POST", "make-variant"),),
    "draft-take-over": (("POST", "take-over"),),
    "draft-share": (("POST", "draft-links"),),
    "draft-unshare": (("DELETE", "draft-link"),),
    "draft-editors": (("PUT", "draft-editor"), ("DELETE", "draft-editor")),
    "draft-publish": (("POST", "draft-submission"),),
    "draft-next": (("POST", "draft-next"),),
    "draft-delete": (("DELETE", "draft"),),
    "draft-undelete": (("POST", "draft-undelete"),),
    "lesson-exercise": "an exercise is done by a person; what checks it has routes of its own",
    "lesson-draft": (("POST", "drafts"),),
    "draft-shared": "whoever comments has no account and no token, but a link to a page",
}
ANY = {"uuid": UUID(int=0), "int": 1, "slug": "x", "string": "x", "path": "x"}


def any_address(route: URLPattern) -> str:
    """An address of a route, about things that need not be there."""
    ways, _pattern, _defaults, converters = get_resolver().reverse_dict.getlist(route.name)[0]
    return reverse(route.name, kwargs={name: ANY[kind_of(converters.get(name))] for name in ways[0][1]})


def kind_of(converter: object) -> str:
    """What a part of an address is: `int`, `slug` and the like."""
    return type(converter).__name__.removesuffix("Converter").lower() if converter else "string"


def takes_post(client: Client, route: URLPattern) -> bool:
    """Whether an address answers a POST otherwise than that none is possible there."""
    return client.post(any_address(route)).status_code != 405


@pytest.mark.django_db
def test_every_act_of_the_site_has_its_route_in_the_api_or_a_reason_for_having_none(client: Client) -> None:
    acts = {
        route.name
        for route in routes()
        if route.name and not route.name.startswith(CREDENTIALS) and takes_post(client, route)
    }
    assert acts == SAME.keys()


def test_every_route_that_is_named_there_has_that_method() -> None:
    views = {route.name: getattr(route.callback, "view_class", None) for route in urlpatterns}
    for name, same in SAME.items():
        for method, api in same if isinstance(same, tuple) else ():
            assert hasattr(views[api], method.lower()), (name, method, api)
