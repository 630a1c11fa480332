"""What a note says where it stands without its card: in exports, notices and mails."""

from annotations.models import Annotation, Suggestion


def words_of(note: Annotation) -> str:
    """What was written (Markdown); of a suggestion first the words that it suggests."""
    if not note.is_suggestion:
        return note.body
    return with_reason(note.suggestion, note.body)


def with_reason(suggestion: Suggestion, reason: str) -> str:
    """The words that are suggested, and why."""
    return f"{suggestion.sentence}\n\n{reason}".strip()
