"""The way to a mail server: no crash, no second run and no server that is down does harm, nor does a name."""

import re
import socket
from datetime import timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.utils import timezone

from annotations.mail import letters, mailing
from annotations.mail.headers import Letter
from annotations.models import Annotation, Guest, Notice
from reader.models import Interview
from tests.annotations.mail.letterbox import soon


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
    # As it is sent: programs look for an address in it, not for encoded words.
    assert re.search(rb"\r\nList-Unsubscribe: <https://notes\.example/\S+>\r\n", got.content)
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


@pytest.mark.parametrize("length", [0, 19, 60, 130])
@pytest.mark.parametrize("words", ["erwähnt", "mentioned", "吃"])
def test_a_subject_is_broken_between_its_words(words, length):
    """By the older reader of Python, which takes encoded words for some only with a blank between them."""
    subject = letters.one_line(
        f"ben {words} " + "wort " * (length // 5) + f"{'x' * (length % 5)} · Randnotiz"
    )
    written = Letter(subject, "x", to=["anna@example.org"]).message(policy=policy.SMTP).as_bytes()
    head = re.search(rb"^Subject: (.*?)\r\n(?! )", written, re.S | re.M)[1].decode("ascii")
    assert "?==?" not in head
    assert all(len(line) <= 78 for line in head.split("\r\n"))
    assert str(make_header(decode_header(head))) == subject
