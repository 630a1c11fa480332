"""Who changes notes does so one after the other, interview by interview, where the database allows more."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from reader.models import Interview


def hold(interviews: Iterable[int] | QuerySet[Any, Any]) -> None:
    """Let nobody else change notes of these interviews (primary keys) until this transaction is over.

    It comes before everything else that is written there: first the interview, then notes, then blocks. So
    nobody waits for somebody who waits for them. New notes can still be added. SQLite has one writer anyway.
    """
    if connection.features.has_select_for_update:
        held = Interview.objects.select_for_update(no_key=True).filter(pk__in=interviews)
        list(held.order_by("pk").values_list("pk"))
