"""Who reads: an account, a guest who gave a name, or a visitor without any."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from annotations.models import Annotation, Guest, Membership

SALT = "guest"
# In seconds, as cookies count.
A_YEAR = 365 * 24 * 3600


class Owned(Protocol):
    """What has an owner: an annotation, or a row of one."""

    @property
    def creator_id(self) -> int | None: ...
    @property
    def guest_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """An account or a guest; with neither, a visitor."""

    user: User | None = None
    guest: Guest | None = None

    @property
    def known(self) -> bool:
        """Whether what this reader writes has an owner."""
        return self.user is not None or self.guest is not None

    @property
    def key(self) -> str:
        """Tells readers apart, for ETags and kept pieces of pages."""
        if self.user is not None:
            return f"account-{self.user.pk}"
        return f"guest-{self.guest.pk}" if self.guest is not None else ""

    @property
    def kind(self) -> str:
        """`account`, `guest`, or empty for a visitor."""
        if self.user is not None:
            return "account"
        return "guest" if self.guest is not None else ""

    @property
    def pks(self) -> tuple[int, ...]:
        """The account's or the guest's primary key; of a visitor nothing."""
        known = self.user or self.guest
        return (known.pk,) if known is not None else ()

    @classmethod
    def of(cls, kind: str, *pks: int) -> "Reader":
        """Somebody of this `kind` with these `pks`, to compose a query for them: without a name."""
        if not pks:
            return cls()
        [pk] = pks
        return cls(user=User(pk=pk)) if kind == "account" else cls(guest=Guest(pk=pk))

    @property
    def name(self) -> str:
        """What others see this reader called; empty for a visitor."""
        if self.user is not None:
            return self.user.get_username()
        return self.guest.name if self.guest is not None else ""

    def owns(self, annotation: Owned) -> bool:
        """Whether it is this reader's own; nothing is a visitor's."""
        if self.user is not None:
            return annotation.creator_id == self.user.pk
        return self.guest is not None and annotation.guest_id == self.guest.pk

    def owns_q(self, path: str = "") -> Q:
        """The condition for this reader's own annotations; nothing for a visitor."""
        if self.user is not None:
            return Q(**{f"{path}creator": self.user.pk})
        if self.guest is not None:
            return Q(**{f"{path}guest": self.guest.pk})
        return Q(pk__in=())

    def shares_q(self, path: str = "") -> Q:
        """The condition for what is written in this reader's groups; nothing without an account."""
        if self.user is None:
            return Q(pk__in=())
        return Q(**{f"{path}group__in": Membership.objects.filter(user=self.user.pk).values("group")})

    def sees(self, annotation: Annotation) -> bool:
        """Whether what not everybody sees is theirs or their group's."""
        if self.owns(annotation) or self.user is None or annotation.group_id is None:
            return self.owns(annotation)
        return Membership.objects.filter(user=self.user.pk, group=annotation.group_id).exists()

    def as_owner(self) -> dict[str, Any]:
        """The fields that make a new annotation theirs."""
        return {"creator": self.user, "guest": self.guest}


def reader_of(request: HttpRequest) -> Reader:
    """Who sent this request."""
    kept = getattr(request, "_reader", None)
    if kept is None:
        kept = request._reader = _find(request)  # type: ignore[attr-defined]
    return kept


def known_only[**P, R: HttpResponseBase](view: Callable[P, R]) -> Callable[P, R | HttpResponse]:
    """The view for who has an account or gave a name; visitors are asked to sign in, and come back then."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | HttpResponse:
        request: Any = args[0]
        if reader_of(request).known:
            return view(*args, **kwargs)
        return redirect_to_login(request.path if request.method == "POST" else request.get_full_path())

    return guarded


def _find(request: HttpRequest) -> Reader:
    if request.user.is_authenticated:
        return Reader(user=request.user)
    return Reader(guest=guest_of(request))


def guest_of(request: HttpRequest) -> Guest | None:
    """The guest that this browser was last, be somebody signed in or not."""
    try:
        uid = request.get_signed_cookie(settings.GUEST_COOKIE_NAME, default=None, salt=SALT, max_age=A_YEAR)
        return Guest.objects.filter(uid=uid).first() if uid else None
    except (BadSignature, ValidationError):
        return None


def remember_guest(request: HttpRequest, response: HttpResponse) -> None:
    """Let the guest's browser keep who they are for another year."""
    guest = reader_of(request).guest
    if guest is not None:
        response.set_signed_cookie(
            settings.GUEST_COOKIE_NAME,
            str(guest.uid),
            salt=SALT,
            max_age=A_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.HTTPS,
        )


def reader(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `reader` for the templates, looked up only where one asks."""
    return {"reader": SimpleLazyObject(lambda: reader_of(request))}
