"""Another name for an account."""

from django.contrib.auth.models import User
from django.db import transaction

from annotations.naming import renew_pages_naming
from annotations.readers import Reader


@transaction.atomic
def rename(user: User, name: str) -> None:
    """Give the account this name, wherever it stands. Raises IntegrityError where somebody was quicker."""
    user.username = name
    user.save(update_fields=["username"])
    renew_pages_naming(Reader(user=user))
