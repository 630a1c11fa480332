"""Which interview a page of old comments seems to belong to."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from annotations.models import Annotation
from annotations.old_comments.pages import Page, taken_over
from reader.models import Interview, InterviewQuerySet
from reader.twins import address_key

NO_LETTER = re.compile(r"\W+")
# A title as short as this is no hint.
TELLING = 4
HEAD = ("uid", "slug", "title", "language", "revision", "url_sha256")


def find_interviews(pages: Sequence[Page], among: InterviewQuerySet) -> None:
    """Let each page belong to the interview whose text came from its address, if there is one."""
    keys = {page.address: address_key(page.address) for page in pages}
    rows = among.filter(url_sha256__in=set(keys.values()) - {""}).defer("source").order_by("-pk")
    found = _by_address(rows)
    for page in pages:
        page.interview = found.get(keys[page.address])


class Shelf:
    """The interviews to which somebody may give old comments, the newest first, and what they have of them.

    Two queries.
    """

    def __init__(self, among: InterviewQuerySet) -> None:
        self.interviews = list(among.only(*HEAD))
        self.there = taken_over(Annotation.objects.filter(interview__in=among.order_by().values("pk")))
        self._by_key = {interview.pk: interview for interview in self.interviews}
        self._holding = {origin: interview for interview, origin in self.there}
        self._by_address = _by_address(self.interviews)
        titles = Counter(_plain(interview.title) for interview in self.interviews)
        self._by_title = {
            title: interview
            for interview in self.interviews
            if len(title := _plain(interview.title)) >= TELLING and titles[title] == 1
        }

    def find(self, pages: Sequence[Page], preferred: int | None = None) -> None:
        """Let each page belong to where its comments are already, else by its address, else by its title.

        The only page of a file belongs to the `preferred` interview (primary key), if it is one of these.
        """
        for page in pages:
            page.interview, page.found = self._of(page)
        if len(pages) == 1 and preferred in self._by_key and pages[0].found != "comments":
            pages[0].interview, pages[0].found = self._by_key[preferred], ""

    def _of(self, page: Page) -> tuple[Interview | None, str]:
        holding = Counter(self._holding[name] for name in page.shown if name in self._holding)
        if holding:
            return self._by_key[holding.most_common(1)[0][0]], "comments"
        address = address_key(page.address)
        if address in self._by_address:
            return self._by_address[address], "address"
        title = _plain(page.title)
        return (self._by_title[title], "title") if title in self._by_title else (None, "")


def _by_address(newest_first: Iterable[Interview]) -> dict[str, Interview]:
    """By the key of its address the interview that came from there; of twins the first, which is read."""
    return {one.url_sha256: one for one in newest_first if one.url_sha256}


def _plain(title: str) -> str:
    return NO_LETTER.sub("", title.casefold())
