"""How often something may be tried from one address."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def peer(request: HttpRequest) -> str:
    """The address that a request came from.

    What a client writes into X-Forwarded-For counts only if a trusted proxy stands in front, and of
    that only the last entry, which is the proxy's own.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUST_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times within so many seconds, counted by address."""

    name: str
    times: int
    seconds: int

    def is_reached(self, request: HttpRequest) -> bool:
        return cache.get(self._key(request), 0) >= self.times

    def count(self, request: HttpRequest) -> None:
        """One more. The time runs from the first."""
        key = self._key(request)
        if not cache.add(key, 1, self.seconds):
            try:
                cache.incr(key)
            except ValueError:
                # Its time was over between the two.
                cache.set(key, 1, self.seconds)

    def _key(self, request: HttpRequest) -> str:
        return f"limit:{self.name}:{peer(request)}"
