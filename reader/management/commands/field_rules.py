"""`manage.py field_rules`: what each field of our forms takes, as Markdown."""

from typing import Any

from django.core.management.base import BaseCommand

from reader.field_rules import table


class Command(BaseCommand):
    help = "Print what each field of our forms takes, as it stands in reader/FIELDS.md."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(table(), ending="")
