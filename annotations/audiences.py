"""Who a note may be shown to: its author alone, one of their groups, or everybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from annotations.models import Annotation, Group, Visibility
from annotations.readers import Reader
from reader.ids import uid_in


class Circle(NamedTuple):
    """What is shown of a group where a note's audience is chosen."""

    uid: UUID
    name: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a note is shown to. `group` is set exactly where the visibility says so."""

    visibility: str
    group: Group | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of an annotation that is shown to them."""
        return {"visibility": self.visibility, "group": self.group}


ONLY_ME = Audience(Visibility.PRIVATE)
EVERYBODY = Audience(Visibility.PUBLIC)


class Audiences:
    """What one reader may choose from for a note, or for an answer to one.

    An answer to what is said in a group stays in that group, or is its author's alone. In forms the two
    that there always are go by their visibility, a group by its uid.
    """

    def __init__(
        self, reader: Reader, answered: Annotation | None = None, circles: Sequence[Circle] | None = None
    ) -> None:
        self.reader = reader
        self.within = _group_of_thread(answered)
        self._circles = circles

    @cached_property
    def groups(self) -> list[Circle]:
        """The groups among them, by name."""
        if self._circles is not None:
            return list(self._circles)
        return [Circle(group.uid, group.name) for group in self._open()]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """What forms post, and what it is called."""
        yield Visibility.PRIVATE.value, str(Visibility.PRIVATE.label)
        for group in self.groups:
            yield str(group.uid), group.name
        if self.within is None:
            yield Visibility.PUBLIC.value, str(Visibility.PUBLIC.label)

    def find(self, value: str) -> Audience | None:
        """The audience of this name, if it may be chosen."""
        if value == Visibility.PRIVATE:
            return ONLY_ME
        if value == Visibility.PUBLIC:
            return EVERYBODY if self.within is None else None
        uid = uid_in(value)
        group = self._open().filter(uid=uid).first() if uid else None
        return None if group is None else Audience(Visibility.GROUP, group)

    def allows(self, audience: Audience) -> bool:
        """Whether it may be chosen now."""
        value = audience.visibility if audience.group is None else str(audience.group.uid)
        return self.find(value) is not None

    def _open(self) -> Any:
        mine = Group.objects.of(self.reader).open()
        return mine if self.within is None else mine.filter(pk=self.within.pk)


def _group_of_thread(answered: Annotation | None) -> Group | None:
    """The group in which it is answered: of the whole thread, or of this very reply."""
    if answered is None:
        return None
    return answered.group if answered.root is None else answered.root.group or answered.group
