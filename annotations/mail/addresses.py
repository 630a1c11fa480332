"""Where mail for readers goes, and where links in it lead."""

from django.conf import settings

from annotations.accounts.addresses import confirmed_address
from annotations.models import Contact


def address_of(contact: Contact) -> str:
    """Where this account or guest gets mail, or an empty string."""
    if contact.creator is not None:
        return confirmed_address(contact.creator) if contact.creator.is_active else ""
    return contact.address if contact.confirmed else ""


def absolute(path: str) -> str:
    """The whole address of one of our pages, for mails: there is no request that would say it."""
    return settings.SITE_URL.rstrip("/") + path
