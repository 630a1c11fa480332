"""`manage.py reindex`: what search finds, made anew from what is there."""

from argparse import ArgumentParser
from typing import Any

from django.db import transaction
from django.utils.translation import ngettext

from reader.layers import layer_classes
from reader.management.console import Command as ConsoleCommand
from reader.models import Entry, Interview
from reader.searching.index import index_interview


class Command(ConsoleCommand):
    help = "Make titles, texts and notes findable anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--missing", action="store_true", help="only interviews that search does not know"
        )

    def handle(self, *args: Any, missing: bool, verbosity: int, **options: Any) -> None:
        interviews = Interview.objects.order_by("pk")
        if missing:
            interviews = interviews.exclude(
                pk__in=Entry.objects.filter(source=Entry.HEAD).values("interview")
            )
        keys = list(interviews.values_list("pk", flat=True))
        for key in keys:
            _reindex(key)
        if verbosity:
            words = ngettext("%d interview can be searched.", "%d interviews can be searched.", len(keys))
            self.stdout.write(words % len(keys))


@transaction.atomic
def _reindex(key: int) -> None:
    # Nobody changes its text meanwhile.
    interview = Interview.objects.select_for_update().defer("source").get(pk=key)
    Entry.objects.filter(interview=interview).delete()
    index_interview(interview)
    for layer in layer_classes():
        layer.reindex(interview)
