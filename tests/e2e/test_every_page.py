"""No page of the site goes unseen by axe-core: whatever can be opened is looked at, or it is said why not."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve

from tests.e2e.test_pages import PUBLIC_PAGES, SECURITY_PAGES
from tests.e2e.test_parity import any_address
from tests.e2e.test_people_pages import FACTOR_PAGES, OPEN_PAGES
from tests.marketplace.test_urls import routes
from tests.support.source import ROOT

# By route name: the tests that come there by doing something.
ON_THE_WAY = {
    "account": "test_the_pages_of_a_publisher_are_accessible_quiet_and_keep_to_themselves",
    "account_reauthenticate": "test_the_pages_of_a_publisher_are_accessible_quiet_and_keep_to_themselves",
    "publish": "test_the_pages_of_a_publisher_are_accessible_quiet_and_keep_to_themselves",
    "submission-page": "test_the_pages_of_a_submission_are_accessible_quiet_and_keep_to_themselves",
    "moderation-queue": "test_the_page_of_the_staff_and_what_they_decide_on_are_seen_by_everybody",
    "publisher-home": "test_the_pages_of_an_organisation_are_seen_by_everybody",
    "pack-visibility": "test_publishing_for_ones_own_people_and_for_everybody_later_is_seen_by_everybody",
    "pack-guests": "test_publishing_for_ones_own_people_and_for_everybody_later_is_seen_by_everybody",
    "version-withdraw": "test_withdrawing_appealing_and_sending_later_are_seen_by_everybody",
    "appeal-page": "test_withdrawing_appealing_and_sending_later_are_seen_by_everybody",
    "collection-page": "test_withdrawing_appealing_and_sending_later_are_seen_by_everybody",
    "recap": "test_the_next_recap_and_the_link_that_ends_them_are_seen_by_everybody",
    "mail-stop": "test_the_next_recap_and_the_link_that_ends_them_are_seen_by_everybody",
    "unsent": "test_withdrawing_appealing_and_sending_later_are_seen_by_everybody",
    "account_logout": "test_withdrawing_appealing_and_sending_later_are_seen_by_everybody",
    "socialaccount_connections": "test_withdrawing_appealing_and_sending_later_are_seen_by_everybody",
    "mfa_authenticate": "test_passkeys_and_codes_are_seen_by_everybody",
    "lesson": "test_every_page_of_the_lesson_is_seen_by_everybody",
    "lesson-exercise": "test_every_page_of_the_lesson_is_seen_by_everybody",
    "contribute": "test_every_page_is_accessible_quiet_and_free_of_the_words_of_programmers",
    "draft-begin": "test_every_page_is_accessible_quiet_and_free_of_the_words_of_programmers",
    "draft-page": "test_every_page_is_accessible_quiet_and_free_of_the_words_of_programmers",
    "draft-preview": "test_every_page_is_accessible_quiet_and_free_of_the_words_of_programmers",
    "draft-trial": "test_every_page_is_accessible_quiet_and_free_of_the_words_of_programmers",
    "draft-share": "test_every_page_is_accessible_quiet_and_free_of_the_words_of_programmers",
    "draft-publish": "test_every_page_is_accessible_quiet_and_free_of_the_words_of_programmers",
    "draft-compare": "test_a_document_beside_its_text_and_a_shared_preview_are_seen_by_everybody",
    "draft-shared": "test_a_document_beside_its_text_and_a_shared_preview_are_seen_by_everybody",
}
FEED, PROGRAM, FILE, LEADS_ON = "a feed", "for programs", "a file", "leads on to another page"
NO_PAGE = {
    **dict.fromkeys(
        (
            *("feed", "pack-feed", "publisher-feed", "profession-feed", "advisories-feed"),
            *("pack-advisories-feed", "notifications-feed"),
        ),
        FEED,
    ),
    **dict.fromkeys(
        (
            *("catalogue-markdown", "pack-markdown", "llms", "robots", "healthz", "sitemap", "sitemap-part"),
            *("catalogue-document", "pack-catalogue-document", "publisher-catalogue-document"),
            *("profession-catalogue-document", "skills-index-document", "mfa_login_webauthn"),
        ),
        PROGRAM,
    ),
    **dict.fromkeys(
        (
            *("pack-badge", "pack-card", "result-document", "account-export", "draft-original"),
            *("draft-export", "draft-shared-folder", "draft-picture", "mfa_download_recovery_codes"),
        ),
        FILE,
    ),
    "favicon": LEADS_ON,
    "account_set_password": "only for accounts without a password, which sign in by another site's",
    "socialaccount_signup": "only on the way back from another site",
    "account_confirm_login_code": "signing in by a code that is mailed is switched off",
    "account_request_reauthentication_code": "signing in by a code that is mailed is switched off",
    "account_confirm_reauthentication_code": "signing in by a code that is mailed is switched off",
    "mfa_reauthenticate_webauthn": "the page of `account_reauthenticate`, with a passkey",
}


def listed() -> set[str]:
    security = [f"/accounts/{page}" for page in SECURITY_PAGES] + [
        f"/accounts/2fa/{page}" for page in FACTOR_PAGES
    ]
    return {resolve(page.partition("?")[0]).url_name for page in (*PUBLIC_PAGES, *OPEN_PAGES, *security)
            if page not in ("/packs/nothing-here", "/accounts/notifications/read")}  # fmt: skip


@pytest.mark.django_db
def test_every_address_that_can_be_opened_is_looked_at_or_is_no_page(client: Client) -> None:
    opened = {
        route.name for route in routes() if route.name and client.get(any_address(route)).status_code != 405
    }
    assert listed() | ON_THE_WAY.keys() | NO_PAGE.keys() == opened
    assert (listed() | ON_THE_WAY.keys()) & NO_PAGE.keys() == set()


def test_in_the_dark_a_page_is_the_one_in_the_light_in_other_colours() -> None:
    static = ROOT / "marketplace" / "static"
    others = {
        f"{path.name}: {name}"
        for path in static.rglob("*.css")
        for block in re.findall(
            r"@media[^{]*prefers-color-scheme[^{]*\{((?:[^{}]*\{[^{}]*\})*)", path.read_text()
        )
        for declarations in re.findall(r"\{([^{}]*)\}", block)
        for name in re.findall(r"(?:^|;)\s*([-\w]+)\s*:", re.sub(r'"[^"]*"', "", declarations))
        if not name.startswith("--") and name not in ("color-scheme", "filter")
    }
    assert others == set()
    scripts = [path.name for path in static.rglob("*.js") if "prefers-color-scheme" in path.read_text()]
    assert scripts == []


def test_the_tests_that_come_by_a_page_are_there() -> None:
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    assert [name for name in set(ON_THE_WAY.values()) if f"def {name}(" not in tests] == []
