"""The page of a tag: which notes it lists, for whom, and under which names."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Annotation
from annotations.readers import Reader
from annotations.tagging import offered, set_tags


@pytest.fixture
def anna(sign_in):
    return sign_in("anna")


@pytest.fixture
def tagged(add):
    """Anna's private note, ben's public and private ones, all with the same tag."""
    notes = [
        add("anna", "sehr gutes", body="Annas private", visibility="private"),
        add("ben", "Modell", body="Bens public", visibility="public"),
        add("ben", "Absatz", body="Bens private", visibility="private"),
    ]
    for note in notes:
        set_tags(note, ["Eins"])
    return notes


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("anna", ["Annas private", "Bens public"]),
        ("ben", ["Bens public", "Bens private"]),
        ("", ["Bens public"]),
    ],
)
def test_my_notes_and_public_ones(tagged, sign_in, who, seen):
    html = sign_in(who).get("/tags/eins/").content.decode()
    shown = [text for text in ("Annas private", "Bens public", "Bens private") if text in html]
    assert shown == seen
    assert "<h1>#Eins</h1>" in html


@pytest.mark.parametrize("name", ["Eins", "a/b"])
def test_a_tag_page_leads_to_the_feed_if_everybody_may_read_it(add, anna, name):
    note = add("anna", "sehr gutes", body="Meins", visibility="private")
    set_tags(note, [name])
    page = reverse("annotations:tag", args=[name])
    assert "/feed/" not in anna.get(page).content.decode()
    Annotation.objects.filter(pk=note.pk).update(visibility="public")
    feeds = set(re.findall(r'href="([^"]+/feed/)"', anna.get(page).content.decode()))
    # An address of a feed has no room for a slash.
    assert feeds == ({"/tags/Eins/feed/"} if name == "Eins" else set())


def test_only_own_notes_have_buttons(tagged, anna):
    html = anna.get("/tags/Eins/").content.decode()
    assert html.count('value="delete"') == html.count("Schlagwörter</a>") == 1


def test_a_tag_that_one_sees_nowhere_is_as_one_that_is_not_there(tagged, sign_in):
    Annotation.objects.filter(body="Bens public").update(visibility="private")
    assert sign_in().get("/tags/Eins/").status_code == sign_in().get("/tags/keins/").status_code == 404
    assert sign_in().get("/tags/%00/").status_code == 404
    assert sign_in().post("/tags/Eins/").status_code == 405


def test_an_unlisted_interview_is_not_found_by_its_tags(tagged, sign_in, interview):
    type(interview).objects.update(visibility="unlisted")
    assert sign_in().get("/tags/Eins/").status_code == 404
    html = sign_in("anna").get("/tags/Eins/").content.decode()
    assert "Annas private" in html
    assert "Bens public" not in html


@pytest.mark.parametrize("name", ["a/b", "50%", "was?", "ä ö", "x&y", "a;b", "..a"])
def test_every_name_has_an_address(add, anna, name):
    set_tags(add("anna", "sehr gutes"), [name])
    assert anna.get(reverse("annotations:tag", args=[name])).status_code == 200


def test_queries_of_a_tag_page_stay_few(tagged, anna, add):
    counts = []
    for n in range(2):
        with CaptureQueriesContext(connection) as queries:
            anna.get("/tags/eins/")
        counts.append(len(queries))
        for m in range(4):
            set_tags(add("ben", "Modell", body=f"Mehr {n} {m}", visibility="public"), ["eins", f"t{m}"])
    assert counts[0] == counts[1] <= 7


def test_how_somebody_else_spells_a_tag_is_not_told(add, sign_in, interview, people):
    private = add("anna", "sehr gutes", visibility="private")
    set_tags(private, ["GEHEIM"])
    public = add("ben", "Modell", body="Bens Satz", visibility="public")
    set_tags(public, ["Geheim"])
    for path in ("/notes/", "/tags/geheim/", "/tags/geheim/feed/", interview.get_absolute_url()):
        for who in ("ben", "clara", ""):
            assert "GEHEIM" not in sign_in(who).get(path).content.decode()
    assert "#Geheim" in sign_in().get("/tags/GEHEIM/").content.decode()
    assert "#Geheim" in sign_in().get("/tags/GEHEIM/feed/").content.decode()
    assert offered(Reader(user=people["ben"]), interview) == ["Geheim"]
    assert offered(Reader(user=people["anna"]), interview) == ["GEHEIM"]
    assert 'name="tag" value="GEHEIM"' in sign_in("anna").get("/notes/?tag=geheim").content.decode()


def test_spellings_of_ones_own_are_one_choice(add, anna):
    for n, spelling in enumerate(["Eins", "EINS", "Eins"]):
        set_tags(add("anna", "", body=f"Satz {n}"), [spelling])
    html = anna.get("/notes/?tag=EINS").content.decode()
    assert re.findall(r'name="tag" value="(\w+)".*?<small>(\d)</small>', html) == [("Eins", "3")]
    assert html.count('class="entry"') == 3
