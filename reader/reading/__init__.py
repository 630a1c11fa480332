"""Reading files away from the pages: in a process of their own, which is ended where one takes too long.

Whoever adds an interview chooses the bytes that our parsers read. Here they can keep no worker busy
and take no memory for good, and they are read where there are no secrets: `helper` has the process.
"""

import atexit
from collections import deque
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reader.document import Draft
from reader.drafts import from_json
from reader.importers.problem import ImportProblem
from reader.queueing import Queue
from reader.reading.process import Process, TooLate

# As many as pages are computed at once (reader.intake); each may take a processor for a while.
_queue = Queue(at_once=2, waiting=6)
_waiting: deque[Process] = deque()


def read_draft(name: str, data: bytes, url: str = "") -> Draft:
    """What the file says, split into turns. `url` is where it was fetched from, if it was.

    Takes at most `settings.IMPORT_SECONDS`, and as long again where other files are being read.
    Raises ImportProblem, with a sentence for people in the language that is active here: of no known
    format, empty, too large, damaged, too slow to read, or too many files at once.
    """
    job = {
        "name": name,
        "url": url,
        "language": get_language() or "en",
        "max_bytes": settings.IMPORT_MAX_BYTES,
        "seconds": settings.IMPORT_SECONDS,
    }
    with _queue.place(settings.IMPORT_SECONDS):
        answer = _answer(job, data)
    if "problem" in answer:
        raise ImportProblem(answer["problem"])
    return from_json(answer["draft"])


def get_ready() -> None:
    """Have a process waiting for the next file: loading our parsers takes a second or two.

    Returns at once. The process ends by itself when no file comes for some minutes.
    """
    process = _take()
    _waiting.append(process)


def _answer(job: dict[str, Any], data: bytes) -> dict[str, Any]:
    process = _take()
    try:
        answer = process.answer(job, data)
    except TooLate:
        raise ImportProblem(
            _("%s takes too long to be read. Split it, or copy its text into a plain text file instead.")
            % job["name"]
        ) from None
    except (EOFError, OSError):
        raise ImportProblem(
            _("%s could not be read: something in it is out of order. Save it again, or paste its text.")
            % job["name"]
        ) from None
    finally:
        if not process.usable or _waiting:
            process.stop()
        else:
            _waiting.append(process)
    return answer


def _take() -> Process:
    """A process that waits for a file, or a new one."""
    while _waiting:
        try:
            process = _waiting.pop()
        except IndexError:
            break
        if process.usable:
            return process
        process.stop()
    return Process()


@atexit.register
def _stop_all() -> None:
    while _waiting:
        _waiting.pop().stop()
