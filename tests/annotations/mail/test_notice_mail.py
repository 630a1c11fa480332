"""Mail about notices: to whom, how often, in which words, and how it is ended."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from annotations.mail import letters, mailing
from annotations.models import Contact, Notice
from annotations.notices import storing
from annotations.notices.choosing import mute
from annotations.readers import Reader
from reader.models import Interview
from tests.annotations.mail.letterbox import link, soon, tomorrow


def test_a_reply_is_mailed_a_moment_later_with_all_that_one_needs(told, interview):
    assert mailing.send_due() == (0, 0)
    assert mailing.send_due(soon()) == (1, 0)
    assert mailing.send_due(soon()) == (0, 0)
    sent = mail.outbox[0]
    assert sent.to == ["anna@example.org"]
    assert sent.subject == "ben hat Ihnen geantwortet: Ein Gespräch · Randnotiz"
    assert "> sehr gutes" in sent.body
    assert "Ich sehe das **anders**." in sent.body
    assert f"https://notes.example/a/{told.uid}/" in sent.body
    headers = sent.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link(headers["List-Unsubscribe"], "unsubscribe") == link(sent.body, "unsubscribe")
    assert headers["Auto-Submitted"] == "auto-generated"
    assert Notice.objects.get().mailed


def test_mail_is_in_its_readers_language(told, people):
    Contact.objects.filter(creator=people["anna"]).update(language="en")
    mailing.send_due(soon())
    assert mail.outbox[0].subject == "ben replied to you: Ein Gespräch · Randnotiz"
    assert "No more mail of this kind:" in mail.outbox[0].body


CHANGES = {
    "private": lambda note, anna: note.creator.annotations.update(visibility="private"),
    "deleted": lambda note, anna: note.creator.annotations.update(deleted=timezone.now()),
    "seen": lambda note, anna: Notice.objects.all().see(),
    "interview private": lambda note, anna: Interview.objects.update(visibility="private"),
    "muted": lambda note, anna: mute(note.root, Reader(user=anna), muted=True),
    "no confirmed address": lambda note, anna: EmailAddress.objects.update(verified=False),
    "account closed": lambda note, anna: type(anna).objects.filter(pk=anna.pk).update(is_active=False),
    "never": lambda note, anna: Contact.objects.filter(creator=anna).update(frequency="never"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_hidden_seen_or_not_wanted_is_not_mailed(told, people, change):
    CHANGES[change](told, people["anna"])
    assert mailing.send_due(soon()) == (0, 0)
    assert not Notice.objects.filter(due__isnull=False).exists()


def test_a_day_begins_in_the_morning():
    morning = timezone.localtime(storing.next_morning())
    assert (morning.hour, morning.minute) == (storing.MORNING, 0)
    assert timedelta() < morning - timezone.now() <= timedelta(days=1, hours=1)


def test_once_a_day_all_come_in_one_mail_and_only_once(add, answer, people, monkeypatch):
    monkeypatch.setattr(storing, "next_morning", lambda: timezone.now() + timedelta(hours=9))
    Contact.objects.update_or_create(creator=people["anna"], defaults={"frequency": "daily"})
    root = add("anna", body="Wurzel")
    for n in range(3):
        answer("ben", root, f"Antwort {n}")
    Contact.objects.update(language="de")
    assert mailing.send_due(soon()) == (0, 0)
    call_command("send_notices", verbosity=0)
    assert mailing.send_due(tomorrow()) == (1, 0)
    assert mailing.send_due(tomorrow()) == (0, 0)
    assert mail.outbox[-1].subject == "3 neue Mitteilungen für Sie · Randnotiz"
    assert all(f"Antwort {n}" in mail.outbox[-1].body for n in range(3))


def test_another_choice_holds_for_what_is_waiting(told, sign_in, htmx):
    anna = sign_in("anna")
    html = anna.post("/notices/settings/", {"frequency": "daily"}, **htmx).content.decode()
    assert 'value="daily" id="frequency-daily" checked' in html
    assert "anna@example.org" in html
    assert Notice.objects.get().due > soon()
    assert anna.post("/notices/settings/", {"frequency": "instant"}).status_code == 302
    assert mailing.send_due() == (1, 0)
    refused = anna.post("/notices/settings/", {"frequency": "hourly"}, **htmx)
    assert refused.status_code == 422


def test_one_click_ends_all_mail_without_signing_in(told, add, answer, sign_in):
    mailing.send_due(soon())
    address = link(mail.outbox[0].body, "unsubscribe")
    visitor = sign_in()
    page = visitor.get(address)
    assert "<button" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert Contact.objects.get(creator__username="anna").frequency == "instant"
    program = Client(enforce_csrf_checks=True)
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Contact.objects.get(creator__username="anna").frequency == "never"
    answer("ben", told.root, "Ungehört")
    assert mailing.send_due(soon()) == (0, 0)
    for wrong in (address.replace("/unsubscribe/", "/mute/"), address[:-5] + "xxxx/"):
        assert program.post(wrong).status_code == 404
    assert program.delete(address).status_code == 405


def test_a_thread_is_muted_from_its_mail(told, answer, sign_in):
    mailing.send_due(soon())
    address = link(mail.outbox[0].body, "mute")
    asked = sign_in().get(address).content.decode()
    assert "<button" in asked
    done = sign_in().post(address).content.decode()
    # Somebody may have thought better of it.
    assert ["/notices/settings/" in html for html in (asked, done)] == [False, True]
    answer("ben", told.root, "Ungehört")
    assert Notice.objects.count() == 1


def test_words_of_a_header_are_one_line_whatever_they_are():
    assert letters.one_line("a\r\nb\x0bc\u2029d") == "a b c d"
