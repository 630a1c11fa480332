"""In which browsers an account is signed in, by allauth's table: since when, and which they say they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from annotations.accounts.browsers import browser_of

# The table asks for an address. Nobody needs to know from where somebody reads.
NO_ADDRESS = "0.0.0.0"  # noqa: S104
LONGEST = 200


@dataclass(frozen=True, slots=True)
class SignIn:
    """One browser. `here` says whether it is the one that asks."""

    pk: int
    browser: str
    since: datetime
    here: bool


@transaction.atomic
def remember(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    """Receiver: the account is signed in in this browser, in others perhaps not any more."""
    if not request.session.session_key:
        request.session.save()
    _note(request, user)
    there = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    UserSession.objects.filter(user=user).exclude(session_key__in=there).delete()


def forget(sender: Any, request: HttpRequest | None, **more: Any) -> None:
    """Receiver: nobody is signed in in this browser any more."""
    if request is not None and request.session.session_key:
        UserSession.objects.filter(session_key=request.session.session_key).delete()


def sign_ins(request: HttpRequest, user: User) -> list[SignIn]:
    """Where this account is signed in, this browser first, then the latest."""
    key = request.session.session_key
    rows = list(_of(user))
    if all(row.session_key != key for row in rows):
        rows.append(_note(request, user))
    valid = _valid(rows, user)
    found = [
        SignIn(row.pk, browser_of(row.user_agent), row.created_at, row.session_key == key)
        for row in rows
        if row.session_key in valid
    ]
    return sorted(found, key=lambda one: not one.here)


def end_elsewhere(request: HttpRequest, user: User, pk: int | None = None) -> int:
    """Sign the account out in this one of its other browsers, or in all of them. Returns how many it were."""
    rows = _of(user).exclude(session_key=request.session.session_key)
    ended = list(rows if pk is None else rows.filter(pk=pk))
    with transaction.atomic():
        for row in ended:
            row.end()
    return len(ended)


def _note(request: HttpRequest, user: User) -> UserSession:
    """The row of this browser's session, made or put right by one statement."""
    row = UserSession(
        session_key=request.session.session_key,
        user=user,
        ip=NO_ADDRESS,
        user_agent=request.headers.get("user-agent", "").replace("\0", "")[:LONGEST],
    )
    UserSession.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["session_key"],
        update_fields=["user", "ip", "user_agent"],
    )
    return row


def _of(user: User) -> QuerySet[UserSession]:
    return UserSession.objects.filter(user=user).order_by("-created_at", "-pk")


def _valid(rows: Iterable[UserSession], user: User) -> set[str]:
    """The keys of the sessions among them that hold still: another password has ended older ones."""
    keys = [row.session_key for row in rows]
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    password = user.get_session_auth_hash()
    return {one.session_key for one in sessions if one.get_decoded().get(HASH_SESSION_KEY) == password}
