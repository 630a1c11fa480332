"""Taking in the notes of a file: each once, at its place, as the reader's own."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.climbing import Ways
from annotations.forms.bodies import LONGEST_BODY
from annotations.forms.passages import LONGEST_QUOTE
from annotations.importers import Incoming
from annotations.importing.matching import Interviews
from annotations.importing.placing import Placer
from annotations.importing.report import Report
from annotations.importing.storing import TOO_LONG, Stored, note_id, store, uid_in
from annotations.importing.suggestions import suggestion_of
from annotations.models import Annotation, Colour, Motivation, Visibility
from annotations.readers import Reader
from reader.importers.problem import ImportProblem
from reader.models import Interview

# How long placing the notes of one file may take; what is left then comes with the next attempt.
SECONDS = 20


@dataclass(frozen=True, slots=True)
class Importer:
    """Who takes notes in, and into which interview if not each into its own."""

    reader: Reader
    interviews: Interviews
    chosen: Interview | None = None

    def take_in(self, notes: Sequence[Incoming], by: str = "") -> Report:
        """Store what is new. Raises ImportProblem where it is unclear whose notes they are."""
        report = Report()
        groups: dict[int, tuple[Interview, list[tuple[Incoming, Incoming]]]] = {}
        until = time.monotonic() + SECONDS
        own = self._own(notes, by, report)
        threads = beginnings(own, notes)
        answered = self._answered(threads)
        for note, thread in zip(own, threads, strict=True):
            interview = self.chosen or answered.get(uid_in(thread.parent)) or self.interviews.of(thread)
            if interview is None and thread.parent:
                report.left_out(note, _("What it answers is not here."))
            elif interview is None:
                report.left_out(note, _("No interview here has this address or title."))
            else:
                groups.setdefault(interview.pk, (interview, []))[1].append((note, thread))
        for interview, some in groups.values():
            self._into(interview, some, report, until)
        return report

    def _answered(self, threads: Iterable[Incoming]) -> dict[UUID | None, Interview]:
        """The interviews of notes of this site that are answered in the file but not in it, by their uid."""
        uids = {uid for thread in threads if thread.parent and (uid := uid_in(thread.parent))}
        readable = Interview.objects.readable_by(self.reader.user or AnonymousUser()).values("pk")
        seen = (
            Annotation.objects.visible_to(self.reader).present().filter(uid__in=uids, interview__in=readable)
        )
        return {one.uid: one.interview for one in seen.select_related("interview").defer("interview__source")}

    def _own(self, notes: Sequence[Incoming], by: str, report: Report) -> list[Incoming]:
        """The notes by the one person whose notes they are to be."""
        authors = {note.author for note in notes if note.author}
        name = by or (self.reader.name if len(authors) > 1 else "")
        if by and by not in authors:
            raise ImportProblem(_("The file holds no notes by “%(name)s”.") % {"name": by})
        if name and name not in authors:
            names = ", ".join(sorted(authors)[:10])
            say = _("The file holds notes by several people: %(names)s. Enter whose notes are yours.")
            raise ImportProblem(say % {"names": names})
        kept = []
        for note in notes:
            if name and note.author and note.author != name:
                report.left_out(note, _("Written by %(name)s.") % {"name": note.author})
            else:
                kept.append(note)
        return kept

    def _into(
        self, interview: Interview, notes: Sequence[tuple[Incoming, Incoming]], report: Report, until: float
    ) -> None:
        """Store these, each given with the one that its thread begins with."""
        placer = Placer(interview)
        names = {note.origin for note, _thread in notes}
        ready = []
        for note, thread in notes:
            if problem := _problem(note):
                report.left_out(note, problem)
            elif time.monotonic() > until:
                report.left_out(note, str(TOO_LONG))
            else:
                alone = bool(note.parent) and note.parent not in names
                ready.append(self._stored(interview, note, placer, thread if alone else None))
        with transaction.atomic():
            store(interview, self.reader, ready, report)

    def _stored(
        self, interview: Interview, note: Incoming, placer: Placer, thread: Incoming | None
    ) -> Stored:
        """The note as a suggestion where it can be one, else with its words as a comment.

        A `thread` is given for a reply of which it is unclear whether what it answers is here.
        """
        fields = self._fields(interview, note, {} if note.parent else placer.target(note))
        if thread is not None:
            alone = self._fields(interview, replace(note, parent=""), placer.target(thread))
            # Out of its conversation it is for nobody else.
            alone |= {"visibility": Visibility.PRIVATE, "origin": fields["origin"]}
            return Stored(note, fields, alone=alone)
        suggested = suggestion_of(note, fields)
        if suggested is None:
            return Stored(note, fields)
        about, suggestion = suggested
        return Stored(note, fields | about, suggestion)

    def _fields(self, interview: Interview, note: Incoming, target: dict[str, Any]) -> dict[str, Any]:
        """All but its uid and what it answers."""
        on_words = bool(target.get("exact")) and not note.whole
        public = note.public and note.author == self.reader.name
        motivation = Motivation.COMMENTING if note.comment else Motivation.HIGHLIGHTING
        now = timezone.now()
        return {
            "interview": interview,
            "motivation": Motivation.REPLYING if note.parent else motivation,
            "colour": (note.colour or Colour.YELLOW) if on_words else "",
            "body": note.comment,
            "visibility": Visibility.PUBLIC if public else Visibility.PRIVATE,
            "created": note.created or note.modified or now,
            "modified": note.modified or note.created or now,
            "origin": note_id(note),
            **self.reader.as_owner(),
            **target,
        }


def beginnings(some: Iterable[Incoming], among: Iterable[Incoming]) -> list[Incoming]:
    """Of each of these the note that its thread begins with, as far as that is `among` those of the file."""
    named = {note.origin: note for note in among if note.origin}
    ways = Ways({name: note.parent for name, note in named.items() if note.parent in named})
    return [named.get(ways.end(note.origin or note.parent), note) for note in some]


def _problem(note: Incoming) -> str:
    """Why a note can't be taken in; empty where it can."""
    if len(note.quote) > LONGEST_QUOTE or len(note.comment) > LONGEST_BODY:
        return _("It is too long.")
    if not note.comment and (note.parent or not note.quote.strip()):
        return _("There are no words in it.")
    return ""
