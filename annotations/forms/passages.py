"""Passages as they are sent: by places and quote, by a range, or by words alone."""

from typing import Any, ClassVar

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.selectors import TextQuoteSelector
from annotations.targets import Part, blocks_between, named, parts, quote
from reader.models import Block, Interview
from reader.text import LARGEST_OFFSET, clean

LONGEST_QUOTE = 20_000


class PassageForm(forms.Form):
    """A passage as the browser names it: blocks by key, offsets in code points, and the quote.

    Where offsets and quote disagree, or only the quote is there, the quote wins if it stands in the block;
    else the form is not valid. Afterwards `target` holds the fields of an annotation's target.
    """

    start_block = forms.CharField(max_length=12)
    start = forms.IntegerField(min_value=0, max_value=LARGEST_OFFSET, required=False)
    end_block = forms.CharField(max_length=12, required=False)
    end = forms.IntegerField(min_value=0, max_value=LARGEST_OFFSET, required=False)
    exact = forms.CharField(strip=False)
    limits: ClassVar = {"exact": f"at most {LONGEST_QUOTE} characters"}
    prefix = forms.CharField(  # type: ignore[assignment]
        strip=False, required=False, max_length=64
    )
    suffix = forms.CharField(strip=False, required=False, max_length=64)

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interview = interview
        self.target: dict[str, Any] = {}
        for name in ("start_block", "exact"):
            self.fields[name].error_messages["required"] = _("Nothing selected. Please select a passage.")

    def clean_exact(self) -> str:
        exact = self.cleaned_data["exact"].replace("\r\n", "\n").replace("\r", "\n")
        if not exact.strip():
            raise forms.ValidationError(_("Nothing selected. Please select a passage."), code="required")
        if len(exact) > LONGEST_QUOTE:
            raise forms.ValidationError(
                ngettext(
                    "The selection is too long (%(limit)s character at most).",
                    "The selection is too long (%(limit)s characters at most).",
                    LONGEST_QUOTE,
                )
                % {"limit": number_format(LONGEST_QUOTE, use_l10n=True, force_grouping=True)},
                code="too_long",
            )
        return exact

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            self.target = self._ask_the_text(data)
        return data

    def _ask_the_text(self, data: dict[str, Any]) -> dict[str, Any]:
        first = self._block(data["start_block"])
        last = self._block(data["end_block"] or data["start_block"])
        start, end = data["start"], data["end"]
        if start is None or end is None:
            return self._target(first, last, *self._find_again(first, last, data), data["exact"])
        between = blocks_between(first, last)
        if not between or start > len(first.text) or end > len(last.text) or (first == last and start >= end):
            between = []
        if not between or quote(parts(between, start, end)) != data["exact"]:
            start, end = self._find_again(first, last, data)
        return self._target(first, last, start, end, data["exact"])

    def _target(self, first: Block, last: Block, start: int, end: int, exact: str) -> dict[str, Any]:
        return named(first, start, last, end, exact) | {"anchored_revision": self.interview.revision}

    def _block(self, key: str) -> Block:
        block = self.interview.block(key)
        if block is None:
            raise _changed()
        return block

    def _find_again(self, first: Block, last: Block, data: dict[str, Any]) -> tuple[int, int]:
        selector = TextQuoteSelector(data["exact"], data["prefix"], data["suffix"])
        found = selector.find_in(first.text, near=data["start"] or 0) if first == last else None
        if found is None and data["start"] is None:
            raise forms.ValidationError(
                _("These words do not stand there. Please copy them from the text."), code="orphan"
            )
        if found is None:
            raise _changed()
        return found.start, found.end


class RangeForm(forms.Form):
    """A passage by its place alone: blocks by key, offsets in code points. `passage` has its parts."""

    start_block = forms.CharField(max_length=12)
    start = forms.IntegerField(min_value=0, max_value=LARGEST_OFFSET)
    end_block = forms.CharField(max_length=12)
    end = forms.IntegerField(min_value=1, max_value=LARGEST_OFFSET)

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interview = interview
        self.passage: list[Part] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        first, last = (self.interview.block(data[f"{edge}_block"]) for edge in ("start", "end"))
        between = blocks_between(first, last) if first and last else []
        if between and data["start"] <= len(between[0].text) and data["end"] <= len(between[-1].text):
            self.passage = parts(between, data["start"], data["end"])
        if not quote(self.passage).strip():
            raise _changed()
        return data


class WordsForm(forms.Form):
    """The words of a passage in the text, typed or pasted."""

    words = forms.CharField(
        label=_("Words of the passage in the text"),
        max_length=LONGEST_QUOTE,
        error_messages={"required": _("Please enter words from the text.")},
    )

    def clean_words(self) -> str:
        return clean(self.cleaned_data["words"])


def _changed() -> forms.ValidationError:
    return forms.ValidationError(_("The text has changed. Please check the passage."), code="orphan")
