"""How long the words of a note may be changed: an account's always, a guest's for some hours.

A guest is only known by a cookie, and others may have answered what they read.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from annotations.models import Annotation, Standing, Visibility


def ends(annotation: Annotation) -> datetime | None:
    """When that is over for what others can read; None where it has no end."""
    hours = settings.GUEST_EDIT_HOURS
    if annotation.guest_id is None or not annotation.body or not hours:
        return None
    return annotation.created + timedelta(hours=hours)


def is_over(annotation: Annotation) -> bool:
    """Whether everybody can read it and its words stay as they are."""
    end = ends(annotation) if annotation.is_public else None
    return end is not None and end < timezone.now()


def over_since() -> datetime | None:
    """Guests' words that are older than this stay as they are; None where that has no end."""
    hours = settings.GUEST_EDIT_HOURS
    return timezone.now() - timedelta(hours=hours) if hours else None


def over_q(since: datetime | None) -> Q:
    """`is_over` as a condition on notes, with what `over_since` says."""
    if since is None:
        return Q(pk__in=())
    everybody = Q(visibility=Visibility.PUBLIC, standing=Standing.VISIBLE)
    return everybody & Q(guest__isnull=False, created__lt=since) & ~Q(body="")
