"""Forms for accounts: Django's own, dressed for our pages."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UserCreationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("User name or password is wrong."),
        "inactive": _("User name or password is wrong."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)


class RegistrationForm(UserCreationForm):
    # Nothing shown beside the repeated password helps anybody who can see what they type.
    password2 = None  # type: ignore[assignment]

    class Meta(UserCreationForm.Meta):
        fields = ("username",)

    def validate_password_for_user(self, user: Any, password_field_name: str = "password1") -> None:  # noqa: S107
        """Django looks at the repeated password, which this form does not have."""
        super().validate_password_for_user(user, password_field_name)  # type: ignore[misc]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)


def _dress(form: forms.BaseForm) -> None:
    for name, field in form.fields.items():
        field.widget.attrs["class"] = "in"
        if name in form.errors if form.is_bound else False:
            field.widget.attrs["aria-invalid"] = "true"
