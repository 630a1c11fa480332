"""Which suggestions of a file come back as such: what can be accepted, and what was decided elsewhere.

A file says what it likes. So one that was accepted elsewhere changes no text here and is credited in no
revision; that it was accepted or declined, and why, is said to have been decided there.
"""

from collections.abc import Mapping
from typing import Any

from annotations.forms.passages import LONGEST_QUOTE
from annotations.importers import Incoming
from annotations.models import Motivation, State, Status, Visibility
from annotations.suggestions.forms import LONGEST_REPLY, WordingForm

# What is open wherever the text says the old words, as `annotations.suggestions.settling` has it.
OPEN_WHERE_IT_STANDS = ("", Status.OPEN, Status.OUTDATED, Status.ACCEPTED)
DECIDED = (Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN, Status.OUTDATED)


def suggestion_of(note: Incoming, fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """What the note's annotation has because it is a suggestion, and the fields of that.

    `fields` are those of the annotation as a comment. None where it stays one: it suggests nothing to
    everybody, has no passage, or is open although the text says something else.
    """
    said = note.suggested
    if said is None or fields["visibility"] != Visibility.PUBLIC:
        return None
    before = said.before or note.quote
    form = WordingForm({"words": said.words, "body": said.reason}, exact=before)
    if not form.is_valid() or not before.strip() or len(before) > LONGEST_QUOTE:
        return None
    about: dict[str, Any] = {"motivation": Motivation.EDITING, "colour": "", "body": said.reason}
    wording = {"before": before, "words": form.cleaned_data["words"]}
    if said.status in OPEN_WHERE_IT_STANDS and _stands(before, fields):
        return about | {"state": State.ANCHORED, "original": ""}, wording
    if said.status in DECIDED and fields.get("exact"):
        decided = {"status": said.status, "decided": said.decided or fields["modified"], "elsewhere": True}
        reply = said.reply.strip()[:LONGEST_REPLY] if said.status == Status.DECLINED else ""
        return about, {**wording, **decided, "reply": reply}
    return None


def _stands(before: str, fields: Mapping[str, Any]) -> bool:
    """Whether these words, without blanks at their ends, stand at its place in one block."""
    first = fields.get("start_block")
    is_in_one = first is not None and first == fields.get("end_block")
    return is_in_one and fields["exact"] == before == before.strip()
