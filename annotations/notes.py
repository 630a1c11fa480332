"""One annotation as a card or a reply shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotations.markdown import to_html
from annotations.models import SUPPORT, Annotation, Emoji, Standing, Visibility
from annotations.rewording import is_over


@dataclass(frozen=True, slots=True)
class Chip:
    """How many readers reacted so, and whether the one who looks is among them."""

    emoji: Emoji
    count: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation in its thread; `parent` is the primary key of what it answers.

    `reacted` names the reader's own reactions to it, and SUPPORT where they support it.
    """

    annotation: Annotation
    depth: int = 0
    mine: bool = False
    parent: int | None = None
    reacted: Collection[str] = ()

    @property
    def deleted(self) -> bool:
        return self.annotation.deleted is not None

    @property
    def gone(self) -> bool:
        """Whether its words are not to be shown: deleted, or hidden from this reader."""
        note = self.annotation
        judged = note.visibility == Visibility.PUBLIC and note.standing != Standing.VISIBLE
        return self.deleted or (judged and not self.mine)

    @property
    def may_reword(self) -> bool:
        """Whether whoever looks may change its words."""
        return self.mine and not is_over(self.annotation)

    @property
    def circle(self) -> str:
        """What its reader may know the group as that sees it; nothing where none does."""
        return circle_of(self.annotation, mine=self.mine)

    @property
    def html(self) -> SafeString:
        return to_html(self.annotation.body, (getattr(self.annotation, "mentioned", "") or "").split())

    @property
    def moment(self) -> str:
        """When it was made, as machines read it."""
        return localtime(self.annotation.created).isoformat()

    @property
    def day(self) -> str:
        """When it was made, as people read it."""
        return _day(localtime(self.annotation.created).date(), get_language())

    @property
    def tags(self) -> list[str]:
        return names_of(self.annotation)

    @property
    def supports(self) -> bool:
        """Whether the reader would make the same correction."""
        return SUPPORT in self.reacted

    @property
    def chips(self) -> list[Chip]:
        """The reactions that there are, in the order of all."""
        counts = self.annotation.reaction_counts
        return [Chip(e, counts[e], e in self.reacted) for e in Emoji if e in counts] if counts else []


def circle_of(annotation: Annotation, *, mine: bool) -> str:
    """The name of the group that sees it. Whoever has left a group does not learn its new name.

    The annotation was loaded `with_parting`; one that was not is about to be shown in its group.
    """
    if annotation.group is None:
        return ""
    return _("a former group") if mine and getattr(annotation, "parted", False) else annotation.group.name


def names_of(annotation: Annotation) -> list[str]:
    """The names of its tags, if it was loaded `with_tag_names`."""
    return sorted((getattr(annotation, "tag_names", None) or "").splitlines(), key=str.casefold)


@lru_cache(1000)
def _day(day: date, language: str | None) -> str:
    """Many notes are of one day. The language is the active one, and tells the answers apart."""
    return date_format(day, "DATE_FORMAT")
