"""Accounts: passwords that anybody could guess are refused, long ones of any kind are taken."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reader.limits import peer


@pytest.mark.parametrize("password", ["a", "zu kurz", "password", "password1234", "nora-nora-no"])
def test_a_weak_password_is_refused_at_its_field(sign_in, password):
    name = "nora-nora-nora"
    response = sign_in().post("/accounts/register/", {"username": name, "password1": password})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'id="password1-error"' in html
    assert f'value="{name}"' in html
    assert not get_user_model().objects.filter(username=name).exists()


@pytest.mark.parametrize("password", ["ein langer Satz mit Leerzeichen", "ä" * 128])
def test_a_long_password_is_kept_whole(sign_in, client, password):
    sign_in().post("/accounts/register/", {"username": "nora", "password1": password})
    assert client.login(username="nora", password=password)
    assert not client.login(username="nora", password=password[:-1])


def test_after_ten_mistakes_an_address_has_to_wait_and_another_has_not(people):
    wrong = {"username": "anna", "password": "wrong"}
    right = {"username": "anna", "password": "anna-has-a-password"}
    client = Client(headers={"accept-language": "de"})
    for _ in range(10):
        assert client.post("/accounts/login/", wrong).status_code == 422
    answer = client.post("/accounts/login/", right)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "300"
    html = answer.content.decode()
    assert "Zu viele Versuche." in html
    assert 'value="anna"' in html
    # What a client says of itself counts for nothing.
    forged = {"x-forwarded-for": "192.0.2.9"}
    assert client.post("/accounts/login/", right, headers=forged).status_code == 429
    assert client.post("/accounts/login/", right, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_behind_a_trusted_proxy_the_last_address_counts(rf, settings):
    request = rf.get("/", headers={"x-forwarded-for": "1.1.1.1, 192.0.2.7"})
    assert peer(request) == "127.0.0.1"
    settings.TRUST_PROXY = True
    assert peer(request) == "192.0.2.7"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:1234", "192.0.2.7"),
        ("2001:db8:1:2:3::1", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
    ],
)
def test_a_household_counts_as_one(rf, address, counted):
    assert peer(rf.get("/", REMOTE_ADDR=address)) == counted


def test_one_signs_in_by_name_or_address_whatever_the_case(people):
    EmailAddress.objects.create(user=people["anna"], email="anna@example.org", verified=True)
    for name in ("anna", "ANNA", " anna ", "anna@example.org", "Anna@Example.org"):
        data = {"username": name, "password": "anna-has-a-password"}
        assert Client().post("/accounts/login/", data).status_code == 302, name


@pytest.mark.parametrize("name", ["anna", "anna@example.org", "nobody", "nobody@example.org", "closed"])
def test_a_refusal_says_and_takes_the_same_whoever_it_is(people, sign_in, monkeypatch, name):
    """Hashing a password is what takes the time: it is done once in any case."""
    EmailAddress.objects.create(user=people["anna"], email="anna@example.org", verified=True)
    get_user_model().objects.create_user("closed", password="closed-has-a-password", is_active=False)
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *args, **more: hashed.append(1) or encode(*args, **more)
    )
    answer = sign_in().post("/accounts/login/", {"username": name, "password": "wrong"})
    assert answer.status_code == 422
    assert "Benutzername oder Passwort stimmen nicht." in answer.content.decode()
    assert len(hashed) == 1


def test_a_name_of_any_length_is_refused_at_its_field(sign_in, db):
    """SQLite compares no texts of more than 50,000 bytes."""
    for name in ("x" * 321, "\U00020000" * 20_000):
        answer = sign_in().post("/accounts/login/", {"username": name, "password": "wrong"})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["login"]


def test_an_account_that_is_closed_is_told_nothing_more(sign_in, db):
    get_user_model().objects.create_user("closed", password="closed-has-a-password", is_active=False)
    data = {"username": "closed", "password": "closed-has-a-password"}
    answer = sign_in().post("/accounts/login/", data)
    assert answer.status_code == 422
    assert "Benutzername oder Passwort stimmen nicht." in answer.content.decode()


def test_a_name_is_the_same_however_its_accents_were_typed(db):
    typed = {"a\u0308nne": "ein langer Satz", "ｂｅａ": "ein langer Satz"}
    for name, password in typed.items():
        assert (
            Client().post("/accounts/register/", {"username": name, "password1": password}).status_code == 302
        )
    assert set(get_user_model().objects.values_list("username", flat=True)) == {"\u00e4nne", "bea"}
    for name, password in {**typed, "\u00e4nne": "ein langer Satz"}.items():
        assert Client().post("/accounts/login/", {"username": name, "password": password}).status_code == 302
    taken = Client().post("/accounts/register/", {"username": "\u00e4nne", "password1": "ein langer Satz"})
    assert taken.status_code == 422


def test_an_address_is_no_name(sign_in, db):
    data = {"username": "nora@example.org", "password1": "ein langer Satz"}
    answer = sign_in().post("/accounts/register/", data)
    assert answer.status_code == 422
    assert "Für Ihre E-Mail-Adresse gibt es ein eigenes Feld." in answer.content.decode()


def test_a_name_is_changed_wherever_it_stands(sign_in, add, interview):
    add("anna", body="Wort", visibility="public", motivation="commenting")
    anna, visitor = sign_in("anna"), sign_in()
    assert "<b>anna</b>" in visitor.get(interview.get_absolute_url()).content.decode()
    for taken, status in (
        ("ben", 422),
        ("BEN", 422),
        ("", 422),
        ("a b", 422),
        ("Anna", 302),
        ("Ännchen", 302),
    ):
        assert anna.post("/accounts/name/", {"username": taken}).status_code == status, taken
    for client in (anna, visitor):
        html = client.get(interview.get_absolute_url()).content.decode()
        assert "<b>Ännchen</b>" in html
        assert "<b>anna</b>" not in html


def test_a_changed_password_signs_out_all_other_browsers(sign_in):
    here, elsewhere = sign_in("anna"), sign_in("anna")
    for old, status in (("wrong", 422), ("anna-has-a-password", 302)):
        data = {"oldpassword": old, "password1": "ein langer neuer Satz"}
        assert here.post("/accounts/password/", data).status_code == status
    assert here.get("/accounts/").status_code == 200
    assert elsewhere.get("/accounts/").status_code == 302


PAGES = [
    "",
    "name/",
    "email/",
    "password/",
    "passkeys/new/",
    "app/new/",
    "app/new/code.svg",
    "codes/",
    "data/",
]


@pytest.mark.parametrize(
    "path", [*PAGES, "codes/new/", "codes/file/", "app/removal/", "deletion/", "once-more/"]
)
def test_a_visitor_is_sent_to_sign_in(sign_in, db, path):
    for send in (sign_in().get, sign_in().post):
        answer = send(f"/accounts/{path}")
        assert answer.status_code == 405 or answer.url.startswith("/accounts/login/"), answer


@pytest.mark.parametrize(
    "path", [*PAGES, "once-more/code/", "login/code/", "login/passkey/", "password/reset/"]
)
@pytest.mark.parametrize("method", ["put", "delete", "trace", "patch"])
def test_other_methods_do_nothing(sign_in, path, method):
    assert getattr(sign_in("anna"), method)(f"/accounts/{path}").status_code in {302, 405}


def test_the_settings_cost_the_same_whatever_an_account_has(sign_in, people):
    def cost() -> int:
        client = sign_in("anna")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/accounts/").status_code == 200
        return len(queries)

    few = cost()
    for number in range(5):
        Authenticator.objects.create(user=people["anna"], type="webauthn", data={"name": f"Nr. {number}"})
    EmailAddress.objects.create(user=people["anna"], email="anna@example.org", verified=True)
    assert cost() == few <= 8


def test_signing_in_leads_only_to_pages_of_ours(people):
    data = {"username": "anna", "password": "anna-has-a-password", "next": "https://evil.example/"}
    assert Client().post("/accounts/login/", data).url == "/"
    assert Client().post("/accounts/login/", data | {"next": "/new/"}).url == "/new/"
