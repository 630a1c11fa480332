"""A passage or note put into words that can be copied: as a quote, as Markdown, with an address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.exporters.markdown_text import escaped
from annotations.models import Annotation
from annotations.permalinks import permalink
from annotations.targets import Part, blocks_of, parts
from annotations.text_directives import text_directive
from reader.models import Interview, Visibility


@dataclass(frozen=True, slots=True)
class Shared:
    """What is shared: `voices` are names (empty where nobody speaks) with their words, in order.

    `link` and `card` are addresses within this site; that of the picture lacks its ending.
    """

    interview: Interview
    voices: Sequence[tuple[str, str]]
    link: str
    card: str

    def as_quote(self, origin: str) -> str:
        """Plain text: the words, who says them where, and the address."""
        return _("“{quote}”\n— {by}\n{link}").format(**self._quoted, link=origin + self.link)

    def as_words(self) -> str:
        """The same without the address, for apps that add it by themselves."""
        return _("“{quote}”\n— {by}").format(**self._quoted)

    @property
    def _quoted(self) -> dict[str, str]:
        by = ", ".join(part for part in (self._only_name, self.interview.title) if part)
        words = "\n\n".join(f"{name}: {text}" if self._many and name else text for name, text in self.voices)
        return {"quote": words, "by": by}

    def as_markdown(self, origin: str) -> str:
        """A block quote, under it who says it and the title as a link."""
        said = [
            f"**{escaped(name)}:** {escaped(text)}" if self._many and name else escaped(text)
            for name, text in self.voices
        ]
        quoted = "\n".join(f"> {line}".rstrip() for line in "\n\n".join(said).split("\n"))
        name = f"{escaped(self._only_name)}, " if self._only_name else ""
        return f"{quoted}\n>\n> — {name}[{escaped(self.interview.title)}]({origin}{self.link})"

    @property
    def _many(self) -> bool:
        return len(self.voices) > 1

    @property
    def _only_name(self) -> str:
        return "" if self._many else self.voices[0][0]


def share_passage(interview: Interview, passage: Sequence[Part], exact: str) -> Shared:
    """Share these words, whether or not anybody has marked them."""
    prefetch_related_objects([part.block for part in passage], "speaker")
    first, last = passage[0], passage[-1]
    before = first.block.text[: first.start]
    after = last.block.text[last.end :]
    directive = text_directive(exact, before, after)
    link = f"{first.block.get_absolute_url()}{directive}"
    return Shared(interview, _voices(passage), link, _passage_card(interview, first))


def share_note(annotation: Annotation, *, in_thread: bool = True) -> Shared:
    """Share the passage that a note (or its thread) is about; where there is none, the note's own words.

    `in_thread` says whether the reader may know what its thread is about.
    """
    root, interview = (annotation.root if in_thread else None) or annotation, annotation.interview
    blocks = blocks_of(root)
    passage = parts(blocks, root.start or 0, root.end or len(blocks[-1].text)) if blocks else []
    is_open = (
        in_thread and annotation.is_public and root.is_public and interview.visibility != Visibility.PRIVATE
    )
    if passage and not is_open:
        # Nobody else could follow a link to the note.
        return share_passage(interview, passage, root.exact or passage[0].text)
    link = permalink(annotation) if is_open else interview.get_absolute_url()
    card = reverse("annotations:card", args=[annotation.uid, "svg"]) if is_open else _card(interview)
    if passage:
        prefetch_related_objects(blocks, "speaker")
        voices = _voices(passage)
    elif root.exact:
        voices = [(root.last_speaker, root.exact)]
    else:
        voices = [(annotation.author, annotation.body)]
    return Shared(interview, voices, link, card)


def _voices(passage: Sequence[Part]) -> list[tuple[str, str]]:
    spoken = groupby(passage, key=lambda part: part.block.speaker.name if part.block.speaker else "")
    return [(name, "\n\n".join(part.text for part in said)) for name, said in spoken]


def _card(interview: Interview, **query: Any) -> str:
    address = reverse("reader:card", args=[interview.slug, "svg"])
    return f"{address}?{urlencode(query)}" if query else address


def _passage_card(interview: Interview, first: Part) -> str:
    return _card(interview, block=first.block.key, start=first.start, end=first.end)


def fields(shared: Shared, origin: str) -> Mapping[str, str]:
    """All that a page shows of it."""
    return {
        "quote": shared.as_quote(origin),
        "words": shared.as_words(),
        "markdown": shared.as_markdown(origin),
        "link": origin + shared.link,
        "svg": shared.card,
        "png": shared.card.replace("/card.svg", "/card.png"),
    }
