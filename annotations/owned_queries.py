"""Which rows of a reader's there are beside their notes: reactions, support, places, tags and more."""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery

from annotations.queries import AnnotationQuerySet
from reader.ids import uid_in
from reader.models import Interview

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from annotations.models import Fate, Guest, Resolution, Tag
    from annotations.readers import Reader


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows that belong to an account or a guest."""

    def by(self, reader: "Reader") -> Self:
        """This reader's own."""
        return self.filter(reader.owns_q())


class ReactionQuerySet(OwnedQuerySet):
    def to(self, annotations: AnnotationQuerySet) -> "ReactionQuerySet":
        """Those to these annotations."""
        return self.filter(annotation__in=annotations.values("pk"))

    def hand_over(self, guest: "Guest", user: "User") -> list[int]:
        """Give the guest's reactions to the account; what both said stays once.

        Returns the primary keys of the annotations of which a reaction is gone.
        """
        same = Q(annotation=OuterRef("annotation"), emoji=OuterRef("emoji"), creator=user)
        twice = self.filter(Exists(self.all().filter(same)), guest=guest)
        fewer = list(twice.values_list("annotation", flat=True))
        twice.delete()
        self.filter(guest=guest).update(creator=user, guest=None)
        return fewer


class SupportQuerySet(OwnedQuerySet):
    def to(self, annotations: AnnotationQuerySet) -> "SupportQuerySet":
        """That of these annotations, as far as they are suggestions on which nobody has decided yet."""
        return self.filter(suggestion__annotation__in=annotations.values("pk"), suggestion__status="open")


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def hand_over(self, guest: "Guest", user: "User") -> None:
        """What the guest resolved, the account has."""
        self.filter(guest=guest).update(creator=user, guest=None)


class FateQuerySet(models.QuerySet["Fate"]):
    def untold(self, reader: "Reader", interview: "Interview") -> "FateQuerySet":
        """What happened to this reader's own and they have not taken note of, be it over by now."""
        return self.filter(reader.owns_q("annotation__"), interview=interview, told__isnull=True)

    def to_tell(self, reader: "Reader", interview: "Interview") -> "FateQuerySet":
        """What this reader has not been told yet of their own, as far as it still holds; oldest first."""
        still = {"annotation__deleted__isnull": True, "annotation__state__in": ("changed", "orphaned")}
        return self.untold(reader, interview).filter(**still).order_by("revision", "pk")

    def placed_again(self, reader: "Reader", interview: "Interview") -> "FateQuerySet":
        """What this reader has not been told of notes that lost their place and have one again."""
        still = {"annotation__deleted__isnull": True, "annotation__state__in": ("anchored", "moved")}
        return self.untold(reader, interview).filter(after="", **still)


class PlaceQuerySet(OwnedQuerySet):
    def hand_over(self, guest: "Guest", user: "User") -> None:
        """Give the guest's places to the account. Where both have one, the further one stays."""
        theirs = self.filter(guest=guest)
        same = theirs.filter(interview=OuterRef("interview")).values("percent")
        self.filter(creator=user, percent__lt=Subquery(same)).delete()
        kept = self.filter(creator=user).values("interview")
        theirs.exclude(interview__in=kept).update(creator=user, guest=None)


class MeaningQuerySet(OwnedQuerySet):
    def hand_over(self, guest: "Guest", user: "User") -> None:
        """Give the guest's meanings to the account, which keeps its own."""
        there = self.filter(creator=user).values("colour")
        self.filter(guest=guest).exclude(colour__in=there).update(creator=user, guest=None)


class BatchQuerySet(OwnedQuerySet):
    def that_can_be_undone(self, uid: str) -> "BatchQuerySet":
        """The one of this id, if it was not taken back yet; none for what is no id."""
        return self.filter(uid=uid_in(uid), undone=None)

    def hand_over(self, guest: "Guest", user: "User") -> None:
        """Let the account take back what the guest did."""
        self.filter(guest=guest).update(creator=user, guest=None)


class TagQuerySet(models.QuerySet["Tag"]):
    def offered(self, reader: "Reader", interview: Interview | None = None) -> models.QuerySet[Any]:
        """This reader's own, and those that everybody sees on the interview; the most used first.

        `own` says on how many notes of the reader's each is.
        """
        notes = apps.get_model("annotations", "Annotation").objects
        own = wanted = Q(taggings__annotation__in=notes.by(reader).present().values("pk"))
        if interview is not None:
            public = notes.on(interview).public().present()
            wanted |= Q(taggings__annotation__in=public.values("pk"))
        found = self.filter(wanted).annotate(uses=Count("taggings"), own=Count("taggings", filter=own))
        return found.order_by("-uses", "key", "name")

    def counted(self, notes: AnnotationQuerySet) -> models.QuerySet[Any, Any]:
        """Key and name of the tags of these notes, and on how many they are; the most used first."""
        used = self.filter(taggings__annotation__in=notes.order_by().values("pk"))
        counted = used.values_list("key", "name").annotate(count=Count("taggings"))
        return counted.order_by("-count", "key", "name")

    def spelling(self, key: str, notes: AnnotationQuerySet) -> str:
        """How this tag is spelled on most of these notes; nothing where it is on none."""
        row = self.filter(key=key).counted(notes).first()
        return row[1] if row else ""


class ExportTemplateQuerySet(OwnedQuerySet):
    def hand_over(self, guest: "Guest", user: "User") -> None:
        """Give the guest's template to the account, unless that has one."""
        if not self.filter(creator=user).exists():
            self.filter(guest=guest).update(creator=user, guest=None)
