"""Mail about notices: to whom, how often, in which words; and that no crash or mail server does harm."""

import json
import re
import socket
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from annotations import letters, mailing, notices
from annotations.models import Annotation, Contact, Guest, Notice
from annotations.notices import mute
from annotations.readers import Reader
from reader.models import Interview


@pytest.fixture
def people(people, settings):
    settings.SITE_URL = "https://notes.example"
    for name, user in people.items():
        EmailAddress.objects.create(user=user, email=f"{name}@example.org", verified=True, primary=True)
    return people


def soon():
    return timezone.now() + timedelta(minutes=2)


def tomorrow():
    return timezone.now() + timedelta(days=1)


def link(text: str, name: str) -> str:
    return re.search(rf"https://notes\.example(/notices/{name}/\S+/)", text)[1]


@pytest.fixture
def told(add, answer, people):
    """anna is told of ben's reply."""
    reply = answer("ben", add("anna", body="Wurzel"), "Ich sehe das **anders**.")
    Contact.objects.update(language="de")
    return reply


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
    morning = timezone.localtime(notices.next_morning())
    assert (morning.hour, morning.minute) == (notices.MORNING, 0)
    assert timedelta() < morning - timezone.now() <= timedelta(days=1, hours=1)


def test_once_a_day_all_come_in_one_mail_and_only_once(add, answer, people, monkeypatch):
    monkeypatch.setattr(notices, "next_morning", lambda: timezone.now() + timedelta(hours=9))
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


class Down:
    """A mail server that takes so many mails and then none."""

    def __init__(self, takes: int = 0):
        self.takes, self.sent = takes, []

    @property
    def default(self):
        return self

    def send_messages(self, messages):
        if len(self.sent) >= self.takes:
            raise ConnectionRefusedError("down")
        self.sent += messages


def test_a_server_that_is_down_is_tried_later_and_later(told, monkeypatch):
    monkeypatch.setattr(mailing, "mailers", Down())
    now, pauses = soon(), []
    for _ in range(mailing.MOST_TRIES):
        assert mailing.send_due(now) == (0, 1)
        again = Notice.objects.get().due
        if again is not None:
            pauses.append(again - now)
            assert mailing.send_due(again - timedelta(seconds=1)) == (0, 0)
            now = again
    assert pauses == sorted(pauses)
    assert len(pauses) == mailing.MOST_TRIES - 1
    assert Notice.objects.get().due is None


def test_a_crash_leaves_at_most_one_mail_to_be_sent_twice(add, answer, people, monkeypatch):
    root = add("anna", body="Wurzel")
    for n in range(4):
        answer("ben", root, f"Antwort {n}")

    class Crash(Down):
        def send_messages(self, messages):
            super().send_messages(messages)
            if len(self.sent) == self.takes:
                raise KeyboardInterrupt

    server = Crash(takes=2)
    monkeypatch.setattr(mailing, "mailers", server)
    now = soon()
    with pytest.raises(KeyboardInterrupt):
        mailing.send_due(now)
    server.takes = 99
    assert mailing.send_due(now) == (0, 0), "taken, as far as anybody can tell"
    assert mailing.send_due(now + mailing.TAKEN + timedelta(minutes=3)) == (3, 0)
    names = [sent.extra_headers["Message-ID"] for sent in server.sent]
    assert len(names) == 5
    assert len(set(names)) == 4


def test_what_one_process_has_taken_no_other_sends(told, monkeypatch):
    """A second run begins while the first one is at its mail."""
    inner = []

    class Slow(Down):
        def send_messages(self, messages):
            inner.append(mailing.send_due(now))

    monkeypatch.setattr(mailing, "mailers", Slow())
    now = soon()
    assert mailing.send_due(now) == (1, 0)
    assert inner == [(0, 0)]


@pytest.mark.parametrize(
    "name", ["Eve\r\nBcc: all@example.org", "Eve\nSubject: x", "Eve\u2028Bcc: a@b.example"]
)
def test_no_name_or_title_begins_another_header(url, add, people, sign_in, name):
    root = add("anna", body="Wurzel")
    Interview.objects.update(title=f"Titel {name}")
    reply = Annotation.objects.create(
        interview=root.interview, guest=Guest.objects.create(name=name), motivation="replying",
        visibility="public", body="Antwort\n.\nRCPT TO:<all@example.org>", reply_to=root, root=root,
    )  # fmt: skip
    Notice.objects.create(
        interview=root.interview, annotation=reply, creator=people["anna"], kind="reply", due=timezone.now()
    )
    assert mailing.send_due() == (1, 0)
    sent = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert sent["Bcc"] is None
    assert len(sent.get_all("Subject")) == 1
    assert sent["Subject"].startswith("Eve ")
    assert mail.outbox[0].recipients() == ["anna@example.org"]


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
    assert "<button" in sign_in().get(address).content.decode()
    assert sign_in().post(address).status_code == 200
    answer("ben", told.root, "Ungehört")
    assert Notice.objects.count() == 1


@pytest.fixture
def _nobody_asked():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.usefixtures("_nobody_asked")
class TestGuests:
    @pytest.fixture
    def nora(self, people, url, sign_in):
        """A guest who wrote, and gave an address."""
        visitor = sign_in()
        data = {"motivation": "commenting", "body": "Als Gast", "name": "Nora", "email": "nora@example.org"}
        assert visitor.post(url, data).status_code == 302
        return visitor

    def test_hear_of_replies_once_their_address_is_confirmed(self, nora, answer, sign_in):
        note = Annotation.objects.get()
        answer("ben", note, "Vorher")
        assert mailing.send_due(soon()) == (1, 0)
        asked = mail.outbox[0]
        assert asked.to == ["nora@example.org"]
        assert "Nora" not in asked.body + asked.subject, "nothing that a stranger has typed"
        address = link(asked.body, "confirm")
        assert "<button" in sign_in().get(address).content.decode()
        assert Contact.objects.get(guest__isnull=False).confirmed is None
        assert "bestätigt" in sign_in().post(address).content.decode()
        answer("ben", note, "Nachher")
        assert mailing.send_due(soon()) == (1, 0)
        assert "Nachher" in mail.outbox[1].body
        assert "Vorher" not in mail.outbox[1].body

    @pytest.mark.parametrize("way", ["comment", "reply"])
    def test_are_told_that_a_mail_is_on_its_way_or_why_none_is(self, way, url, add, people, sign_in, htmx):
        root = add("anna", body="Wurzel")
        said = []
        for n in range(4):
            data = {"motivation": "commenting", "body": f"Nr. {n}", "name": "Eve", "email": "eve@example.org"}
            to = url if way == "comment" else f"/annotations/{root.uid}/replies/"
            response = sign_in().post(to, data, **htmx)
            said.append(json.loads(response.headers["HX-Trigger-After-Settle"])["randnotiz:done"]["say"])
        first = "Kommentar" if way == "comment" else "Antwort"
        on_its_way = "Bitte bestätigen Sie Ihre Adresse: Eine Mail ist unterwegs."
        assert said[0] == f"{first} gespeichert. {on_its_way}"
        assert said[3].startswith(f"{first} gespeichert. An Ihre Adresse ging keine Mail")
        assert "Adresse" not in json.dumps(dict(sign_in("ben").post(url, data, **htmx).headers))
        plain = sign_in()
        response = plain.post(url, data | {"body": "Nr. 4", "email": "other@example.org"}, follow=True)
        assert on_its_way in response.content.decode()

    def test_an_address_is_never_shown(self, nora, interview, sign_in):
        for who in ("anna", "clara", ""):
            assert "nora@example.org" not in sign_in(who).get(interview.get_absolute_url()).content.decode()
            assert (
                sign_in(who).get(f"{interview.get_absolute_url()}feed/").content.count(b"@example.org") == 0
            )
        assert "nora@example.org" in nora.get("/notices/settings/").content.decode()

    def test_a_wrong_address_is_told_at_its_field_and_nothing_is_lost(self, url, people, sign_in, htmx):
        data = {"motivation": "commenting", "body": "Als Gast", "name": "Nora", "email": "nora"}
        response = sign_in().post(url, data, **htmx)
        html = response.content.decode()
        assert response.status_code == 422
        assert "Das ist keine E-Mail-Adresse." in html
        assert "<details data-name-field open>" in html
        assert 'value="nora"' in html
        assert "Als Gast</textarea>" in html
        assert not Guest.objects.exists()

    def test_an_old_link_and_one_for_another_address_confirm_nothing(self, nora, sign_in, monkeypatch):
        mailing.send_due()
        address = link(mail.outbox[0].body, "confirm")
        nora.post("/notices/settings/", {"frequency": "daily", "email": "other@example.org"})
        assert sign_in().post(address).status_code == 410
        mailing.send_due()
        newer = link(mail.outbox[1].body, "confirm")
        monkeypatch.setattr("annotations.mail_links.A_WEEK", timedelta(seconds=-1))
        assert sign_in().post(newer).status_code == 410
        assert Contact.objects.get(guest__isnull=False).confirmed is None

    def test_an_address_can_be_taken_back(self, nora):
        nora.post("/notices/settings/", {"frequency": "instant", "email": ""})
        assert mailing.send_due() == (0, 0)
        assert Contact.objects.get(guest__isnull=False).address == ""

    def test_nobody_is_asked_again_and_again(self, people, url, sign_in):
        for _ in range(5):
            data = {"motivation": "commenting", "body": "Hallo", "name": "Eve", "email": "victim@example.org"}
            assert sign_in().post(url, data).status_code == 302
        assert mailing.send_due() == (3, 0)


def test_a_real_server_gets_it_as_it_was_written(told, settings):
    """Over SMTP on loopback: what arrives is what was meant, with umlauts and a line that is only a dot."""

    class Inbox:
        def __init__(self):
            self.got = []

        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            self.got.append(envelope)
            return "250 OK"

    Annotation.objects.filter(pk=told.pk).update(body="Schöne Grüße\n.\n😀 Ende")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(Inbox(), hostname="127.0.0.1", port=port)
    controller.start()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {
        "default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 10}}
    }
    try:
        assert mailing.send_due(soon()) == (1, 0)
    finally:
        controller.stop()
    (got,) = controller.handler.got
    sent = message_from_bytes(got.content, policy=policy.default)
    assert got.rcpt_tos == ["anna@example.org"]
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Schöne Grüße\n.\n😀 Ende" in sent.get_content().replace("\r\n", "\n")
    assert sent["Subject"] == "ben hat Ihnen geantwortet: Ein Gespräch · Randnotiz"


def test_a_server_that_nobody_runs_fails_no_comment(answer, add, people, settings):
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {
        "default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 2}}
    }
    answer("ben", add("anna", body="Wurzel"))
    assert mailing.send_due(soon()) == (0, 1)
    assert Notice.objects.get().tries == 1


def test_words_of_a_header_are_one_line_whatever_they_are():
    assert letters.one_line("a\r\nb\x0bc\u2029d") == "a b c d"
