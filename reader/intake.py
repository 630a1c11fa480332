"""What is refused before anything reads it: bodies that are too long, and texts in other encodings."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from email.message import Message
from io import BytesIO
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.translation import gettext as _

from reader.problems import bare

CHARSET = "reader.charset"
# The place among those that compute which this request has.
_place: ContextVar[BoundedSemaphore | None] = ContextVar("place", default=None)
IN_MEMORY, PIECE = 2**20, 2**16
type WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def charset_aside(application: WSGI) -> WSGI:
    """The WSGI application, for which a charset in the Content-Type is put aside.

    Django decodes the very address by it, before any middleware, and fails at `charset=hex`.
    """

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        header = Message()
        header["Content-Type"] = environ.get("CONTENT_TYPE") or "text/plain"
        if header.get_param("charset") is not None:
            environ[CHARSET] = header.get_param("charset")
            header.del_param("charset")
            environ["CONTENT_TYPE"] = header["Content-Type"]
        return application(environ, start_response)

    return wrapped


def read_first(application: WSGI, at_once: int = 2) -> WSGI:
    """The WSGI application, which gets a request when its body is there, and only a few at once.

    The server needs more threads than can compute together: a browser that loses its network in the
    middle of a form holds one of them until its connection ends. Measured: with more than two at
    work the pages come more slowly, all of them waiting for one interpreter.
    """
    places = BoundedSemaphore(at_once)

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if environ.get("REQUEST_METHOD") in {"GET", "HEAD"}:
            environ["wsgi.input"] = BytesIO()
        # What is too long, or says nothing of its length, is refused or taken as empty later on.
        elif length.isdecimal() and int(length) <= _limit(environ.get("PATH_INFO", "")):
            body = _whole_body(environ["wsgi.input"], int(length))
            if body is None:
                # Cut off on the way: half a form must not be taken for a whole one.
                start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
                return [b"The request was cut off."]
            environ["wsgi.input"] = body
        with places:
            token = _place.set(places)
            try:
                return application(environ, start_response)
            finally:
                _place.reset(token)

    return wrapped


@contextmanager
def stepped_aside() -> Iterator[None]:
    """While this request waits for another machine or process, another one may compute in its place."""
    place = _place.get()
    if place is None:
        yield
        return
    token = _place.set(None)
    place.release()
    try:
        yield
    finally:
        place.acquire()
        _place.reset(token)


def _whole_body(stream: Any, length: int) -> IO[bytes] | None:
    """The body as it came, large ones on disk; None where it ends too soon."""
    body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    left = length
    while left and (piece := stream.read(min(left, PIECE))):
        body.write(piece)
        left -= len(piece)
    if left:
        return None
    body.seek(0)
    return body


def _limit(path: str) -> int:
    """How many bytes a request to this address may have."""
    return settings.FILES_COME_TO.get(path, 0) + settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class IntakeMiddleware:
    """Looks at what is said of a request's body, not yet at the body itself.

    Texts come in UTF-8, as browsers send them to our pages. Django limits the length of forms, but not
    of the files in them; few forms of ours have one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The language by the headers: the address can't be read yet.
        with translation.override(translation.get_language_from_request(request)):
            refused = _refused(request)
        return self.get_response(request) if refused is None else refused


def _refused(request: HttpRequest) -> HttpResponse | None:
    charset = request.META.get(CHARSET) or (request.content_params or {}).get("charset", "utf-8")
    if str(charset).lower() not in {"utf-8", "utf8"}:
        return bare(request, 415, _("Please send text in UTF-8."))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal():
        return bare(request, 400, _("The server could not understand this request."))
    if int(length) > _limit(request.path_info):
        limit = settings.FILES_COME_TO.get(request.path_info, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        say = _("That is too much at once: %(size)s; at most %(limit)s can be sent.")
        sizes = {"size": filesizeformat(int(length)), "limit": filesizeformat(limit)}
        return bare(request, 413, say % sizes)
    return None
