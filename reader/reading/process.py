"""The process in which files are read, as seen from outside: started, asked, and stopped in time."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from threading import Lock, Timer
from typing import Any

from django.conf import settings

from reader.reading.messages import receive, send

# The helper goes when it has waited so long; it is not asked shortly before.
IDLE_SECONDS = 300
SAFE_IDLE_SECONDS = IDLE_SECONDS - 20
# All that the helper knows of our environment: no secrets, no database.
KEPT = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "TZ")
# Libraries for numbers start a thread for each processor, and threads do not survive a fork.
SINGLE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class TooLate(Exception):
    """There was no answer in time."""


class Process:
    """A helper that reads one file after the other."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "reader.reading.helper", str(IDLE_SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=settings.BASE_DIR,
            env=environment | SINGLE,
            # A group of its own, so that it ends with all that it started.
            start_new_session=True,
        )
        self._lock = Lock()
        self._late = False
        self._broken = False
        self._since = time.monotonic()

    @property
    def usable(self) -> bool:
        """Whether it can be given a file."""
        waited = time.monotonic() - self._since
        return not self._broken and waited < SAFE_IDLE_SECONDS and self._process.poll() is None

    def answer(self, job: dict[str, Any], data: bytes) -> dict[str, Any]:
        """What the helper makes of the file. Raises TooLate, or EOFError or OSError where it broke down."""
        assert self._process.stdin
        assert self._process.stdout
        timer = Timer(job["seconds"], self._too_late)
        # Until it has answered it may not be asked again, whatever comes in between.
        self._broken = True
        timer.start()
        try:
            send(self._process.stdin, json.dumps(job).encode())
            send(self._process.stdin, data)
            answer: dict[str, Any] = json.loads(receive(self._process.stdout))
        except (EOFError, OSError):
            if self._late:
                raise TooLate from None
            raise
        finally:
            timer.cancel()
        self._broken = self._late
        self._since = time.monotonic()
        return answer

    def _too_late(self) -> None:
        self._late = True
        self._kill()

    def _kill(self) -> None:
        with self._lock:
            # A process that was waited for may have left its number to another.
            if self._process.returncode is None:
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """End it and all that it started."""
        self._kill()
        self._process.communicate()
