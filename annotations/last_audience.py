"""To whom a reader last showed a comment on an interview: kept in their session, for those in groups."""

from django.http import HttpRequest

from annotations.models import Annotation, Visibility
from annotations.readers import reader_of
from reader.models import Interview
from reader.site import site

KEY = "audiences"
# Of so many interviews.
MOST = 20


def last_audience(request: HttpRequest, interview: Interview) -> str:
    """What a new form begins with, as forms name it."""
    kept = request.session.get(KEY, {}) if reader_of(request).user is not None else {}
    return str(kept.get(str(interview.pk), site().comments))


def keep_audience(request: HttpRequest, note: Annotation) -> None:
    """Let the next form begin with this note's. Who writes for no group chooses each time."""
    before = last_audience(request, note.interview)
    if note.audience == before or (note.group is None and before in Visibility.values):
        return
    name = str(note.interview_id)
    kept = {key: value for key, value in request.session.get(KEY, {}).items() if key != name}
    request.session[KEY] = dict([*kept.items(), (name, note.audience)][-MOST:])
