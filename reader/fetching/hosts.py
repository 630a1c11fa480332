"""Which hosts of the web may be fetched from: public ones, by their names and by all their addresses.

The registers are IANA's of special-purpose addresses (RFC 6890) and of special-use names (RFC 6761).
"""

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import idna

type Address = IPv4Address | IPv6Address

# The last labels of names that never lead to a public site.
PRIVATE_NAMES = frozenset({
    "arpa", "corp", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost",
    "onion", "private", "test",
})  # fmt: skip
# What inet_aton takes for a number, as some resolvers do: 127.1, 0x7f000001, 2130706433, 017700000001.
NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")
NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")

# All of today's public IPv6. What holds IPv4 addresses (::/96, ::ffff:0:0/96, 64:ff9b::/96) lies outside.
GLOBAL_UNICAST = ip_network("2000::/3")
# Public by what `is_global` says, but leading elsewhere.
CLOSED = [
    ip_network(network)
    for network in (
        "192.88.99.0/24",  # relays to IPv6, RFC 7526
        "168.63.129.16/32",  # Azure's services for its own machines
        "2001::/23",  # Teredo and other protocols of the IETF
        "2002::/16",  # 6to4, RFC 3056
        "3fff::/20",  # documentation, RFC 9637
    )
]


def is_public(address: Address) -> bool:
    """Whether the address is one that anybody on the internet reaches, and a single machine's."""
    if address.version == 6 and address not in GLOBAL_UNICAST:
        return False
    if any(address in network for network in CLOSED):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def public_name(host: str) -> str:
    """The host's name as it is looked up, in ASCII and lower case; an address in its usual form.

    Raises ValueError for what is no name of a public site and no address in its usual form.
    """
    if ":" in host:
        return str(IPv6Address(host))
    if not host.isascii():
        # Wide digits and other dots become plain ones here, as in browsers.
        host = idna.encode(host, uts46=True).decode("ascii")
    host = host.lower().removesuffix(".")
    labels = host.split(".")
    if NUMBER.fullmatch(labels[-1]):
        return str(IPv4Address(host))
    if len(labels) < 2 or labels[-1] in PRIVATE_NAMES or len(host) > 253:
        raise ValueError(host)
    if not all(map(NAME.fullmatch, labels)):
        raise ValueError(host)
    return host


def addresses_of(host: str, port: int, seconds: float) -> list[Address]:
    """All addresses of a host, as the system's resolver gives them.

    Raises OSError where there are none or none came in time.
    """
    # The system's resolver knows no limit of time: it is left behind where it takes longer.
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="resolver")
    try:
        found = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM).result(seconds)
    finally:
        pool.shutdown(wait=False)
    return list(dict.fromkeys(ip_address(str(where[0])) for *_, where in found))
