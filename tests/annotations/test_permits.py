"""Who may write: every way to write, under each rule of the site, by each kind of reader."""

from uuid import uuid4

import pytest
from django.test import Client

from annotations.models import Annotation, Ban, Guest
from reader.site import Site, keep

WAYS = ["comment", "highlight", "reply", "revision", "publish", "restoration", "colour"]


@pytest.fixture
def guest(url, sign_in):
    """A browser with a guest in it, who has written something (before the rules changed)."""
    client = sign_in()
    client.post(url, {"uid": str(uuid4()), "motivation": "commenting", "body": "Von Nora", "name": "Nora"})
    return client


@pytest.fixture
def write(url, passage, add, blocks):
    """write(client, way, owner) tries one way of writing and returns the answer."""
    root = add("ben", "gutes Modell", body="Wurzel")

    def own(owner: dict) -> Annotation:
        block = blocks[2]
        return Annotation.objects.create(
            interview=block.interview, motivation="commenting", colour="y", body="Eigen",
            visibility="private", start_block=block, end_block=block, start=0, end=3,
            exact=block.text[:3], **owner,
        )  # fmt: skip

    def post(client: Client, way: str, owner: dict, **headers):
        words = {"uid": str(uuid4()), "body": "Neu", "name": "Nora"}
        if way == "comment":
            return client.post(url, words | {"motivation": "commenting"}, headers=headers)
        if way == "highlight":
            return client.post(url, passage("sehr gutes", name="Nora"), headers=headers)
        if way == "reply":
            return client.post(f"/annotations/{root.uid}/replies/", words, headers=headers)
        note = own(owner)
        at = f"/annotations/{note.uid}"
        if way == "revision":
            data = {"body": "Anders", "version": 1, "visibility": "public", "colour": "y"}
            return client.post(f"{at}/revision/", data, headers=headers)
        if way == "publish":
            return client.post(f"{at}/visibility/", {"visibility": "public"}, headers=headers)
        if way == "colour":
            return client.post(f"{at}/colour/", {"colour": "b"}, headers=headers)
        client.post(f"{at}/deletion/")
        return client.post(f"{at}/restoration/", headers=headers)

    return post


def as_reader(kind: str, sign_in, people, guest) -> tuple[Client, dict]:
    if kind == "account":
        return sign_in("clara"), {"creator": people["clara"]}
    if kind == "guest":
        return guest, {"guest": Guest.objects.get()}
    return sign_in(), {"creator": people["anna"]}


@pytest.mark.parametrize("kind", ["account", "guest", "visitor"])
@pytest.mark.parametrize("rule", ["everyone", "moderated", "accounts"])
@pytest.mark.parametrize("way", WAYS)
def test_each_way_under_each_rule(write, way, rule, kind, sign_in, people, guest):
    client, owner = as_reader(kind, sign_in, people, guest)
    keep(Site(pk=1, commenters=rule))
    before = Annotation.objects.count()
    answer = write(client, way, owner)
    made = way in {"comment", "highlight", "reply"}
    if kind == "visitor" and not made:
        assert answer.status_code == (403 if rule == "accounts" else 404)
        return
    if rule == "accounts" and kind != "account":
        asked = way == "highlight"
        assert answer.status_code == (422 if asked else 403)
        assert Annotation.objects.filter(body="Neu").count() == 0
        assert Annotation.objects.count() == before + (0 if made else 1)
        return
    assert answer.status_code == 302, answer.content.decode()
    latest = Annotation.objects.latest("pk")
    said = way in {"comment", "reply", "revision", "publish"}
    waits = rule == "moderated" and kind != "account" and said
    assert (latest.standing, latest.doubt) == (("waiting", "guest") if waits else ("visible", ""))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["account", "guest"])
def test_who_is_blocked_reads_but_does_not_write(write, way, kind, sign_in, people, guest, interview):
    client, owner = as_reader(kind, sign_in, people, guest)
    Ban.objects.create(**owner)
    answer = write(client, way, owner)
    assert answer.status_code == 403
    assert "Die Moderation hat Sie gesperrt." in answer.content.decode()
    assert not Annotation.objects.filter(body__in=["Neu", "Anders"]).exists()
    assert client.get(interview.get_absolute_url()).status_code == 200


def test_on_the_page_nothing_is_replaced_and_the_reason_is_said(write, sign_in, people, guest, htmx):
    Ban.objects.create(creator=people["clara"])
    answer = write(sign_in("clara"), "comment", {}, **htmx["headers"])
    assert answer.status_code == 403
    assert answer.headers["HX-Reswap"] == "none"
    assert "randnotiz:problem" in answer.headers["HX-Trigger"]


def test_what_is_deleted_may_be_deleted_by_who_may_not_write(add, sign_in, people):
    note = add("clara", "sehr gutes", body="Doch nicht")
    Ban.objects.create(creator=people["clara"])
    assert sign_in("clara").post(f"/annotations/{note.uid}/deletion/").status_code == 302
    note.refresh_from_db()
    assert note.deleted


def test_where_an_account_is_needed_the_form_says_so_and_asks_to_sign_in(url, sign_in, interview, add):
    root = add("ben", "gutes Modell", body="Wurzel")
    keep(Site(pk=1, commenters="accounts", version=2))
    for address in (interview.get_absolute_url(), f"{url}new/", f"/annotations/{root.uid}/replies/"):
        html = sign_in().get(address).content.decode()
        assert "Hier können nur Leser mit Konto schreiben." in html, address
        assert "%23comments" in html or "%23n-" in html, "back to where one wanted to write"
        assert "Kommentar schreiben</a>" not in html
        assert "data-composer" not in html
        assert "data-composer" in sign_in("anna").get(address).content.decode()


def test_a_highlight_waits_for_the_sign_in_where_an_account_is_needed(url, passage, sign_in, people, htmx):
    keep(Site(pk=1, commenters="accounts"))
    visitor = sign_in()
    asked = visitor.post(url, passage("sehr gutes"), **htmx)
    assert asked.status_code == 422
    html = asked.content.decode()
    assert 'name="then" value="login"' in html
    assert 'name="name"' not in html
    assert visitor.post(url, passage("sehr gutes", then="login")).status_code == 302
    visitor.post("/accounts/login/", {"username": "ben", "password": "ben-has-a-password"})
    assert Annotation.objects.get().creator == people["ben"]


def test_who_is_blocked_saves_nothing_by_signing_in(url, passage, sign_in, people):
    visitor = sign_in()
    visitor.post(url, passage("sehr gutes", then="login"))
    Ban.objects.create(creator=people["ben"])
    visitor.post("/accounts/login/", {"username": "ben", "password": "ben-has-a-password"})
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("preset", ["private", "public"])
def test_what_is_preset_holds_until_the_author_says_otherwise(url, passage, sign_in, preset):
    keep(Site(pk=1, comments=preset, highlights=preset))
    anna = sign_in("anna")
    anna.post(url, passage("sehr gutes"))
    anna.post(url, {"motivation": "commenting", "body": "Wort"})
    assert {note.visibility for note in Annotation.objects.all()} == {preset}
    html = anna.get(f"{url}new/").content.decode()
    assert f'value="{preset}" checked' in html
    anna.post(url, passage("gutes Modell", visibility="public"))
    assert Annotation.objects.latest("pk").visibility == "public"
