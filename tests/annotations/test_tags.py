"""Tags: what can be one, who gives them, where they show, and the page of each."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Annotation, Tag
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
def anna(sign_in):
    return sign_in("anna")


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
        kept._frames.clear()
        with CaptureQueriesContext(connection) as queries:
            anna.get(interview.get_absolute_url())
        return len(queries)

    set_tags(add("anna", "sehr gutes", body="Eins"), ["eins"])
    few = ask()
    for n in range(5):
        set_tags(add("anna", "sehr gutes", body=f"Eins {n}"), ["eins", f"t{n}"])
    assert ask() == few <= 8


# The page of a tag


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


@pytest.fixture(params=["comment", "reply"])
def say(url, passage, request, add):
    """say(client, "eins, zwei") comments on words, or replies, with these tags; gives answer and uid."""
    is_reply = request.param == "reply"
    parent = add("clara", "Modell", body="Zuerst", visibility="public") if is_reply else None

    def post(client, tags: str, headers=None, **more):
        data = {**passage("sehr gutes", body="Dazu", visibility="public", tags=tags), **more}
        address = f"/annotations/{parent.uid}/replies/" if parent else url
        return client.post(address, data, headers=headers or {}), data["uid"]

    return post


def test_a_comment_is_written_with_its_tags_at_once(say, sign_in, interview, htmx):
    answer, uid = say(sign_in("anna"), " Kapitel 1 , #kapitel 1, modell,", htmx["headers"])
    note = Annotation.objects.get(uid=uid)
    assert sorted(note.tags.values_list("name", flat=True)) == ["Kapitel 1", "modell"]
    assert note.version == 1
    assert "#modell</a>" in answer.content.decode()
    assert "#Kapitel 1</a>" in sign_in().get(interview.get_absolute_url()).content.decode()
    again, _uid = say(sign_in("anna"), "modell", uid=uid)
    assert again.status_code == 302
    assert sorted(note.tags.values_list("name", flat=True)) == ["Kapitel 1", "modell"]


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
@pytest.mark.parametrize(
    ("tags", "wrong"),
    [
        ("...", "Buchstaben oder Ziffern"),
        ("x" * 51, "zu lang"),
        (",".join(map(str, range(21))), "höchstens 20"),
    ],
)
def test_wrong_tags_are_told_at_their_field_and_all_is_kept(say, sign_in, headers, tags, wrong):
    answer, _uid = say(sign_in("anna"), tags, headers)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(rf'id="[^"]+-tags-error" role="alert">[^<]*{wrong}', html)
    assert f'value="{tags}" aria-invalid="true"' in html
    assert '<details class="field" open>' in html
    assert "Dazu</textarea>" in html
    assert not Annotation.objects.filter(body="Dazu").exists()
    assert not Tag.objects.exists()


def test_tags_stay_when_something_else_is_wrong(say, sign_in):
    answer, _uid = say(sign_in(), "eins, zwei", body=" ")
    assert answer.status_code == 422
    assert 'value="eins, zwei"' in answer.content.decode()
    assert not Tag.objects.exists()


def test_a_guests_links_in_tags_are_looked_at_first(say, sign_in):
    _answer, uid = say(sign_in(), "www.eins.test, www.zwei.test, www.drei.test, www.vier.test", name="Nora")
    assert Annotation.objects.get(uid=uid).standing == "waiting"


def test_a_highlight_takes_no_tags_from_its_form(url, passage, sign_in):
    data = passage("sehr gutes", tags="x" * 60)
    assert sign_in("anna").post(url, data).status_code == 302
    assert not Tag.objects.exists()


def test_the_form_has_a_plain_field_and_asks_for_names_when_they_are_wanted(sign_in, interview, blocks, add):
    set_tags(add("ben", "sehr gutes", body="Eins", visibility="public"), ["öffentlich"])
    set_tags(add("ben", "Modell", body="Zwei", visibility="private"), ["geheim"])
    offer = f"/interviews/{interview.slug}/annotations/tags/"
    new, note = f"/interviews/{interview.slug}/annotations/new/", Annotation.objects.get(body="Eins")
    for path in (f"{new}?block={blocks[1].key}", new, f"/annotations/{note.uid}/replies/"):
        html = sign_in("anna").get(path).content.decode()
        assert re.search(rf'<input class="in" id="[^"]+" name="tags" [^>]*data-tags="{offer}"', html)
        assert "<option" not in html.split("<datalist")[1].split("</datalist>")[0]
    assert sign_in("anna").get(offer).json() == {"tags": ["öffentlich"]}
    assert set(sign_in("ben").get(offer).json()["tags"]) == {"öffentlich", "geheim"}
    assert sign_in().get(offer).json() == {"tags": ["öffentlich"]}
    assert sign_in("anna").post(offer).status_code == 405
    type(interview).objects.update(visibility="private")
    assert sign_in("anna").get(offer).status_code == 404
