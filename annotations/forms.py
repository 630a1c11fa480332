"""What readers send: checked here, with the text having the last word on passages."""

from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.audiences import Audience, Audiences
from annotations.models import Annotation, Colour, Emoji, Frequency, Motivation
from annotations.models.groups import LONGEST_NAME
from annotations.readers import Reader
from annotations.selectors import TextQuoteSelector
from annotations.tag_names import names_in
from annotations.targets import Part, blocks_between, named, parts, quote
from reader.models import Block, Interview
from reader.text import clean, is_visible

LONGEST_QUOTE = 20_000
LONGEST_BODY = 20_000
# PostgreSQL's and SQLite's integers are larger, no text is.
LARGEST_OFFSET = 2**31 - 1


def address_field() -> forms.EmailField:
    """Where a guest wants mail, if anywhere."""
    wrong = {"invalid": _("This is no e-mail address. Please check it, or leave it empty.")}
    return forms.EmailField(
        label=_("Your e-mail address"), max_length=254, required=False, error_messages=wrong
    )


class NameForm(forms.Form):
    """The name of a guest, and where they want to be told of replies."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        error_messages={"required": _("Please enter your name.")},
    )
    email = address_field()

    def clean_name(self) -> str:
        name = " ".join(clean(self.cleaned_data["name"]).split())
        if not is_visible(name):
            raise forms.ValidationError(_("Please enter your name."), code="required")
        return name

    @property
    def given(self) -> tuple[str, str]:
        """The name and the address (which may be empty) of a valid form."""
        return self.cleaned_data["name"], self.cleaned_data["email"]


class GroupForm(forms.Form):
    """The name of a group."""

    name = forms.CharField(
        label=_("Name of the group"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Please give the group a name.")},
    )

    def clean_name(self) -> str:
        name = " ".join(clean(self.cleaned_data["name"]).split())
        if not is_visible(name):
            raise forms.ValidationError(_("Please give the group a name."), code="required")
        return name


class AudienceField(forms.CharField):
    """Who is to see a note: `private`, `public`, or a group's uid. Cleaned, an Audience; None for nothing."""

    audiences = Audiences(Reader())

    def clean(self, value: Any) -> Audience | None:
        name = super().clean(value)
        if not name:
            return None
        found = self.audiences.find(name)
        if found is None:
            raise _closed()
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


class BodyForm(AudienceForm):
    """The words of a comment or reply, and who may see them."""

    body = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST_BODY,
        strip=False,
        error_messages={"required": _("Please enter your comment.")},
    )

    def clean_body(self) -> str:
        body = clean(self.cleaned_data["body"]).strip("\n")
        if not body.strip():
            raise forms.ValidationError(_("Please enter your comment."), code="required")
        return body


class RevisionForm(BodyForm):
    """An edit. It names the version that it started from; an empty body leaves a plain highlight or a
    suggestion without a reason.

    A comment on a passage becomes one again where its motivation says so, as when that edit is undone.
    """

    colour = forms.ChoiceField(label=_("Colour"), choices=Colour.choices, required=False)
    version = forms.IntegerField(min_value=1, max_value=LARGEST_OFFSET)
    motivation = forms.ChoiceField(choices=[(Motivation.HIGHLIGHTING, "")], required=False)

    def __init__(self, *args: Any, annotation: Annotation, **kwargs: Any) -> None:
        reader = Reader(user=annotation.creator, guest=annotation.guest)
        super().__init__(*args, audiences=Audiences(reader, annotation.reply_to), **kwargs)
        self.annotation = annotation
        if not annotation.takes_colour:
            del self.fields["colour"], self.fields["motivation"]
        if annotation.is_suggestion:
            # Everybody sees it: whoever decides on it must.
            del self.fields["visibility"]
        wanted = self.data.get("motivation") == Motivation.HIGHLIGHTING and annotation.takes_colour
        self.may_be_plain = annotation.is_highlight or annotation.is_suggestion or wanted
        if self.may_be_plain:
            self.fields["body"].required = False

    def clean_body(self) -> str:
        if self.may_be_plain and not self.cleaned_data["body"].strip():
            return ""
        return super().clean_body()

    def clean(self) -> dict[str, Any]:
        """Nothing is rewritten in a group where its author can't write any more."""
        data = super().clean() or {}
        stays = not data.get("visibility") and "visibility" not in self.errors
        if stays and self.annotation.group and self.audiences.find(self.annotation.audience) is None:
            self.add_error("visibility", _closed())
        return data


class VisibilityForm(AudienceForm):
    visibility = AudienceField(max_length=40)


class ColourForm(forms.Form):
    colour = forms.ChoiceField(choices=Colour.choices)


class ReactionForm(forms.Form):
    """A reaction: one that is meant from now on, or one that is not meant any more."""

    emoji = forms.ChoiceField(choices=Emoji.choices, required=False)
    without = forms.ChoiceField(choices=Emoji.choices, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data["emoji"]) == bool(data["without"]):
            raise forms.ValidationError(_("Please choose one of the reactions."), code="required")
        return data

    @property
    def chosen(self) -> tuple[Emoji, bool]:
        """Which one, and whether it is taken back."""
        data = self.cleaned_data
        return Emoji(data["emoji"] or data["without"]), not data["emoji"]


class TagsForm(forms.Form):
    """The tags of a note: those that it keeps, and new ones, with commas between them."""

    tag = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    new = forms.CharField(label=_("New tags"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            data["names"] = names_in([*(data.get("tag") or ()), data.get("new", "")])
        except forms.ValidationError as error:
            self.add_error("new", error)
        return data


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


class ToldForm(forms.Form):
    """The revision up to which a reader has read what became of their notes."""

    revision = forms.IntegerField(min_value=1, max_value=LARGEST_OFFSET)


class ToldHowForm(forms.Form):
    """How often a reader wants mail, and for guests where."""

    frequency = forms.ChoiceField(label=_("E-mail"), choices=Frequency.choices)
    email = address_field()


class UntilForm(forms.Form):
    """The latest notice that was shown."""

    until = forms.UUIDField()


class WordsForm(forms.Form):
    """The words of a passage in the text, typed or pasted."""

    words = forms.CharField(
        label=_("Words of the passage in the text"),
        max_length=LONGEST_QUOTE,
        error_messages={"required": _("Please enter words from the text.")},
    )

    def clean_words(self) -> str:
        return clean(self.cleaned_data["words"])


def _closed() -> forms.ValidationError:
    say = _("Nothing can be written there any more. Please choose again who may see it.")
    return forms.ValidationError(say, code="closed")


def _changed() -> forms.ValidationError:
    return forms.ValidationError(_("The text has changed. Please check the passage."), code="orphan")


class AnnotationForm(AudienceForm):
    """What a new annotation is, beside its passage and its words."""

    uid = forms.UUIDField(required=False)
    motivation = forms.ChoiceField(
        choices=[(m.value, m.label) for m in (Motivation.HIGHLIGHTING, Motivation.COMMENTING)], required=False
    )
    colour = forms.ChoiceField(choices=Colour.choices, required=False)
