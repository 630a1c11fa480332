"""Mail goes where one setting says: to a real server on this machine."""

import socket
import ssl
from contextlib import contextmanager
from email import message_from_bytes, policy

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import AuthResult
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.test import override_settings

from reader.config.mail import SMTP, mailer, sender


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("smtp://localhost", {"host": "localhost", "port": None}),
        ("smtp://127.0.0.1:2525", {"host": "127.0.0.1", "port": 2525}),
        (
            "smtp+tls://me%40here:a%2Fb%3A%20c@mail.example:587",
            {
                "host": "mail.example",
                "port": 587,
                "use_tls": True,
                "username": "me@here",
                "password": "a/b: c",
            },
        ),
        ("smtps://[::1]", {"host": "::1", "port": None, "use_ssl": True}),
    ],
)
def test_an_address_names_a_mail_server(address, options):
    assert mailer(address) == {"BACKEND": SMTP, "OPTIONS": options | {"timeout": 10}}


def test_without_an_address_mails_are_printed_as_they_read(capsys):
    link = "https://site.example/" + "ä" * 200
    with override_settings(MAILERS={"default": mailer("")}):
        EmailMessage("Grüße", f"Ein Link:\n{link}\n", None, ["nora@example.org"]).send()
    assert capsys.readouterr().out == f"To: nora@example.org\nSubject: Grüße\n\nEin Link:\n{link}\n\n"


@pytest.mark.parametrize("address", ["mail.example", "smtp://", "smtp://host:port", "http://mail.example"])
def test_another_address_is_refused_with_what_to_write(address):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        mailer(address)


@pytest.mark.parametrize(
    ("hosts", "host"),
    [
        (["a.example", "b.example"], "a.example"),
        ([".c.example"], "c.example"),
        (["*"], "localhost"),
        ([], "localhost"),
    ],
)
def test_the_sender_is_at_the_first_host(hosts, host):
    assert sender(hosts) == f"Randnotiz <noreply@{host}>"


class Inbox(Message):
    """Keeps what comes in, as a mail program reads it."""

    def __init__(self):
        super().__init__()
        self.got = []

    def handle_message(self, message):
        self.got.append(message_from_bytes(message.as_bytes(), policy=policy.default))


@contextmanager
def server(**more):
    inbox = Inbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port, **more)
    controller.start()
    try:
        yield inbox, port
    finally:
        controller.stop()


def send(address: str) -> None:
    with override_settings(MAILERS={"default": mailer(address)}):
        EmailMessage("Grüße 😀", "Guten Tag\n.\nEnde", None, ["nora@example.org"]).send()


def test_a_mail_arrives_as_it_was_written():
    with server() as (inbox, port):
        send(f"smtp://127.0.0.1:{port}")
    (mail,) = inbox.got
    assert mail["Subject"] == "Grüße 😀"
    assert mail["To"] == "nora@example.org"
    assert mail["From"].startswith("Randnotiz <noreply@")
    assert mail.get_content().rstrip("\r\n").splitlines() == ["Guten Tag", ".", "Ende"]


def test_name_and_password_go_only_through_tls(monkeypatch):
    authority = trustme.CA()
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    monkeypatch.setattr("ssl.create_default_context", lambda *args, **more: trusted)
    seen = []

    def check(server, session, envelope, mechanism, data):
        seen.append((data.login, data.password, session.ssl is not None))
        return AuthResult(success=True)

    with server(tls_context=context, require_starttls=True, authenticator=check) as (inbox, port):
        send(f"smtp+tls://me:se%3Acret@127.0.0.1:{port}")
    assert seen == [(b"me", b"se:cret", True)]
    assert len(inbox.got) == 1
