"""Making and changing annotations: each change in one transaction with what it does to the pages."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.audiences import EVERYBODY, ONLY_ME, Audience, Audiences
from annotations.changes import arrive, touch
from annotations.forms import AnnotationForm, BodyForm
from annotations.models import Annotation, Colour, Motivation, State, Visibility
from annotations.notices import announce
from annotations.passage_forms import PassageForm
from annotations.readers import Reader
from annotations.searching import index_notes
from annotations.targets import blocks_between, blocks_of, is_whole_block, parts, quote
from reader.ids import uuid7
from reader.models import Block, Interview
from reader.site import site


class Stale(Exception):
    """Somebody (perhaps oneself, in another tab) has changed it, or the text, since the form was opened."""


class Taken(Exception):
    """The id that the browser made belongs to somebody else's annotation."""


class Closed(Exception):
    """In that group this reader can't write (any more): it was closed, or they left it."""


class Submission:
    """A new highlight or comment as it was sent: on a passage, a block, or the whole interview."""

    def __init__(self, interview: Interview, data: Mapping[str, str], reader: Reader) -> None:
        self.interview = interview
        audiences = Audiences(reader)
        self.kind = AnnotationForm(data, audiences=audiences)
        self.kind.is_valid()
        self.key = data.get("start_block", "")
        on_passage = any(data.get(name) for name in ("start", "end", "exact"))
        commenting = self.motivation == Motivation.COMMENTING
        self.passage = PassageForm(data, interview=interview) if on_passage or not commenting else None
        self.body = BodyForm(data, audiences=audiences) if commenting else None

    @property
    def motivation(self) -> str:
        wanted = self.kind.cleaned_data.get("motivation", "")
        return wanted or (Motivation.COMMENTING if self.kind.data.get("body") else Motivation.HIGHLIGHTING)

    @cached_property
    def block(self) -> Block | None:
        """The block that a comment without a passage is about."""
        return self.interview.block(self.key)

    @cached_property
    def problems(self) -> list[str]:
        """What is wrong beside the words: with the passage or with hidden fields."""
        found = [form for form in (self.kind, self.passage) if form is not None and not form.is_valid()]
        messages = [str(e) for form in found for errors in form.errors.values() for e in errors]
        if self.passage is None and self.key and self.block is None:
            messages.append(_("The text has changed. Please check the passage."))
        return list(dict.fromkeys(messages))

    def is_valid(self) -> bool:
        return not self.problems and (self.body is None or self.body.is_valid())

    @property
    def words(self) -> str:
        """What its author says; nothing where a passage is only highlighted."""
        return self.body.cleaned_data["body"] if self.body else ""

    @property
    def audience(self) -> Audience:
        """Who is to see it: who was chosen, or whom this site presets."""
        preset = site().comments if self.body else site().highlights
        return self.kind.cleaned_data.get("visibility") or Audience(preset)

    def save(self, reader: Reader, **standing: str) -> Annotation:
        """Store it once, however often it is sent. `standing` is what `annotations.spam` thinks of it.

        Raises Taken where the id is somebody else's, Stale where the text was changed meanwhile.
        """
        uid = self.kind.cleaned_data.get("uid") or uuid7()
        try:
            return self._store(uid, self._fields(reader) | standing)
        except IntegrityError:
            return _sent_before(uid, reader, interview=self.interview.pk)

    @transaction.atomic
    def _store(self, uid: UUID, fields: Mapping[str, Any]) -> Annotation:
        annotation = Annotation.objects.create(uid=uid, **fields)
        if not annotation.keeps_place:
            check_revision(self.interview.pk, annotation.anchored_revision)
        elif not arrive(annotation, revision=annotation.anchored_revision):
            raise Stale
        index_notes([annotation], new=True)
        announce(annotation)
        return annotation

    def _fields(self, reader: Reader) -> dict[str, Any]:
        data = self.kind.cleaned_data
        target = self.passage.target if self.passage else {"start_block": self.block}
        return {
            "interview": self.interview,
            "motivation": self.motivation,
            "colour": (data.get("colour") or "y") if self.passage else "",
            "body": self.words,
            "anchored_revision": self.interview.revision,
            **self.audience.fields,
            **target,
            **reader.as_owner(),
        }


def reply(
    parent: Annotation,
    reader: Reader,
    body: str,
    audience: Audience | None = None,
    uid: UUID | None = None,
    **standing: str,
) -> Annotation:
    """Answer an annotation. Raises Taken where the id is somebody else's.

    Raises Closed where it would be shown to others than its thread may be, or in a group that is closed.
    `standing` is what `annotations.spam` thinks of it.
    """
    root = parent.root or parent
    audience = audience or default_for(parent, reader)
    uid = uid or uuid7()
    fields = {
        "interview": parent.interview,
        "motivation": Motivation.REPLYING,
        "body": body,
        **audience.fields,
        "reply_to": parent,
        "root": root,
        **standing,
        **reader.as_owner(),
    }
    try:
        with transaction.atomic():
            if not Audiences(reader, parent).allows(audience):
                raise Closed
            answer = Annotation.objects.create(uid=uid, **fields)
            index_notes([answer], new=True)
            _arrived(answer, root)
            announce(answer)
            return answer
    except IntegrityError:
        return _sent_before(uid, reader, root=root.pk)


def _arrived(answer: Annotation, root: Annotation) -> None:
    if root.is_suggestion:
        # Only what is said about open ones is counted.
        _show(answer, was_there=False)
    elif root.keeps_place and answer.keeps_place:
        arrive(answer)


def _sent_before(uid: UUID, reader: Reader, **place: int) -> Annotation:
    """What is there of this id already, if it is this reader's own and in this place. Raises Taken."""
    found = Annotation.objects.named(uid).with_people().first()
    if found is None or not reader.owns(found):
        raise Taken
    if any(getattr(found, f"{name}_id") != pk for name, pk in place.items()):
        raise Taken
    return found


def default_for(parent: Annotation, reader: Reader) -> Audience:
    """To whom an answer goes if nothing else is said: to those who see its thread, as far as that is open."""
    audiences = Audiences(reader, parent)
    if audiences.within is not None:
        return audiences.find(str(audiences.within.uid)) or ONLY_ME
    return EVERYBODY if (parent.root or parent).visibility == Visibility.PUBLIC else ONLY_ME


@transaction.atomic
def revise(annotation: Annotation, version: int, audience: Audience | None = None, **fields: Any) -> None:
    """Change words, colour or audience, starting from this version. Raises Stale, and Closed as `reply`."""
    was_there = annotation.keeps_place
    shown = audience or Audience(annotation.visibility, annotation.group)
    reader = Reader(user=annotation.creator, guest=annotation.guest)
    if (audience or shown.group) and not Audiences(reader, annotation.reply_to).allows(shown):
        raise Closed
    fields |= shown.fields
    if annotation.is_highlight and fields.get("body"):
        fields["motivation"] = Motivation.COMMENTING
    _update(annotation, version, **fields)
    if "body" in fields:
        index_notes([annotation])
    _changed(annotation, was_there)


@transaction.atomic
def delete(annotation: Annotation) -> None:
    """Take it off the page; it can be restored."""
    _update(annotation, annotation.version, deleted=timezone.now())
    _changed(annotation, annotation.keeps_place)


@transaction.atomic
def restore(annotation: Annotation) -> None:
    """Put a deleted one back to its place."""
    _update(annotation, annotation.version, deleted=None)
    _changed(annotation, annotation.keeps_place)


@transaction.atomic
def extend(annotation: Annotation, target: Mapping[str, Any]) -> None:
    """Let a highlight reach over another passage too: from the earlier beginning to the later end."""
    first = min(_places(annotation, target, "start"), key=_order)
    last = max(_places(annotation, target, "end"), key=_order)
    between = blocks_between(first[0], last[0])
    fields = {
        "start_block": first[0],
        "start": first[1],
        "end_block": last[0],
        "end": last[1],
        "exact": quote(parts(between, first[1], last[1])),
        "prefix": first[2],
        "suffix": last[2],
        "anchored_revision": target["anchored_revision"],
    }
    retarget(annotation, fields)


@transaction.atomic
def retarget(annotation: Annotation, target: Mapping[str, Any]) -> None:
    """Let an annotation be about this passage instead."""
    check_revision(annotation.interview_id, target["anchored_revision"])
    before = [block.pk for block in blocks_of(annotation)]
    _update(annotation, annotation.version, **target, state=State.ANCHORED, original="")
    if annotation.keeps_place:
        touch(annotation, also=before)


@transaction.atomic
def place_again(annotation: Annotation, target: Mapping[str, Any]) -> None:
    """Let an annotation that the text has left behind be about this passage. Raises Stale."""
    settled = {"last_turn": 0, "last_speaker": "", "last_offset": None}
    if annotation.is_on_block and is_whole_block(target):
        settled |= {"end_block": None, "start": None, "end": None, "exact": "", "prefix": "", "suffix": ""}
    else:
        # What was about a whole block may be about a passage now, and those have a colour.
        settled["colour"] = annotation.colour or Colour.YELLOW
    retarget(annotation, {**target, **settled})


def _places(annotation: Annotation, target: Mapping[str, Any], edge: str) -> list[tuple[Block, int, str]]:
    """Where the highlight and the passage begin (or end): block, offset, and the text beyond."""
    beyond = "prefix" if edge == "start" else "suffix"
    return [
        (getattr(annotation, f"{edge}_block"), getattr(annotation, edge), getattr(annotation, beyond)),
        (target[f"{edge}_block"], target[edge], target[beyond]),
    ]


def _order(place: tuple[Block, int, str]) -> tuple[int, int]:
    return place[0].position, place[1]


def check_revision(interview: int, revision: int) -> None:
    """Raise Stale if the text is not the one any more in which the passage was found.

    The interview's row is locked: whoever changes the text waits until this transaction is over.
    """
    same = Interview.objects.select_for_update().filter(pk=interview, revision=revision)
    if same.values_list("pk").first() is None:
        raise Stale


def _update(annotation: Annotation, version: int, **fields: Any) -> None:
    """Write these fields if nobody wrote in between. Raises Stale."""
    fields |= {"modified": timezone.now()}
    row = Annotation.objects.filter(pk=annotation.pk, version=version)
    if not row.update(version=F("version") + 1, **fields):
        raise Stale
    annotation.version = version + 1
    for name, value in fields.items():
        setattr(annotation, name, value)


def _changed(annotation: Annotation, was_there: bool) -> None:
    _show(annotation, was_there)
    announce(annotation)


def _show(annotation: Annotation, was_there: bool) -> None:
    seen = annotation.root is None or annotation.root.keeps_place
    if seen and (was_there or annotation.keeps_place):
        touch(annotation)
