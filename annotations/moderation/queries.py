"""Which flags, bans and lines of the trail there are for whom."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from annotations.queries import judged_by

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User

    from annotations.models import Annotation, Ban, Flag, Guest, ModerationEntry
    from annotations.readers import Reader


class EntryQuerySet(models.QuerySet["ModerationEntry"]):
    """The trail only grows. (Where an account or a note goes, Django empties the link by itself.)"""

    def update(self, **fields: Any) -> NoReturn:
        raise TypeError("Lines of the trail are written once.")

    def delete(self) -> NoReturn:
        raise TypeError("Lines of the trail stay.")

    def readable_by(self, user: "AbstractBaseUser | AnonymousUser") -> "EntryQuerySet":
        """The trail without what was done in private interviews of others."""
        return self.filter(judged_by(user))

    def about(self, query: str) -> "EntryQuerySet":
        """Those in which the moderator's or the author's name or the reason has these words."""
        names = Q(by_name__icontains=query) | Q(author__icontains=query)
        return self.filter(names | Q(reason__icontains=query))

    def with_later(self) -> "EntryQuerySet":
        """With `later`: whether something else was done to the same note since."""
        later = self.model._base_manager.filter(note=OuterRef("note"), pk__gt=OuterRef("pk"))
        return self.annotate(later=Exists(later))


class FlagQuerySet(models.QuerySet["Flag"]):
    def open(self) -> "FlagQuerySet":
        """Those that nobody has answered."""
        return self.filter(settled__isnull=True)

    def hand_over(self, guest: "Guest", user: "User") -> None:
        """Give the guest's flags to the account, but for what it has flagged or written itself."""
        own = Q(annotation__in=self.filter(creator=user).values("annotation")) | Q(annotation__creator=user)
        self.filter(guest=guest).exclude(own).update(creator=user, guest=None)


class BanQuerySet(models.QuerySet["Ban"]):
    def against(self, reader: "Reader", addresses: Iterable[str]) -> "BanQuerySet":
        """Those that hold for this reader, or (for who has no account) for one of these addresses."""
        holds = reader.owns_q()
        if reader.user is None:
            holds |= Q(address__in=list(addresses), until__gt=timezone.now())
        return self.filter(holds)

    def of_authors(self, annotations: Iterable["Annotation"]) -> "BanQuerySet":
        """Those of the authors of these notes."""
        notes = list(annotations)
        return self.filter(
            Q(creator__in={note.creator_id for note in notes if note.creator_id})
            | Q(guest__in={note.guest_id for note in notes if note.guest_id})
        )

    def hand_over(self, guest: "Guest", user: "User") -> None:
        """A guest who was banned stays so with an account."""
        if not self.filter(creator=user).exists():
            self.filter(guest=guest).update(creator=user, guest=None)
