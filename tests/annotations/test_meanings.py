"""What the four colours mean to a reader."""

import pytest

from annotations.meanings import meaning_of, set_meanings
from annotations.models import ColourMeaning, Guest
from annotations.readers import Reader, hand_over


@pytest.fixture
def anna(people):
    return Reader(user=people["anna"])


def test_meanings_are_kept_changed_and_taken_away(anna, people):
    set_meanings(anna, {"y": "Zitat", "g": "Frage", "b": "", "p": ""})
    assert meaning_of(anna) == {"y": "Zitat", "g": "Frage"}
    set_meanings(anna, {"y": "Beleg", "g": ""})
    assert meaning_of(anna) == {"y": "Beleg"}
    assert meaning_of(Reader(user=people["ben"])) == meaning_of(Reader()) == {}


def test_the_form_shows_and_keeps_them(sign_in, anna):
    client = sign_in("anna")
    assert client.post("/notes/colours/", {"y": "  Ein   Zitat "}).url == "/notes/"
    assert meaning_of(anna) == {"y": "Ein Zitat"}
    assert 'value="Ein Zitat"' in client.get("/notes/colours/").content.decode()


def test_what_is_too_long_is_told_and_kept(sign_in, anna, htmx):
    typed = {"y": "x" * 41, "g": "Frage"}
    for headers in ({}, htmx["headers"]):
        response = sign_in("anna").post("/notes/colours/", typed, headers=headers)
        assert response.status_code == 422
        html = response.content.decode()
        assert 'id="meaning-y-error"' in html
        assert "x" * 41 in html
        assert "Frage" in html
    assert meaning_of(anna) == {}


def test_a_visitor_has_none(sign_in):
    assert sign_in().get("/notes/colours/").status_code == 403
    assert sign_in().post("/notes/colours/", {"y": "x"}).status_code == 403
    assert sign_in("anna").delete("/notes/colours/").status_code == 405


def test_a_guests_become_the_accounts_which_keeps_its_own(people, anna):
    guest = Guest.objects.create(name="Gast")
    set_meanings(Reader(guest=guest), {"y": "Gelb", "g": "Grün"})
    set_meanings(anna, {"y": "Zitat"})
    hand_over(guest, people["anna"])
    assert meaning_of(anna) == {"y": "Zitat", "g": "Grün"}
    assert ColourMeaning.objects.count() == 2
