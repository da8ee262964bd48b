import io
import json
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from packformat.digest import Digest
from registry.exports.claude_catalogue import LARGEST_CATALOGUE, Catalogue, catalogue_document
from registry.exports.mirror import write_mirror
from registry.kept import cache
from registry.models import Pack, PackFacet, Release, User
from registry.storage.base import Store
from tests.support.client_wheels import NAME, small_wheel
from tests.support.registry import published

URL = "https://registry.example"
WORDS = ("accounting", "law")
SKILL = b"---\nname: second\ndescription: Does the second thing\n---\nDo it.\n"


@pytest.fixture
def client_with_packs(ada: User, settings: object, client: Client) -> Client:
    cache.clear()  # so that no catalogue of another test is there
    settings.CTXPACK_PUBLIC_URL = URL
    published(ada, "ledger-core", "1.0.0")
    published(ada, "month-end", "1.0.0", requires={"ledger-core": "^1.0"})
    return client


def catalogue(client: Client, path: str) -> dict[str, object]:
    response = client.get(path)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def test_an_entry_names_the_archive_by_address_and_digest(client_with_packs: Client) -> None:
    document = catalogue(client_with_packs, "/marketplace.json")
    assert document["name"] == "ctxpack"
    assert document["owner"] == {"name": "registry.example"}
    entry = next(entry for entry in document["plugins"] if entry["name"] == "month-end")
    release = Release.objects.get(pack__name="month-end")
    hex_digits = release.archive_digest.removeprefix("sha256:")
    assert entry["source"] == {
        "source": "archive",
        "url": f"{URL}/archives/{hex_digits}.zip",
        "sha256": hex_digits,
    }


@pytest.mark.parametrize("of", ["", "/publishers/ledgers", "/professions/accounting"])
def test_a_catalogue_of_many_is_made_once_for_all_and_not_sent_to_whoever_has_it(
    client_with_packs: Client, django_assert_num_queries: DjangoAssertNumQueries, of: str
) -> None:
    first = client_with_packs.get(f"{of}/marketplace.json")
    assert first.headers["Cache-Control"] == "public, max-age=30"
    with django_assert_num_queries(0):
        kept = {"if-none-match": first.headers["ETag"]}
        again = client_with_packs.get(f"{of}/marketplace.json", headers=kept)
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("path", "name", "packs"),
    [
        ("/packs/month-end/marketplace.json", "ctxpack-month-end", ["ledger-core", "month-end"]),
        ("/packs/ledger-core/marketplace.json", "ctxpack-ledger-core", ["ledger-core"]),
        ("/publishers/ledgers/marketplace.json", "ctxpack-by-ledgers", ["ledger-core", "month-end"]),
        ("/professions/accounting/marketplace.json", "ctxpack-for-accounting", []),
    ],
)
def test_each_selection_has_a_name_of_its_own_and_all_that_its_packs_require(
    client_with_packs: Client, path: str, name: str, packs: list[str]
) -> None:
    document = catalogue(client_with_packs, path)
    assert document["name"] == name
    assert sorted(entry["name"] for entry in document["plugins"]) == packs


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/packs/nowhere/marketplace.json", "E_PACK_ABSENT"),
        ("/packs/nowhere/.well-known/agent-skills/index.json", "E_PACK_ABSENT"),
        ("/publishers/nobody/marketplace.json", "E_PUBLISHER_UNKNOWN"),
    ],
)
def test_what_is_not_there_is_a_problem_with_a_code(client: Client, path: str, code: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert json.loads(response.content)["code"] == code


def test_a_catalogue_never_grows_beyond_what_the_client_reads() -> None:
    release = SimpleNamespace(
        archive_digest="sha256:" + "0" * 64,
        manifest={},
        summary="x" * 300,
        version="1.0.0",
        pack=SimpleNamespace(name="month-end"),
    )
    document = catalogue_document(Catalogue("ctxpack", "all", [release] * 12_000), URL)
    offered = len(json.loads(document)["plugins"])
    assert LARGEST_CATALOGUE - 1000 < len(document) <= LARGEST_CATALOGUE
    assert 0 < offered < 12_000


def test_withdrawn_packs_are_renamed_to_nothing() -> None:
    document = json.loads(catalogue_document(Catalogue("ctxpack", "all", [], ["old-pack"]), URL))
    assert document["renames"] == {"old-pack": None}


def test_each_skill_is_an_archive_with_its_file_at_the_root(
    ada: User, settings: object, client: Client, store: Store
) -> None:
    settings.CTXPACK_PUBLIC_URL = URL
    extra = {"skills/second/SKILL.md": SKILL, "skills/second/references/a.md": b"a"}
    published(ada, "month-end", "1.0.0", extra=extra)
    index = catalogue(client, "/packs/month-end/.well-known/agent-skills/index.json")
    rows = {row["name"]: row for row in index["skills"]}
    assert set(rows) == {"month-end", "second"}
    row = rows["second"]
    assert row["description"] == "Does the second thing"
    data = store.read(f"skills/{row['digest'].removeprefix('sha256:')}.zip")
    assert Digest.of(data) == row["digest"]
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == ["SKILL.md", "references/a.md"]


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    return tmp_path / "mirror"


@pytest.mark.django_db
def test_a_catalogue_that_nobody_can_have_is_absent_or_empty_however_long_its_name(client: Client) -> None:
    assert client.get(f"/publishers/{'a' * 999}/marketplace.json").status_code == 404
    assert client.get(f"/professions/{'a' * 999}/marketplace.json").json()["plugins"] == []


def test_a_mirror_holds_every_document_and_archive(client_with_packs: Client, mirror: Path) -> None:
    assert client_with_packs is not None
    for pack in Pack.objects.all():
        PackFacet.objects.bulk_create(PackFacet(pack=pack, facet="profession", value=word) for word in WORDS)
    written = set(write_mirror(mirror))
    found = {path.relative_to(mirror).as_posix() for path in mirror.rglob("*") if path.is_file()}
    assert written == found
    assert "index/v1/packs/month-end.jsonl" in written
    assert "packs/month-end/marketplace.json" in written
    professions = {key for key in written if key.startswith("professions/")}
    assert professions == {f"professions/{word}/marketplace.json" for word in WORDS}
    for digest in Release.objects.values_list("archive_digest", flat=True):
        name = f"archives/{digest.removeprefix('sha256:')}.zip"
        assert Digest.of((mirror / name).read_bytes()) == digest


@pytest.mark.django_db
def test_a_mirror_holds_the_command_as_the_registry_hands_it_out_now(
    tmp_path: Path, mirror: Path, settings: Settings
) -> None:
    first, anew = small_wheel(tmp_path / "first"), small_wheel(tmp_path / "anew")
    with zipfile.ZipFile(anew, "a") as wheel:
        wheel.writestr("ctxpack/added.py", "")
    for built in (first, anew):
        settings.CTXPACK_CLIENT_WHEEL = str(built)
        assert f"client/{NAME}" in set(write_mirror(mirror))
        assert (mirror / "client" / NAME).read_bytes() == built.read_bytes()


def test_refreshing_a_mirror_changes_nothing_that_has_not_changed(
    client_with_packs: Client, mirror: Path
) -> None:
    assert client_with_packs is not None
    list(write_mirror(mirror))
    before = {path: path.read_bytes() for path in mirror.rglob("*") if path.is_file()}
    list(write_mirror(mirror))
    assert {path: path.read_bytes() for path in mirror.rglob("*") if path.is_file()} == before
