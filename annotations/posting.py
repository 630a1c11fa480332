"""New annotations: each is stored once, however often it is sent, and all that it does to pages with it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotations.audiences import EVERYBODY, ONLY_ME, Audience, Audiences
from annotations.changes import arrive
from annotations.forms.annotations import AnnotationForm
from annotations.forms.bodies import BodyForm
from annotations.forms.passages import PassageForm
from annotations.models import Annotation, Motivation, Visibility
from annotations.notices.announcing import announce
from annotations.readers import Reader
from annotations.searching import index_notes
from annotations.writing import Closed, Stale, check_revision, show
from reader.ids import uuid7
from reader.models import Block, Interview
from reader.site import site


class Taken(Exception):
    """The id that the browser made belongs to somebody else's annotation."""


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
        show(answer, was_there=False)
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
