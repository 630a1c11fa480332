"""Tags: what can be one, who gives them, and where they show."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Annotation
from annotations.readers import Reader
from annotations.tag_names import MOST_TAGS, names_in
from annotations.tagging import offered, set_tags
from reader import page as kept
from reader.importing import save
from tests.conftest import draft


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Eins, zwei", ["Eins", "zwei"]),
        ("#Eins,#zwei ,, ", ["Eins", "zwei"]),
        ("Eins, EINS, eins", ["Eins"]),
        ("zwei  Wörter\n hier", ["zwei Wörter hier"]),
        ("\u00e9, e\u0301", ["\u00e9"]),
        ("c++, 👍, a/b, 日本", ["c++", "👍", "a/b", "日本"]),
        ("null\0zeichen", ["nullzeichen"]),
        ("", []),
        ("x" * 50, ["x" * 50]),
    ],
)
def test_what_is_typed_becomes_tags(typed, names):
    assert names_in([typed]) == names


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("x" * 51, "too_long"),
        ("\ufdfa" * 20, "too_long"),
        (".", "empty"),
        ("../..", "empty"),
        ("\u200b", "empty"),
        (",".join(f"t{n}" for n in range(MOST_TAGS + 1)), "too_many"),
    ],
)
def test_what_can_be_none_is_told(typed, code):
    with pytest.raises(ValidationError) as caught:
        names_in([typed])
    assert caught.value.code == code


@pytest.fixture
def tag(anna):
    """tag(note, "Eins", "zwei") posts the tags of anna's note."""

    def post(note, *names, **more):
        return anna.post(f"/annotations/{note.uid}/tags/", {"tag": names}, **more)

    return post


def names_of(note) -> list[str]:
    return sorted(note.tags.values_list("name", flat=True))


def test_exactly_the_posted_tags_are_kept(add, tag, anna):
    note = add("anna", "sehr gutes")
    assert tag(note, "Eins", "zwei").status_code == 302
    anna.post(f"/annotations/{note.uid}/tags/", {"tag": ["EINS"], "new": "drei, vier"})
    assert names_of(note) == ["EINS", "drei", "vier"]
    tag(note)
    assert names_of(note) == []


def test_undo_brings_the_old_ones_back(add, tag, anna, htmx):
    note = add("anna", "sehr gutes")
    tag(note, "Eins")
    response = tag(note, "zwei", **htmx)
    undo = json.loads(response.headers["HX-Trigger-After-Settle"])["randnotiz:done"]["undo"]
    anna.post(undo["url"], undo["values"], **htmx)
    assert names_of(note) == ["Eins"]


def test_wrong_tags_are_told_and_kept(add, anna, htmx):
    note = add("anna", "sehr gutes")
    set_tags(note, ["Eins", "zwei"])
    typed = {"tag": ["Eins"], "new": f"gut, {'x' * 51}"}
    for headers in ({}, htmx["headers"]):
        response = anna.post(f"/annotations/{note.uid}/tags/", typed, headers=headers)
        assert response.status_code == 422
        html = response.content.decode()
        assert "ist zu lang (höchstens 50 Zeichen)" in html
        assert f"gut, {'x' * 51}" in html
        assert re.findall(r'name="tag" value="(\w+)"( checked)?', html) == [
            ("Eins", " checked"),
            ("zwei", ""),
        ]
    assert names_of(note) == ["Eins", "zwei"]


def test_the_form_offers_own_tags_and_public_ones_of_the_interview(add, people, interview):
    mine, bens, secret = add("anna", "sehr gutes"), add("ben", "Modell"), add("ben", "Absatz")
    elsewhere = save(draft("Ein anderes"), "b.txt", b"b")
    set_tags(mine, ["meins"])
    set_tags(bens, ["öffentlich"])
    set_tags(secret, ["geheim"])
    Annotation.objects.filter(pk=bens.pk).update(visibility="public")
    reader = Reader(user=people["anna"])
    assert sorted(offered(reader, interview)) == ["meins", "öffentlich"]
    assert offered(reader, elsewhere) == ["meins"]
    assert offered(Reader(), interview) == ["öffentlich"]


def test_only_the_owner_gives_tags(add, sign_in):
    note = add("anna", "sehr gutes", visibility="public")
    for who in ("ben", ""):
        for ask in (sign_in(who).get, sign_in(who).post):
            assert ask(f"/annotations/{note.uid}/tags/", {"tag": "x"}).status_code == 404
    assert names_of(note) == []


def test_cards_show_them_as_links_and_at_once(add, tag, sign_in, interview, anna):
    note = add("anna", "sehr gutes", body="Öffentlich", visibility="public")
    address = interview.get_absolute_url()
    ben = sign_in("ben")
    assert 'href="/tags/' not in ben.get(address).content.decode()
    tag(note, "c++ & <b>")
    link = '<a href="/tags/c++%20&amp;%20%3Cb%3E/">#c++ &amp; &lt;b&gt;</a>'
    assert link in ben.get(address).content.decode()
    assert link in anna.get(address).content.decode()
    assert link in ben.get(f"/annotations/{note.uid}/").content.decode()
    tag(note)
    assert link not in ben.get(address).content.decode()


def test_a_private_card_shows_them_at_once(add, tag, anna, interview):
    note = add("anna", "sehr gutes", body="Privat", visibility="private")
    anna.get(interview.get_absolute_url())
    tag(note, "Eins")
    assert "#Eins</a>" in anna.get(interview.get_absolute_url()).content.decode()


def test_an_interview_with_tags_asks_no_more_often(add, anna, interview):
    def ask() -> int:
        anna.get(interview.get_absolute_url())
        kept._fragments._values.clear()
        kept._frames._values.clear()
        with CaptureQueriesContext(connection) as queries:
            anna.get(interview.get_absolute_url())
        return len(queries)

    set_tags(add("anna", "sehr gutes", body="Eins"), ["eins"])
    few = ask()
    for n in range(5):
        set_tags(add("anna", "sehr gutes", body=f"Eins {n}"), ["eins", f"t{n}"])
    assert ask() == few <= 8
