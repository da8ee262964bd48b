"""Making a variant of a pack, publishing it, and taking over what came to its original."""

import pytest

from packformat.errors import CtxpackError
from registry.models import Draft, Release, User
from registry.services.draft_packs import composed, publish_draft, released_files
from registry.services.drafts import save_answers, start_draft
from registry.services.variants import make_variant, newer_than, original_seen, take_over
from registry.services.visibility import set_visibility
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.drafts import CLOSE
from tests.support.registry import published

pytestmark = pytest.mark.django_db


def release_of(draft: Draft, actor: User, *, private: bool = False) -> Release:
    """The release that a draft becomes."""
    submission = publish_draft(actor=actor, draft_id=draft.pk, private=private)
    run_due()
    submission.refresh_from_db()
    assert submission.release is not None
    return submission.release


def signed(draft: Draft, actor: User, **answers: object) -> Draft:
    """The draft with its author's name, and what else is said."""
    return save_answers(
        actor=actor, draft_id=draft.pk, answers={"author": "Eve", **answers}, base=draft.revision
    ).draft


@pytest.fixture
def original(ada: User) -> Release:
    return release_of(start_draft(actor=ada, content=CLOSE), ada)


@pytest.fixture
def variant(original: Release, eve: User) -> Release:
    return release_of(signed(make_variant(actor=eve, pack="month-end-close"), eve), eve)


def next_original(ada: User, **changes: object) -> Release:
    content = {**CLOSE, "version": "2.0.0", **changes}
    return release_of(start_draft(actor=ada, content=content, continues="month-end-close"), ada)


def refusal(**values: object) -> str:
    with pytest.raises(CtxpackError) as caught:
        take_over(**values)
    return caught.value.code


def test_a_variant_remembers_the_release_it_was_made_from(variant: Release, original: Release) -> None:
    assert variant.made_from == original
    assert variant.manifest["made-from"]["tree"] == original.tree_digest
    assert [author["name"] for author in variant.manifest["authors"]] == ["Eve", "Ada Example"]


def test_a_variant_of_a_pack_from_the_command_line_has_every_file_of_it(ada: User, eve: User) -> None:
    release = published(ada, extra={"notes.md": b"mine\n"}).release
    draft = make_variant(actor=eve, pack="month-end")
    kept = {entry.path: entry.data for entry in composed(draft)}
    for entry in released_files(release):
        if entry.path not in ("pack.toml", "record", ".claude-plugin/plugin.json"):
            assert kept[entry.path] == entry.data


def test_what_came_to_the_original_becomes_the_variants_next_draft(
    variant: Release, ada: User, eve: User
) -> None:
    newest = next_original(ada, rules=[*CLOSE["rules"], {"id": "rule-3", "title": "End", "value": "5 days"}])
    draft, differing = take_over(actor=eve, pack=variant.pack.name)
    assert (draft.continues, differing) == (variant.pack.name, [])
    again = release_of(signed(draft, eve, version="1.1.0"), eve)
    assert again.made_from == newest
    assert refusal(actor=eve, pack=variant.pack.name) == "E_ORIGINAL_CURRENT"


def test_whoever_has_a_variant_is_told_of_a_newer_original_once(
    variant: Release, ada: User, eve: User
) -> None:
    next_original(ada, audience="Everybody")
    run_due()
    titles = list(eve.notices.filter(event__startswith="original:").values_list("title", flat=True))
    assert titles == ["month-end-close 2.0.0 was published: a pack of yours was made from it"]
    assert not ada.notices.filter(event__startswith="original:").exists()


def test_only_members_take_over_and_only_what_there_is(variant: Release, ada: User, eve: User) -> None:
    assert refusal(actor=ada, pack=variant.pack.name) == "E_NOT_MEMBER"
    assert refusal(actor=eve, pack=variant.pack.name) == "E_ORIGINAL_CURRENT"
    assert refusal(actor=ada, pack="month-end-close") == "E_ORIGINAL_ABSENT"
    assert refusal(actor=eve, pack="nothing") == "E_PACK_ABSENT"


def test_a_withdrawn_original_has_nothing_newer(variant: Release, original: Release, ada: User) -> None:
    yank_release(actor=ada, pack="month-end-close", version="1.0.0", reason="Wrong rates")
    seen = original_seen(variant, ada)
    assert seen == original
    assert newer_than(seen) is None


def test_what_nobody_may_change_is_changed_by_its_own_people_alone(ada: User, eve: User) -> None:
    published(ada, licence="CC-BY-ND-4.0")
    with pytest.raises(CtxpackError) as caught:
        make_variant(actor=eve, pack="month-end")
    assert caught.value.code == "E_VARIANT_LICENCE"
    assert make_variant(actor=ada, pack="month-end").content["name"] == "month-end-variant"


class TestPrivate:
    """Originals that their publisher's members see and nobody else."""

    @pytest.fixture(autouse=True)
    def original(self, ada: User) -> Release:
        return release_of(start_draft(actor=ada, content=CLOSE), ada, private=True)

    def test_is_as_if_not_there_for_others(self, eve: User) -> None:
        with pytest.raises(CtxpackError) as caught:
            make_variant(actor=eve, pack="month-end-close")
        assert caught.value.code == "E_PACK_ABSENT"

    def test_a_public_variant_of_it_is_refused_since_everybody_could_read_of_it(self, ada: User) -> None:
        draft = signed(make_variant(actor=ada, pack="month-end-close"), ada)
        submission = publish_draft(actor=ada, draft_id=draft.pk)
        run_due()
        submission.refresh_from_db()
        assert "registry/original-private" in {one.rule for one in submission.report.findings.all()}
        assert submission.release is None

    def test_a_private_variant_of_it_becomes_public_after_it_alone(self, ada: User) -> None:
        name = release_of(
            signed(make_variant(actor=ada, pack="month-end-close"), ada), ada, private=True
        ).pack.name
        public = {"actor": ada, "visibility": "public"}
        with pytest.raises(CtxpackError) as caught:
            set_visibility(pack=name, confirm=name, **public)
        assert caught.value.code == "E_MADE_FROM_PRIVATE"
        set_visibility(pack="month-end-close", confirm="month-end-close", **public)
        assert not set_visibility(pack=name, confirm=name, **public).is_private

    def test_whoever_is_no_member_does_not_see_what_a_pack_was_made_from(
        self, original: Release, ada: User, eve: User
    ) -> None:
        made = release_of(signed(make_variant(actor=ada, pack="month-end-close"), ada), ada, private=True)
        assert original_seen(made, ada) == original
        assert original_seen(made, eve) is None
