"""What readers flag, and the trail of what was done."""

import pytest

from annotations.models import Flag, Guest, ModerationEntry
from tests.annotations.moderation.acting import LOG, QUEUE, REASON, UNDO, act


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
    assert "die Anmerkung von ben" not in html, "it is ben who is blocked"
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
