"""Asking guests whether an e-mail address is theirs, and no more often than a stranger could bear."""

from hashlib import sha256

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from annotations.mail import postman
from annotations.models import Contact, Guest
from reader.limits import Limit

# Anybody can type anybody's address.
FROM_ONE_PLACE = Limit("address", times=10, seconds=3600)
TO_ONE_ADDRESS, A_DAY = 3, 24 * 3600


def ask_at(request: HttpRequest, guest: Guest, address: str) -> bool:
    """Ask at this address whether it is the guest's. Returns False where too many were asked already."""
    if FROM_ONE_PLACE.is_reached(request) or not _may_ask(address):
        return False
    FROM_ONE_PLACE.count(request)
    Contact.objects.ask(guest, address, get_language() or "")
    transaction.on_commit(postman.wake)
    return True


def confirm_address(contact: Contact) -> bool:
    """This address is its guest's. Returns False where they have given another one meanwhile."""
    same = Contact.objects.filter(pk=contact.pk, address=contact.address)
    return bool(same.update(confirmed=timezone.now(), due=None))


def _may_ask(address: str) -> bool:
    key = f"asked:{sha256(address.casefold().encode()).hexdigest()}"
    cache.add(key, 0, A_DAY)
    try:
        return cache.incr(key) <= TO_ONE_ADDRESS
    except ValueError:
        # Its day was over between the two.
        return True
