"""A visitor becomes a guest, and a guest an account, to which goes all that they wrote."""

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest

from annotations.changes import count_reactions
from annotations.locks import hold
from annotations.mail.contacting import ask_at
from annotations.models import (
    Annotation,
    Ban,
    Batch,
    ColourMeaning,
    Contact,
    ExportTemplate,
    Flag,
    Guest,
    Mute,
    Notice,
    Place,
    Reaction,
    Resolution,
)
from annotations.naming import interviews_naming, renew, renew_pages_naming
from annotations.readers import Reader, reader_of
from annotations.suggestions.supporting import hand_over_support


def become_guest(request: HttpRequest, name: str, address: str = "") -> Reader:
    """Make this visitor a guest of this name, or give the guest that they are the new name.

    Whoever names an e-mail address is asked there whether it is theirs.
    """
    known = reader_of(request)
    if known.user is not None:
        return known
    guest = known.guest or Guest()
    if guest.name != name:
        guest.name = name
        with transaction.atomic():
            if guest.pk:
                renew_pages_naming(Reader(guest=guest))
            guest.save()
    if address:
        request._confirming = ask_at(request, guest, address)  # type: ignore[attr-defined]
    reader = Reader(guest=guest)
    request._reader = reader  # type: ignore[attr-defined]
    return reader


def was_asked(request: HttpRequest) -> bool | None:
    """Whether who became a guest in this request is asked at the address that they gave; None for none."""
    return getattr(request, "_confirming", None)


@transaction.atomic
def hand_over(guest: Guest, user: User) -> int:
    """Give all that the guest wrote to the account. Returns how many annotations it was."""
    own = Annotation.objects.filter(guest=guest)
    interviews = interviews_naming(Reader(guest=guest))
    hold(interviews)
    # What both have imported stays twice, as two notes: only one of them can keep where it came from.
    theirs = Annotation.objects.filter(creator=user).exclude(origin="").values("origin")
    own.filter(origin__in=theirs).update(origin="")
    count = own.update(creator=user, guest=None)
    renew(interviews)
    for annotation in Annotation.objects.filter(pk__in=Reaction.objects.hand_over(guest, user)):
        count_reactions(annotation)
    for kept in (Place, Resolution, ColourMeaning, Batch, ExportTemplate, Flag, Ban, Notice, Mute, Contact):
        kept.objects.hand_over(guest, user)
    hand_over_support(guest, user)
    guest.delete()
    return count
