"""Changing annotations: each change in one transaction with what it does to the pages."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.audiences import Audience, Audiences
from annotations.changes import touch
from annotations.locks import hold
from annotations.models import Annotation, Colour, Motivation, State
from annotations.notices.announcing import announce
from annotations.readers import Reader
from annotations.searching import index_notes
from annotations.targets import blocks_between, blocks_of, is_whole_block, parts, quote
from reader.models import Block, Interview


class Stale(Exception):
    """Somebody (perhaps oneself, in another tab) has changed it, or the text, since the form was opened."""


class Closed(Exception):
    """In that group this reader can't write (any more): it was closed, or they left it."""


@transaction.atomic
def revise(annotation: Annotation, version: int, audience: Audience | None = None, **fields: Any) -> None:
    """Change words, colour or audience of this version. Raises Stale, and Closed as `posting.reply` does."""
    was_there = annotation.keeps_place
    shown = audience or Audience(annotation.visibility, annotation.group)
    reader = Reader(user=annotation.creator, guest=annotation.guest)
    if (audience or shown.group) and not Audiences(reader, annotation.reply_to).allows(shown):
        raise Closed
    fields |= shown.fields
    if annotation.is_highlight and fields.get("body"):
        fields["motivation"] = Motivation.COMMENTING
    _update(annotation, version, **fields)
    if "body" in fields:
        index_notes([annotation])
    _changed(annotation, was_there)


@transaction.atomic
def delete(annotation: Annotation) -> None:
    """Take it off the page; it can be restored."""
    _update(annotation, annotation.version, deleted=timezone.now())
    _changed(annotation, annotation.keeps_place)


@transaction.atomic
def restore(annotation: Annotation) -> None:
    """Put a deleted one back to its place."""
    _update(annotation, annotation.version, deleted=None)
    _changed(annotation, annotation.keeps_place)


@transaction.atomic
def extend(annotation: Annotation, target: Mapping[str, Any]) -> None:
    """Let a highlight reach over another passage too: from the earlier beginning to the later end."""
    first = min(_places(annotation, target, "start"), key=_order)
    last = max(_places(annotation, target, "end"), key=_order)
    between = blocks_between(first[0], last[0])
    fields = {
        "start_block": first[0],
        "start": first[1],
        "end_block": last[0],
        "end": last[1],
        "exact": quote(parts(between, first[1], last[1])),
        "prefix": first[2],
        "suffix": last[2],
        "anchored_revision": target["anchored_revision"],
    }
    retarget(annotation, fields)


@transaction.atomic
def retarget(annotation: Annotation, target: Mapping[str, Any]) -> None:
    """Let an annotation be about this passage instead."""
    check_revision(annotation.interview_id, target["anchored_revision"])
    before = [block.pk for block in blocks_of(annotation)]
    _update(annotation, annotation.version, **target, state=State.ANCHORED, original="")
    if annotation.keeps_place:
        touch(annotation, also=before)


@transaction.atomic
def place_again(annotation: Annotation, target: Mapping[str, Any]) -> None:
    """Let an annotation that the text has left behind be about this passage. Raises Stale."""
    settled = {"last_turn": 0, "last_speaker": "", "last_offset": None}
    if annotation.is_on_block and is_whole_block(target):
        settled |= {"end_block": None, "start": None, "end": None, "exact": "", "prefix": "", "suffix": ""}
    else:
        # What was about a whole block may be about a passage now, and those have a colour.
        settled["colour"] = annotation.colour or Colour.YELLOW
    retarget(annotation, {**target, **settled})


def _places(annotation: Annotation, target: Mapping[str, Any], edge: str) -> list[tuple[Block, int, str]]:
    """Where the highlight and the passage begin (or end): block, offset, and the text beyond."""
    beyond = "prefix" if edge == "start" else "suffix"
    return [
        (getattr(annotation, f"{edge}_block"), getattr(annotation, edge), getattr(annotation, beyond)),
        (target[f"{edge}_block"], target[edge], target[beyond]),
    ]


def _order(place: tuple[Block, int, str]) -> tuple[int, int]:
    return place[0].position, place[1]


def check_revision(interview: int, revision: int) -> None:
    """Raise Stale if the text is not the one any more in which the passage was found.

    The interview's row is locked: whoever changes the text waits until this transaction is over.
    """
    same = Interview.objects.select_for_update().filter(pk=interview, revision=revision)
    if same.values_list("pk").first() is None:
        raise Stale


def _update(annotation: Annotation, version: int, **fields: Any) -> None:
    """Write these fields if nobody wrote in between. Raises Stale."""
    hold([annotation.interview_id])
    fields |= {"modified": timezone.now()}
    row = Annotation.objects.filter(pk=annotation.pk, version=version)
    if not row.update(version=F("version") + 1, **fields):
        raise Stale
    annotation.version = version + 1
    for name, value in fields.items():
        setattr(annotation, name, value)


def _changed(annotation: Annotation, was_there: bool) -> None:
    show(annotation, was_there)
    announce(annotation)


def show(annotation: Annotation, was_there: bool) -> None:
    """Renew the pages where it is seen, or was: `was_there` says whether it had a place that all saw."""
    seen = annotation.root is None or annotation.root.keeps_place
    if seen and (was_there or annotation.keeps_place):
        touch(annotation)
