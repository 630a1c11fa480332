"""Text for Markdown files: what is no markup stays none, in CommonMark, GitHub's Markdown and Obsidian."""

import json
import re
from functools import cache
from urllib.parse import quote

from markdown_it import MarkdownIt

from reader.text import is_safe_href

# What means something wherever it stands, and what does so only at the beginning of a line.
ANYWHERE = re.compile(r"[\\`*_\[\]<>~|$^]|#(?=\S)|!(?=\[)|&(?=#|\w+;)|(?<=%)%|%(?=%)|(?<==)=|=(?==)")
AT_START = re.compile(r"^([ \t]*)(?:([-+#=])|(\d{1,9})([.)]))", re.MULTILINE)
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
TAG_LIKE = re.compile(r"<(?!https?://[^\s<>]*>)[A-Za-z/!?]")
# Begins of formulas and of hidden remarks in Obsidian, which end who knows where.
SWALLOWS = ("%%", "$$")
PROBE = "probe"
NOT_IN_TAGS = re.compile(r"[^\w/-]+")


def escaped(text: str) -> str:
    """Plain text so that it is shown as it is."""
    text = ANYWHERE.sub(r"\\\g<0>", INDENT.sub("", text))
    return AT_START.sub(_start, text)


def _start(match: re.Match[str]) -> str:
    indent, sign, number, mark = match.groups()
    return f"{indent}\\{sign}" if sign else f"{indent}{number}\\{mark}"


def comment(source: str) -> str:
    """A comment's Markdown as it was written, unless it would be more elsewhere than it is here.

    Here neither HTML nor pictures are shown, nor links that lead to anything but pages and addresses of
    mail. A comment with any of these is written as the text that it is.
    """
    return source if _is_plain(source) else escaped(source)


def _is_plain(source: str) -> bool:
    if TAG_LIKE.search(source) or any(sign in source for sign in SWALLOWS):
        return False
    tokens = _parser().parse(f"{source}\n\n{PROBE}")
    # A fence that nothing closes would take in all that follows.
    if tokens[-1].type != "paragraph_close" or tokens[-2].content != PROBE:
        return False
    for token in tokens:
        for inner in token.children or ():
            if inner.type == "image" or (inner.type == "link_open" and not _is_safe(inner.attrs["href"])):
                return False
    return True


def _is_safe(href: object) -> bool:
    return is_safe_href(str(href)) or str(href).startswith("#")


@cache
def _parser() -> MarkdownIt:
    # Every link counts here, also those that a careful renderer would not make.
    parser = MarkdownIt("commonmark")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def address(url: str) -> str:
    """An address for the inside of `(…)`."""
    return quote(url, safe="%/:=&?~#+!$,;'@*-._[]")


def tag(name: str) -> str:
    """A tag as Obsidian reads it: `#two-words`; it needs something beside digits."""
    text = NOT_IN_TAGS.sub("-", name).strip("-") or "tag"
    return f"#{text}_" if text.isdigit() else f"#{text}"


def yaml_text(text: str) -> str:
    """A string for a YAML file: JSON's are YAML's too (YAML 1.2, section 1.3), in one line."""
    quoted = json.dumps(text, ensure_ascii=False)
    # Line ends to YAML 1.1, and signs that YAML wants escaped.
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]",
        lambda m: f"\\u{ord(m.group()):04x}",
        quoted,
    )
