from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.downloads import Noted
from registry.models import Collection, User
from registry.services.downloads import count_downloads
from tests.support.registry import published
from tests.support.rows import release_row


def test_the_front_page_shows_collections_and_what_is_used_until_one_searches(
    client: Client, ada: User
) -> None:
    release = published(ada, "month-end").release
    Collection.objects.create(slug="books", title="For the books", summary="What closes them")
    assert "Most used" not in client.get("/").content.decode()
    count_downloads({Noted(release.archive_digest[7:], "192.0.2.0/24")})
    html = Client().get("/", {"page": "1"}).content.decode()
    assert 'href="/collections/books"' in html
    assert "For the books" not in client.get("/", {"q": "month"}).content.decode()


def test_a_collection_shows_its_packs_in_the_order_of_the_staff_and_says_why(
    client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    collection = Collection.objects.create(slug="books", title="For the books", summary="What closes them")
    for place, name in enumerate(["second-pack", "first-pack"]):
        pack = release_row(name).pack
        collection.items.create(pack=pack, position=9 - place, why=f"Why {name}")
    with django_assert_num_queries(6):
        html = client.get("/collections/books").content.decode()
    assert html.index("Why first-pack") < html.index("Why second-pack")
    assert "Why first-pack" in client.get("/collections/books?format=md").content.decode()
    assert client.get("/collections/nothing").status_code == 404
