"""What of their notes a reader wants to see, as an address says it: searched, narrowed, in an order."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from annotations.models import Annotation, Colour, Motivation, State, Visibility, tag_key
from annotations.queries import AnnotationQuerySet
from annotations.readers import Reader
from reader.models import Interview

LONGEST_QUERY = 200
TEXT = "text"
ORDERS = [("newest", _("Newest first")), (TEXT, _("By interview"))]
# What may be chosen several times: any of the values within one of these, all of them together.
FACETS = ("interview", "speaker", "colour", "tag", "kind", "visibility", "state")


class Words(forms.Field):
    """One value of whatever was typed; never wrong."""

    def to_python(self, value: Any) -> str:
        return str(value or "").replace("\0", "").strip()[:LONGEST_QUERY]


class AnyOf(forms.Field):
    """Values that an address repeats. What is none of `choices` (where there are some) is left out."""

    widget = forms.MultipleHiddenInput

    def __init__(self, choices: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.choices = choices

    def to_python(self, value: Any) -> list[str]:
        named = (Words().to_python(one) for one in value or ())
        known = (one for one in named if one and (self.choices is None or one in self.choices))
        return list(dict.fromkeys(known))


class Narrowing(forms.Form):
    """A reader's own notes, narrowed as GET parameters say. What nothing can be made of narrows nothing;
    of dates the form says so."""

    q = Words(required=False)
    interview = AnyOf()
    speaker = AnyOf()
    colour = AnyOf(Colour.values)
    tag = AnyOf()
    kind = AnyOf(Motivation.values)
    visibility = AnyOf(Visibility.values)
    state = AnyOf([State.ORPHANED.value])
    since = forms.DateField(required=False, label=_("First day"))
    until = forms.DateField(required=False, label=_("Last day"))
    order = Words(required=False)

    def __init__(self, data: Mapping[str, Any], *, reader: Reader) -> None:
        super().__init__(data if isinstance(data, MultiValueDict) else MultiValueDict(_as_lists(data)))
        self.reader = reader
        for name in ("since", "until"):
            self.fields[name].error_messages["invalid"] = _("Please enter a date.")
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("This is before the first day."))
        return data

    @property
    def words(self) -> list[str]:
        """What is searched for; each must be found."""
        return self.cleaned_data["q"].split()

    @property
    def dates(self) -> list[forms.BoundField]:
        """The fields of the first and the last day."""
        return [self["since"], self["until"]]

    @property
    def in_text_order(self) -> bool:
        return self.cleaned_data["order"] == TEXT

    def chosen(self, facet: str) -> list[str]:
        """The values chosen in one of FACETS, without those that nothing could be made of."""
        return self.cleaned_data[facet]

    @property
    def active(self) -> int:
        """How many choices narrow the notes, beside the words."""
        dates = sum(self.cleaned_data.get(name) is not None for name in ("since", "until"))
        return dates + sum(len(self.chosen(facet)) for facet in FACETS)

    @property
    def is_searched(self) -> bool:
        """Whether words, dates or tags narrow the notes."""
        dates = (self.cleaned_data.get(name) for name in ("since", "until"))
        return bool(self.words or self.chosen("tag") or any(dates))

    @property
    def narrows(self) -> bool:
        """Whether notes may be missing because of what was asked for."""
        return bool(self.active or self.words)

    def query(self) -> str:
        """What was asked for, as in an address: only what was understood, without what changes nothing."""
        pairs = [("q", self.cleaned_data["q"])] if self.words else []
        pairs += [(facet, value) for facet in FACETS for value in self.chosen(facet)]
        for name in ("since", "until"):
            if day := self.cleaned_data.get(name):
                pairs.append((name, day.isoformat()))
        pairs += [("order", TEXT)] if self.in_text_order else []
        return urlencode(pairs)

    def notes(self) -> AnnotationQuerySet:
        """The notes, in order, with everything that a list shows of them."""
        return self.in_order(self.found()).with_places(self.reader)

    def in_order(self, notes: AnnotationQuerySet) -> AnnotationQuerySet:
        """These notes in the order that was asked for."""
        return notes.in_text_order() if self.in_text_order else notes.latest_first()

    def found(self, *without: str) -> AnnotationQuerySet:
        """The notes in no order, narrowed by all but the facets named."""
        notes = Annotation.objects.in_notebook_of(self.reader).holding(self.words)
        if (since := self.cleaned_data.get("since")) and since.year > 1:
            notes = notes.filter(created__gte=_midnight(since))
        if (until := self.cleaned_data.get("until")) and until < date.max:
            notes = notes.filter(created__lt=_midnight(until + timedelta(days=1)))
        for facet in FACETS:
            if facet not in without and self.chosen(facet):
                notes = self._narrow(notes, facet, self.chosen(facet))
        return notes

    def _narrow(self, notes: AnnotationQuerySet, facet: str, values: list[str]) -> AnnotationQuerySet:
        match facet:
            case "interview":
                return notes.filter(interview__in=Interview.objects.filter(slug__in=values).values("pk"))
            case "speaker":
                return notes.said_by(values, self.reader)
            case "tag":
                return notes.tagged([tag_key(value) for value in values])
            case "kind":
                return notes.filter(motivation__in=values)
        return notes.filter(**{f"{facet}__in": values})


def _as_lists(data: Mapping[str, Any]) -> dict[str, list[str]]:
    return {name: value if isinstance(value, list) else [value] for name, value in data.items()}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
