"""What the server's log says: who came in, who was refused, one line each, and no secrets."""

import logging

import pytest
from django.conf import settings
from django.test import Client

FORGED = "anna\r\n2026-01-01 INFO django.accounts: 'Account 1 signed in.'"


@pytest.fixture
def lines(caplog):
    """The log as it is written, line by line."""
    style = settings.LOGGING["formatters"]["line"]
    formatter = logging.Formatter(style["format"], style=style["style"])
    logger = logging.getLogger("django")
    logger.addHandler(caplog.handler)
    yield lambda: [line for record in caplog.records for line in formatter.format(record).splitlines()]
    logger.removeHandler(caplog.handler)


def test_sign_ins_are_logged_by_number(people, lines):
    client = Client()
    data = {"username": "anna", "password": "anna-has-a-password"}
    assert client.post("/accounts/login/", data).status_code == 302
    client.post("/accounts/logout/")
    number = people["anna"].pk
    assert f"Account {number} signed in." in lines()[0]
    assert f"Account {number} signed out." in lines()[1]
    assert not any("anna" in line for line in lines())


def test_a_changed_password_is_logged(people, lines):
    client = Client()
    client.post("/accounts/login/", {"username": "anna", "password": "anna-has-a-password"})
    new = {"oldpassword": "anna-has-a-password", "password1": "ein langer Satz"}
    assert client.post("/accounts/password/", new).status_code == 302
    assert any(f"Account {people['anna'].pk} has another password." in line for line in lines())
    assert not any("langer" in line for line in lines())


@pytest.mark.parametrize("name", ["anna", "nobody", FORGED])
def test_what_fails_is_logged_in_one_line_without_what_was_typed(people, lines, name):
    Client().post("/accounts/login/", {"username": name, "password": "geheim"}, REMOTE_ADDR="192.0.2.7")
    failed = [line for line in lines() if "django.accounts" in line]
    assert len(failed) == 1
    assert "A sign-in failed, from 192.0.2.7." in failed[0]
    assert not any("geheim" in line or "anna" in line for line in lines())


@pytest.mark.parametrize(
    ("way", "status"),
    [("/site/", 403), ("/notes/changes/", 405), ("/interviews/x%0d%0aINFO%20forged/", 404), ("/a/b", 404)],
)
def test_refused_access_is_logged_in_one_line(sign_in, lines, way, status):
    assert sign_in("anna").get(way).status_code == status
    (line,) = [line for line in lines() if "django.request" in line]
    assert "WARNING" in line
