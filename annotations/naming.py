"""Where readers' names stand: another name changes those pages for everybody."""

from collections.abc import Iterable

from annotations.changes import touch_everything
from annotations.models import Annotation, Resolution
from annotations.readers import Reader


def interviews_naming(reader: Reader) -> set[int]:
    """The interviews (primary keys) on whose pages this reader's name stands."""
    written = Annotation.objects.by(reader).values_list("interview", flat=True)
    resolved = Resolution.objects.filter(reader.owns_q()).values_list("annotation__interview", flat=True)
    return {*written, *resolved}


def renew_pages_naming(reader: Reader) -> None:
    """Everybody's pages with this reader's name change, in the transaction that changes the name."""
    renew(interviews_naming(reader))


def renew(interviews: Iterable[int]) -> None:
    """These pages change everywhere; always in the same order, so that no two wait for each other."""
    for interview in sorted(interviews):
        touch_everything(interview)
