"""Annotations in lists: in which order, with what is shown of each, narrowed by what they hold.

Who may see them is asked in `queries`.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, StringAgg, Subquery, Value, When
from django.db.models.functions import Coalesce

from reader.any_case import any_case
from reader.models import Interview

if TYPE_CHECKING:
    from annotations.models import Annotation


class ListedQuerySet(models.QuerySet["Annotation"]):
    """What queries for lists are made of, whoever reads them."""

    def present(self) -> Self:
        """Without the deleted."""
        return self.filter(deleted__isnull=True)

    def on(self, interview: Interview) -> Self:
        return self.filter(interview=interview)

    def named(self, uid: UUID) -> Self:
        return self.filter(uid=uid)

    def with_people(self) -> Self:
        """With everything that a note on the page shows."""
        people = ("creator", "guest", "group", "suggestion", "resolution__creator", "resolution__guest")
        return self.select_related(*people).with_tag_names().with_names().with_parting()

    def with_parting(self) -> Self:
        """With `parted`: whether its author has left the group that sees it."""
        members = apps.get_model("annotations", "Membership").objects
        there = Exists(members.filter(group=OuterRef("group"), user=OuterRef("creator")))
        return self.annotate(parted=Case(When(group__isnull=True, then=False), default=~there))

    def with_names(self) -> Self:
        """With the names of those whom they mention as `mentioned`, separated by blanks, or None."""
        mentions = apps.get_model("annotations", "Mention").objects.filter(annotation=OuterRef("pk"))
        names = mentions.values("annotation").annotate(names=StringAgg("person__username", Value(" ")))
        return self.annotate(mentioned=Subquery(names.values("names")))

    def with_tag_names(self) -> Self:
        """With the names of their tags as `tag_names`: lines, or None. Pages have no query to spare."""
        tagging = apps.get_model("annotations", "Tagging").objects.filter(annotation=OuterRef("pk"))
        names = tagging.values("annotation").annotate(names=StringAgg("tag__name", Value("\n")))
        return self.annotate(tag_names=Subquery(names.values("names")))

    def in_order(self) -> Self:
        """Those made earlier come first."""
        return self.order_by("created", "pk")

    def after(self, note: "Annotation") -> Self:
        """Those that come after this one `in_order`."""
        return self.filter(Q(created__gt=note.created) | Q(created=note.created, pk__gt=note.pk))

    def before(self, note: "Annotation") -> Self:
        """Those that come before this one `in_order`."""
        return self.filter(Q(created__lt=note.created) | Q(created=note.created, pk__lt=note.pk))

    def in_text_order(self) -> Self:
        """By interview, then as they stand in the text; replies after what they answer.

        Passages come before what is about their whole block, and last what has no place in the text.
        """
        position = Coalesce("start_block__position", "root__start_block__position")
        offset = Coalesce("start", "root__start")
        return self.order_by(
            "interview__title",
            "interview",
            position.asc(nulls_last=True),
            offset.asc(nulls_last=True),
            Coalesce("root", "pk"),
            F("root").asc(nulls_first=True),
            "created",
            "pk",
        )

    def latest_first(self) -> Self:
        return self.order_by("-created", "-pk")

    def tagged(self, keys: Iterable[str]) -> Self:
        """Those with one of these tags, by key."""
        tagged = self.model._default_manager.filter(taggings__tag__key__in=list(keys))
        return self.filter(pk__in=tagged.values("pk"))

    def holding(self, words: Iterable[str]) -> Self:
        """Those that hold each of these words in their quote or their own text."""
        found = self
        for word in words:
            found = found.filter(any_case("exact", word) | any_case("body", word))
        return found

    def with_number_of(self, others: "ListedQuerySet") -> Self:
        """Rows with the number of others besides: pages have no query to spare."""
        one = others.order_by().annotate(one=Value(1)).values("one")
        return self.annotate(total=Subquery(one.annotate(n=Count("*")).values("n")))
