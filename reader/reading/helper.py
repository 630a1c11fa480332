"""`python -m reader.reading.helper`: reads the files that come through its input, each in a fork of its own.

The fork knows our parsers already, starts with a clean memory, has limits, and is gone afterwards.
Where one breaks down this process ends with it: whoever waits for the answer sees that.
"""

import json
import os
import resource
import select
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import django
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from reader.drafts import to_json
from reader.importers import ImportProblem, load_all, read
from reader.importers.language import detect_language
from reader.reading.messages import receive, send
from reader.turns import segment

# For all that it maps, with our parsers themselves; a 20 MB file takes some hundred MB.
MAX_MEMORY = 2**30


def main(idle_seconds: float) -> None:
    """Answer until the input ends, or nothing came for so long."""
    # Without the site's settings, and so without its secrets.
    settings.configure(LOCALE_PATHS=[Path(__file__).parents[1] / "locale"])
    django.setup()
    load_all()
    # Its model takes the longest of all to load.
    detect_language("")
    with os.fdopen(0, "rb") as jobs, os.fdopen(os.dup(1), "wb") as answers:
        # What a library prints must not get between the answers.
        os.dup2(2, 1)
        while select.select([0], [], [], idle_seconds)[0]:
            try:
                job, data = json.loads(receive(jobs)), receive(jobs)
            except EOFError:
                return
            if _in_a_fork(job, data, answers):
                return


def _in_a_fork(job: dict[str, Any], data: bytes, answers: IO[bytes]) -> int:
    """0 where the answer was sent."""
    fork = os.fork()
    if fork:
        return os.waitpid(fork, 0)[1]
    status = 1
    try:
        _limit(job["seconds"])
        with translation.override(job["language"]):
            send(answers, json.dumps(answer(job, data)).encode())
        status = 0
    except BaseException:
        traceback.print_exc()
    os._exit(status)


def _limit(seconds: float) -> None:
    limits = {
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_AS: MAX_MEMORY,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        # Not every system lets all of them be set.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def answer(job: dict[str, Any], data: bytes) -> dict[str, Any]:
    """The draft, or the problem, as JSON can hold it."""
    try:
        return {"draft": to_json(segment(read(job["name"], data, job["max_bytes"], job["url"])))}
    except ImportProblem as problem:
        return {"problem": str(problem)}
    except MemoryError:
        return {"problem": _("%s takes too much memory to be read. Split it into parts.") % job["name"]}


if __name__ == "__main__":
    main(float(sys.argv[1]))
