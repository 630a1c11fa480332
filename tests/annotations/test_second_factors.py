"""Codes of an app and recovery codes: set up, asked for after the password, each good for once."""

from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.test import Client

NOW = 1_800_000_000


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    """No limits counted yet, and the clock of the codes stands."""
    cache.clear()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: NOW))
    yield
    cache.clear()


def code(secret: str) -> str:
    return auth.format_hotp_value(auth.hotp_value(secret, NOW // 30))


@pytest.fixture
def sign_in(people):
    """Sign in by password and give the client with the answer."""

    def enter(name: str = "anna"):
        client = Client(headers={"accept-language": "en"})
        data = {"username": name, "password": f"{name}-has-a-password"}
        return client, client.post("/accounts/login/", data)

    return enter


@pytest.fixture
def secret(sign_in):
    """Of the app that anna has set up."""
    client, _answer = sign_in()
    asked = client.get("/accounts/app/new/")
    assert asked.url == "/accounts/once-more/?next=%2Faccounts%2Fapp%2Fnew%2F"
    assert client.post(asked.url, {"password": "anna-has-a-password"}).url == "/accounts/app/new/"
    form = client.get("/accounts/app/new/")
    secret = client.session["mfa.totp.secret"]
    assert secret in form.content.decode()
    picture = client.get("/accounts/app/new/code.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml")
    assert b"style" not in picture.content
    assert client.post("/accounts/app/new/", {"code": "000000"}).status_code == 422
    assert client.session["mfa.totp.secret"] == secret, "a wrong code makes no new secret"
    assert client.post("/accounts/app/new/", {"code": code(secret)}).url == "/accounts/codes/"
    cache.clear()
    return secret


def test_the_password_alone_no_longer_lets_in(sign_in, secret):
    client, answer = sign_in()
    assert answer.url == "/accounts/login/code/"
    assert client.get("/new/").status_code == 302
    assert client.post(answer.url, {"code": "123456"}).status_code == 422
    assert client.get("/new/").status_code == 302
    assert client.post(answer.url, {"code": code(secret)}).status_code == 302
    assert client.get("/new/").status_code == 200


def test_a_code_of_the_app_is_good_for_once(sign_in, secret):
    for status in (302, 422):
        client, answer = sign_in()
        assert client.post(answer.url, {"code": code(secret)}).status_code == status


def test_a_recovery_code_is_good_for_once(sign_in, secret):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for status in (302, 422):
        client, answer = sign_in()
        assert client.post(answer.url, {"code": codes[0]}).status_code == status
    assert len(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()) == len(codes) - 1


def test_codes_are_not_to_be_guessed_from_many_addresses(sign_in, secret):
    client, answer = sign_in()
    for last in range(5):
        client.post(answer.url, {"code": "000000"}, REMOTE_ADDR=f"192.0.2.{last}")
    refused = client.post(answer.url, {"code": code(secret)}, REMOTE_ADDR="192.0.2.99")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "300")


def test_codes_are_shown_and_saved_only_after_the_password_once_more(sign_in, secret):
    client = Client(headers={"accept-language": "en"})
    client.force_login(Authenticator.objects.first().user)
    for path in (
        "/accounts/codes/",
        "/accounts/codes/file/",
        "/accounts/codes/new/",
        "/accounts/app/removal/",
    ):
        assert client.get(path).url.startswith("/accounts/once-more/"), path
    client.post("/accounts/once-more/", {"password": "anna-has-a-password"})
    file = client.get("/accounts/codes/file/")
    assert len(file.content.decode().split()) == 10
    assert "no-store" in file.headers["Cache-Control"]
    assert client.post("/accounts/codes/new/").url == "/accounts/codes/"
    assert client.get("/accounts/codes/file/").content != file.content


def test_without_an_app_its_codes_go_too(sign_in, secret):
    client = Client()
    client.force_login(Authenticator.objects.first().user)
    client.post("/accounts/once-more/", {"password": "anna-has-a-password"})
    assert client.post("/accounts/app/removal/").status_code == 302
    assert not Authenticator.objects.exists()
    assert sign_in()[1].url == "/"


def test_what_waited_is_saved_after_the_second_step(sign_in, secret, interview, url, passage):
    client = Client(headers={"accept-language": "en"})
    client.post(url, passage("sehr gutes") | {"then": "login"})
    data = {"username": "anna", "password": "anna-has-a-password", "next": interview.get_absolute_url()}
    answer = client.post("/accounts/login/", data)
    assert not interview.annotations.exists()
    done = client.post(answer.url, {"code": code(secret)})
    assert done.url == interview.get_absolute_url()
    assert interview.annotations.get().creator.username == "anna"


def test_nobody_elses_key_can_be_named_or_removed(sign_in, people):
    key = Authenticator.objects.create(user=people["ben"], type="webauthn", data={"name": "Ben"})
    client, _answer = sign_in()
    client.post("/accounts/once-more/", {"password": "anna-has-a-password"})
    for path in (f"/accounts/passkeys/{key.pk}/", f"/accounts/passkeys/{key.pk}/removal/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"name": "Anna"}).status_code == 404
    assert Authenticator.objects.get().data == {"name": "Ben"}


@pytest.mark.parametrize("credential", ["", "{", "{}", "[]", '{"response": {"userHandle": "MQ"}}', '"x"'])
def test_what_is_no_passkey_is_refused(people, credential):
    client = Client(headers={"accept-language": "en"})
    assert client.get("/accounts/login/passkey/", headers={"accept": "application/json"}).status_code == 200
    answer = client.post("/accounts/login/passkey/", {"credential": credential})
    assert answer.url == "/accounts/login/"
    assert "This passkey was not accepted." in client.get(answer.url).content.decode()
