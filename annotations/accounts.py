"""Forms for accounts: Django's own with our words."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm, UserCreationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("User name or password is wrong."),
        "inactive": _("User name or password is wrong."),
    }


class RegistrationForm(UserCreationForm):
    # Nothing shown beside the repeated password helps anybody who can see what they type.
    password2 = None  # type: ignore[assignment]

    class Meta(UserCreationForm.Meta):
        fields = ("username",)

    def validate_password_for_user(self, user: Any, password_field_name: str = "password1") -> None:  # noqa: S107
        """Django looks at the repeated password, which this form does not have."""
        super().validate_password_for_user(user, password_field_name)  # type: ignore[misc]
