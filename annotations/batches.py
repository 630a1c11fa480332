"""Changes of many notes at once, each in one transaction, and taking them back.

A batch keeps for each note its primary key, the version that it had, and the old value: of a field, or
of its tags their primary keys. Taking back leaves alone what was changed again since.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.changes import in_chunks, touch_all
from annotations.models import Annotation, Batch, Tag, Tagging
from annotations.queries import AnnotationQuerySet
from annotations.readers import Reader
from annotations.tag_names import MOST_TAGS

# So many changes of each reader can be taken back.
KEPT = 10

Row = tuple[int, int, Any]


@transaction.atomic
def set_field(notes: AnnotationQuerySet, reader: Reader, field: str, value: Any) -> Batch | None:
    """Set colour, visibility or deletion of these notes. None where they all have that value already.

    Only what is about a passage gets a colour.
    """
    wanted = notes.exclude(**{field: value})
    if field == "colour":
        wanted = wanted.exclude(colour="")
    rows: list[Row] = list(_locked(wanted).values_list("pk", "version", field))
    return _batch(reader, field, rows, lambda: _write([pk for pk, *_old in rows], **{field: value}))


@transaction.atomic
def add_tags(notes: AnnotationQuerySet, reader: Reader, tags: list[Tag]) -> tuple[Batch | None, int]:
    """Give these notes the tags too. Also returns how many stay as they are: they would have too many."""
    there = _tags_of(_locked(notes))
    new = {tag.pk for tag in tags}
    changed = {row: old for row, old in there.items() if not new <= set(old)}
    fitting = {row: old for row, old in changed.items() if len(new.union(old)) <= MOST_TAGS}
    rows = [(pk, version, old) for (pk, version), old in fitting.items()]

    def write() -> None:
        _write(pk for pk, *_old in rows)
        _tag({pk: new.difference(old) for pk, _version, old in rows})

    return _batch(reader, "tags", rows, write), len(changed) - len(fitting)


@transaction.atomic
def remove_tags(notes: AnnotationQuerySet, reader: Reader, tags: list[Tag]) -> Batch | None:
    """Take the tags from these notes. None where none has one of them."""
    gone = {tag.pk for tag in tags}
    there = _tags_of(_locked(notes.tagged([tag.key for tag in tags])))
    rows = [(pk, version, old) for (pk, version), old in there.items()]

    def write() -> None:
        _write(pk for pk, *_old in rows)
        for pks in in_chunks((pk for pk, *_old in rows)):
            Tagging.objects.filter(annotation__in=pks, tag__in=gone).delete()

    return _batch(reader, "tags", rows, write)


@transaction.atomic
def take_back(batch: Batch, reader: Reader) -> tuple[int, int]:
    """Put back what the batch changed, once. Returns how many notes it was, and how many changed since."""
    if not Batch.objects.filter(pk=batch.pk, undone=None).update(undone=timezone.now()):
        return 0, 0
    field, rows = batch.before["field"], batch.before["rows"]
    now: dict[int, int] = {}
    for pks in in_chunks((pk for pk, *_old in rows)):
        same = _locked(Annotation.objects.by(reader).filter(pk__in=pks))
        now.update(same.values_list("pk", "version"))
    kept = {pk: old for pk, version, old in rows if now.get(pk) == version + 1}
    _touching(kept, lambda: _put_back(field, kept))
    return len(kept), len(now) - len(kept)


def _put_back(field: str, kept: dict[int, Any]) -> None:
    if field == "tags":
        _write(kept)
        for pks in in_chunks(kept):
            Tagging.objects.filter(annotation__in=pks).delete()
        _tag(kept)
        return
    by_value: dict[Any, list[int]] = defaultdict(list)
    for pk, old in kept.items():
        by_value[old].append(pk)
    for old, pks_of_value in by_value.items():
        _write(pks_of_value, **{field: old})


def _batch(reader: Reader, field: str, rows: list[Row], write: Callable[[], None]) -> Batch | None:
    if not rows:
        return None
    _touching([pk for pk, *_old in rows], write)
    own = Batch.objects.by(reader)
    own.filter(pk__in=list(own.order_by("-pk").values_list("pk", flat=True)[KEPT - 1 :])).delete()
    return Batch.objects.create(before={"field": field, "rows": rows}, **reader.as_owner())


def _touching(pks: Collection[int], write: Callable[[], None]) -> None:
    """Write, and count up once each page that shows these notes to everybody, before or afterwards."""
    seen = set(_public(pks))
    write()
    seen.update(_public(pks))
    touch_all(seen)


def _public(pks: Iterable[int]) -> Iterator[int]:
    for some in in_chunks(pks):
        yield from Annotation.objects.filter(pk__in=some).public().values_list("pk", flat=True)


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


def _tags_of(notes: AnnotationQuerySet) -> dict[tuple[int, int], list[int]]:
    """For each note, by primary key and version, the primary keys of its tags."""
    found: dict[tuple[int, int], list[int]] = {}
    for pk, version, tag in notes.values_list("pk", "version", "taggings__tag"):
        tags = found.setdefault((pk, version), [])
        if tag is not None:
            tags.append(tag)
    return found


def _locked(notes: AnnotationQuerySet) -> AnnotationQuerySet:
    """These notes, which nobody else changes until this transaction is over."""
    return (
        Annotation.objects.filter(pk__in=notes.order_by().values("pk"))
        .order_by("pk")
        .select_for_update(of=("self",))
    )
