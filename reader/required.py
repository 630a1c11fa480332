"""What a field says that was left empty: what to do, wherever its form comes from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# A form may have better words for a field of its own.
WORDS: dict[type[forms.Field], Any] = {
    forms.Field: _("Please fill in this field."),
    forms.ChoiceField: _("Please choose one of these."),
    forms.BooleanField: _("Please tick this box."),
    forms.FileField: _("Please choose a file."),
}


def say_what_to_do() -> None:
    """Put these in the place of Django's words, for all forms: libraries' and the administration's too."""
    for field, words in WORDS.items():
        field.default_error_messages = {**field.default_error_messages, "required": words}
