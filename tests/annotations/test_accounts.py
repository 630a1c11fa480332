"""Accounts: passwords that anybody could guess are refused, long ones of any kind are taken."""

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

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


@pytest.fixture
def _no_mistakes_yet():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.usefixtures("_no_mistakes_yet")
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


@pytest.mark.usefixtures("_no_mistakes_yet")
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
