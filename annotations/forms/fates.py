"""What became of a reader’s notes, as it was shown."""

from django import forms

from reader.text import LARGEST_OFFSET


class ToldForm(forms.Form):
    """The revision up to which a reader has read what became of their notes."""

    revision = forms.IntegerField(min_value=1, max_value=LARGEST_OFFSET)
