"""What the editor of a proof sends: one form for each kind of correction."""

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reader.document import Draft, Kind
from reader.field_rules import SEEN, WEB
from reader.languages import LanguageField
from reader.models import Role, Visibility
from reader.proofs import correcting
from reader.proofs.correcting import CorrectionProblem, TextChanged
from reader.proofs.rows import LEFT_OUT, PERSON, stamp
from reader.text import LARGEST_OFFSET, clean, clean_line, is_safe_href, is_visible


class CorrectionForm(forms.Form):
    """The base of all: valid data turns a draft into the corrected one."""

    def correct(self, draft: Draft) -> Draft:
        """The corrected draft. Raises CorrectionProblem."""
        raise NotImplementedError


class BlockForm(CorrectionForm):
    """About one block; `was` is the stamp of the text that the person saw.

    What they have typed instead of it and not applied yet comes along as `text`, and counts.
    """

    key = forms.CharField(max_length=12)
    was = forms.CharField(required=False)
    text = forms.CharField(strip=False, required=False)

    def as_typed(self, draft: Draft) -> Draft:
        """The draft with what was typed. Raises TextChanged where another text was seen."""
        key, was = self.cleaned_data["key"], self.cleaned_data["was"]
        text = next((block.text for block in draft.blocks if block.key == key), None)
        if text is None:
            say = _("This paragraph is not there any more. Copy what you have typed, then reload the page.")
            raise CorrectionProblem(say)
        if was and stamp(text) != was:
            say = _("This paragraph was changed in another window. Apply yours again to replace that.")
            raise TextChanged(say, text)
        return correcting.rewrite(draft, key, self.cleaned_data["text"]) if "text" in self.data else draft


class KindForm(BlockForm):
    """A block is something else, is said by somebody else, or is left out."""

    choice = forms.CharField(max_length=210, strip=False)

    def kind_and_speaker(self) -> tuple[str | None, str | None]:
        """What the choice stands for, as `correcting.set_kind` takes it. Raises CorrectionProblem."""
        choice = self.cleaned_data["choice"]
        if choice == LEFT_OUT:
            return None, None
        if choice.startswith(PERSON):
            return Kind.TURN, choice.removeprefix(PERSON)
        if choice == Kind.TURN or choice not in set(Kind):
            raise CorrectionProblem(_("Please choose a person or a kind from the list."))
        return choice, None

    def correct(self, draft: Draft) -> Draft:
        draft = self.as_typed(draft) if "text" in self.data else draft
        return correcting.set_kind(draft, self.cleaned_data["key"], *self.kind_and_speaker())


class RangeForm(KindForm):
    """A part of a block, most often a paragraph, becomes a block of its own."""

    start = forms.IntegerField(min_value=0, max_value=LARGEST_OFFSET)
    end = forms.IntegerField(min_value=0, max_value=LARGEST_OFFSET)

    def correct(self, draft: Draft) -> Draft:
        if self.as_typed(draft) != draft:
            raise CorrectionProblem(_("Apply the changed text first, then say who says this part of it."))
        data = self.cleaned_data
        return correcting.give(draft, data["key"], data["start"], data["end"], *self.kind_and_speaker())


class SplitForm(BlockForm):
    """A block is cut in two, at an offset in what was typed."""

    at = forms.IntegerField(min_value=0, max_value=LARGEST_OFFSET)

    def correct(self, draft: Draft) -> Draft:
        key, at = self.cleaned_data["key"], self.cleaned_data["at"]
        if "text" in self.data:
            at = len(clean(self.cleaned_data["text"].replace("\r\n", "\n")[:at]).lstrip())
        return correcting.split(self.as_typed(draft), key, at)


class JoinForm(BlockForm):
    """A block becomes part of the one before it."""

    def correct(self, draft: Draft) -> Draft:
        return correcting.join_before(self.as_typed(draft), self.cleaned_data["key"])


class TextForm(BlockForm):
    """A block says something else."""

    def correct(self, draft: Draft) -> Draft:
        return self.as_typed(draft)


class AddressForm(BlockForm):
    """Where the picture, the recording or the link of a block is."""

    limits: ClassVar = {"url": WEB}
    url = forms.CharField(max_length=2000, required=False)

    def clean_url(self) -> str:
        return _address(self.cleaned_data["url"])

    def correct(self, draft: Draft) -> Draft:
        return correcting.set_address(draft, self.cleaned_data["key"], self.cleaned_data["url"])


class SpeakerForm(CorrectionForm):
    """A person has another name or role, or is the same as somebody else."""

    name = forms.CharField(strip=False)
    new = forms.CharField(required=False)
    role = forms.ChoiceField(choices=Role.choices, required=False)
    into = forms.CharField(strip=False, required=False)

    def correct(self, draft: Draft) -> Draft:
        data = self.cleaned_data
        if data["into"]:
            return correcting.merge(draft, data["name"], data["into"])
        draft = correcting.set_role(draft, data["name"], data["role"])
        return correcting.rename(draft, data["name"], data["new"])


class PersonForm(CorrectionForm):
    """One more person."""

    new = forms.CharField(required=False)

    def correct(self, draft: Draft) -> Draft:
        return correcting.add_speaker(draft, self.cleaned_data["new"])


class HeadForm(CorrectionForm):
    """What is said of the interview as a whole. Fields that are not sent stay as they are."""

    limits: ClassVar = {"title": SEEN, "source_url": WEB, "media_url": WEB}
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=500,
        error_messages={"required": gettext_lazy("Please enter a title.")},
    )
    language = LanguageField(label=gettext_lazy("Language of the text"))
    published = forms.DateField(
        label=gettext_lazy("Date"),
        required=False,
        error_messages={"invalid": gettext_lazy("Please enter the date as year, month and day.")},
    )
    source_url = forms.CharField(label=gettext_lazy("Address of the source"), max_length=2000, required=False)
    site_name = forms.CharField(label=gettext_lazy("Name of the source"), max_length=200, required=False)
    author = forms.CharField(label=gettext_lazy("Author"), max_length=300, required=False)
    media_url = forms.CharField(
        label=gettext_lazy("Address of the recording"), max_length=2000, required=False
    )

    def __init__(self, data: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.fields = {name: field for name, field in self.fields.items() if name in data}

    def clean_title(self) -> str:
        title = clean_line(self.cleaned_data["title"])
        if not is_visible(title):
            raise forms.ValidationError(_("Please enter a title."), code="required")
        return title

    def clean_source_url(self) -> str:
        return _address(self.cleaned_data["source_url"])

    def clean_media_url(self) -> str:
        return _address(self.cleaned_data["media_url"])

    def correct(self, draft: Draft) -> Draft:
        return correcting.describe(draft, **self.cleaned_data)


def _address(url: str) -> str:
    """The address if it is empty or one of the web; a bare host gets a scheme. Raises ValidationError."""
    url = url.strip()
    if url and "://" not in url and "." in url.partition("/")[0]:
        url = f"https://{url}"
    try:
        is_web = is_safe_href(url) and urlsplit(url).scheme.lower() in {"http", "https"}
    except ValueError:
        is_web = False
    if url and not is_web:
        raise forms.ValidationError(_("Please enter an address that begins with https:// or http://."))
    return url


class SaveForm(forms.Form):
    """Keeping the text for readers; `seen` what becomes of notes, `over` a newer revision of this number."""

    visibility = forms.ChoiceField(choices=Visibility.choices)
    seen = forms.BooleanField(required=False)
    over = forms.IntegerField(min_value=1, max_value=LARGEST_OFFSET, required=False)


class AdoptionForm(forms.Form):
    """The interview that a proof is to become the new text of."""

    interview = forms.UUIDField()


FORMS: Mapping[str, type[CorrectionForm]] = {
    "kind": KindForm,
    "range": RangeForm,
    "split": SplitForm,
    "join": JoinForm,
    "text": TextForm,
    "address": AddressForm,
    "speaker": SpeakerForm,
    "person": PersonForm,
    "head": HeadForm,
}
