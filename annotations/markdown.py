"""Comments are Markdown: links, emphasis, lists, code, quotes and names of readers, nothing else."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from html import unescape
from typing import Any

import nh3
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from reader.kept import Kept

TAGS = {"p", "br", "a", "em", "strong", "ul", "ol", "li", "code", "pre", "blockquote"}
SCHEMES = {"http", "https", "mailto"}
RULES = [
    "paragraph", "list", "fence", "code", "blockquote", "mention",
    "emphasis", "link", "autolink", "backticks", "escape", "newline", "entity",
]  # fmt: skip
# What user names are made of (django.contrib.auth.validators.UnicodeUsernameValidator).
NAME = re.compile(r"@([\w.@+-]+)")
LONGEST_NAME = 150
# Before a name these make the "@" part of something else, as in an address or a path.
JOINED = re.compile(r"[\w.@+/-]")
# The end of a sentence may stand where a name could go on.
ENDS = ".@+-"
# Reading Markdown takes longer than all else about a reply; the same words always give the same.
_kept: Kept[str] = Kept(8 * 1024 * 1024)


def _mention(state: StateInline, silent: bool) -> bool:
    """`@name` is a link to that reader, where `env["readers"]` knows the name as it is or in lower case.

    What may be names is collected in `env["names"]`.
    """
    if state.src[state.pos] != "@" or state.linkLevel:
        return False
    if state.pos and JOINED.match(state.src[state.pos - 1]):
        return False
    found = NAME.match(state.src, state.pos, state.posMax)
    if found is None or len(found[1]) > LONGEST_NAME:
        return False
    if not silent:
        state.env.setdefault("names", {})[found[1]] = None
    readers: Mapping[str, str] = state.env.get("readers", {})
    for name in spellings(found[1]):
        reader = readers.get(name) or readers.get(name.casefold())
        if reader is not None:
            if not silent:
                _link(state, f"@{name}", reverse("annotations:person", args=[reader]))
            state.pos += 1 + len(name)
            return True
    return False


def _link(state: StateInline, text: str, href: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": href}
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)


def spellings(written: str) -> Iterable[str]:
    """The names that may be meant by what stands behind an "@", the longest first."""
    yield written
    while written and written[-1] in ENDS:
        written = written[:-1]
        if written:
            yield written


@cache
def _parser() -> MarkdownIt:
    # "zero" has every rule off: what is not asked for stays as it was typed.
    parser = MarkdownIt("zero", {"html": False, "breaks": True})
    parser.inline.ruler.push("mention", _mention)
    return parser.enable(RULES)


def to_html(source: str, readers: Iterable[str] = ()) -> SafeString:
    """The comment as safe HTML. What is not allowed shows as the text that it is.

    `readers` are the names of accounts that it may link to where it says `@name`.
    """
    name = (source, *readers)
    html = _kept.get(name)
    if html is None:
        html = _render(*name)
        _kept.keep(name, html)
    return mark_safe(html)


def _render(source: str, *readers: str) -> str:
    env = {"readers": {name.casefold(): name for name in readers} | {name: name for name in readers}}
    return nh3.clean(
        _parser().render(source, env),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener",
    )


def to_text(source: str) -> str:
    """The words of a comment without its formatting."""
    return unescape(strip_tags(to_html(source))).strip()


def names_in(source: str) -> list[str]:
    """What stands behind each "@" that may begin a reader's name, in order, each once."""
    env: dict[str, Any] = {}
    if "@" in source:
        _parser().parse(source, env)
    return list(env.get("names", {}))
