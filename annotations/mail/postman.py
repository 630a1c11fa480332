"""Sends mail beside the requests: a thread that lives as long as something is due.

Nobody waits for a mail server, and none that is down makes a request fail. What is left when the
process ends is sent by the next one that has something to send, or by `manage.py send_notices`.
"""

import logging
from threading import Event, Lock, Thread

from django.conf import settings
from django.db import connections
from django.utils import timezone

log = logging.getLogger(__name__)

_lock = Lock()
_news = Event()
_thread: Thread | None = None


def wake() -> None:
    """There may be something to send, now or later."""
    global _thread
    if not settings.MAIL_FROM_SERVER:
        return
    with _lock:
        _news.set()
        if _thread is None:
            _thread = Thread(target=_work, name="postman", daemon=True)
            _thread.start()


def _work() -> None:
    global _thread
    from annotations.mail.mailing import next_due, send_due

    while True:
        _news.clear()
        try:
            send_due()
            due = next_due()
        except Exception:
            # Whatever it was: a thread that died unseen would never be followed by another.
            log.exception("Mail could not be sent.")
            due = None
        finally:
            connections.close_all()
        with _lock:
            if due is None and not _news.is_set():
                _thread = None
                return
        if due is not None:
            _news.wait(max(1.0, (due - timezone.now()).total_seconds()))
