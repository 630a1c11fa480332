"""The name of a guest, and their address."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from reader.field_rules import SEEN
from reader.text import clean_line, is_visible


def address_field() -> forms.EmailField:
    """Where a guest wants mail, if anywhere."""
    wrong = {"invalid": _("This is not an e-mail address. Please check it, or leave it empty.")}
    return forms.EmailField(
        label=_("Your e-mail address"), max_length=254, required=False, error_messages=wrong
    )


class NameForm(forms.Form):
    """The name of a guest, and where they want to be told of replies."""

    limits: ClassVar = {"name": SEEN}
    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        error_messages={"required": _("Please enter your name.")},
    )
    email = address_field()

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if not is_visible(name):
            raise forms.ValidationError(_("Please enter your name."), code="required")
        return name

    @property
    def given(self) -> tuple[str, str]:
        """The name and the address (which may be empty) of a valid form."""
        return self.cleaned_data["name"], self.cleaned_data["email"]
