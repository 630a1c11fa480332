"""The other ways to write: reactions, tags, many notes at once, files. The same rules hold for them."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.models import Annotation, Ban, ModerationEntry, Reaction
from annotations.moderation.judging import judge, take_back
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


def hypothesis_file(interview, **row) -> SimpleUploadedFile:
    made = "2026-01-02T03:04:05+00:00"
    known = {
        "id": "abc",
        "created": made,
        "updated": made,
        "user": "acct:Nora@hypothes.is",
        "uri": "https://a.example/1",
        "text": "",
        "tags": [],
        "permissions": {"read": ["group:__world__"]},
        "document": {"title": [interview.title]},
        "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "sehr gutes Modell"}]}],
    }
    return SimpleUploadedFile("notes.json", json.dumps({"rows": [known | row], "total": 1}).encode())


NOWHERE = [{"selector": [{"type": "TextQuoteSelector", "exact": "Kauft Uhren, das steht hier nirgends"}]}]


@pytest.mark.parametrize("row", [{"text": "Worte"}, {"tags": ["uhren"]}, {"target": NOWHERE}])
def test_every_word_that_a_guest_has_from_a_file_waits(guest, interview, row):
    """A file is no form: nobody counts what is in it, nor sees how quickly it was written."""
    file = hypothesis_file(interview, **row)
    guest.post("/notes/import/", {"file": file, "interview": interview.slug, "by": "Nora"})
    note = Annotation.objects.get(origin="abc")
    assert (note.visibility, note.standing, note.doubt) == ("public", "waiting", "guest")


@pytest.mark.parametrize("way", ["many", "one"])
def test_what_came_from_a_file_waits_too_when_it_is_shown_later(guest, interview, way):
    file = hypothesis_file(interview, target=NOWHERE, permissions={"read": []})
    guest.post("/notes/import/", {"file": file, "interview": interview.slug, "by": "Nora"})
    note = Annotation.objects.get(origin="abc")
    assert (note.visibility, note.standing) == ("private", "visible")
    if way == "many":
        guest.post("/notes/changes/", {"note": str(note.uid), "do": "public"})
    else:
        guest.post(f"/annotations/{note.uid}/visibility/", {"visibility": "public"})
    note.refresh_from_db()
    assert (note.visibility, note.standing) == ("public", "waiting")


@pytest.mark.parametrize("way", ["many", "one", "before"])
def test_a_guests_tags_are_words_that_the_moderation_sees_first(guest, interview, people, sign_in, way):
    keep(Site(pk=1, commenters="moderated"))
    note = Annotation.objects.get(body="Von Nora")
    if way != "before":
        Annotation.objects.filter(pk=note.pk).update(visibility="public")
    if way == "many":
        guest.post("/notes/changes/", {"note": str(note.uid), "do": "tag", "tags": "uhren"})
    else:
        guest.post(f"/annotations/{note.uid}/tags/", {"tag": "uhren"})
    if way == "before":
        guest.post(f"/annotations/{note.uid}/visibility/", {"visibility": "public"})
    note.refresh_from_db()
    assert (note.visibility, note.standing, note.tags.count()) == ("public", "waiting", 1)
    assert "uhren" not in sign_in().get(interview.get_absolute_url()).content.decode()
    people["anna"].is_staff = True
    people["anna"].save()
    assert "uhren" in sign_in("anna").get("/moderation/").content.decode()


def test_taking_tags_away_needs_nobodys_eye(guest, tagged):
    keep(Site(pk=1, commenters="moderated"))
    Annotation.objects.update(visibility="public")
    note = Annotation.objects.get(body="Von Nora")
    tagged(note, "alt", "bleibt")
    guest.post(f"/annotations/{note.uid}/tags/", {"tag": "bleibt"})
    note.refresh_from_db()
    assert (note.standing, note.tags.count()) == ("visible", 1)


@pytest.mark.parametrize("way", ["reactions", "support"])
def test_new_guests_do_not_react_without_end(add, sign_in, settings, monkeypatch, url, passage, way):
    settings.COMMENT_LIMIT = 1
    monkeypatch.setattr("annotations.spam.HIGHLIGHTS_A_COMMENT", 1)
    if way == "support":
        words = {"words": "recht gutes", **passage("sehr gutes")}
        sign_in("anna").post(url.replace("annotations", "suggestions") + "new/", words)
        note = Annotation.objects.get()
    else:
        note = add("anna", "sehr gutes", body="Beliebt")
    data = {"emoji": "like", "name": "Nora"}
    statuses = [sign_in().post(f"/annotations/{note.uid}/{way}/", data).status_code for _ in range(5)]
    assert statuses == [302] * 4 + [429]


def test_a_private_reply_is_not_quoted_to_the_moderation(add, answer, people, sign_in):
    root = add("anna", "sehr gutes", body="Wurzel")
    secret = answer("ben", root, "Nur für Ben", visibility="private")
    shown = answer("ben", secret, "Für alle", visibility="public")
    Annotation.objects.filter(pk=shown.pk).update(standing="waiting", doubt="links")
    people["anna"].is_staff = True
    people["anna"].save()
    html = sign_in("anna").get("/moderation/").content.decode()
    assert "Für alle" in html
    assert "Nur für Ben" not in html
    assert "Wurzel" in html


def test_words_are_not_changed_without_end_either(add, sign_in, settings):
    """Each change may call other people by name."""
    settings.COMMENT_LIMIT = 2
    note, anna = add("anna", "sehr gutes", body="Wort 0"), sign_in("anna")
    address = f"/annotations/{note.uid}/revision/"

    def change(body: str):
        note.refresh_from_db()
        return anna.post(address, {"body": body, "version": note.version, "visibility": "public"})

    assert [change(f"Wort {n}").status_code for n in (1, 2)] == [302, 302]
    assert change("Wort 2").status_code == 302
    answer = change("Wort 3 bleibt im Feld")
    assert answer.status_code == 429
    assert "Wort 3 bleibt im Feld" in answer.content.decode()
    note.refresh_from_db()
    assert note.body == "Wort 2"


def test_what_its_author_deleted_since_is_not_brought_back(add, people, sign_in):
    note = add("ben", "sehr gutes", body="Doch lieber nicht")
    batch = judge(people["anna"], "delete", [note])
    ben = sign_in("ben")
    ben.post(f"/annotations/{note.uid}/restoration/")
    ben.post(f"/annotations/{note.uid}/deletion/")
    take_back(people["anna"], ModerationEntry.objects.filter(batch=batch).with_later())
    note.refresh_from_db()
    assert (note.standing, note.deleted is None) == ("visible", False)
