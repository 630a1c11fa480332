"""Public ids: UUIDs in order of time for rows, short random keys for places in a page."""

import os
import secrets
import time
from collections.abc import Iterable
from uuid import UUID

# Without vowels and look-alikes: no words arise by chance, and a key can be read out.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def uid_in(text: str) -> UUID | None:
    """The public id that an address or a form names; None where it names none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def uids_in(texts: Iterable[str]) -> list[UUID]:
    """The public ids among these; what names none is left out."""
    return [uid for uid in map(uid_in, texts) if uid]


def short_key() -> str:
    """Six characters that name a block within its interview (387 million values)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))
