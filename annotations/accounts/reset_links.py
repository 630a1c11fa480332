"""Links that set a forgotten password anew: good once, for a time, and only the latest of them."""

from hashlib import sha256
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.cache import cache


class LatestOnly(PasswordResetTokenGenerator):
    """Whoever asks for another link has lost the one before, and somebody may have found it.

    Which is the latest is known as long as the server runs; after that each holds that is not too old.
    """

    def make_token(self, user: Any) -> str:
        token = super().make_token(user)
        cache.set(_key(user), _digest(token), settings.PASSWORD_RESET_TIMEOUT)
        return token

    def check_token(self, user: Any, token: str | None) -> bool:
        if token is None or not super().check_token(user, token):
            return False
        return cache.get(_key(user), _digest(token)) == _digest(token)

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        """Void too once the account has other addresses, as with allauth's own: that loads too early."""
        known = EmailAddress.objects.filter(user=user).order_by("pk").values_list("email", flat=True)
        return "\n".join([super()._make_hash_value(user, timestamp), *known])


def _key(user: User) -> str:
    return f"reset-link:{user.pk}"


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
