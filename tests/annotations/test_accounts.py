"""Accounts: passwords that anybody could guess are refused, long ones of any kind are taken."""

import pytest
from django.contrib.auth import get_user_model


@pytest.mark.parametrize("password", ["a", "zu kurz", "password", "password1234", "nora-nora-no"])
def test_a_weak_password_is_refused_at_its_field(sign_in, password):
    name = "nora-nora-nora"
    response = sign_in().post("/accounts/register/", {"username": name, "password1": password})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'id="password-error"' in html
    assert f'value="{name}"' in html
    assert not get_user_model().objects.filter(username=name).exists()


@pytest.mark.parametrize("password", ["ein langer Satz mit Leerzeichen", "ä" * 128])
def test_a_long_password_is_kept_whole(sign_in, client, password):
    sign_in().post("/accounts/register/", {"username": "nora", "password1": password})
    assert client.login(username="nora", password=password)
    assert not client.login(username="nora", password=password[:-1])
