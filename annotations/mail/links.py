"""Signed links in mails: who holds one may do just that one thing, without signing in.

Unsubscribing and muting hold for ever (RFC 8058 wants links that work), confirming for a week.
"""

from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse
from django.utils.crypto import salted_hmac

from annotations.mail.addresses import absolute
from annotations.models import Annotation, Contact

UNSUBSCRIBE, MUTE, CONFIRM = (f"annotations.{name}" for name in ("unsubscribe", "mute", "confirm"))
A_WEEK = timedelta(days=7)


def unsubscribing(contact: Contact) -> str:
    """The address under which this contact gets no more mail."""
    return _address("unsubscribe", Signer(salt=UNSUBSCRIBE).sign(contact.uid.hex))


def muting(contact: Contact, root: Annotation) -> str:
    """The address under which this contact hears no more of a thread."""
    return _address("mute_by_mail", Signer(salt=MUTE).sign(contact.uid.hex + root.uid.hex))


def confirming(contact: Contact) -> str:
    """The address that only whoever reads the guest's mail can know."""
    value = f"{contact.uid.hex}.{_digest(contact.address)}"
    return _address("confirm", TimestampSigner(salt=CONFIRM).sign(value))


def unsubscribed(token: str) -> Contact | None:
    """Whose link it is; None where it is none of ours."""
    value = _value(Signer(salt=UNSUBSCRIBE), token)
    return _contact(value) if value else None


def muted(token: str) -> tuple[Contact, Annotation] | None:
    """Whose link it is, and the thread that it names."""
    value = _value(Signer(salt=MUTE), token)
    contact = _contact(value[:32]) if value else None
    root = Annotation.objects.named(UUID(value[32:])).select_related("interview").first() if value else None
    return (contact, root) if contact and root else None


def confirmed(token: str) -> Contact | None:
    """Whose address the link confirms; None where it is too old or the address is another by now."""
    value = _value(TimestampSigner(salt=CONFIRM), token, max_age=A_WEEK)
    uid, _, digest = value.partition(".")
    contact = _contact(uid) if uid else None
    return contact if contact and contact.address and _digest(contact.address) == digest else None


def _address(name: str, token: str) -> str:
    return absolute(reverse(f"annotations:{name}", args=[token]))


def _value(signer: Signer, token: str, **options: timedelta) -> str:
    try:
        return signer.unsign(token, **options)
    except BadSignature:
        return ""


def _contact(uid: str) -> Contact | None:
    return Contact.objects.filter(uid=UUID(uid)).select_related("creator", "guest").first()


def _digest(address: str) -> str:
    # The address itself would stand in the logs of every server on the way.
    return salted_hmac(CONFIRM, address, algorithm="sha256").hexdigest()[:16]
