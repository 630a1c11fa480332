"""What a new annotation is, beside its passage and its words."""

from django import forms

from annotations.forms.audiences import AudienceForm
from annotations.models import Colour, Motivation


class AnnotationForm(AudienceForm):
    """What a new annotation is, beside its passage and its words."""

    uid = forms.UUIDField(required=False)
    motivation = forms.ChoiceField(
        choices=[(m.value, m.label) for m in (Motivation.HIGHLIGHTING, Motivation.COMMENTING)], required=False
    )
    colour = forms.ChoiceField(choices=Colour.choices, required=False)
