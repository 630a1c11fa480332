"""Queues before slow work: so much of it at once, so many wait, and the site's other threads stay free."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.utils.translation import gettext as _

from reader.importers.problem import ImportProblem
from reader.intake import stepped_aside


class Queue:
    """Lets `at_once` through, and as many as `waiting` wait for them. One for each process."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._places = BoundedSemaphore(at_once)
        self._inside = BoundedSemaphore(at_once + waiting)

    @contextmanager
    def place(self, seconds: float) -> Iterator[None]:
        """A place for slow work, which leaves the request's own place among those that compute.

        Raises ImportProblem where too many wait, or none became free in that time.
        """
        if not self._inside.acquire(blocking=False):
            raise _busy()
        try:
            with stepped_aside():
                if not self._places.acquire(timeout=seconds):
                    raise _busy()
                try:
                    yield
                finally:
                    self._places.release()
        finally:
            self._inside.release()


def _busy() -> ImportProblem:
    return ImportProblem(
        _("The server is busy with other interviews just now. Please try again in a minute.")
    )
