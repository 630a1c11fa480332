"""What a note says where it stands without its card: in exports, notices and mails."""

from annotations.models import Annotation


def words_of(note: Annotation) -> str:
    """What was written (Markdown); of a suggestion first the words that it suggests."""
    if not note.is_suggestion:
        return note.body
    return f"{note.suggestion.sentence}\n\n{note.body}".strip()
