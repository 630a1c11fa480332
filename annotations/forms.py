"""What readers send: checked here, with the text having the last word on passages."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.audiences import Audience, Audiences
from annotations.models import Annotation, Colour, Emoji, Frequency, Motivation
from annotations.models.groups import LONGEST_NAME
from annotations.passage_forms import LARGEST_OFFSET
from annotations.readers import Reader
from annotations.tag_names import LIMITS, names_in
from reader.field_rules import SEEN
from reader.text import clean, is_visible

LONGEST_BODY = 20_000


def address_field() -> forms.EmailField:
    """Where a guest wants mail, if anywhere."""
    wrong = {"invalid": _("This is not an e-mail address. Please check it, or leave it empty.")}
    return forms.EmailField(
        label=_("Your e-mail address"), max_length=254, required=False, error_messages=wrong
    )


class NameForm(forms.Form):
    """The name of a guest, and where they want to be told of replies."""

    limits: ClassVar = {"name": SEEN}
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

    limits: ClassVar = {"name": SEEN}
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

    limits: ClassVar = {"body": "not only blanks"}
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

    limits: ClassVar = {"body": "not only blanks where it is a comment or a reply"}
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

    limits: ClassVar = {"new": f"together with those that it keeps {LIMITS}"}
    tag = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    new = forms.CharField(label=_("New tags"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            data["names"] = names_in([*(data.get("tag") or ()), data.get("new", "")])
        except forms.ValidationError as error:
            self.add_error("new", error)
        return data


class NewTagsForm(forms.Form):
    """The tags of a note that is being written, with commas between them."""

    limits: ClassVar = {"tags": LIMITS}
    tags = forms.CharField(label=_("Tags"), required=False)

    def clean_tags(self) -> list[str]:
        return names_in([self.cleaned_data["tags"]])


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


def _closed() -> forms.ValidationError:
    say = _("Nothing can be written there any more. Please choose again who may see it.")
    return forms.ValidationError(say, code="closed")


class AnnotationForm(AudienceForm):
    """What a new annotation is, beside its passage and its words."""

    uid = forms.UUIDField(required=False)
    motivation = forms.ChoiceField(
        choices=[(m.value, m.label) for m in (Motivation.HIGHLIGHTING, Motivation.COMMENTING)], required=False
    )
    colour = forms.ChoiceField(choices=Colour.choices, required=False)
