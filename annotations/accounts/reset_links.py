"""Links that set a forgotten password anew: good once, for a time, and only the latest of them."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from annotations.models import ResetLink


class LatestOnly(PasswordResetTokenGenerator):
    """Whoever asks for another link has lost the one before, and somebody may have found it."""

    def make_token(self, user: Any) -> str:
        token = super().make_token(user)
        keep(user, token)
        return token

    def check_token(self, user: Any, token: str | None) -> bool:
        if token is None or not user.is_active or not super().check_token(user, token):
            return False
        latest = ResetLink.objects.filter(user=user).order_by("-pk").values_list("digest", flat=True)
        return latest.first() == _digest(token)

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        """Void too once the account has other addresses, as with allauth's own: that loads too early."""
        known = EmailAddress.objects.filter(user=user).order_by("pk").values_list("email", flat=True)
        return "\n".join([super()._make_hash_value(user, timestamp), *known])


@transaction.atomic
def keep(user: User | None, token: str = "") -> None:
    """Keep that this is the account's latest, or that nobody's was asked for. What is too old goes."""
    old = timezone.now() - timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    ResetLink.objects.filter(Q(user=user) | Q(created__lt=old)).delete()
    ResetLink.objects.create(user=user, digest=_digest(token))


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
