"""The languages that a text can be in, as a person chooses one: by their names, kept as BCP 47."""

import re
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

UNKNOWN = "und"
# Names that Django has only for parts of a language.
NAMES = {"zh": gettext_lazy("Chinese")}
BCP_47 = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def choices(current: str = "") -> list[tuple[str, str]]:
    """Codes and names in the language of the page, by name; `current` is among them, known or not."""
    named = sorted(
        (
            (code, str(get_language_info(code)["name_translated"]))
            for code in LANG_INFO
            if "fallback" not in LANG_INFO[code]
        ),
        key=lambda choice: choice[1].casefold(),
    )
    if current and current != UNKNOWN and current not in dict(named):
        named.insert(0, (current, _name_of(current)))
    return [(UNKNOWN, _("not known")), *named]


def _name_of(code: str) -> str:
    """The language's name in the language of the page; its code where it has none."""
    if code in NAMES:
        return str(NAMES[code])
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


class LanguageField(forms.CharField):
    """A language tag (BCP 47); empty where it is not known."""

    default_error_messages = {"invalid": gettext_lazy("Please choose a language from the list.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=35, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        code = super().clean(value)
        if code and not BCP_47.fullmatch(code):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return "" if code == UNKNOWN else code
