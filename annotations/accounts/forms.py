"""Forms for accounts: allauth's in our words, each password typed once."""

from typing import Any, ClassVar

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations.accounts.reset_links import keep


class TypedOnce:
    """Nothing shown beside the repeated password helps anybody who can see what they type."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields: dict[str, forms.Field]
        del self.fields["password2"]


class SignInForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = self.fields["login"]
        # SQLite does not compare texts of any length. Addresses are longer than names.
        longest = forms.EmailField().max_length
        self.fields["login"] = forms.CharField(label=named.label, widget=named.widget, max_length=longest)

    def add_prefix(self, field_name: str) -> str:
        """Password managers know the first field by this name."""
        return super().add_prefix("username" if field_name == "login" else field_name)

    def clean_login(self) -> str:
        return User.normalize_username(super().clean_login())

    def user_credentials(self) -> dict[str, str]:
        """A user name or an address, looked for once: else a known address would take longer to refuse."""
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.user is not None and not self.user.is_active:
            raise get_adapter().validation_error("username_password_mismatch")
        return data


class ChangePasswordForm(TypedOnce, allauth.ChangePasswordForm):
    pass


class SetPasswordForm(TypedOnce, allauth.SetPasswordForm):
    pass


class ResetPasswordKeyForm(TypedOnce, allauth.ResetPasswordKeyForm):
    pass


class ResetPasswordForm(allauth.ResetPasswordForm):
    def clean_email(self) -> str:
        """The account that has confirmed this address; others may only have claimed it."""
        email: str = self.cleaned_data["email"]
        confirmed = EmailAddress.objects.filter(email=email, verified=True, user__is_active=True)
        self.users = [address.user for address in confirmed.select_related("user")]
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        if not self.users:
            # What is kept of a known account's link takes its time.
            keep(None)
        return str(super().save(request, **kwargs))


class UserNameForm(forms.Form):
    """Another name for an account."""

    limits: ClassVar = {"username": "letters, digits, “.”, “+”, “-” and “_” only"}
    username = forms.CharField(max_length=User._meta.get_field("username").max_length)

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, initial={"username": user.username})
        self.user = user

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        same = name.lower() == self.user.username.lower()
        return get_adapter().clean_username(name, shallow=same)


class LeavingForm(forms.Form):
    """What is to become of what an account wrote for everyone."""

    comments = forms.ChoiceField(
        choices=[("keep", ""), ("delete", "")],
        error_messages={"required": _("Please choose what happens to your comments.")},
    )
