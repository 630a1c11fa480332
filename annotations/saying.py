"""What a note says, and is about, where it stands without its card: in exports, notices and mails."""

from annotations.models import Annotation, Suggestion

# So many characters of a block are enough to know it by.
LONGEST_OPENING = 1000


def words_of(note: Annotation) -> str:
    """What was written (Markdown); of a suggestion first the words that it suggests."""
    if not note.is_suggestion:
        return note.body
    return with_reason(note.suggestion, note.body)


def with_reason(suggestion: Suggestion, reason: str) -> str:
    """The words that are suggested, and why."""
    return f"{suggestion.sentence}\n\n{reason}".strip()


def opening(text: str) -> str:
    """The words that stand for a whole block: all of them, or the first where they are many.

    Those are known by one character more than `LONGEST_OPENING`.
    """
    if len(text) <= LONGEST_OPENING:
        return text
    first = text[:LONGEST_OPENING]
    return f"{(first.rpartition(' ')[0] or first).rstrip()} …"
