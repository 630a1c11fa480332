"""Where an account may be written to."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User


def confirmed_address(user: User) -> str:
    """The e-mail address that this person has confirmed, or an empty string."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    return confirmed.values_list("email", flat=True).first() or ""
