"""A change of a note: of its words, or of its colour alone."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.audiences import Audiences
from annotations.forms.audiences import closed
from annotations.forms.bodies import BodyForm
from annotations.models import Annotation, Colour, Motivation
from annotations.readers import Reader
from reader.text import LARGEST_OFFSET


class RevisionForm(BodyForm):
    """An edit. It names the version that it started from; an empty body leaves a plain highlight or a
    suggestion without a reason.

    A comment on a passage becomes one again where its motivation says so, as when that edit is undone.
    """

    limits: ClassVar = {"body": "not only blanks where it is a comment or a reply"}
    colour = forms.ChoiceField(label=_("Colour"), choices=Colour.choices, required=False)
    version = forms.IntegerField(min_value=1, max_value=LARGEST_OFFSET)
    motivation = forms.ChoiceField(choices=[(Motivation.HIGHLIGHTING, "")], required=False)

    def __init__(self, *args: Any, annotation: Annotation, **kwargs: Any) -> None:
        reader = Reader(user=annotation.creator, guest=annotation.guest)
        super().__init__(*args, audiences=Audiences(reader, annotation.reply_to), **kwargs)
        self.annotation = annotation
        if not annotation.takes_colour:
            del self.fields["colour"], self.fields["motivation"]
        if annotation.is_suggestion:
            # Everybody sees it: whoever decides on it must.
            del self.fields["visibility"]
        wanted = self.data.get("motivation") == Motivation.HIGHLIGHTING and annotation.takes_colour
        self.may_be_plain = annotation.is_highlight or annotation.is_suggestion or wanted
        if self.may_be_plain:
            self.fields["body"].required = False

    def clean_body(self) -> str:
        if self.may_be_plain and not self.cleaned_data["body"].strip():
            return ""
        return super().clean_body()

    def clean(self) -> dict[str, Any]:
        """Nothing is rewritten in a group where its author can't write any more."""
        data = super().clean() or {}
        stays = not data.get("visibility") and "visibility" not in self.errors
        if stays and self.annotation.group and self.audiences.find(self.annotation.audience) is None:
            self.add_error("visibility", closed())
        return data


class ColourForm(forms.Form):
    """The colour of a passage from now on."""

    colour = forms.ChoiceField(choices=Colour.choices)
