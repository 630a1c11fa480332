"""What the four colours mean to a reader."""

import pytest

from annotations.guests import hand_over
from annotations.meanings import meaning_of, set_meanings
from annotations.models import ColourMeaning, Guest
from annotations.readers import Reader


@pytest.fixture
def anna(people):
    return Reader(user=people["anna"])


def test_meanings_are_kept_changed_and_taken_away(anna, people):
    set_meanings(anna, {"y": "Merksatz", "g": "Frage", "b": "", "p": ""})
    assert meaning_of(anna) == {"y": "Merksatz", "g": "Frage"}
    set_meanings(anna, {"y": "Beleg", "g": ""})
    assert meaning_of(anna) == {"y": "Beleg"}
    assert meaning_of(Reader(user=people["ben"])) == meaning_of(Reader()) == {}


def test_the_form_shows_and_keeps_them(sign_in, anna):
    client = sign_in("anna")
    assert client.post("/notes/colours/", {"y": "  Ein   Merksatz "}).url == "/notes/"
    assert meaning_of(anna) == {"y": "Ein Merksatz"}
    assert 'value="Ein Merksatz"' in client.get("/notes/colours/").content.decode()


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


def test_a_visitor_has_none_and_is_asked_to_sign_in(sign_in):
    for response in (sign_in().get("/notes/colours/"), sign_in().post("/notes/colours/", {"y": "x"})):
        assert (response.status_code, response.url) == (302, "/accounts/login/?next=/notes/colours/")
    assert not ColourMeaning.objects.exists()
    assert sign_in("anna").delete("/notes/colours/").status_code == 405


def test_a_guests_become_the_accounts_which_keeps_its_own(people, anna):
    guest = Guest.objects.create(name="Gast")
    set_meanings(Reader(guest=guest), {"y": "Gelb", "g": "Grün"})
    set_meanings(anna, {"y": "Merksatz"})
    hand_over(guest, people["anna"])
    assert meaning_of(anna) == {"y": "Merksatz", "g": "Grün"}
    assert ColourMeaning.objects.count() == 2


def test_the_toolbar_and_own_cards_say_what_the_colours_mean(add, sign_in, anna, interview):
    mine = add("anna", "sehr gutes", body="Merken", visibility="public", colour="g")
    ben, client, page = sign_in("ben"), sign_in("anna"), interview.get_absolute_url()
    before = client.get(page)
    assert '"highlight_g": "Gr\\u00fcn markieren"' in before.content.decode()
    set_meanings(anna, {"g": "<Merksatz>"})
    after = client.get(page)
    assert after.headers["ETag"] != before.headers["ETag"]
    html = after.content.decode()
    assert '"highlight_g": "Gr\\u00fcn markieren: \\u003CMerksatz\\u003E"' in html
    assert '"colour_g": "Gr\\u00fcn: \\u003CMerksatz\\u003E"' in html
    assert '"highlight_y": "Gelb markieren"' in html
    card = html.split(f'id="n-{mine.ref}"')[1]
    assert '<p class="hint">&lt;Merksatz&gt;</p>' in card
    assert '<label data-c="g" title="&lt;Merksatz&gt;">' in card
    assert "Merksatz" not in ben.get(page).content.decode()
    assert "Merksatz" not in sign_in().get(page).content.decode()
    fetched = client.get(f"/annotations/{mine.uid}/", headers={"hx-request": "true"}).content.decode()
    assert '<p class="hint">&lt;Merksatz&gt;</p>' in fetched
    assert "Merksatz" not in ben.get(f"/annotations/{mine.uid}/").content.decode()


def test_others_colours_mean_nothing_in_what_is_exported(add, exported, anna):
    add("anna", "sehr gutes", colour="g")
    add("ben", "Modell", body="Anders", visibility="public", colour="g")
    set_meanings(anna, {"g": "Merksatz"})
    for key in ("text", "html", "print"):
        assert exported("anna", key).decode().count("Merksatz") == 1, key


def test_they_cost_the_page_no_query(add, sign_in, anna, interview, django_assert_max_num_queries):
    add("anna", "sehr gutes", body="Merken", colour="g")
    set_meanings(anna, {"y": "Eins", "g": "Zwei", "b": "Drei", "p": "Vier"})
    client = sign_in("anna")
    with django_assert_max_num_queries(8):
        client.get(interview.get_absolute_url())
