"""Who may change an interview's text."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from reader.models import Interview


def may_edit(user: AbstractBaseUser | AnonymousUser, interview: Interview) -> bool:
    """Whether this person may: who added it, and the staff."""
    if not user.is_authenticated:
        return False
    return interview.added_by_id == user.pk or bool(getattr(user, "is_staff", False))
