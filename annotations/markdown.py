"""Comments are Markdown: links, emphasis, lists, code and quotes, nothing else."""

from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from reader.kept import Kept

TAGS = {"p", "br", "a", "em", "strong", "ul", "ol", "li", "code", "pre", "blockquote"}
SCHEMES = {"http", "https", "mailto"}
RULES = [
    "paragraph", "list", "fence", "code", "blockquote",
    "emphasis", "link", "autolink", "linkify", "backticks", "escape", "newline", "entity",
]  # fmt: skip

# Reading Markdown takes longer than all else about a reply; the same words always give the same.
_kept: Kept[str] = Kept(8 * 1024 * 1024)


@cache
def _parser() -> MarkdownIt:
    # "zero" has every rule off: what is not asked for stays as it was typed.
    return MarkdownIt("zero", {"html": False, "breaks": True, "linkify": False}).enable(
        [rule for rule in RULES if rule != "linkify"]
    )


def to_html(source: str) -> SafeString:
    """The comment as safe HTML. What is not allowed shows as the text that it is."""
    html = _kept.get(source)
    if html is None:
        html = _render(source)
        _kept.keep(source, html)
    return mark_safe(html)


def _render(source: str) -> str:
    return nh3.clean(
        _parser().render(source),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener",
    )
