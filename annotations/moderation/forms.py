"""What readers and moderators send about notes."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Complaint, Verb
from reader.ids import uids_in
from reader.text import clean, clean_line

# As many as stand on a page, and some.
MOST = 100


class FlagForm(forms.Form):
    """Why a reader flags a note."""

    complaint = forms.ChoiceField(
        choices=Complaint.choices, error_messages={"required": _("Please choose a reason.")}
    )
    words = forms.CharField(max_length=500, required=False)

    def clean_words(self) -> str:
        return clean(self.cleaned_data["words"])


class JudgementForm(forms.Form):
    """What a moderator does to which notes, and why. Whoever hides or deletes says why."""

    do = forms.ChoiceField(choices=[(verb, verb.label) for verb in Verb if verb != Verb.UNDO])
    reason = forms.CharField(max_length=300, required=False)

    @property
    def uids(self) -> list[UUID]:
        """The notes that are named, as far as these are names of notes."""
        return uids_in(self.data.getlist("note")[:MOST])  # type: ignore[attr-defined]

    @property
    def place(self) -> str:
        """At which note's field what is wrong is said; nothing where it was said of several."""
        return self.data.get("at", "")

    def clean_reason(self) -> str:
        return clean_line(self.cleaned_data["reason"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("do") in {Verb.HIDE, Verb.DELETE} and not data.get("reason") and "reason" in data:
            self.add_error("reason", _("Please say why: the author reads it."))
        return data


class UndoForm(forms.Form):
    """What is taken back: all that was done at once, or one step."""

    batch = forms.UUIDField(required=False)
    entry = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("batch") and not data.get("entry"):
            raise forms.ValidationError(_("Please reload the page."))
        return data
