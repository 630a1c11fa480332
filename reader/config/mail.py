"""Where mail goes: one address, as a setting."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PRINTED = "reader.printed_mail.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
# How the connection is made safe, by the address's scheme; without, it is for a relay on the same machine.
SCHEMES: dict[str, dict[str, bool]] = {"smtp": {}, "smtp+tls": {"use_tls": True}, "smtps": {"use_ssl": True}}
# A mail server that does not answer keeps the reader waiting for so long.
SECONDS = 10


def mailer(address: str) -> dict[str, Any]:
    """The mailer that an address names, as Django's MAILERS wants it; empty: mails are printed.

    `smtp://user:password@host:port` in the clear, `smtp+tls://` with STARTTLS, `smtps://` within TLS.
    Raises ImproperlyConfigured.
    """
    if not address:
        return {"BACKEND": PRINTED}
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"EMAIL_URL can't be read ({error}).") from None
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL names no mail server; write smtp://, smtp+tls:// or smtps://, "
            "for example smtp+tls://user:password@mail.example:587."
        )
    options = {"host": parts.hostname, "port": port, "timeout": SECONDS, **SCHEMES[parts.scheme]}
    if parts.username:
        options |= {"username": unquote(parts.username), "password": unquote(parts.password or "")}
    return {"BACKEND": SMTP, "OPTIONS": options}


def sender(hosts: Sequence[str]) -> str:
    """Who mails come from where the operator does not say: the first host that has a name."""
    names = (host.lstrip("*.") for host in hosts)
    return f"Randnotiz <noreply@{next(filter(None, names), 'localhost')}>"
