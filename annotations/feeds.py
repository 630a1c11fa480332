"""Atom feeds (RFC 4287) of what everybody may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from annotations.models import Annotation
from annotations.notes import Note
from annotations.permalinks import permalink
from reader.text import NOT_XML

MOST = 50


@dataclass(frozen=True, slots=True)
class Channel:
    """What one feed is about: its `page`, its title, its notes, and since when there is something to read."""

    title: str
    page: str
    notes: Sequence[Annotation]
    since: datetime
    uid: UUID | None = None
    author: str = ""


class Feed(Atom1Feed):
    """As Django's, with each note whole, and links in it that lead to this site."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xml:base": self.feed["base"]}

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=self.feed["since"])

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("content", item["description"], {"type": "html"})


def sent(text: str) -> str:
    """The text without characters that would make the feed no XML."""
    return NOT_XML.sub("", text)


def written(channel: Channel, request: HttpRequest) -> bytes:
    """The feed as it is sent."""
    feed = Feed(
        title=sent(str(channel.title)),
        link=request.build_absolute_uri(channel.page),
        description="",
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=(channel.uid or uuid5(NAMESPACE_URL, request.path)).urn,
        author_name=sent(channel.author or "Randnotiz"),
        language=settings.LANGUAGE_CODE,
        base=request.build_absolute_uri("/"),
        since=channel.since,
    )
    for note in channel.notes:
        _add(feed, note, request)
    return feed.writeString("utf-8").encode()


def _add(feed: Feed, note: Annotation, request: HttpRequest) -> None:
    author, title = sent(note.author), sent(note.interview.title)
    said = {
        "highlighting": _("%(author)s highlighted in “%(title)s”"),
        "commenting": _("%(author)s on “%(title)s”"),
        "replying": _("Reply by %(author)s on “%(title)s”"),
        "editing": _("%(author)s suggested a correction in “%(title)s”"),
    }.get(note.motivation, _("%(author)s on “%(title)s”"))
    feed.add_item(
        title=said % {"author": author, "title": title},
        link=request.build_absolute_uri(permalink(note)),
        description=sent(_content(note)),
        unique_id=note.uid.urn,
        pubdate=note.created,
        updateddate=note.modified,
        author_name=author,
    )


def _content(note: Annotation) -> str:
    """The passage, and what was said about it, as HTML."""
    quote = format_html("<blockquote>{}</blockquote>", note.exact) if note.exact else ""
    words = format_html("<p>{}</p>", note.suggestion.sentence) if note.is_suggestion else ""
    return f"{quote}{words}{Note(note).html}"
