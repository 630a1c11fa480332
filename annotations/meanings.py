"""What the four colours mean to a reader: asked by pages, the notebook, its form and exports."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import transaction

from annotations.models import Colour, ColourMeaning
from annotations.models.meanings import LONGEST_MEANING
from annotations.readers import Reader
from reader.script_texts import texts
from reader.text import clean_line


def meaning_of(reader: Reader) -> dict[str, str]:
    """By colour, what it means to this reader; colours without a meaning are not in it."""
    if not reader.known:
        return {}
    return dict(ColourMeaning.objects.by(reader).values_list("colour", "words"))


def texts_with(meanings: Mapping[str, str]) -> dict[str, str]:
    """What the toolbar and the dialog for selecting call these colours, as `reader.script_texts` has it."""
    named = {
        f"{what}_{colour}": words for colour, words in meanings.items() for what in ("highlight", "colour")
    }
    ours = texts() if named else {}
    return {key: f"{ours[key]}: {words}" for key, words in named.items()}


@transaction.atomic
def set_meanings(reader: Reader, words: dict[str, str]) -> None:
    """Give the colours these meanings; an empty one takes the colour's meaning away."""
    own = ColourMeaning.objects.by(reader)
    for colour, meaning in words.items():
        if not meaning:
            own.filter(colour=colour).delete()
        else:
            ColourMeaning.objects.update_or_create(
                colour=colour, **reader.as_owner(), defaults={"words": meaning}
            )


class MeaningsForm(forms.Form):
    """A field for each colour, named as the colour is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for colour in Colour:
            self.fields[colour.value] = forms.CharField(
                label=colour.label, max_length=LONGEST_MEANING, required=False
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        return {name: clean_line(value) for name, value in data.items()}
