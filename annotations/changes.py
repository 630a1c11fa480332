"""What a change of annotations does to the pages that show them: versions are counted up.

Everything here runs in the transaction of the change itself.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import batched
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from annotations.models import Annotation, Emoji, Motivation, Reaction
from annotations.targets import blocks_of
from reader.models import Block, Interview
from reader.prepared import prepared, prepared_update


def touch(annotation: Annotation, *, also: Iterable[int] = ()) -> None:
    """Everybody's page changes where this annotation is; `also` names more blocks by primary key."""
    target = annotation.root or annotation
    blocks = {block.pk for block in blocks_of(target)} | set(also)
    count_up(annotation.interview_id)
    count_blocks_up(blocks)


def arrive(annotation: Annotation, *, revision: int | None = None) -> bool:
    """As `touch` for a new annotation that keeps a place: it is added to what was counted before.

    Counting all again takes the longer the more there are. Where the text is not of this `revision` any
    more nothing is done; says so.
    """
    counted = ("highlights" if annotation.is_highlight else "comments") if annotation.is_public else ""
    page = [annotation.interview_id] if revision is None else [annotation.interview_id, revision]
    if not _one_more(*page, counted=counted):
        return False
    count_blocks_up([block.pk for block in blocks_of(annotation.root or annotation)])
    return True


@prepared_update
def _one_more(
    interview: int, revision: int | None = None, *, counted: str
) -> tuple[QuerySet[Any], dict[str, Any]]:
    page = Interview.objects.filter(pk=interview)
    if revision is not None:
        page = page.filter(revision=revision)
    return page, {name: F(name) + 1 for name in ("version", counted) if name}


def count_blocks_up(blocks: Collection[int]) -> None:
    """Count the versions of these blocks (primary keys) up, of no more than one statement takes."""
    if len(blocks) == 1:
        _count_block_up(*blocks)
    elif blocks:
        Block.objects.filter(pk__in=blocks).update(version=F("version") + 1)


@prepared_update
def _count_block_up(block: int) -> tuple[QuerySet[Any], dict[str, Any]]:
    return Block.objects.filter(pk=block), {"version": F("version") + 1}


def touch_if_seen(annotation: Annotation) -> None:
    """As `touch`, where everybody sees it; else it is part of some pages' stamp (`annotations.apart`)."""
    if annotation.keeps_place and (annotation.root is None or annotation.root.keeps_place):
        touch(annotation)


def count_reactions(annotation: Annotation) -> None:
    """Count the reactions to it anew, after one came or went."""
    rows = Reaction.objects.filter(annotation=annotation).values_list("emoji")
    counts = dict(rows.annotate(count=Count("pk")))
    annotation.reaction_counts = {emoji: counts[emoji] for emoji in Emoji.values if emoji in counts}
    Annotation.objects.filter(pk=annotation.pk).update(reaction_counts=annotation.reaction_counts)
    touch_if_seen(annotation)


def in_chunks(pks: Iterable[int]) -> Iterable[tuple[int, ...]]:
    """So many primary keys at a time as databases take in one statement."""
    return batched(pks, 5_000, strict=False)


def touch_all(annotations: Iterable[int]) -> None:
    """As `touch` for each of these, by primary key, but every page and block is counted up once."""
    first = Coalesce("start_block__position", "root__start_block__position")
    last = Coalesce("end_block__position", "root__end_block__position", first)
    positions: dict[int, set[int]] = defaultdict(set)
    for some in in_chunks(annotations):
        places = Annotation.objects.filter(pk__in=some).values_list("interview", first, last)
        for interview, low, high in places.order_by().distinct():
            positions[interview].update(range(low, high + 1) if low is not None else ())
    for interview, touched in sorted(positions.items()):
        count_up(interview)
        for some in in_chunks(touched):
            blocks = Block.objects.filter(interview=interview, position__in=some)
            blocks.update(version=F("version") + 1)


def touch_everything(interview: int) -> None:
    """Everybody's page of this interview changes everywhere."""
    count_up(interview)
    Block.objects.filter(interview=interview).update(version=F("version") + 1)


def count_up(interview: int) -> None:
    """Count the interview's version up, and again what everybody sees on it."""
    highlights, comments = next(iter(_seen_by_everybody(interview)), (0, 0))
    Interview.objects.filter(pk=interview).update(
        version=F("version") + 1, highlights=highlights, comments=comments
    )


@prepared
def _seen_by_everybody(interview: int) -> QuerySet[Any, Any]:
    public = Annotation.objects.filter(interview=interview).public().present().unsettled()
    is_highlight = Q(motivation=Motivation.HIGHLIGHTING)
    counts = (
        public.order_by()
        .values("interview")
        .annotate(highlights=Count("pk", filter=is_highlight), comments=Count("pk", filter=~is_highlight))
    )
    return counts.values_list("highlights", "comments")
