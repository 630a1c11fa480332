"""The tags of a note."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.tag_names import LIMITS, names_in


class TagsForm(forms.Form):
    """The tags of a note: those that it keeps, and new ones, with commas between them."""

    limits: ClassVar = {"new": f"together with those that it keeps {LIMITS}"}
    tag = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    new = forms.CharField(label=_("New tags"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            data["names"] = names_in([*(data.get("tag") or ()), data.get("new", "")])
        except forms.ValidationError as error:
            self.add_error("new", error)
        return data


class NewTagsForm(forms.Form):
    """The tags of a note that is being written, with commas between them."""

    limits: ClassVar = {"tags": LIMITS}
    tags = forms.CharField(label=_("Tags"), required=False)

    def clean_tags(self) -> list[str]:
        return names_in([self.cleaned_data["tags"]])
