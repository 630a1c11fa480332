"""Whose notes a reader wants to see on an interview's page.

Kept with how they like the page (`reader.appearance`): everybody's, their own, their own and one group's, or
none. It hides what they may see, and never shows more: what that is `annotations.queries` decides.
"""

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from annotations.models import Annotation
from annotations.queries import AnnotationQuerySet
from annotations.readers import Reader
from reader.appearance import appearance_of

EVERYBODY, OWN, NOBODY = "on", "off", "none"


def whose(request: HttpRequest) -> str:
    """One of these three, or the name of a group: 32 hex digits of its uid."""
    return appearance_of(request).get("marks", EVERYBODY)


def narrowed(roots: AnnotationQuerySet, reader: Reader, wanted: str) -> AnnotationQuerySet:
    """Of these beginnings of threads those whose thread holds something of whom the reader wants to see."""
    if wanted == EVERYBODY:
        return roots
    if wanted == NOBODY:
        return roots.none()
    theirs = reader.owns_q() if wanted == OWN else reader.owns_q() | Q(group__uid=wanted)
    within = Annotation.objects.visible_to(reader).present().filter(theirs, root=OuterRef("pk"))
    return roots.filter(theirs | Exists(within))
