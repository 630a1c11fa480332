"""The thread that sends mail: it wakes for what is new, waits for what is due, and ends."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import DatabaseError
from django.utils import timezone

from annotations.mail import mailing, postman


@pytest.fixture
def work(monkeypatch, settings):
    """What the thread does: how often it was called, and what it is to find next."""
    settings.MAIL_FROM_SERVER = True
    calls, due, begun = [], [], Event()

    def send():
        calls.append(1)
        begun.set()

    monkeypatch.setattr(mailing, "send_due", send)
    monkeypatch.setattr(mailing, "next_due", lambda: due.pop(0) if due else None)
    return calls, due, begun


def finish() -> None:
    if (thread := postman._thread) is not None:
        thread.join(20)
    assert postman._thread is None


def test_it_sends_and_ends_where_nothing_more_is_due(work):
    calls, _due, begun = work
    postman.wake()
    assert begun.wait(20)
    finish()
    assert calls == [1]
    postman.wake()
    finish()
    assert len(calls) == 2


def test_it_waits_for_what_is_due_later_and_is_woken_before(work):
    calls, due, begun = work
    due.append(timezone.now() + timedelta(hours=1))
    postman.wake()
    assert begun.wait(20)
    postman.wake()
    finish()
    assert len(calls) >= 2


def test_a_database_that_fails_ends_it_and_nothing_else(work, monkeypatch):
    def fail():
        raise DatabaseError

    monkeypatch.setattr(mailing, "send_due", fail)
    postman.wake()
    finish()


def test_a_server_may_be_told_to_send_nothing(work, settings):
    settings.MAIL_FROM_SERVER = False
    postman.wake()
    assert postman._thread is None
    assert work[0] == []
