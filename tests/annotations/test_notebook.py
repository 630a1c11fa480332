"""The notebook's pages: what they show, to whom, and what is done from them."""

import pytest


@pytest.fixture
def anna(sign_in):
    return sign_in("anna")


def test_shows(anna, add):
    add("anna", "sehr gutes")
    r = anna.get("/notes/")
    print(r.content.decode())
    assert r.status_code == 200
    r = anna.get("/notes/?q=gutes", headers={"hx-request": "true"})
    print(r.content.decode())
    assert r.status_code == 200
