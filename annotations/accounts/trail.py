"""What the server's log says of sign-ins: which account by its number, and from where one failed.

No names: what is typed into that field may be a password.
"""

import logging
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest

from reader.limits import peer

logger = logging.getLogger("django.accounts")


def signed_in(sender: Any, user: User, **more: Any) -> None:
    """Receiver: somebody has signed in."""
    logger.info("Account %s signed in.", user.pk)


def signed_out(sender: Any, user: User | None, **more: Any) -> None:
    """Receiver: somebody has signed out."""
    if user is not None:
        logger.info("Account %s signed out.", user.pk)


def refused(sender: Any, request: HttpRequest | None = None, **more: Any) -> None:
    """Receiver: a name and a password did not fit."""
    logger.warning("A sign-in failed, from %s.", peer(request) if request is not None else "nowhere")


def changed(sender: Any, user: User, **more: Any) -> None:
    """Receiver: an account has another password."""
    logger.info("Account %s has another password.", user.pk)
