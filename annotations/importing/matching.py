"""Which of this site's interviews a note of a file is about."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser, User

from annotations.importers import Incoming
from reader.models import Interview
from reader.twins import address_key

OURS = re.compile(r"/interviews/(?P<slug>[-\w]+)/?")
# A title as short as this is no hint.
TELLING = 4


class Interviews:
    """Finds interviews by an address here, by where their text came from, or by their title.

    By an address here whoever has it may open one; by the others only those are found that the library
    shows this person, so that nobody learns what others keep for themselves. Three queries.
    """

    def __init__(self, user: User | AnonymousUser, host: str, notes: Iterable[Incoming]) -> None:
        self.host = host
        addresses = {address for note in notes for address in note.addresses}
        self._keys = {address: address_key(address) for address in addresses}
        slugs = {slug for address in addresses if (slug := self._slug(address))}
        readable = Interview.objects.readable_by(user).filter(slug__in=slugs)
        self._by_slug = {one.slug: one for one in readable.defer("source")}
        self._by_key: dict[str, Interview] = {}
        self._by_title: dict[str, Interview] = {}
        keys, titles = set(filter(None, self._keys.values())), {_plain(note.title) for note in notes}
        # Their own come last and stay.
        listed = Interview.objects.listed_for(user).values_list("pk", "url_sha256", "title", "added_by")
        found = sorted(listed, key=lambda row: (row[3] == user.pk and user.pk is not None, -row[0]))
        wanted = {
            pk: (key, _plain(title))
            for pk, key, title, _by in found
            if (key and key in keys) or _plain(title) in titles
        }
        rows = Interview.objects.defer("source").in_bulk(list(wanted))
        for pk, (key, title) in wanted.items():
            self._by_key[key] = self._by_title[title] = rows[pk]

    def of(self, note: Incoming) -> Interview | None:
        """The interview, or None where none is found."""
        for address in note.addresses:
            found = self._by_slug.get(self._slug(address)) or self._by_key.get(self._keys[address] or "-")
            if found is not None:
                return found
        title = _plain(note.title)
        return self._by_title.get(title) if len(title) >= TELLING else None

    def _slug(self, address: str) -> str:
        """The interview's name in an address of this site."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return ""
        path = OURS.fullmatch(parts.path)
        return path["slug"] if path and parts.netloc == self.host else ""


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())
