"""Addresses as books need them: a URI in the strict sense (RFC 3986), which browsers do not ask for."""

import re
from urllib.parse import quote, urlsplit

import idna

# A percent sign that begins no escape.
LOOSE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# What may stand in a path; in queries and fragments a question mark as well (sections 3.3 to 3.5).
PATH = "/%:@!$&'()*+,;=~-._"
NAME = re.compile(r"[A-Za-z0-9._~-]+")


def as_uri(address: str) -> str:
    """The address with everything escaped that has to be; empty where it names no place on the web."""
    try:
        parts = urlsplit(address.strip())
        port = f":{parts.port}" if parts.port is not None else ""
        host = _host(parts.hostname or "")
    except ValueError:
        # Of IDNA, too.
        return ""
    rest = _escaped(parts.path, PATH)
    if parts.query:
        rest += "?" + _escaped(parts.query, PATH + "?")
    if parts.scheme == "mailto":
        return f"mailto:{rest}" if "@" in parts.path else ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    if parts.fragment:
        rest += "#" + _escaped(parts.fragment, PATH + "?")
    return f"{parts.scheme}://{host}{port}{rest}"


def _host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    return host if NAME.fullmatch(host) else idna.encode(host, uts46=True).decode() if host else ""


def _escaped(text: str, safe: str) -> str:
    return quote(LOOSE_PERCENT.sub("%25", text), safe=safe, errors="replace")
