"""What is sent to change many notes at once."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.audiences import Audience, Audiences
from annotations.models import Annotation, Batch, Colour, Visibility
from annotations.notebook import batches
from annotations.notebook.batches import Staying
from annotations.notebook.narrowing import Narrowing
from annotations.queries import AnnotationQuerySet
from annotations.readers import Reader
from annotations.tag_names import LIMITS, MOST_TAGS, names_in
from annotations.tagging import tags_named
from reader.ids import uids_in

TAG, UNTAG, DELETE = "tag", "untag", "delete"
SHOWN = Visibility.values
# So many notes are changed at once: a database takes only so many values in one statement.
MOST = 10_000


class Chosen(forms.Field):
    """Notes by public id, in any number of values; several in one stand apart by blanks.

    A form may have only so many values, and more notes are chosen than it may have.
    """

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[UUID]:
        return list(dict.fromkeys(uids_in(" ".join(value or ()).split())))


class BatchForm(forms.Form):
    """Which notes, and what is to be done with them: tags, a colour, who may see them, or deletion.

    `query` is the address's part that narrows the notebook. Notes that it does not show may be chosen too.
    """

    limits: ClassVar = {"note": f"at most {MOST} public ids", "tags": LIMITS}
    note = Chosen(required=False)
    query = forms.CharField(required=False)
    tags = forms.CharField(label=_("Tags"), required=False)
    group = forms.CharField(label=_("Group"), required=False)
    do = forms.ChoiceField(
        choices=[(v, v) for v in (TAG, UNTAG, DELETE, *Colour.values, *SHOWN)],
        error_messages={
            "required": _("Please choose what to do."),
            "invalid_choice": _("Please choose what to do."),
        },
    )

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.audiences = Audiences(reader)

    @property
    def chosen(self) -> list[UUID]:
        """The notes that were chosen, be they too many or what is to be done with them wrong."""
        return Chosen().to_python(self["note"].value())

    @property
    def narrowing(self) -> Narrowing:
        """What the notebook showed."""
        return Narrowing(QueryDict(self.data.get("query", "")), reader=self.reader)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data["note"]:
            self.add_error("note", _("No note is chosen. Please choose at least one."))
        elif len(data["note"]) > MOST:
            said = _("So many notes can’t be changed at once. Please choose %(most)d at most.")
            self.add_error("note", said % {"most": MOST})
        if data.get("do") in SHOWN:
            name = data.get("group", "") if data["do"] == Visibility.GROUP else data["do"]
            data["audience"] = self.audiences.find(name)
            if data["audience"] is None or data["audience"].visibility != data["do"]:
                self.add_error("group", _("Please choose one of your groups."))
        if data.get("do") in (TAG, UNTAG):
            try:
                data["tags"] = names_in([data.get("tags", "")])
            except ValidationError as error:
                self.add_error("tags", error)
            else:
                if not data["tags"]:
                    self.add_error("tags", _("Please enter a tag."))
        return data

    def notes(self) -> AnnotationQuerySet:
        """The reader's own notes that are meant."""
        own = Annotation.objects.in_notebook_of(self.reader)
        return own.filter(uid__in=self.cleaned_data["note"])

    def save(self) -> tuple[Batch | None, str]:
        """Do it. Returns what takes it back (None where nothing changed), and what to say."""
        do, notes, left = self.cleaned_data["do"], self.notes(), []
        if do == TAG:
            batch, full = batches.add_tags(notes, self.reader, tags_named(self.cleaned_data["tags"]))
            left = _full(full)
        elif do == UNTAG:
            batch = batches.remove_tags(notes, self.reader, tags_named(self.cleaned_data["tags"]))
        elif do == DELETE:
            batch = batches.delete(notes, self.reader)
        elif do in Colour.values:
            batch = batches.recolour(notes, self.reader, do)
        else:
            batch, staying = batches.show(notes, self.reader, self.cleaned_data["audience"])
            left = _staying(staying)
        count = len(batch.before["rows"]) if batch else 0
        done = [_done(do, count, self.cleaned_data.get("audience"))] if count or not left else []
        return batch, ". ".join([*done, " ".join(left)] if left else done)


def _done(do: str, count: int, audience: Audience | None) -> str:
    if do == TAG:
        done = ngettext("Tags added to %(count)d note", "Tags added to %(count)d notes", count)
    elif do == UNTAG:
        done = ngettext("Tags removed from %(count)d note", "Tags removed from %(count)d notes", count)
    elif do == DELETE:
        done = ngettext("%(count)d note deleted", "%(count)d notes deleted", count)
    elif do in Colour.values:
        done = ngettext("Colour of %(count)d note changed", "Colour of %(count)d notes changed", count)
    elif do == Visibility.PUBLIC:
        done = ngettext(
            "%(count)d note is visible to everyone now", "%(count)d notes are visible to everyone now", count
        )
    elif do == Visibility.GROUP:
        done = ngettext(
            "The group “%(group)s” can see %(count)d note now",
            "The group “%(group)s” can see %(count)d notes now",
            count,
        )
    else:
        done = ngettext("Only you can see %(count)d note now", "Only you can see %(count)d notes now", count)
    return done % {"count": count, "group": audience.group if audience else ""}


def _full(count: int) -> list[str]:
    """That so many notes have all the tags that they may have, if there are any."""
    said = ngettext(
        "%(count)d note would have more than %(limit)d tags and stays as it is.",
        "%(count)d notes would have more than %(limit)d tags and stay as they are.",
        count,
    )
    return [said % {"count": count, "limit": MOST_TAGS}] if count else []


def _staying(staying: Staying) -> list[str]:
    """Which notes are shown to the same people as before, and why."""
    replies = ngettext(
        "%(count)d reply stays in its group.", "%(count)d replies stay in their group.", staying.replies
    )
    corrections = ngettext(
        "%(count)d suggested correction stays visible to everyone.",
        "%(count)d suggested corrections stay visible to everyone.",
        staying.corrections,
    )
    said = zip((replies, corrections), staying, strict=True)
    return [sentence % {"count": count} for sentence, count in said if count]
