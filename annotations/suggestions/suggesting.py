"""Suggesting other words for a passage, supporting such a suggestion, and taking it back or declining it.

How one is accepted: `accepting`.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.audiences import EVERYBODY
from annotations.changes import arrive, touch
from annotations.forms.passages import PassageForm
from annotations.locks import hold
from annotations.models import Annotation, Kind, Motivation, Status, Suggestion, Support, Visibility
from annotations.notices.announcing import announce
from annotations.posting import Taken, reply
from annotations.readers import Reader
from annotations.searching import index_notes
from annotations.suggestions.decisions import tell_decision, tell_reopened
from annotations.suggestions.forms import WordingForm
from annotations.suggestions.supporting import count_support
from annotations.targets import named
from annotations.writing import check_revision
from reader.ids import uuid7
from reader.models import Block, Interview


class NotOpen(Exception):
    """The suggestion is decided already, or the passage says something else by now."""


class Proposal:
    """A suggestion as it was sent: a passage of one block, better words, and perhaps a reason."""

    def __init__(self, interview: Interview, data: Mapping[str, str]) -> None:
        self.interview = interview
        self.passage = PassageForm(data, interview=interview)
        self.passage.is_valid()
        self.wording = WordingForm(data, exact=self.target.get("exact", ""))
        self.key = data.get("start_block", "")

    @cached_property
    def block(self) -> Block | None:
        return self.interview.block(self.key)

    @cached_property
    def target(self) -> dict[str, Any]:
        """The fields of the annotation's target, without blanks at the ends of the passage."""
        target = self.passage.target
        if not target or target["start_block"] != target["end_block"]:
            return target
        block, exact = target["start_block"], target["exact"].strip()
        start = target["start"] + len(target["exact"]) - len(target["exact"].lstrip())
        revision = {"anchored_revision": target["anchored_revision"]}
        return named(block, start, block, start + len(exact), exact) | revision

    @cached_property
    def problems(self) -> list[str]:
        """What is wrong with the passage."""
        messages = [str(e) for errors in self.passage.errors.values() for e in errors]
        if not messages and self.target["start_block"] != self.target["end_block"]:
            messages.append(
                _("A correction can reach over one turn or paragraph only. Please select within one of them.")
            )
        return list(dict.fromkeys(messages))

    def is_valid(self) -> bool:
        return self.wording.is_valid() and not self.problems

    @property
    def said(self) -> str:
        """All that its author says."""
        return "\n".join(self.wording.cleaned_data[name] for name in ("words", "body"))

    @property
    def uid(self) -> UUID | None:
        """The id that the browser made."""
        return self.wording.cleaned_data["uid"]

    @transaction.atomic
    def save(self, reader: Reader, **standing: str) -> tuple[Annotation, bool]:
        """Store it once, however often it is sent; says whether it is this reader's.

        `standing` is what `annotations.spam` thinks of it.

        Where others suggest the very same, this reader supports them instead; a reason becomes a reply.
        Raises Taken where the id is somebody else's, Stale where the text was changed meanwhile.
        """
        words, body = self.wording.cleaned_data["words"], self.wording.cleaned_data["body"]
        uid = self.uid or uuid7()
        check_revision(self.interview.pk, self.target["anchored_revision"])
        if (sent := Annotation.objects.named(uid).select_related("suggestion").first()) is not None:
            return self._sent_again(sent, reader), True
        same = self._same(words)
        if same is not None and not reader.owns(same.annotation):
            support(same, reader)
            if body:
                reply(same.annotation, reader, body, EVERYBODY, None, **standing)
            return same.annotation, False
        if same is not None:
            return same.annotation, True
        return self._create(uid, reader, words, body=body, **standing), True

    def _sent_again(self, sent: Annotation, reader: Reader) -> Annotation:
        if not (sent.is_suggestion and reader.owns(sent) and sent.interview_id == self.interview.pk):
            raise Taken
        return sent

    def _same(self, words: str) -> Suggestion | None:
        """The open suggestion of the same words for the same passage, if everybody may see one."""
        place = {name: self.target[name] for name in ("start_block", "start", "end_block", "end")}
        seen = Annotation.objects.on(self.interview).public().open_suggestions().filter(**place)
        found = Suggestion.objects.filter(annotation__in=seen, words=words).order_by("pk")
        return found.select_related("annotation").first()

    def _create(self, uid: UUID, reader: Reader, words: str, **fields: str) -> Annotation:
        annotation = Annotation.objects.create(
            uid=uid,
            interview=self.interview,
            motivation=Motivation.EDITING,
            visibility=Visibility.PUBLIC,
            **fields,
            **self.target,
            **reader.as_owner(),
        )
        Suggestion.objects.create(
            annotation=annotation, interview=self.interview, before=self.target["exact"], words=words
        )
        index_notes([annotation], new=True)
        announce(annotation)
        if annotation.keeps_place:
            arrive(annotation)
        return annotation


@transaction.atomic
def support(suggestion: Suggestion, reader: Reader) -> bool:
    """Say that this reader would do the same; says whether that is new. Raises NotOpen."""
    hold([suggestion.interview_id])
    if not suggestion.is_open:
        raise NotOpen
    if reader.owns(suggestion.annotation):
        return False
    _support, new = Support.objects.get_or_create(
        interview_id=suggestion.interview_id, suggestion=suggestion, **reader.as_owner()
    )
    if new:
        _supported(suggestion)
    return new


@transaction.atomic
def no_longer_support(suggestion: Suggestion, reader: Reader) -> None:
    """Take that back."""
    hold([suggestion.interview_id])
    gone, _rows = Support.objects.by(reader).filter(suggestion=suggestion).delete()
    if gone:
        _supported(suggestion)


def _supported(suggestion: Suggestion) -> None:
    count_support([suggestion.pk])
    suggestion.refresh_from_db(fields=["supporters"])


@transaction.atomic
def close(suggestion: Suggestion, status: str, by: User | None, why: str = "") -> None:
    """Decline it, or (by whoever made it) withdraw it. Raises NotOpen."""
    settled = {"status": status, "decided": timezone.now(), "decided_by": by, "reply": why}
    _settle(suggestion, Status.OPEN, settled)
    if status == Status.DECLINED:
        tell_decision(by, [suggestion], Kind.DECLINED)


@transaction.atomic
def open_again(suggestion: Suggestion, by: User | None) -> None:
    """Undo that, if the passage still says what it said. Raises NotOpen."""
    if suggestion.status not in (Status.DECLINED, Status.WITHDRAWN) or not stands(suggestion):
        raise NotOpen
    was_declined = suggestion.status == Status.DECLINED
    _settle(suggestion, suggestion.status, Suggestion.UNDECIDED)
    if was_declined:
        tell_reopened(by, [suggestion])


def stands(suggestion: Suggestion) -> bool:
    """Whether its passage is in one block and says what it said when the suggestion was made."""
    annotation = suggestion.annotation
    same_block = annotation.has_range and annotation.start_block_id == annotation.end_block_id
    return same_block and annotation.exact == suggestion.before


def _settle(suggestion: Suggestion, was: str, fields: Mapping[str, Any]) -> None:
    """Write these fields if it still has this status."""
    hold([suggestion.interview_id])
    if not Suggestion.objects.filter(pk=suggestion.pk, status=was).update(**fields):
        raise NotOpen
    for name, value in fields.items():
        setattr(suggestion, name, value)
    touch(suggestion.annotation)
