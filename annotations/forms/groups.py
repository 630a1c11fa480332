"""The name of a group."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models.groups import LONGEST_NAME
from reader.field_rules import SEEN
from reader.text import clean_line, is_visible


class GroupForm(forms.Form):
    """The name of a group."""

    limits: ClassVar = {"name": SEEN}
    name = forms.CharField(
        label=_("Name of the group"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Please give the group a name.")},
    )

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if not is_visible(name):
            raise forms.ValidationError(_("Please give the group a name."), code="required")
        return name
