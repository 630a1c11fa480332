"""Who it is that adds interviews, and who may change their text."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.http import HttpRequest

from reader.models import Interview


def account(request: HttpRequest) -> User:
    """The account of this request, where a page is only for those who are signed in."""
    assert isinstance(request.user, User)
    return request.user


def may_edit(user: AbstractBaseUser | AnonymousUser, interview: Interview) -> bool:
    """Whether this person may: who added it, and the staff."""
    if not user.is_authenticated:
        return False
    return interview.added_by_id == user.pk or bool(getattr(user, "is_staff", False))
