"""An interview's page, put together from kept pieces.

Each block's HTML as everybody sees it is kept in memory under the block's version; the blocks that
look different to this reader are kept under their own stamp. A page then only joins the pieces, and
only what has changed since is rendered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import batched

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from reader.blocks import BlockWriter
from reader.kept import Few, Kept
from reader.layers import Layers, layers_over
from reader.leaves import leaf_starts
from reader.models import NOT_SPOKEN, Block, Interview, Kind, Role, Speaker
from reader.outline import outline
from reader.rendering import join_safe
from reader.sharing import shortened

# A long outline is several lists, of which the browser lays out those that are looked at.
OUTLINE_PART = 50

_fragments: Kept[str] = Kept(64 * 1024 * 1024)
_frames: Few[tuple[object, int], "Frame"] = Few(200)
# By an interview's uid its version, and what its blocks are called at that version.
_versions: Few[str, tuple[int, list[tuple[int, int, str, int]]]] = Few(100)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page shows of the text around its blocks: who speaks how often, and the outline (HTML).

    `leaves` holds the primary keys of the blocks that begin one, `beginning` the first words.
    """

    speakers: tuple[Speaker, ...]
    turns: dict[int, int]
    outline: str
    leaves: frozenset[int]
    beginning: str

    @property
    def people(self) -> list[tuple[Speaker, int]]:
        """Each speaker with the number of their turns."""
        return [(speaker, self.turns[speaker.pk]) for speaker in self.speakers]

    @property
    def total(self) -> int:
        return sum(self.turns.values())


class Page:
    """One interview for one request."""

    def __init__(self, interview: Interview, request: HttpRequest) -> None:
        self.interview = interview
        self.request = request
        self.language = get_language()
        # As text: a UUID hashes and compares in Python, for each of thousands of blocks.
        self._uid = interview.uid.hex
        self._writer = BlockWriter(interview)

    @cached_property
    def layers(self) -> Layers:
        return layers_over(self.interview, self.request)

    @cached_property
    def _versions(self) -> list[tuple[int, int, str, int]]:
        """Primary key, position, key and version of each block, in order.

        Whatever changes a block's version changes the interview's with it.
        """
        kept = _versions.get(self._uid)
        if kept is not None and kept[0] == self.interview.version:
            return kept[1]
        if "_all_blocks" in self.__dict__:
            found = [(block.pk, block.position, block.key, block.version) for block in self._all_blocks]
        else:
            rows = self.interview.blocks.order_by("position")
            found = list(rows.values_list("pk", "position", "key", "version"))
        _versions.keep(self._uid, (self.interview.version, found))
        return found

    @cached_property
    def _all_blocks(self) -> list[Block]:
        return _load(self.interview)

    @cached_property
    def frame(self) -> Frame:
        name = (self.interview.uid, self.interview.revision)
        return _frames.get(name) or _frames.keep(name, _frame(self.interview, self._all_blocks))

    def body(self) -> SafeString:
        """All blocks, in order."""
        own, leaves = self.layers.own(), self.frame.leaves
        names = {
            pk: self._name(key, version, own.get(position)) for pk, position, key, version in self._versions
        }
        pieces = dict(zip(names, _fragments.get_all(names.values()), strict=True))
        missing = {pk for pk, piece in pieces.items() if piece is None}
        if missing:
            blocks = self._blocks(missing)
            self.layers.prepare(blocks)
            for public in (True, False):
                part = [block for block in blocks if (block.position in own) is not public]
                for block, piece in zip(part, self._pieces(part, public=public), strict=True):
                    _fragments.keep(names[block.pk], piece)
                    pieces[block.pk] = piece
        return join_safe(_bound(pieces, leaves))

    def render(self, blocks: Sequence[Block]) -> list[SafeString]:
        """These blocks' HTML as this reader sees them."""
        self.layers.prepare(blocks, page=False)
        return self._pieces(blocks, public=False)

    def _pieces(self, blocks: Sequence[Block], *, public: bool) -> list[SafeString]:
        overlays = self.layers.over(blocks, public=public) if blocks else {}
        return [self._writer.write(block, overlays[block.pk]) for block in blocks]

    def _name(self, key: str, version: int, stamp: str | None) -> tuple[object, ...]:
        return (self._uid, key, version, self.language, stamp)

    def _blocks(self, missing: set[int]) -> list[Block]:
        if "_all_blocks" in self.__dict__ or len(missing) > 500:
            return [block for block in self._all_blocks if block.pk in missing]
        return _load(self.interview, missing)


def _bound(pieces: dict[int, str | None], leaves: frozenset[int]) -> Iterator[str]:
    is_open = False
    for pk, piece in pieces.items():
        if pk in leaves:
            yield '</div><div class="leaf">' if is_open else '<div class="leaf">'
            is_open = True
        yield piece or ""
    if is_open:
        yield "</div>"


def _load(interview: Interview, only: set[int] | None = None) -> list[Block]:
    blocks = interview.blocks.select_related("speaker").order_by("position")
    return list(blocks if only is None else blocks.filter(pk__in=only))


def _frame(interview: Interview, blocks: Sequence[Block]) -> Frame:
    speakers: dict[int, Speaker] = {}
    turns: dict[int, int] = {}
    for block in blocks:
        if block.speaker is not None:
            speaker = speakers.setdefault(block.speaker.pk, block.speaker)
            turns[speaker.pk] = turns.get(speaker.pk, 0) + (not block.continued)
    people = sorted(speakers.values(), key=lambda speaker: speaker.position)
    # Those who answer are whom one came for: they stand first.
    people.sort(key=lambda speaker: speaker.role == Role.INTERVIEWER)
    context = {"parts": list(batched(outline(blocks), OUTLINE_PART, strict=False)), "interview": interview}
    html = get_template("reader/outline.html").render(context)
    said = (block.text for block in blocks if block.kind not in NOT_SPOKEN and block.kind != Kind.HEADING)
    return Frame(tuple(people), turns, html, leaf_starts(blocks), shortened(next(said, "")))
