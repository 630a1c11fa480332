"""In which language an account gets mail: the one that it last signed in with."""

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils.translation import get_language

from annotations.models import Contact


@receiver(user_logged_in)
def remember_language(user: User, **more: Any) -> None:
    """Keep the language of the page that somebody signs in on."""
    Contact.objects.update_or_create(creator=user, defaults={"language": get_language() or ""})
