"""What a page says about itself: trafilatura reads it, this module checks and trims it."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from reader.text import is_kept_address

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
# Titles end in the site's name after one of these.
SITE_SEPARATOR = re.compile(r" [-–—|·•»:] (?=.{1,100}$)")
WORD = re.compile(r"\w+")
# A window's title of fewer words may be the site's name.
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own words about itself; empty where it has none."""

    title: str | None
    language: str
    source_url: str
    site_name: str
    published: date | None
    author: str


def metadata_of(root: HtmlElement, fetched_from: str = "") -> Metadata:
    """What the page's head, structured data and markup say.

    The address that a page names as its own counts; of a page that was fetched only if it is one of
    the same site.
    """
    # Not extensive: a date somewhere in the text is no date of publication.
    found = extract_metadata(root, default_url=fetched_from or None, extensive=False)
    url = found.url or ""
    site = found.sitename or ""
    if fetched_from and not _same_site(url, fetched_from):
        url = fetched_from
    return Metadata(
        title=_title(_without_site(_line(found.title), site, found.hostname or ""), root) or None,
        language=_language(root),
        source_url=url if is_kept_address(url) else "",
        site_name=_line(site)[:200],
        published=_date(found.date),
        author=_line(found.author)[:200],
    )


def _same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, or one host's name is within the other's."""
    try:
        hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other)]
    except ValueError:
        return False
    short, long = sorted(hosts, key=len)
    return bool(short) and f".{long}".endswith(f".{short}")


def _title(title: str, root: HtmlElement) -> str:
    """The title; the window's, if they have no word in common and the page has no other for sharing.

    A page's only heading may name the site or stand beside the text.
    """
    window = _line(root.findtext(".//title"))
    words = set(WORD.findall(window.casefold()))
    if len(words) < FEWEST_WORDS or words & set(WORD.findall(title.casefold())):
        return title
    return title if title and (_meta(root, "og:title") or _meta(root, "twitter:title")) else window


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _without_site(title: str, site: str, host: str) -> str:
    """The title without " - Site" or " | site.org" at its end."""
    for separator in SITE_SEPARATOR.finditer(title):
        rest = title[separator.end() :]
        if _letters(rest) == _letters(site) or f".{host}".endswith(f".{rest.lower()}"):
            return title[: separator.start()]
    return title


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _language(root: HtmlElement) -> str:
    named = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    for tag in (named, _meta(root, "og:locale"), _meta(root, "content-language")):
        tag = (tag or "").strip().replace("_", "-")
        if LANGUAGE_TAG.fullmatch(tag):
            return tag
    return ""


def _meta(root: HtmlElement, name: str) -> str | None:
    for element in root.iter("meta"):
        names = (element.get("property"), element.get("name"), element.get("http-equiv"))
        if name in {n.lower() for n in names if n}:
            return element.get("content")
    return None


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
