"""Which blocks a passage runs over, and what of each belongs to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotations.models import Annotation
from annotations.selectors import surroundings
from reader.models import NOT_SPOKEN, Block


@dataclass(frozen=True, slots=True)
class Part:
    """What of one block belongs to a passage: [start, end) in code points of its text."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]


def parts(blocks: Sequence[Block], start: int, end: int) -> list[Part]:
    """The parts of a passage from `start` in the first to `end` in the last of these blocks.

    The blocks are all from the first to the last, in order. What nobody says in between is left out.
    """
    last = len(blocks) - 1
    return [
        Part(block, start if n == 0 else 0, end if n == last else len(block.text))
        for n, block in enumerate(blocks)
        if n in (0, last) or block.kind not in NOT_SPOKEN
    ]


def quote(passage: Sequence[Part]) -> str:
    """The passage's words; a blank line stands between blocks as between paragraphs."""
    return "\n\n".join(part.text for part in passage)


def named(first: Block, start: int, last: Block, end: int, exact: str) -> dict[str, Any]:
    """The fields of an annotation on this passage: its position, its words, and what stands around them."""
    return {
        "start_block": first,
        "start": start,
        "end_block": last,
        "end": end,
        "exact": exact,
        "prefix": surroundings(first.text, start, start)[0],
        "suffix": surroundings(last.text, end, end)[1],
    }


def is_whole_block(target: Mapping[str, Any]) -> bool:
    """Whether these fields of an annotation name all words of one block."""
    same = target["start_block"].pk == target["end_block"].pk
    return same and target["exact"].split() == target["start_block"].text.split()


def blocks_between(first: Block, last: Block) -> list[Block]:
    """All blocks from the first to the last, in order; none where they are the wrong way round."""
    if first.pk == last.pk:
        return [first]
    return list(
        Block.objects.filter(
            interview=first.interview_id, position__gte=first.position, position__lte=last.position
        ).order_by("position")
    )


def as_posted(annotation: Annotation) -> dict[str, Any]:
    """The annotation's passage as a form posts it."""
    first, last = annotation.start_block, annotation.end_block
    return {
        "start_block": first.key if first else "",
        "start": annotation.start,
        "end_block": last.key if last else "",
        "end": annotation.end,
        "exact": annotation.exact,
        "prefix": annotation.prefix,
        "suffix": annotation.suffix,
    }


def blocks_of(annotation: Annotation) -> list[Block]:
    """The blocks on whose place in the page this annotation shows; none for the whole interview."""
    if annotation.start_block is None:
        return []
    if annotation.end_block is None:
        return [annotation.start_block]
    between = blocks_between(annotation.start_block, annotation.end_block)
    return [part.block for part in parts(between, annotation.start or 0, annotation.end or 0)]
