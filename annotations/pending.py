"""What a visitor wanted to save when they went to sign in: kept in the session, saved afterwards."""

from django.http import HttpRequest

from annotations.composing import ASKED
from annotations.models import Annotation
from annotations.permits import may_write
from annotations.posting import Submission, Taken
from annotations.readers import Reader
from annotations.writing import Stale
from reader.models import Interview

KEY = "pending_annotation"
FIELDS = {"body", *ASKED}


def keep(request: HttpRequest, interview: Interview) -> None:
    """Keep the posted annotation until this browser has signed in."""
    fields = {name: value for name, value in request.POST.items() if name in FIELDS}
    request.session[KEY] = {"interview": interview.pk, "data": fields}


def is_kept(request: HttpRequest) -> bool:
    """Whether something waits for this browser to sign in."""
    return KEY in request.session


def save(request: HttpRequest, reader: Reader) -> Annotation | None:
    """Save what was kept, now as this reader's. None where there was nothing (or it can't be saved here)."""
    kept = request.session.pop(KEY, None)
    if kept is None or not may_write(request):
        return None
    interview = Interview.objects.readable_by(request.user).filter(pk=kept["interview"]).first()
    if interview is None:
        return None
    submission = Submission(interview, kept["data"], reader)
    try:
        return submission.save(reader) if submission.is_valid() else None
    except (Taken, Stale):
        return None
