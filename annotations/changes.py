"""What a change of annotations does to the pages that show them: versions are counted up.

Everything here runs in the transaction of the change itself.
"""

from collections.abc import Iterable

from django.db.models import Count, F, Q

from annotations.models import Annotation, Motivation
from annotations.targets import blocks_of
from reader.models import Block, Interview


def touch(annotation: Annotation, *, also: Iterable[int] = ()) -> None:
    """Everybody's page changes where this annotation is; `also` names more blocks by primary key."""
    target = annotation.root or annotation
    blocks = {block.pk for block in blocks_of(target)} | set(also)
    Block.objects.filter(pk__in=blocks).update(version=F("version") + 1)
    count_up(annotation.interview_id)


def touch_everything(interview: int) -> None:
    """Everybody's page of this interview changes everywhere."""
    Block.objects.filter(interview=interview).update(version=F("version") + 1)
    count_up(interview)


def count_up(interview: int) -> None:
    """Count the interview's version up, and again what everybody sees on it."""
    public = Annotation.objects.filter(interview=interview).public().present()
    is_highlight = Q(motivation=Motivation.HIGHLIGHTING)
    Interview.objects.filter(pk=interview).update(
        version=F("version") + 1,
        **public.aggregate(
            highlights=Count("pk", filter=is_highlight), comments=Count("pk", filter=~is_highlight)
        ),
    )
