"""Who signs in, as allauth has it; who is signed in is asked for by SQL that is composed once."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import User
from django.db.models import QuerySet

from reader.prepared import prepared


class AccountBackend(AuthenticationBackend):
    """What `AUTHENTICATION_BACKENDS` names."""

    def get_user(self, user_id: int) -> User | None:
        for user in _account(user_id):
            return user if self.user_can_authenticate(user) else None
        return None


@prepared
def _account(pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk)
