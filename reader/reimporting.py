"""An interview's kept file, read again with today's importers."""

from reader.document import Draft
from reader.models import Interview, Reason
from reader.reading import read_draft
from reader.receipts import Receipt
from reader.revising import differs, forecast, revise

# What a file may not say of itself: then what is known stays.
KEPT = ("language", "source_url", "site_name", "author", "media_url", "published")


class Corrected(Exception):
    """A person has corrected the text since it was read; reading it again would undo that."""


def reimport(interview: Interview, *, dry: bool = False, force: bool = False) -> tuple[bool, list[Receipt]]:
    """Give the interview the text that its file has today. Says whether it differs, and what of the notes.

    Raises ImportProblem where the file can't be read, Corrected where the text was corrected by hand
    (not with `force`). With `dry` nothing is changed.
    """
    if not force and interview.revisions.filter(reason=Reason.EDIT).exists():
        raise Corrected
    draft = _read_again(interview)
    if dry:
        return differs(interview, draft), forecast(interview, draft)
    before = interview.revision
    receipts = revise(interview, draft, None, Reason.REIMPORT, before)
    return interview.revision != before, receipts


def _read_again(interview: Interview) -> Draft:
    """The draft that the kept file gives today. Raises ImportProblem."""
    draft = read_draft(interview.source_name, bytes(interview.source), interview.source_url)
    for name in KEPT:
        if not getattr(draft, name):
            setattr(draft, name, getattr(interview, name))
    return draft
