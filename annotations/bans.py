"""Who may read, but not write. Of a guest's address only a keyed hash is kept, good for a month or two."""

from datetime import timedelta
from time import time

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from annotations.models import Ban, Guest
from annotations.readers import Reader, reader_of
from reader.limits import peer
from reader.prepared import prepared

# How long nobody without an account writes from the address of a guest who was blocked.
FOR = timedelta(days=7)
# The key changes with every period, so that old hashes fit no address any more.
PERIOD = 30 * 24 * 3600


def is_banned(request: HttpRequest) -> bool:
    """Whether the moderation has blocked this reader."""
    reader = reader_of(request)
    if reader.user is not None:
        return bool(_of_account(reader.user.pk))
    return Ban.objects.against(reader, addresses(request)).exists()


@prepared
def _of_account(pk: int) -> QuerySet[Ban, int]:
    return Ban.objects.against(Reader.of("account", pk), ()).values_list("pk", flat=True)


def addresses(request: HttpRequest) -> list[str]:
    """The address of this request as it is kept now, and as it was kept in the period before."""
    period = int(time()) // PERIOD
    return [
        salted_hmac(f"address {period - ago}", peer(request), algorithm="sha256").hexdigest()
        for ago in (0, 1)
    ]


def remember_address(request: HttpRequest, guest: Guest) -> None:
    """Keep from where this guest wrote last."""
    now = addresses(request)[0]
    if guest.address != now:
        guest.address = now
        guest.save(update_fields=["address"])
