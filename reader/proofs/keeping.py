"""Proofs in the database: begun, found again, and kept for readers."""

from pathlib import PurePath
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.shortcuts import get_object_or_404
from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _

from reader.document import Draft
from reader.drafts import draft_of, from_json, to_json
from reader.importing import save, title_from
from reader.models import Interview, Proof, Reason
from reader.proofs.correcting import CorrectionProblem, describe, finished, with_keys
from reader.revising import revise
from reader.sources import PASTED, Source
from reader.turns.phrases import ANSWERING_NAMES, ASKING_NAMES
from reader.twins import file_key


def begin(owner: User, source: Source) -> Proof:
    """A proof of an interview to be."""
    # Sent twice, or read anew after going back: one draft of it is enough.
    same = Proof.objects.open_by(owner).filter(interview=None, source=source.data)
    same.filter(corrections=None).delete()
    draft = with_keys(source.draft)
    if not (draft.title or "").strip():
        draft = describe(draft, title=_title_of(draft, source.name))
    return Proof.objects.create(
        owner=owner, draft=to_json(draft), source=source.data, source_name=source.name[-255:]
    )


def _title_of(draft: Draft, name: str) -> str:
    """A title for a text without one: who speaks, how it begins if it was pasted, or the file's name."""
    people = [s.name for s in draft.speakers[:3] if s.name.casefold() not in ASKING_NAMES | ANSWERING_NAMES]
    if len(people) > 1:
        return _("%(first)s in conversation with %(others)s") % {
            "first": people[0],
            "others": get_text_list(people[1:], _("and")),
        }
    if PurePath(name).stem == PASTED and draft.kept:
        return Truncator(" ".join(draft.kept[0].text.split())).words(8, truncate=" …")
    return title_from(name)


@transaction.atomic
def begin_for(interview: Interview, owner: User) -> Proof:
    """The owner's proof of an interview that is there: the one that they are at, or a new one.

    One that was begun with an earlier revision and never corrected begins anew.
    """
    proof = Proof.objects.select_for_update().filter(owner=owner, interview=interview).first()
    if proof and proof.revision != interview.revision and not proof.corrections.exists():
        proof.delete()
        proof = None
    if proof is None:
        begun = {"revision": interview.revision, "draft": to_json(draft_of(interview))}
        # Asked for twice at once, both get the same.
        proof, _new = Proof.objects.get_or_create(owner=owner, interview=interview, defaults=begun)
    return proof


def locked(owner: User, uid: UUID) -> Proof:
    """The owner's proof, which nobody else changes until this transaction ends. Raises Http404."""
    return get_object_or_404(Proof.objects.select_for_update().defer("source"), owner=owner, uid=uid)


@transaction.atomic
def publish(owner: User, uid: UUID, visibility: str, over: int | None = None) -> tuple[Interview, str]:
    """Keep the proof's text for readers; the proof is gone then. Returns what to say, too.

    `over` is the revision that it may replace beside the one that it began with. Raises Http404, Stale
    where the interview has a newer text, CorrectionProblem where the text can't be kept.
    """
    proof = locked(owner, uid)
    draft = finished(draft_in(proof))
    if not draft.kept:
        raise CorrectionProblem(_("Everything is left out. Please keep at least one paragraph."))
    if proof.interview is None:
        interview, say = _save_new(proof, draft, visibility), _("Saved.")
    else:
        interview = proof.interview
        before = interview.revision
        receipts = revise(interview, draft, owner, Reason.EDIT, over or proof.revision or 0)
        Interview.objects.filter(pk=interview.pk).exclude(visibility=visibility).update(
            visibility=visibility, version=F("version") + 1
        )
        told = [receipt.summary for receipt in receipts] if interview.revision != before else []
        say = " ".join([_("Saved."), *told])
    proof.delete()
    return interview, say


def _save_new(proof: Proof, draft: Draft, visibility: str) -> Interview:
    data = bytes(proof.source)
    mine = Interview.objects.filter(added_by=proof.owner, sha256=file_key(data)).first()
    if mine is not None:
        say = _("You have added this already, as “%s”. Take its text from here, or discard this draft.")
        raise CorrectionProblem(say % mine.title)
    return save(draft, proof.source_name, data, proof.owner, visibility)


def draft_in(proof: Proof) -> Draft:
    """The proof's text as far as it is corrected."""
    return from_json(proof.draft)
