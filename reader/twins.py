"""Whether an interview is there already: the same file, the same words, or the same page of the web."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import urlsplit

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from reader.document import Draft, DraftBlock
from reader.models import NOT_SPOKEN, Block, Interview

NO_LETTER = re.compile(r"\W+")


def known(
    user: AbstractBaseUser | AnonymousUser | None,
    *,
    url: str = "",
    data: bytes = b"",
    draft: Draft | None = None,
) -> Interview | None:
    """The interview that has the same file, or the same words, or was found under the same address.

    Give what is at hand: an address before it is fetched, a file before it is read, a draft. Only
    what this person finds in the library is told, so that nobody learns what others keep for
    themselves; their own comes first. None instead of a person is whoever runs the server.
    """
    keys = {"sha256": file_key(data) if data else "", "text_sha256": "", "url_sha256": address_key(url)}
    if draft is not None:
        keys["text_sha256"] = text_key(draft.kept)
        keys["url_sha256"] = keys["url_sha256"] or address_key(draft.source_url)
    pool = Interview.objects.known_to(user).defer("source")
    for field, key in keys.items():
        found = pool.filter(**{field: key}) if key else []
        if twin := min(found, key=lambda interview: _is_of_another(interview, user), default=None):
            return twin
    return None


def _is_of_another(interview: Interview, user: AbstractBaseUser | AnonymousUser | None) -> bool:
    return interview.added_by_id != (user.pk if user else None)


def file_key(data: bytes) -> str:
    """The same for the same file."""
    return sha256(data).hexdigest()


def text_key(blocks: Iterable[DraftBlock | Block]) -> str:
    """The same for the same words in the same order, whatever the file, its marks and its line breaks.

    Empty where there are no words.
    """
    words = "".join(block.text for block in blocks if block.kind not in NOT_SPOKEN)
    letters = NO_LETTER.sub("", unicodedata.normalize("NFKC", words).casefold())
    return sha256(letters.encode("utf-8", "replace")).hexdigest() if letters else ""


def address_key(url: str) -> str:
    """The same for addresses of one page: with and without TLS, `www.`, a fragment, marks for tracking.

    Empty for a site's first page, which many pages name as theirs, and for what is no web address.
    """
    # Loads lists of hosts and parameters, of which most processes have no need.
    from courlan import normalize_url

    try:
        parts = urlsplit(normalize_url(url, trailing_slash=False))
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    if parts.scheme not in {"http", "https"} or not host or not (path or parts.query):
        return ""
    return sha256(f"{host}{port}{path}?{parts.query}".encode("utf-8", "replace")).hexdigest()
