"""How often something may be tried, from one address or by one person."""

import re
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

# As in "192.0.2.7:1234" and "[2001:db8::1]:1234"; a bare IPv6 address has no port.
WITH_PORT = re.compile(r"(\d+(?:\.\d+){3}|\[[^\]]+\]):\d+")


def peer(request: HttpRequest) -> str:
    """The address that a request came from.

    What a client writes into X-Forwarded-For counts only if a trusted proxy stands in front, and of
    that only the last entry, which is the proxy's own.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUST_PROXY else ""
    return _household(forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))


def _household(address: str) -> str:
    """The address without a port; of IPv6 the network of 64 bits, which one household has to itself."""
    with_port = WITH_PORT.fullmatch(address)
    bare = (with_port[1] if with_port else address).strip("[]")
    try:
        parsed = ip_address(bare)
    except ValueError:
        return bare
    return str(ip_network((parsed, 64), strict=False)) if parsed.version == 6 else bare


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times within so many seconds, counted by address, or by `who` where one is named."""

    name: str
    times: int
    seconds: int

    def is_reached(self, request: HttpRequest, who: str = "") -> bool:
        """Whether it was that often already."""
        return cache.get(self._key(request, who), 0) >= self.times

    def count(self, request: HttpRequest, who: str = "") -> None:
        """One more. The time runs from the first."""
        key = self._key(request, who)
        if not cache.add(key, 1, self.seconds):
            try:
                cache.incr(key)
            except ValueError:
                # Its time was over between the two.
                cache.set(key, 1, self.seconds)

    def _key(self, request: HttpRequest, who: str) -> str:
        return f"limit:{self.name}:{who or peer(request)}"
