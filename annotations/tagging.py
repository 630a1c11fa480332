"""Tags on notes: giving them to a note, and which ones are offered while typing."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import transaction

from annotations import writing
from annotations.models import Annotation, Tag, Tagging, tag_key
from annotations.readers import Reader
from reader.models import Interview

# So many are offered for completion, the most used first.
OFFERED = 200


def tags_named(names: Iterable[str]) -> list[Tag]:
    """The tags of these names, made where there are none yet."""
    return [Tag.objects.get_or_create(key=tag_key(name), name=name)[0] for name in names]


def save_tagged(names: Collection[str], save: Callable[[], Annotation]) -> Annotation:
    """Let the new annotation that `save` stores have these tags, once. Raises as that does."""
    if not names:
        return save()
    with transaction.atomic():
        annotation = save()
        _give(annotation, tags_named(names))
        return annotation


@transaction.atomic
def set_tags(annotation: Annotation, names: Iterable[str], **standing: Any) -> None:
    """Let the annotation have these tags and no others. Raises writing.Stale.

    `standing` is what `annotations.spam` thinks of them.
    """
    writing.revise(annotation, annotation.version, **standing)
    tags = tags_named(names)
    annotation.taggings.exclude(tag__in=tags).delete()
    _give(annotation, tags)


def _give(annotation: Annotation, tags: Iterable[Tag]) -> None:
    Tagging.objects.bulk_create(
        [Tagging(interview_id=annotation.interview_id, annotation=annotation, tag=tag) for tag in tags],
        ignore_conflicts=True,
    )


def offered(reader: Reader, interview: Interview | None = None) -> list[str]:
    """Names of tags that this reader may want: their own, and what everybody sees on the interview."""
    rows = list(Tag.objects.offered(reader, interview)[:OFFERED].values_list("key", "name", "own"))
    # The first of each is the most used; before all, one's own.
    names = {key: name for key, name, _own in reversed(rows)}
    names |= {key: name for key, name, own in reversed(rows) if own}
    return [names[key] for key in dict.fromkeys(key for key, *_rest in rows)]
