"""How many readers would make the same correction: counted beside each suggestion."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import Q

from annotations.changes import touch_if_seen
from annotations.models import Annotation, Guest, Suggestion, Support


def count_support(suggestions: Iterable[int]) -> None:
    """Write to these suggestions (primary keys) how many others support them, and renew their pages."""
    for suggestion in suggestions:
        found = Support.objects.filter(suggestion=suggestion).count()
        Suggestion.objects.filter(pk=suggestion).update(supporters=found)
        touch_if_seen(Annotation.objects.get(suggestion=suggestion))


def hand_over_support(guest: Guest, user: User) -> None:
    """Give the guest's support to the account; what both support counts once.

    Nobody supports what they have suggested themselves, under whichever name.
    """
    both = Support.objects.filter(creator=user).values("suggestion")
    is_own = Q(suggestion__annotation__creator=user)
    double = Support.objects.filter(
        Q(guest=guest) & (is_own | Q(suggestion__in=both)) | Q(creator=user) & is_own
    )
    touched = set(double.values_list("suggestion", flat=True))
    Support.objects.filter(pk__in=list(double.values_list("pk", flat=True))).delete()
    Support.objects.filter(guest=guest).update(creator=user, guest=None)
    count_support(touched)


def take_support_back(user: User) -> None:
    """Let the account support nothing any more."""
    own = Support.objects.filter(creator=user)
    fewer = list(own.values_list("suggestion", flat=True))
    own.delete()
    count_support(fewer)
