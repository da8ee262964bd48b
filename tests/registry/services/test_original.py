"""What a pack says it was made from is believed where this registry has those very bytes."""

import pytest

from packformat.manifest import MadeFrom, Manifest
from packformat.names import PackName
from packformat.versions import Version
from registry.models import Release, User
from registry.services.original import original_of
from registry.services.work import run_due
from tests.support.packs import pack_files
from tests.support.registry import published, submitted

pytestmark = pytest.mark.django_db


def naming(release: Release, own: str = "our-close", **changes: object) -> Manifest:
    """The manifest of a pack that says it was made from a release."""
    told = {
        "name": PackName.parse(release.pack.name),
        "version": Version.parse(release.version),
        "tree": release.tree_digest,
        **changes,
    }
    values = vars(Manifest.parse(pack_files(own)["pack.toml"]))
    return Manifest(**{**values, "made_from": MadeFrom(**told)})


def test_the_release_that_is_named_with_its_bytes_is_the_original(ada: User, eve: User) -> None:
    release = published(ada).release
    assert original_of(naming(release), eve.publishers.get()) == release


@pytest.mark.parametrize(
    "changes",
    [{"name": PackName.parse("other")}, {"version": Version.parse("1.0.1")}, {"tree": f"sha256:{'0' * 64}"}],
    ids=str,
)
def test_another_name_version_or_tree_is_no_original(ada: User, changes: dict[str, object]) -> None:
    assert original_of(naming(published(ada).release, **changes), ada.publishers.get()) is None


def test_no_pack_is_made_from_itself_or_from_nothing(ada: User) -> None:
    release = published(ada).release
    publisher = ada.publishers.get()
    assert original_of(naming(release, own="month-end"), publisher) is None
    assert original_of(Manifest.parse(pack_files()["pack.toml"]), publisher) is None


def test_a_private_release_is_the_original_of_its_own_publishers_packs_alone(ada: User, eve: User) -> None:
    release = published(ada, private=True).release
    assert original_of(naming(release), ada.publishers.get()) == release
    assert original_of(naming(release), eve.publishers.get()) is None


def test_what_the_registry_cannot_confirm_is_told_and_published_all_the_same(ada: User) -> None:
    manifest = naming(published(ada).release, tree=f"sha256:{'0' * 64}")
    sent = submitted(ada, "our-close", extra={"pack.toml": manifest.to_toml()})
    run_due()
    sent.refresh_from_db()
    assert sent.release.made_from is None
    assert sent.report.findings.get(rule="registry/original-unknown").severity == "warning"
