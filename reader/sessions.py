"""Sessions in the database, as Django's own, but each is asked for by SQL that is composed once."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from reader.prepared import prepared


class SessionStore(db.SessionStore):
    """What `SESSION_ENGINE` asks for."""

    def _validate_session_key(self, key: str) -> bool:
        # Keys are letters and digits; what else a cookie holds is not looked up: PostgreSQL refuses NUL.
        return super()._validate_session_key(key) and key.isalnum()  # type: ignore[misc]

    def _get_session_from_db(self) -> Session | None:
        for session in _valid(self.session_key, timezone.now()) if self.session_key else ():
            return session
        self._session_key = None
        return None


@prepared
def _valid(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
