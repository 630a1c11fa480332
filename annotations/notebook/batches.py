"""Changes of many notes at once, each in one transaction, and taking them back.

A batch keeps for each note its primary key, the version that it had, and what was there before: the
values of the fields that it names, or of tags their primary keys. Taking back leaves alone what was
changed again since.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotations.audiences import Audience
from annotations.changes import in_chunks, touch_all
from annotations.locks import hold
from annotations.models import Annotation, Batch, Group, Motivation, Tag, Tagging, Visibility
from annotations.notices.announcing import announce_all
from annotations.queries import AnnotationQuerySet
from annotations.readers import Reader
from annotations.spam import hold_back
from annotations.tag_names import MOST_TAGS

# So many changes of each reader can be taken back.
KEPT = 10
TAGS = ["tags"]

Row = tuple[int, int, Any]


class Staying(NamedTuple):
    """How many notes are not shown to whom they were to be shown."""

    replies: int = 0
    corrections: int = 0


@transaction.atomic
def recolour(notes: AnnotationQuerySet, reader: Reader, colour: str) -> Batch | None:
    """Give these notes a colour, as far as they are about a passage. None where nothing changes."""
    return _set(notes.exclude(colour="").open_to(reader), reader, colour=colour)


@transaction.atomic
def delete(notes: AnnotationQuerySet, reader: Reader) -> Batch | None:
    """Take these notes off their pages. None where nothing changes."""
    return _set(notes, reader, deleted=timezone.now())


@transaction.atomic
def show(notes: AnnotationQuerySet, reader: Reader, audience: Audience) -> tuple[Batch | None, Staying]:
    """Show these notes to everybody, to a group, or to their owner alone. Also returns what stays as it is.

    What answers a group stays there or is its author's alone; a suggestion is for everybody, so that who
    decides on it sees it.
    """
    if audience.visibility == Visibility.PUBLIC:
        corrections = notes.none()
    else:
        corrections = notes.filter(motivation=Motivation.EDITING, visibility=Visibility.PUBLIC)
    replies = notes.none()
    if audience.visibility != Visibility.PRIVATE:
        within = notes.alias(within=Coalesce("root__group", "reply_to__group")).filter(within__isnull=False)
        replies = within.exclude(within=audience.group and audience.group.pk).exclude(**audience.fields)
    staying = [list(some.values_list("pk", flat=True)) for some in (replies, corrections)]
    moving = notes.exclude(pk__in=[*chain(*staying)])
    # Of what tells most, first: of groups there are several.
    fields = dict(sorted(audience.fields.items(), reverse=audience.group is None))
    return _set(moving, reader, **fields), Staying(*map(len, staying))


@transaction.atomic
def add_tags(notes: AnnotationQuerySet, reader: Reader, tags: list[Tag]) -> tuple[Batch | None, int]:
    """Give these notes the tags too. Also returns how many stay as they are: they would have too many."""
    there = _tags_of(_locked(notes.open_to(reader)))
    new = {tag.key: tag.pk for tag in tags}
    changed = {row: old for row, old in there.items() if not new.keys() <= old.keys()}
    fitting = {row: old for row, old in changed.items() if len(new.keys() | old.keys()) <= MOST_TAGS}
    rows = [(pk, version, list(old.values())) for (pk, version), old in fitting.items()]

    def write() -> None:
        _write(pk for pk, *_old in rows)
        _tag({pk: [new[key] for key in new.keys() - old.keys()] for (pk, _version), old in fitting.items()})
        hold_back(reader, [pk for pk, *_old in rows], seen=True)

    return _batch(reader, TAGS, rows, write), len(changed) - len(fitting)


@transaction.atomic
def remove_tags(notes: AnnotationQuerySet, reader: Reader, tags: list[Tag]) -> Batch | None:
    """Take the tags from these notes. None where none has one of them."""
    gone = [tag.key for tag in tags]
    there = _tags_of(_locked(notes.open_to(reader).tagged(gone)))
    rows = [(pk, version, list(old.values())) for (pk, version), old in there.items()]

    def write() -> None:
        _write(pk for pk, *_old in rows)
        for pks in in_chunks((pk for pk, *_old in rows)):
            Tagging.objects.filter(annotation__in=pks, tag__key__in=gone).delete()

    return _batch(reader, TAGS, rows, write)


@transaction.atomic
def take_back(batch: Batch, reader: Reader) -> tuple[int, int]:
    """Put back what the batch changed, once. Returns how many notes it was, and how many changed since."""
    if not Batch.objects.filter(pk=batch.pk, undone=None).update(undone=timezone.now()):
        return 0, 0
    names, rows = batch.before["names"], batch.before["rows"]
    now: dict[int, int] = {}
    for pks in in_chunks(pk for pk, *_old in rows):
        same = _locked(Annotation.objects.by(reader).filter(pk__in=pks))
        now.update(same.values_list("pk", "version"))
    kept = {pk: old for pk, version, old in rows if now.get(pk) == version + 1}
    if "group" in names:
        open_groups = {None, *Group.objects.of(reader).open().values_list("pk", flat=True)}
        kept = {pk: old for pk, old in kept.items() if old[names.index("group")] in open_groups}
    _touching(kept, lambda: _put_back(names, kept))
    return len(kept), len(now) - len(kept)


def _put_back(names: list[str], kept: dict[int, Any]) -> None:
    if names == TAGS:
        _write(kept)
        for pks in in_chunks(kept):
            Tagging.objects.filter(annotation__in=pks).delete()
        _tag(kept)
        return
    by_values: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for pk, old in kept.items():
        by_values[tuple(old)].append(pk)
    for old, alike in by_values.items():
        _write(alike, **dict(zip(names, old, strict=True)))
    if "visibility" in names or "deleted" in names:
        _announce(kept)


def _set(notes: AnnotationQuerySet, reader: Reader, **fields: Any) -> Batch | None:
    """Write these fields, the first of which tells whether a note has them all already."""
    first, value = next(iter(fields.items()))
    found = _locked(notes.exclude(**{first: value})).values_list("pk", "version", *fields)
    rows: list[Row] = [(pk, version, old) for pk, version, *old in found if not _is_so(first, old[0], value)]

    def write() -> None:
        pks = [pk for pk, *_old in rows]
        _write(pks, **fields)
        if fields.get("visibility") == Visibility.PUBLIC:
            hold_back(reader, pks)
        if "visibility" in fields:
            _announce(pks)

    return _batch(reader, list(fields), rows, write)


def _is_so(name: str, old: Any, value: Any) -> bool:
    """Whether somebody has written it while this transaction waited for the note."""
    return old == value or (name == "deleted" and old is not None)


def _batch(reader: Reader, names: list[str], rows: list[Row], write: Callable[[], None]) -> Batch | None:
    if not rows:
        return None
    _touching([pk for pk, *_old in rows], write)
    own = Batch.objects.by(reader)
    own.filter(pk__in=list(own.order_by("-pk").values_list("pk", flat=True)[KEPT - 1 :])).delete()
    return Batch.objects.create(before={"names": names, "rows": rows}, **reader.as_owner())


def _touching(pks: Collection[int], write: Callable[[], None]) -> None:
    """Write, and count up once each page that shows these notes to everybody, before or afterwards."""
    seen = set(_public(pks))
    write()
    seen.update(_public(pks))
    touch_all(seen)


def _public(pks: Iterable[int]) -> Iterator[int]:
    for some in in_chunks(pks):
        yield from Annotation.objects.filter(pk__in=some).public().values_list("pk", flat=True)


def _announce(pks: Iterable[int]) -> None:
    """Tell those whom they concern of these notes, as far as others see them now."""
    for some in in_chunks(pks):
        shown = Annotation.objects.filter(pk__in=some).exclude(visibility=Visibility.PRIVATE).present()
        notes = shown.select_related("creator", "guest", "interview__added_by", "root")
        announce_all(notes.defer("interview__source").order_by("pk"))


def _write(pks: Iterable[int], **fields: Any) -> None:
    for some in in_chunks(pks):
        rows = Annotation.objects.filter(pk__in=some)
        rows.update(version=F("version") + 1, modified=timezone.now(), **fields)


def _tag(tags: dict[int, Collection[int]]) -> None:
    """Give each of these notes the tags, all by primary key; tags that are gone meanwhile stay gone."""
    there = set(Tag.objects.filter(pk__in=set().union(*tags.values())).values_list("pk", flat=True))
    interviews: dict[int, int] = {}
    for some in in_chunks(tags):
        interviews.update(Annotation.objects.filter(pk__in=some).values_list("pk", "interview"))
    Tagging.objects.bulk_create(
        [
            Tagging(interview_id=interviews[pk], annotation_id=pk, tag_id=tag)
            for pk, wanted in tags.items()
            for tag in there.intersection(wanted)
        ],
        batch_size=1_000,
        ignore_conflicts=True,
    )


def _tags_of(notes: AnnotationQuerySet) -> dict[tuple[int, int], dict[str, int]]:
    """For each note, by primary key and version, the primary keys of its tags by theirs."""
    found: dict[tuple[int, int], dict[str, int]] = {}
    for pk, version, key, tag in notes.values_list("pk", "version", "taggings__tag__key", "taggings__tag"):
        tags = found.setdefault((pk, version), {})
        if tag is not None:
            tags[key] = tag
    return found


def _locked(notes: AnnotationQuerySet) -> AnnotationQuerySet:
    """These notes, which nobody else changes until this transaction is over."""
    hold(notes.order_by().values("interview"))
    return (
        Annotation.objects.filter(pk__in=notes.order_by().values("pk"))
        .order_by("pk")
        .select_for_update(of=("self",))
    )
