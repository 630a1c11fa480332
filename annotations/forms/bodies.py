"""The words of a note."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.forms.audiences import AudienceForm
from reader.text import clean

LONGEST_BODY = 20_000


class BodyForm(AudienceForm):
    """The words of a comment or reply, and who may see them."""

    limits: ClassVar = {"body": "not only blanks"}
    body = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST_BODY,
        strip=False,
        error_messages={"required": _("Please enter your comment.")},
    )

    def clean_body(self) -> str:
        body = clean(self.cleaned_data["body"]).strip("\n")
        if not body.strip():
            raise forms.ValidationError(_("Please enter your comment."), code="required")
        return body
