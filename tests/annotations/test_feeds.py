"""Feeds and readers' pages: what everybody may read, and nothing else."""

from xml.etree.ElementTree import fromstring

import pytest

from annotations.models import Annotation, Guest, Tag, Tagging
from reader.ids import uuid7
from reader.importing import save
from reader.models import Interview
from tests.conftest import draft

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def feed(sign_in):
    """feed(path) fetches a feed as a visitor and returns its root element."""

    def fetch(path: str):
        response = sign_in().get(path)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        return fromstring(response.content)

    return fetch


def tagged(note: Annotation, name: str = "Bienen") -> Annotation:
    tag, _new = Tag.objects.get_or_create(name=name, key=name.casefold())
    Tagging.objects.create(interview=note.interview, annotation=note, tag=tag)
    return note


def ids(root) -> list[str]:
    return [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]


def test_an_interviews_feed_has_its_comments_the_latest_first(add, answer, feed, interview):
    note = add("ben", body="Das **stimmt**, sagt @anna")
    reply = answer("anna", note, "Danke")
    add("anna", "Modell")
    add("anna", body="Für mich", visibility="private")
    root = feed(f"{interview.get_absolute_url()}feed/")
    assert ids(root) == [reply.uid.urn, note.uid.urn]
    assert root.findtext(f"{ATOM}id") == interview.uid.urn
    assert root.findtext(f"{ATOM}title") == "Kommentare zu „Ein Gespräch“"
    entry = root.findall(f"{ATOM}entry")[1]
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "ben"
    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert content.text.startswith("<blockquote>sehr gutes</blockquote><p>Das <strong>stimmt</strong>")
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/a/{note.uid}/"
    assert entry.findtext(f"{ATOM}updated").startswith(note.modified.strftime("%Y-%m-%d"))


def test_readers_and_tags_have_feeds_and_a_page(add, feed, sign_in):
    note = tagged(add("ben", body="Von Bienen"))
    tagged(add("anna", body="Heimlich von Bienen", visibility="private"))
    assert ids(feed("/tags/bienen/feed/")) == ids(feed("/readers/ben/feed/")) == [note.uid.urn]
    page = feed("/tags/bienen/feed/").find(f"{ATOM}link[@rel='alternate']").get("href")
    assert page == "http://testserver/tags/Bienen/"
    html = sign_in().get("/readers/ben/").content.decode()
    assert "Von Bienen" in html
    assert 'href="/readers/ben/feed/"' in html
    for path in (
        "/readers/anna/",
        "/readers/anna/feed/",
        "/readers/niemand/",
        "/tags/nichts/feed/",
        "/tags/%00/feed/",
    ):
        assert sign_in("anna").get(path).status_code == 404


def test_a_readers_page_names_each_interview_once(add, sign_in, interview):
    other = save(draft("Noch ein Gespräch"), "noch.txt", b"noch")
    path = f"/interviews/{other.slug}/annotations/"
    for body in ("Eins", "Zwei"):
        add("ben", body=body)
        data = {"uid": str(uuid7()), "body": f"Dort {body}", "motivation": "commenting"}
        assert sign_in("ben").post(path, data).status_code == 302
    add("ben", body="Drei")
    html = sign_in("ben").get("/readers/ben/").content.decode()
    assert html.count(f">{interview.title}</a>") == html.count(f">{other.title}</a>") == 1
    places = [
        html.index(words) for words in ("<p>Drei", "<p>Zwei", "<p>Eins", "<p>Dort Zwei", "<p>Dort Eins")
    ]
    assert places == sorted(places)
    assert 'class="acts"' not in html, "it shows what everybody sees"


@pytest.mark.parametrize(("visibility", "status"), [("unlisted", 200), ("private", 404)])
def test_what_is_not_listed_shows_nowhere_else(add, sign_in, people, visibility, status):
    note = tagged(add("ben", body="Von Bienen"))
    Interview.objects.update(visibility=visibility, added_by=people["ben"])
    for who in ("", "ben"):
        client = sign_in(who)
        assert client.get(f"{note.interview.get_absolute_url()}feed/").status_code == status
        for path in ("/readers/ben/", "/readers/ben/feed/", "/tags/bienen/feed/"):
            assert client.get(path).status_code == 404
    page = sign_in("ben").get(note.interview.get_absolute_url()).content.decode()
    assert ('type="application/atom+xml"' in page) is (status == 200)


def test_a_feed_may_be_kept_by_any_cache_until_something_changes(add, sign_in, interview):
    note = add("ben", body="Eins")
    path = f"{interview.get_absolute_url()}feed/"
    first = sign_in().get(path)
    assert first.headers["Cache-Control"].startswith("public")
    assert "Cookie" not in first.headers.get("Vary", "")
    known = {"if-none-match": first.headers["ETag"]}
    again = sign_in("anna").get(path, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert (
        sign_in().get(path, headers={"if-modified-since": first.headers["Last-Modified"]}).status_code == 304
    )
    sign_in("ben").post(f"/annotations/{note.uid}/deletion/")
    gone = sign_in().get(path, headers=known)
    assert gone.status_code == 200
    assert b"Eins" not in gone.content


def test_a_feed_costs_the_same_however_much_is_in_it(add, sign_in, interview, django_assert_num_queries):
    add("ben", body="Eins")
    for number in (1, 20):
        for n in range(number):
            add("anna", body=f"Noch {n} an @ben")
        with django_assert_num_queries(2):
            assert sign_in().get(f"{interview.get_absolute_url()}feed/").status_code == 200
    assert sign_in("anna").post(f"{interview.get_absolute_url()}feed/").status_code == 405


HOSTILE = [
    "<script>alert(1)</script>", "]]><x/>", "[x](javascript:alert(1))", '<img src=x onerror="alert(1)">',
    "&#12;&#1;", "<!DOCTYPE a [<!ENTITY b 'c'>]>&b;", '@ben"><svg onload=alert(1)>', "`</content><entry>`",
    "\ufffe\u2028",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_readers_write_is_markup_in_a_feed_or_on_a_page(add, feed, sign_in, interview, words):
    note = add("ben", body=f"Hallo {words}")
    guest = Guest.objects.create(name=words[:80])
    Annotation.objects.filter(pk=note.pk).update(creator=None, guest=guest, exact=words)
    Interview.objects.update(title=words)
    (entry,) = feed(f"{interview.get_absolute_url()}feed/").findall(f"{ATOM}entry")
    content = entry.find(f"{ATOM}content").text
    for bad in ("<script", "<img", "<svg", 'href="javascript', "<!DOCTYPE"):
        assert bad not in content
    assert "<entry>" not in content


def test_old_feeds_of_nothing_do_not_change(feed, interview, sign_in):
    path = f"{interview.get_absolute_url()}feed/"
    assert sign_in().get(path).content == sign_in().get(path).content
    assert ids(feed(path)) == []
