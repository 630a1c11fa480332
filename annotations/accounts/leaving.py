"""Leaving: an account is deleted with what is its own; what others build on stays, without its name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotations.changes import count_reactions, in_chunks
from annotations.locks import hold
from annotations.models import Annotation, Fate, Guest, Motivation, Reaction, Resolution, Tagging
from annotations.naming import interviews_naming, renew
from annotations.queries import AnnotationQuerySet
from annotations.readers import Reader
from annotations.suggestions.supporting import take_support_back
from reader.models import Visibility

# Where a comment was that has gone while answers to it stay. It is never shown.
EMPTY = "–"


@transaction.atomic
def leave(user: User, *, keep_comments: bool) -> None:
    """Delete the account: what is private or a group's, highlights, reactions, and (unless kept) comments.

    Comments that are kept have an owner without a name, and so has who resolved a thread. What others
    answered keeps its place under a deleted comment. Interviews stay without an owner, but for private ones.
    """
    User.objects.select_for_update().get(pk=user.pk)
    own = Annotation.objects.filter(creator=user)
    interviews = interviews_naming(Reader(user=user))
    hold(interviews)
    kept = set(_to_keep(own).values_list("pk", flat=True)) if keep_comments else set()
    places = _above(kept, user) - kept
    Fate.objects.filter(annotation__creator=user).delete()
    nobody = Guest.objects.create(name="deleted reader", left=True)
    for some in in_chunks(kept):
        own.filter(pk__in=some).update(creator=None, guest=nobody)
    for some in in_chunks(places):
        _empty(own.filter(pk__in=some), nobody)
    own.delete()
    Resolution.objects.filter(creator=user).update(creator=None, guest=nobody)
    if not (nobody.annotations.exists() or nobody.resolutions.exists()):
        nobody.delete()
    _take_reactions_back(user)
    take_support_back(user)
    user.interviews.filter(visibility=Visibility.PRIVATE).only("pk").delete()
    renew(interviews)
    user.delete()


def _to_keep(own: AnnotationQuerySet) -> AnnotationQuerySet:
    """Comments and replies that everybody may read."""
    return own.public().present().exclude(motivation=Motivation.HIGHLIGHTING)


@dataclass(slots=True)
class _Tree:
    """What answers what, in the threads that somebody has a part in."""

    parents: dict[int, int | None] = field(default_factory=dict)

    def above(self, annotations: Iterable[int]) -> set[int]:
        """All that one of these answers, or what that answers. Each is passed once."""
        found: set[int] = set()
        for annotation in annotations:
            parent = self.parents[annotation]
            while parent is not None and parent not in found:
                found.add(parent)
                parent = self.parents[parent]
        return found


def _above(kept: set[int], user: User) -> set[int]:
    """Which of the account's own annotations have answers under them that stay: others' and these."""
    threads = Annotation.objects.filter(creator=user).values_list(Coalesce("root", F("pk")))
    rows = Annotation.objects.filter(Q(pk__in=threads) | Q(root__in=threads))
    tree, owners = _Tree(), {}
    for pk, parent, creator in rows.values_list("pk", "reply_to", "creator"):
        tree.parents[pk] = parent
        owners[pk] = creator
    staying = [pk for pk, creator in owners.items() if creator != user.pk or pk in kept]
    return {above for above in tree.above(staying) if owners[above] == user.pk}


def _empty(places: AnnotationQuerySet, nobody: Guest) -> None:
    """Leave of these annotations only where they were."""
    Tagging.objects.filter(annotation__in=places).delete()
    places.exclude(motivation=Motivation.HIGHLIGHTING).update(body=EMPTY)
    places.update(
        creator=None, guest=nobody, origin="", deleted=Coalesce(F("deleted"), Value(timezone.now()))
    )


def _take_reactions_back(user: User) -> None:
    """Count the reactions again that they were part of."""
    reactions = Reaction.objects.filter(creator=user)
    fewer = list(reactions.values_list("annotation", flat=True).distinct())
    reactions.delete()
    for some in in_chunks(fewer):
        for annotation in Annotation.objects.filter(pk__in=some):
            count_reactions(annotation)
