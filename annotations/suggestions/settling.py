"""When a text changes: suggestions that no longer apply are outdated, those that do again are open."""

from django.utils import timezone

from annotations.changes import count_up
from annotations.models import Kind, Status, Suggestion
from annotations.suggestions.decisions import tell_decision, tell_reopened
from annotations.suggestions.suggesting import stands
from reader.layers import Change, Layer, Plan

# What a text that says the old words again makes open again: nobody has declined them.
REOPENED = (Status.OUTDATED, Status.ACCEPTED)


class SuggestionsPlan(Plan):
    """Looks where the suggestions stand once `annotations.reanchoring` has placed them."""

    def __init__(self, change: Change) -> None:
        self.change = change

    def carry(self) -> None:
        of_interview = Suggestion.objects.filter(interview=self.change.interview)
        rows = list(
            of_interview.filter(status__in=(Status.OPEN, *REOPENED))
            .select_related("annotation")
            .defer("annotation__body", "annotation__prefix", "annotation__suffix")
        )
        outdated = [one for one in rows if one.is_open and not stands(one)]
        again = [one for one in rows if not one.is_open and stands(one)]
        if outdated:
            settled = {"status": Status.OUTDATED, "decided": timezone.now()}
            of_interview.filter(pk__in=[one.pk for one in outdated]).update(**settled)
            # Whoever accepts some of them tells their authors so instead (`accepting`).
            tell_decision(self.change.by, outdated, Kind.OUTDATED)
        if again:
            of_interview.filter(pk__in=[one.pk for one in again]).update(**Suggestion.UNDECIDED)
            tell_reopened(self.change.by, again)
        if outdated or again:
            count_up(self.change.interview.pk)


class SuggestionsLayer(Layer):
    """Adds nothing to the text: `annotations.layers` draws suggestions as it draws all notes."""

    @classmethod
    def plan(cls, change: Change) -> SuggestionsPlan:
        return SuggestionsPlan(change)
