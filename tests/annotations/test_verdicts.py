"""Authors hear what the moderation did with their notes: in the bell, and by mail if they want that."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from annotations.mail import mailing
from annotations.models import Annotation, Contact, Guest, ModerationEntry, Notice
from annotations.moderation.judging import judge, take_back
from reader.site import Site, keep
from tests.annotations.mail.letterbox import soon

REASON = "Das ist Werbung"
SHOWN = "Ihre Anmerkung ist jetzt für alle sichtbar"
HIDDEN = "Die Moderation hat Ihre Anmerkung verborgen"
REMOVED = "Die Moderation hat Ihre Anmerkung gelöscht"


def notices(client) -> str:
    return client.get("/notices/").content.decode()


def undo(by, batch):
    return take_back(by, ModerationEntry.objects.filter(batch=batch).with_later())


@pytest.fixture
def note(add):
    return add("anna", body="Kaufen Sie Uhren")


@pytest.fixture
def nora(sign_in):
    """A guest whose first note waits."""
    keep(Site(pk=1, commenters="moderated"))
    return sign_in()


@pytest.fixture
def waiting(nora, url):
    nora.post(url, {"motivation": "commenting", "body": "Noras Worte", "name": "Nora"})
    return Annotation.objects.get()


def test_who_has_written_it_reads_that_it_is_hidden_and_why(note, people, sign_in):
    judge(people["clara"], "hide", [note], REASON)
    html = notices(sign_in("anna"))
    assert HIDDEN in html
    assert REASON in html
    assert 'aria-label="1 ungelesene Mitteilung"' in sign_in("anna").get("/notices/bell/").content.decode()
    assert HIDDEN not in notices(sign_in("ben"))
    response = sign_in("anna").post(f"/notices/{Notice.objects.get().uid}/")
    assert response.headers["Location"].endswith(f"?note={note.uid}#n-{note.ref}")


def test_the_notebook_says_that_it_is_hidden_and_why(note, people, sign_in):
    judge(people["clara"], "hide", [note], REASON)
    assert f"Von der Moderation verborgen: {REASON}" in sign_in("anna").get("/notes/").content.decode()


def test_what_was_deleted_is_told_with_its_words_and_its_address_says_so(note, people, sign_in):
    judge(people["clara"], "delete", [note], REASON)
    anna = sign_in("anna")
    html = notices(anna)
    assert REMOVED in html
    assert REASON in html
    assert "Kaufen Sie Uhren" in html
    response = anna.post(f"/notices/{Notice.objects.get().uid}/", follow=True)
    assert response.status_code == 410
    assert sign_in("anna").get("/notices/bell/").status_code == 204


def test_the_latest_alone_is_told(note, people, sign_in):
    judge(people["clara"], "hide", [note], REASON)
    assert HIDDEN in notices(sign_in("anna"))
    Notice.objects.all().see()
    judge(people["clara"], "approve", [note])
    html = notices(sign_in("anna"))
    assert SHOWN in html
    assert HIDDEN not in html
    assert REASON not in html
    assert Notice.objects.unread().count() == 1


def test_who_names_themselves_still_hears_of_it(add, people, sign_in):
    note = add("anna", body="Ich, @anna, verkaufe Uhren")
    judge(people["clara"], "hide", [note], REASON)
    data = {"version": 1, "visibility": "public", "body": "Ich, @anna, verkaufe Autos"}
    assert sign_in("anna").post(f"/annotations/{note.uid}/revision/", data).status_code == 302
    assert HIDDEN in notices(sign_in("anna"))


def test_what_changes_nothing_for_its_author_is_not_told(note, people):
    for verb in ("approve", "block", "unblock"):
        judge(people["clara"], verb, [note])
    assert not people["anna"].notices.exists()


def test_nobody_is_told_of_their_own_moderation(note, people):
    judge(people["anna"], "hide", [note], REASON)
    assert not Notice.objects.exists()


def test_what_is_taken_back_unheard_is_not_told(note, people):
    batch = judge(people["clara"], "hide", [note], REASON)
    undo(people["clara"], batch)
    assert not Notice.objects.exists()


def test_what_is_taken_back_after_they_heard_of_it_is_told(note, people, sign_in):
    batch = judge(people["clara"], "delete", [note], REASON)
    Notice.objects.all().see()
    undo(people["clara"], batch)
    assert SHOWN in notices(sign_in("anna"))


def test_guests_hear_that_everybody_sees_it_and_no_more_when_it_waits_again(waiting, nora, people):
    batch = judge(people["clara"], "approve", [waiting])
    assert SHOWN in notices(nora)
    undo(people["clara"], batch)
    assert SHOWN not in notices(nora)


def test_an_approval_that_nobody_has_heard_of_outlives_what_followed(waiting, nora, people):
    judge(people["clara"], "approve", [waiting])
    waiting.refresh_from_db()
    undo(people["clara"], judge(people["clara"], "hide", [waiting]))
    assert SHOWN in notices(nora)


@pytest.mark.parametrize("change", [{"visibility": "private"}, {"deleted": timezone.now()}])
def test_what_does_not_hold_any_more_is_not_told(waiting, nora, people, change):
    judge(people["clara"], "approve", [waiting])
    Annotation.objects.update(**change)
    assert SHOWN not in notices(nora)
    assert nora.get("/notices/bell/").status_code == 204


def test_what_its_author_deletes_is_no_deletion_by_the_moderation(note, people, sign_in):
    judge(people["clara"], "hide", [note], REASON)
    sign_in("anna").post(f"/annotations/{note.uid}/deletion/")
    html = notices(sign_in("anna"))
    assert HIDDEN not in html
    assert REMOVED not in html


@pytest.mark.parametrize(("verb", "said"), [("hide", HIDDEN), ("delete", REMOVED)])
def test_it_is_mailed_with_the_reason(note, people, verb, said):
    EmailAddress.objects.create(user=people["anna"], email="anna@example.org", verified=True, primary=True)
    Contact.objects.update_or_create(creator=people["anna"], defaults={"language": "de"})
    judge(people["clara"], verb, [note], REASON)
    assert mailing.send_due(soon()) == (1, 0)
    sent = mail.outbox[0]
    assert sent.subject == f"{said}: Ein Gespräch · Randnotiz"
    assert f"Grund: {REASON}" in sent.body
    assert "> sehr gutes" in sent.body
    assert (f"/a/{note.uid}/" in sent.body) is (verb == "hide")
    assert "stummschalten" not in sent.body.lower()


@pytest.mark.parametrize("confirmed", [True, False])
def test_guests_are_mailed_at_an_address_that_is_theirs(waiting, people, confirmed):
    Contact.objects.create(
        guest=Guest.objects.get(),
        address="nora@example.org",
        language="de",
        confirmed=timezone.now() if confirmed else None,
    )
    judge(people["clara"], "approve", [waiting])
    mailing.send_due(soon())
    assert [one.to for one in mail.outbox] == [["nora@example.org"]] * confirmed


def test_it_goes_over_to_the_account_that_a_guest_makes(waiting, nora, people):
    judge(people["clara"], "hide", [waiting], REASON)
    nora.post("/accounts/register/", {"username": "nora", "password1": "ein-langes-kennwort-7"})
    assert HIDDEN in notices(nora)
