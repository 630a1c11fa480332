"""What readers send who suggest other words, and those who decide on them."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.forms.bodies import LONGEST_BODY
from annotations.forms.passages import LONGEST_QUOTE
from annotations.models import Status
from reader.field_rules import SEEN
from reader.text import clean, is_visible

LONGEST_REPLY = 2000
MORE_BLANK_LINES = re.compile(r"\n{3,}")


class WordingForm(forms.Form):
    """The words that should stand there, and why (Markdown). `exact` are those that do."""

    limits: ClassVar = {"words": SEEN}
    uid = forms.UUIDField(required=False)
    words = forms.CharField(label=_("Better words"), max_length=LONGEST_QUOTE, strip=False, required=False)
    body = forms.CharField(label=_("Reason (optional)"), max_length=LONGEST_BODY, strip=False, required=False)

    def __init__(self, *args: Any, exact: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exact = exact

    def clean_words(self) -> str:
        words = MORE_BLANK_LINES.sub("\n\n", clean(self.cleaned_data["words"]).strip())
        if not is_visible(words):
            raise forms.ValidationError(
                _(
                    "Please enter how it should read. To have words left out, "
                    "select some beside them too and leave those."
                )
            )
        if words == self.exact:
            raise forms.ValidationError(_("These are the words that stand there. Please change something."))
        return words

    def clean_body(self) -> str:
        return clean(self.cleaned_data["body"]).strip()


class DecisionForm(forms.Form):
    """What is to become of a suggestion, and (where it is declined) why."""

    status = forms.ChoiceField(
        choices=[(s.value, s.label) for s in Status if s != Status.OUTDATED],
        error_messages={"required": _("Please choose what is to become of it.")},
    )
    reply = forms.CharField(
        label=_("Reason (optional)"), max_length=LONGEST_REPLY, strip=False, required=False
    )

    def clean_reply(self) -> str:
        return clean(self.cleaned_data["reply"]).strip()
