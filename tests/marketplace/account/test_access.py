import pytest
from django.test import Client

from registry.models import AuditEntry, User

pytestmark = pytest.mark.django_db

NEWCOMER = {"username": "grace", "email": "grace@example.org", "password1": "four unrelated words"}


def test_whoever_signs_up_is_signed_in_and_can_publish_under_that_name(client: Client) -> None:
    answer = client.post("/accounts/signup/", NEWCOMER)
    assert answer.status_code == 302
    assert answer["Location"] == "/"
    user = User.objects.get(username="grace")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.check_password(NEWCOMER["password1"])
    assert user.publishers.get().handle == "grace"
    assert AuditEntry.objects.filter(action="user.register", subject=f"user:{user.pk}").exists()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("username", "", "This field is required"),
        ("username", "Not A Name", "is not a small letter"),
        ("username", "admin", "reserved"),
        ("email", "nowhere", "valid email"),
        ("password1", "short", "at least 12 characters"),
        ("password1", "password1234", "too common"),
        ("password1", "grace@example.org", "too similar"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field_and_at_the_top(
    client: Client, field: str, value: str, message: str
) -> None:
    html = client.post("/accounts/signup/", NEWCOMER | {field: value}).content.decode()
    assert html.count(message) == 2
    assert f'href="#id_{field}"' in html
    assert "<title>Error: " in html
    assert not User.objects.filter(email=NEWCOMER["email"]).exists()


@pytest.mark.usefixtures("ada")
def test_a_name_that_is_taken_is_refused_and_the_rest_of_the_form_kept(client: Client) -> None:
    html = client.post("/accounts/signup/", NEWCOMER | {"username": "ada"}).content.decode()
    assert "already exists" in html
    assert 'value="grace@example.org"' in html
    assert f'value="{NEWCOMER["password1"]}"' not in html


def test_after_signing_up_one_is_where_one_wanted_to_be(client: Client) -> None:
    assert client.post("/accounts/signup/", NEWCOMER | {"next": "/publish"})["Location"] == "/publish"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client: Client, address: str) -> None:
    assert client.post("/accounts/signup/", NEWCOMER | {"next": address})["Location"] == "/"


@pytest.mark.usefixtures("ada")
def test_signing_in_and_out(client: Client) -> None:
    answer = client.post(
        "/accounts/login/", {"login": "ada", "password": "a long password", "next": "/publish"}
    )
    assert answer["Location"] == "/publish"
    assert "Sign out" in client.get("/").content.decode()
    assert client.get("/accounts/logout/").status_code == 200
    assert "Sign out" in client.get("/").content.decode()
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert "Sign in" in client.get("/").content.decode()


@pytest.mark.parametrize("username", ["ada", "nobody"])
@pytest.mark.usefixtures("ada")
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client: Client, username: str) -> None:
    html = client.post("/accounts/login/", {"login": username, "password": "wrong"}).content.decode()
    assert "you specified are not correct" in html


def test_whoever_is_signed_in_needs_no_sign_in_page(ada_client: Client) -> None:
    assert ada_client.get("/accounts/login/")["Location"] == "/"


@pytest.mark.usefixtures("ada")
def test_an_address_will_do_in_place_of_a_name(client: Client) -> None:
    answer = client.post("/accounts/login/", {"login": "ada@example.org", "password": "a long password"})
    assert answer["Location"] == "/"


def test_a_name_that_is_somebodys_publisher_is_refused(client: Client, ada: User) -> None:
    html = client.post("/accounts/signup/", NEWCOMER | {"username": "ledgers"}).content.decode()
    assert "is taken" in html
    assert ada.publishers.get().handle == "ledgers"
