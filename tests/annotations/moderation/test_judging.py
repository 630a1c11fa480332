"""What others and the author see of what was judged, and taking it back."""

from uuid import uuid4

import pytest

from annotations.models import Annotation, Flag, ModerationEntry
from tests.annotations.moderation.acting import QUEUE, REASON, act, seen
from tests.annotations.undoing import undo_of


def test_whom_it_concerns_is_told_once_it_is_approved(owned, add, waiting, staff, people, nora):
    root = add("clara", body="Wurzel")
    nora.post(f"/annotations/{root.uid}/replies/", {"body": "Noras Antwort"})
    assert not people["clara"].notices.exists()
    act(staff, "approve", Annotation.objects.get(body="Noras Antwort"))
    assert people["clara"].notices.get().annotation.body == "Noras Antwort"


def test_what_waits_is_its_authors_alone_until_it_is_approved(waiting, staff, nora, sign_in, interview):
    assert "Wartet auf die Moderation" in seen(nora, interview)
    for client in (staff, sign_in("clara"), sign_in()):
        assert "Noras Worte" not in seen(client, interview)
        assert client.get(waiting.get_absolute_url()).status_code == 404
    interview.refresh_from_db()
    assert interview.comments == 0
    assert "Noch keine Anmerkungen" in seen(sign_in(), interview)
    html = staff.get(QUEUE).content.decode()
    assert "Noras Worte" in html
    assert "Wartet: von einem Gast geschrieben" in html
    assert act(staff, "approve", waiting).status_code == 302
    assert "Noras Worte" in seen(sign_in(), interview)
    interview.refresh_from_db()
    assert interview.comments == 1
    assert "Wartet auf die Moderation" not in seen(nora, interview)


def test_who_has_the_page_from_before_gets_it_anew(add, staff, sign_in, interview):
    note = add("clara", "sehr gutes", body="Worte")
    clara, visitor = sign_in("clara"), sign_in()
    before = [client.get(interview.get_absolute_url()).headers["ETag"] for client in (clara, visitor)]
    act(staff, "hide", note, reason=REASON)
    for client, etag in zip((clara, visitor), before, strict=True):
        again = client.get(interview.get_absolute_url(), headers={"if-none-match": etag})
        assert again.status_code == 200


def test_the_author_of_a_hidden_one_reads_why_and_others_nothing(add, staff, sign_in, interview):
    note = add("clara", "sehr gutes", body="Kaufen Sie Uhren")
    act(staff, "hide", note, reason=REASON)
    assert f"Von der Moderation verborgen: {REASON}" in seen(sign_in("clara"), interview)
    assert "Kaufen Sie Uhren" in sign_in("clara").get(note.get_absolute_url()).content.decode()
    for client in (sign_in("ben"), sign_in()):
        html = seen(client, interview)
        assert "Kaufen" not in html
        assert REASON not in html
        assert "<mark" not in html
        assert client.get(note.get_absolute_url()).status_code == 404
    sign_in("clara").post(
        f"/annotations/{note.uid}/revision/",
        {"body": "Kaufen Sie doch", "version": 1, "visibility": "public"},
    )
    note.refresh_from_db()
    assert (note.standing, note.body) == ("hidden", "Kaufen Sie doch")


@pytest.mark.parametrize("hidden", ["root", "middle"])
def test_replies_below_a_hidden_one_keep_their_place(add, staff, sign_in, interview, hidden):
    def reply(parent, who, body):
        sign_in(who).post(f"/annotations/{parent.uid}/replies/", {"uid": str(uuid4()), "body": body})
        return Annotation.objects.get(body=body)

    root = add("clara", "sehr gutes", body="Wurzel")
    middle = reply(root, "ben", "Mitte")
    leaf = reply(middle, "anna", "Blatt")
    note, words = (root, "Wurzel") if hidden == "root" else (middle, "Mitte")
    act(staff, "hide", note, reason=REASON)
    for client in (sign_in(), sign_in("anna")):
        html = seen(client, interview)
        assert ">Verborgener Kommentar</p>" in html
        assert f">{words}<" not in html
        assert "<p>Blatt</p>" in html
        place = html.index(f'id="n-{leaf.ref}"')
        assert 'data-depth="2"' in html[html.rindex("<div", 0, place) : html.index(">", place)]
        assert "<mark" in html
        card = client.get(leaf.get_absolute_url()).content.decode()
        assert "Verborgener Kommentar" in card
        assert f">{words}<" not in card
    act(staff, "approve", note)
    assert f"<p>{words}</p>" in seen(sign_in(), interview)


def test_nobody_answers_what_waits_or_is_hidden(add, waiting, staff, sign_in):
    hidden = add("clara", "sehr gutes", body="Worte")
    act(staff, "hide", hidden, reason=REASON)
    for note in (waiting, hidden):
        answer = sign_in("ben").post(f"/annotations/{note.uid}/replies/", {"body": "Antwort"})
        assert answer.status_code == 404


def test_what_the_moderation_deleted_stays_hidden_when_its_author_brings_it_back(
    add, staff, sign_in, interview
):
    note = add("clara", "sehr gutes", body="Worte")
    act(staff, "delete", note, reason=REASON)
    clara = sign_in("clara")
    assert "<p>Worte</p>" not in seen(clara, interview)
    clara.post(f"/annotations/{note.uid}/restoration/")
    assert "<p>Worte</p>" in seen(clara, interview)
    assert "<p>Worte</p>" not in seen(sign_in(), interview)


@pytest.mark.parametrize("verb", ["approve", "hide", "delete"])
def test_each_step_can_be_taken_back(waiting, staff, sign_in, htmx, verb):
    ben = sign_in("ben")
    Annotation.objects.update(standing="visible")
    ben.post(f"/annotations/{waiting.uid}/flag/", {"complaint": "spam"})
    Annotation.objects.update(standing="waiting")
    answer = act(staff, verb, waiting, reason=REASON, **htmx)
    assert answer.status_code == 200
    assert Flag.objects.open().count() == 0
    undo = undo_of(answer)
    back = staff.post(undo["url"], undo["values"], **htmx)
    assert 'hx-swap-oob="true" id="queue"' in back.content.decode()
    waiting.refresh_from_db()
    assert (waiting.standing, waiting.verdict, waiting.deleted) == ("waiting", "", None)
    assert Flag.objects.open().count() == 1
    assert [entry.verb for entry in ModerationEntry.objects.all()] == ["undo", verb]


@pytest.mark.parametrize(
    ("state", "say"),
    [("waiting", "1 note approved"), ("flagged", "1 note kept"), ("hidden", "1 note shown again")],
)
def test_it_says_what_was_done_in_the_words_of_the_button(add, staff, state, say):
    note = add("anna", body="Hm", visibility="public")
    data = {"do": "approve", "note": note.uid, "state": state}
    response = staff.post("/moderation/", data, headers={"hx-request": "true", "accept-language": "en"})
    assert say in response.headers["HX-Trigger-After-Settle"]


def test_an_old_step_is_not_taken_back_over_a_newer_one(add, staff, htmx):
    note = add("clara", "sehr gutes", body="Worte")
    first = undo_of(act(staff, "hide", note, reason=REASON, **htmx))
    act(staff, "approve", note)
    staff.post(first["url"], first["values"])
    note.refresh_from_db()
    assert note.standing == "visible"


def test_several_at_once_and_back(add, staff, htmx):
    notes = [add("clara", "sehr gutes", body=f"Nummer {n}") for n in range(3)]
    other = add("ben", "gutes Modell", body="Bleibt")
    answer = act(staff, "hide", *notes, reason=REASON, **htmx)
    assert "3 Anmerkungen verborgen" in answer.headers["HX-Trigger-After-Settle"].encode().decode(
        "unicode-escape"
    )
    assert set(Annotation.objects.filter(standing="hidden")) == set(notes)
    undo = undo_of(answer)
    staff.post(undo["url"], undo["values"])
    assert not Annotation.objects.filter(standing="hidden").exists()
    other.refresh_from_db()
    assert other.standing == "visible"


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
def test_who_hides_says_why_and_what_was_typed_stays(waiting, staff, headers):
    answer = act(staff, "hide", waiting, reason=" ", at=waiting.ref, headers=headers)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="why-{waiting.ref}-error"' in html
    long = act(staff, "hide", waiting, reason="x" * 301, at=waiting.ref, headers=headers)
    assert long.status_code == 422
    assert f'value="{"x" * 301}"' in long.content.decode()
    waiting.refresh_from_db()
    assert waiting.standing == "waiting"


@pytest.mark.parametrize("data", [
    {"do": "approve"}, {"do": "approve", "note": "no-uid"}, {"do": "approve", "note": str(uuid4())},
    {"do": "undo"}, {},
])  # fmt: skip
def test_nonsense_changes_nothing(waiting, staff, data):
    assert staff.post(QUEUE, data).status_code == 422
    assert not ModerationEntry.objects.exists()
