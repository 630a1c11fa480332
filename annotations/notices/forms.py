"""How a reader is told, and what they were shown."""

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.forms.names import address_field
from annotations.models import Frequency


class ToldHowForm(forms.Form):
    """How often a reader wants mail, and for guests where."""

    frequency = forms.ChoiceField(label=_("E-mail"), choices=Frequency.choices)
    email = address_field()


class UntilForm(forms.Form):
    """The latest notice that was shown."""

    until = forms.UUIDField()
