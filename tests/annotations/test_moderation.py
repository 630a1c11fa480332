"""Moderation: who judges what, what others and the author then see, undo, flags, and the trail."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations import groups
from annotations.models import Annotation, Ban, Flag, Guest, ModerationEntry
from annotations.moderating import judge
from reader.models import Interview
from reader.site import Site, keep

REASON = "Das ist Werbung"
QUEUE, UNDO, LOG = "/moderation/", "/moderation/undo/", "/moderation/log/"


@pytest.fixture
def staff(people, sign_in):
    """anna runs the site."""
    people["anna"].is_staff = True
    people["anna"].save()
    return sign_in("anna")


@pytest.fixture
def owned(interview, people):
    """The interview, added by ben."""
    Interview.objects.filter(pk=interview.pk).update(added_by=people["ben"])
    return interview


@pytest.fixture
def nora():
    return Client(headers={"accept-language": "de"})


@pytest.fixture
def waiting(url, nora, interview):
    """What a guest has written while the site looks at such things first."""
    keep(Site(pk=1, commenters="moderated"))
    uid = str(uuid4())
    nora.post(url, {"uid": uid, "motivation": "commenting", "body": "Noras Worte", "name": "Nora"})
    return Annotation.objects.get(uid=uid)


def seen(client: Client, interview) -> str:
    return client.get(interview.get_absolute_url()).content.decode()


def act(client: Client, verb: str, *notes: Annotation, **more):
    headers = more.pop("headers", {})
    return client.post(QUEUE, {"do": verb, "note": [n.uid for n in notes], **more}, headers=headers)


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
    assert "Alle 0 Anmerkungen" in seen(sign_in(), interview)
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


def undo_of(answer) -> dict:
    import json

    return json.loads(answer.headers["HX-Trigger-After-Settle"])["randnotiz:done"]["undo"]


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


def test_the_owner_of_an_interview_judges_there_and_only_there(owned, add, sign_in, people, htmx):
    from reader.importing import save
    from tests.conftest import draft

    here = add("clara", "sehr gutes", body="Hier geschrieben")
    elsewhere = save(draft("Anderswo"), "anderswo.txt", b"anderswo")
    there = Annotation.objects.create(
        interview=elsewhere,
        creator=people["clara"],
        motivation="commenting",
        body="Dort",
        visibility="public",
    )
    for note in (here, there):
        Flag.objects.create(
            interview=note.interview, annotation=note, creator=people["anna"], complaint="spam"
        )
    ben = sign_in("ben")
    html = ben.get(QUEUE, {"state": "flagged"}).content.decode()
    assert "Hier geschrieben" in html
    assert "Dort" not in html
    assert "sperren" not in html
    assert act(ben, "hide", there, reason=REASON).status_code == 422
    assert act(ben, "hide", here, reason=REASON).status_code == 302
    assert act(ben, "block", here).status_code == 403
    assert not Ban.objects.exists()
    assert ben.get(LOG).status_code == 403
    batch = judge(people["anna"], "block", [here])
    ben.post(UNDO, {"batch": str(batch)})
    assert Ban.objects.exists()


def test_the_staff_judges_nothing_private(owned, add, sign_in, staff):
    kept = add("clara", "sehr gutes", body="Nur für mich", visibility="private")
    public = add("clara", "gutes Modell", body="Im privaten Gespräch")
    Interview.objects.update(visibility="private")
    html = "".join(staff.get(QUEUE, {"state": s}).content.decode() for s in ("waiting", "flagged", "hidden"))
    assert "Nur für mich" not in html
    for note in (kept, public):
        assert act(staff, "hide", note, reason=REASON).status_code == 422
    assert act(sign_in("ben"), "hide", kept, reason=REASON).status_code == 422
    assert act(sign_in("ben"), "hide", public, reason=REASON).status_code == 302
    assert REASON not in staff.get(LOG).content.decode()


def test_what_a_group_says_is_the_groups_to_judge(owned, add, sign_in, people, staff):
    circle = groups.found(people["clara"], "Lesekreis")
    note = add("clara", "sehr gutes", body="Unter uns")
    act(staff, "hide", note, reason=REASON)
    sign_in("clara").post(f"/annotations/{note.uid}/visibility/", {"visibility": str(circle.uid)})
    groups.join(circle, people["ben"])
    assert "Unter uns" in seen(sign_in("ben"), owned)
    assert REASON not in seen(sign_in("ben"), owned)
    assert act(sign_in("ben"), "delete", note, reason=REASON).status_code == 422
    sign_in("clara").post(f"/annotations/{note.uid}/visibility/", {"visibility": "public"})
    assert "Unter uns" not in seen(sign_in(), owned)


def test_an_answer_to_ones_own_that_waits_is_counted_for_its_author_alone(waiting, nora, sign_in, interview):
    nora.post(f"/annotations/{waiting.uid}/replies/", {"uid": str(uuid4()), "body": "Noch etwas"})
    assert Annotation.objects.get(body="Noch etwas").visibility == "public"
    Annotation.objects.filter(body="Noch etwas").update(standing="visible", doubt="")
    assert "Alle 2 Anmerkungen" in seen(nora, interview)
    html = seen(sign_in(), interview)
    assert "Alle 0 Anmerkungen" in html
    assert "Noch etwas" not in html


WHO = [("", 302), ("clara", 403), ("ben", 200), ("anna", 200)]


@pytest.mark.parametrize(("who", "status"), WHO)
def test_who_opens_the_queue(owned, staff, waiting, sign_in, who, status):
    client = sign_in(who)
    assert client.get(QUEUE).status_code == status
    assert client.put(QUEUE).status_code == 405
    assert client.get(UNDO).status_code == 405
    assert client.post(LOG).status_code == 405
    posted = act(client, "approve", waiting)
    assert posted.status_code == (302 if status == 200 else status)
    waiting.refresh_from_db()
    assert (waiting.standing == "visible") is (status == 200)
    entry = ModerationEntry.objects.first()
    assert client.get(LOG).status_code == {"": 302, "anna": 200}.get(who, 403)
    if entry is None:
        entry = ModerationEntry.objects.get(batch=judge(waiting.interview.added_by, "approve", [waiting]))
    answer = client.post(UNDO, {"batch": str(entry.batch)})
    assert answer.status_code == (302 if status == 200 else status)
    waiting.refresh_from_db()
    assert (waiting.standing == "waiting") is (status == 200)


def test_a_blocked_guest_and_their_address_wait_outside_and_are_let_in_again(
    waiting, staff, nora, url, sign_in, htmx
):
    words = {"motivation": "commenting", "body": "Wieder ich", "name": "Eva"}
    undo = undo_of(act(staff, "block", waiting, **htmx))
    ban = Ban.objects.get()
    assert ban.guest.name == "Nora"
    assert "127.0.0.1" not in ban.address
    assert nora.post(url, words).status_code == 403
    assert sign_in().post(url, words).status_code == 403, "the same address without the cookie"
    assert sign_in().post(url, words, REMOTE_ADDR="192.0.2.9").status_code == 302
    assert sign_in("clara").post(url, words).status_code == 302, "accounts are not blocked by address"
    Ban.objects.update(until=timezone.now())
    assert sign_in().post(url, words).status_code == 302
    assert nora.post(url, words).status_code == 403
    assert "Noras Worte" in staff.get(QUEUE, {"state": "blocked"}).content.decode()
    staff.post(undo["url"], undo["values"])
    assert nora.post(url, words).status_code == 302


def test_a_ban_goes_along_to_the_account(waiting, staff, nora, url, people):
    act(staff, "block", waiting)
    nora.post("/accounts/login/", {"username": "clara", "password": "clara-has-a-password"})
    assert Ban.objects.get().creator == people["clara"]
    assert nora.post(url, {"motivation": "commenting", "body": "Ich"}).status_code == 403
    waiting.refresh_from_db()
    act(staff, "unblock", waiting)
    assert nora.post(url, {"motivation": "commenting", "body": "Ich"}).status_code == 302


def test_the_queue_opens_where_there_is_something_to_do(add, staff, sign_in, waiting):
    note = add("clara", "sehr gutes", body="Claras Worte")
    sign_in("ben").post(f"/annotations/{note.uid}/flag/", {"complaint": "spam"})
    html = staff.get(QUEUE).content.decode()
    assert "Noras Worte" in html
    assert "Claras Worte" not in html
    assert "Claras Worte" in act(staff, "approve", waiting, headers={"hx-request": "true"}).content.decode()
    assert "Claras Worte" in staff.get(QUEUE).content.decode()
    assert "Claras Worte" not in staff.get(QUEUE, {"state": "waiting"}).content.decode()


class TestFlags:
    @pytest.fixture
    def note(self, add):
        return add("clara", "sehr gutes", body="Worte")

    @pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
    def test_a_reader_flags_once_and_may_say_it_otherwise(self, note, sign_in, staff, headers):
        ben, at = sign_in("ben"), f"/annotations/{note.uid}/flag/"
        for complaint in ("spam", "insult"):
            answer = ben.post(at, {"complaint": complaint, "words": "Lest das"}, headers=headers)
            assert answer.status_code == (200 if headers else 302)
        flag = Flag.objects.get()
        assert (flag.complaint, flag.words, flag.author) == ("insult", "Lest das", "ben")
        html = staff.get(QUEUE, {"state": "flagged"}).content.decode()
        assert "Beleidigend oder hasserfüllt" in html
        assert "gemeldet von ben" in html
        act(staff, "approve", note)
        assert Flag.objects.open().count() == 0
        note.refresh_from_db()
        assert note.standing == "visible"

    def test_a_guest_flags_and_takes_it_along_to_an_account(self, note, url, nora, people):
        nora.post(url, {"motivation": "commenting", "body": "Hallo", "name": "Nora"})
        assert nora.post(f"/annotations/{note.uid}/flag/", {"complaint": "spam"}).status_code == 302
        assert Flag.objects.get().guest == Guest.objects.get()
        nora.post("/accounts/login/", {"username": "ben", "password": "ben-has-a-password"})
        assert Flag.objects.get().creator == people["ben"]

    @pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
    @pytest.mark.parametrize(
        "data", [{}, {"complaint": "nonsense"}, {"complaint": "spam", "words": "x" * 501}]
    )
    def test_what_is_wrong_is_told_at_its_field(self, note, sign_in, headers, data):
        answer = sign_in("ben").post(
            f"/annotations/{note.uid}/flag/", {"words": "Getippt"} | data, headers=headers
        )
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "-error" in html
        assert data.get("words", "Getippt") in html
        assert not Flag.objects.exists()

    def test_visitors_are_asked_to_sign_in_and_authors_have_nothing_to_flag(self, note, sign_in):
        at = f"/annotations/{note.uid}/flag/"
        assert "melden Sie sich bitte an" in sign_in().get(at).content.decode()
        assert sign_in().post(at, {"complaint": "spam"}).status_code == 403
        assert sign_in("clara").post(at, {"complaint": "spam"}).status_code == 404
        assert sign_in("ben").put(at).status_code == 405
        assert at not in sign_in("clara").get(f"/annotations/{note.uid}/actions/").content.decode()
        assert at in sign_in("ben").get(f"/annotations/{note.uid}/actions/").content.decode()

    @pytest.mark.parametrize("who", ["ben", ""])
    def test_what_one_does_not_see_one_does_not_flag(self, add, sign_in, who):
        kept = add("clara", "gutes Modell", body="Nur für mich", visibility="private")
        for method in ("get", "post"):
            answer = getattr(sign_in(who), method)(f"/annotations/{kept.uid}/flag/", {"complaint": "spam"})
            assert answer.status_code == 404

    def test_many_flags_at_once_are_too_many(self, note, sign_in, people):
        ben = sign_in("ben")
        answers = [ben.post(f"/annotations/{note.uid}/flag/", {"complaint": "spam"}) for _ in range(21)]
        assert [answer.status_code for answer in answers].count(429) == 1
        assert answers[-1].headers["Retry-After"] == "600"


def test_the_trail_says_who_did_what_and_why_and_is_searched(add, staff, people):
    note, other = add("clara", "sehr gutes", body="Worte"), add("ben", "gutes Modell", body="Andere")
    act(staff, "hide", note, reason=REASON)
    act(staff, "block", other)
    html = staff.get(LOG).content.decode()
    for words in ("anna</b> hat verborgen", "die Anmerkung von clara", REASON, "hat gesperrt"):
        assert words in html
    assert REASON not in staff.get(LOG, {"verb": "block"}).content.decode()
    assert REASON in staff.get(LOG, {"search": "clara"}).content.decode()
    assert REASON not in staff.get(LOG, {"search": "ben"}).content.decode()
    entry = ModerationEntry.objects.get(verb="hide")
    staff.post(UNDO, {"entry": str(entry.uid)})
    note.refresh_from_db()
    assert note.standing == "visible"


def test_a_line_of_the_trail_is_never_changed_nor_deleted(add, staff, people):
    act(staff, "hide", add("clara", "sehr gutes", body="Worte"), reason=REASON)
    entry = ModerationEntry.objects.get()
    entry.reason = "anders"
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
    for change in (lambda rows: rows.update(reason="anders"), lambda rows: rows.delete()):
        with pytest.raises(TypeError):
            change(ModerationEntry.objects.all())
    people["anna"].delete()
    entry.refresh_from_db()
    assert (entry.by, entry.by_name, entry.reason) == (None, "anna", REASON)


@pytest.mark.parametrize("address", [QUEUE, f"{QUEUE}?state=flagged", f"{QUEUE}?state=hidden", LOG])
def test_few_queries_however_many_wait(interview, staff, people, address):
    def cost(count: int) -> int:
        for n in range(count):
            note = Annotation.objects.create(
                interview=interview, motivation="commenting", creator=people[("clara", "ben")[n % 2]],
                body=f"Nummer {n}", visibility="public",
            )  # fmt: skip
            Flag.objects.create(
                interview=note.interview, annotation=note, creator=people["anna"], complaint="spam"
            )
            judge(people["anna"], "hide" if n % 3 else "block", [note], REASON)
            Annotation.objects.filter(pk=note.pk).update(
                **({"standing": "waiting", "doubt": "guest"} if n % 2 else {})
            )
            Flag.objects.update(settled=None)
        with CaptureQueriesContext(connection) as queries:
            assert staff.get(address).status_code == 200
        return len(queries)

    few = cost(4)
    assert cost(25) == few <= 8


def test_words_of_readers_are_escaped(staff, url, sign_in, people, add):
    evil = '<script>alert(1)</script>"><img src=x>'
    note = add("clara", "sehr gutes", body=evil)
    sign_in("ben").post(f"/annotations/{note.uid}/flag/", {"complaint": "other", "words": evil})
    html = staff.get(QUEUE, {"state": "flagged"}).content.decode()
    act(staff, "hide", note, reason=evil)
    html += staff.get(LOG).content.decode() + staff.get(QUEUE, {"state": "hidden"}).content.decode()
    assert "<script>alert" not in html
    assert "<img" not in html
