"""Who may see a note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.audiences import Audience, Audiences
from annotations.readers import Reader


class AudienceField(forms.CharField):
    """Who is to see a note: `private`, `public`, or a group's uid. Cleaned, an Audience; None for nothing."""

    audiences = Audiences(Reader())

    def clean(self, value: Any) -> Audience | None:
        name = super().clean(value)
        if not name:
            return None
        found = self.audiences.find(name)
        if found is None:
            raise closed()
        return found


class AudienceForm(forms.Form):
    """Who may see a note, of those whom this reader may choose from."""

    visibility = AudienceField(label=_("Visible to"), max_length=40, required=False)

    def __init__(self, *args: Any, audiences: Audiences | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.audiences = audiences or Audiences(Reader())
        field = self.fields["visibility"]
        assert isinstance(field, AudienceField)
        field.audiences = self.audiences


class VisibilityForm(AudienceForm):
    """Who is to see a note from now on."""

    visibility = AudienceField(max_length=40)


def closed() -> forms.ValidationError:
    """What is wrong with a group in which this reader can't write, or not any more."""
    say = _("Nothing can be written there any more. Please choose again who may see it.")
    return forms.ValidationError(say, code="closed")
