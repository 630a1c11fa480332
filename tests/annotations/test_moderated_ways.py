"""The other ways to write: reactions, tags, many notes at once, files. The same rules hold for them."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.models import Annotation, Ban, Reaction
from reader.site import Site, keep


@pytest.fixture
def guest(url, sign_in):
    """A browser with a guest in it, who keeps one note to themselves."""
    client = sign_in()
    note = {"uid": str(uuid4()), "motivation": "commenting", "body": "Von Nora", "visibility": "private"}
    client.post(url, note | {"name": "Nora"})
    return client


@pytest.fixture
def ways(add):
    """Address and data of each way."""
    theirs, own = add("ben", "sehr gutes", body="Wurzel"), Annotation.objects.filter(body="Von Nora")

    def each() -> dict[str, tuple[str, dict]]:
        mine = own.first()
        file = SimpleUploadedFile("notes.json", b"{}")
        return {
            "reactions": (f"/annotations/{theirs.uid}/reactions/", {"emoji": "👍"}),
            "resolution": (f"/annotations/{mine.uid}/resolution/", {"resolved": "1"}),
            "tags": (f"/annotations/{mine.uid}/tags/", {"tag": "neu"}),
            "many": ("/notes/changes/", {"note": str(mine.uid), "do": "public"}),
            "file": ("/notes/import/", {"file": file}),
        }

    return each


@pytest.mark.parametrize("way", ["reactions", "resolution", "tags", "many", "file"])
@pytest.mark.parametrize("why", ["accounts", "blocked"])
def test_who_may_not_write_does_not_write_so_either(guest, ways, way, why):
    if why == "accounts":
        keep(Site(pk=1, commenters="accounts"))
    else:
        Ban.objects.create(guest=Annotation.objects.get(body="Von Nora").guest)
    address, data = ways()[way]
    assert guest.post(address, data).status_code == 403
    note = Annotation.objects.get(body="Von Nora")
    assert (note.visibility, note.tags.count(), Reaction.objects.count()) == ("private", 0, 0)


@pytest.mark.parametrize(("site", "doubt"), [({"commenters": "moderated"}, "guest"), ({"links": 0}, "links")])
def test_what_a_guest_shows_with_many_others_waits(guest, site, doubt, interview, sign_in):
    Annotation.objects.update(body="Siehe https://a.example")
    keep(Site(pk=1, **site))
    note = Annotation.objects.get()
    guest.post("/notes/changes/", {"note": str(note.uid), "do": "public"})
    note.refresh_from_db()
    assert (note.visibility, note.standing, note.doubt) == ("public", "waiting", doubt)
    assert "a.example" not in sign_in().get(interview.get_absolute_url()).content.decode()


def test_what_an_account_shows_with_many_others_does_not_wait(add, sign_in):
    keep(Site(pk=1, commenters="moderated", links=0))
    note = add("anna", "sehr gutes", body="Siehe https://a.example", visibility="private")
    sign_in("anna").post("/notes/changes/", {"note": str(note.uid), "do": "public"})
    note.refresh_from_db()
    assert (note.visibility, note.standing) == ("public", "visible")


def test_what_a_guest_brings_from_a_file_waits(guest, interview):
    keep(Site(pk=1, commenters="moderated"))
    row = {
        "id": "abc",
        "created": "2026-01-02T03:04:05+00:00",
        "updated": "2026-01-02T03:04:05+00:00",
        "user": "acct:Nora@hypothes.is",
        "uri": "https://a.example/1",
        "text": "Aus der Datei",
        "tags": [],
        "permissions": {"read": ["group:__world__"]},
        "document": {"title": [interview.title]},
        "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "sehr gutes Modell"}]}],
    }
    file = SimpleUploadedFile("notes.json", json.dumps({"rows": [row], "total": 1}).encode())
    guest.post("/notes/import/", {"file": file, "interview": interview.slug, "by": "Nora"})
    note = Annotation.objects.get(body="Aus der Datei")
    assert (note.visibility, note.standing) == ("public", "waiting")


def test_a_list_of_notes_does_not_quote_what_is_hidden(add, sign_in):
    root = add("ben", "sehr gutes", body="Verborgene Worte")
    anna = sign_in("anna")
    anna.post(f"/annotations/{root.uid}/replies/", {"uid": str(uuid4()), "body": "Annas Antwort"})
    assert "Annas Antwort" in anna.get("/notes/").content.decode()
    Annotation.objects.filter(pk=root.pk).update(standing="hidden")
    html = anna.get("/notes/").content.decode()
    assert "Annas Antwort" in html
    assert "Verborgene Worte" not in html
