"""A reaction to a note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Emoji


class ReactionForm(forms.Form):
    """A reaction: one that is meant from now on, or one that is not meant any more."""

    emoji = forms.ChoiceField(choices=Emoji.choices, required=False)
    without = forms.ChoiceField(choices=Emoji.choices, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data["emoji"]) == bool(data["without"]):
            raise forms.ValidationError(_("Please choose one of the reactions."), code="required")
        return data

    @property
    def chosen(self) -> tuple[Emoji, bool]:
        """Which one, and whether it is taken back."""
        data = self.cleaned_data
        return Emoji(data["emoji"] or data["without"]), not data["emoji"]
