"""`manage.py reimport [SLUG…]`: kept files read again with today's importers."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.utils.translation import gettext as _

from reader.importers import ImportProblem
from reader.management.console import Command as ConsoleCommand
from reader.models import Interview
from reader.receipts import Receipt
from reader.reimporting import Corrected, reimport

COUNTS = ("exact", "moved", "changed", "lost", "returned")


class Command(ConsoleCommand):
    help = "Read the kept files of interviews again; notes find their places in the new text."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG")
        parser.add_argument("--all", action="store_true", help="all interviews")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would become of the notes")
        parser.add_argument("--force", action="store_true", help="also those that were corrected by hand")

    def handle(self, *args: Any, slugs: list[str], **options: Any) -> None:
        if bool(slugs) is options["all"]:
            raise CommandError(_("Name interviews, or use --all."))
        found = Interview.objects.order_by("pk")
        names = list(
            (found if options["all"] else found.filter(slug__in=slugs)).values_list("slug", flat=True)
        )
        rows = [(slug, *self._reimport(slug, options)) for slug in names]
        rows += [(slug, _("There is no such interview."), []) for slug in slugs if slug not in names]
        self._print(rows)

    def _reimport(self, slug: str, options: dict[str, Any]) -> tuple[str, list[Receipt]]:
        """What became of one interview, in words, and of its notes."""
        interview = Interview.objects.get(slug=slug)
        try:
            new, receipts = reimport(interview, dry=options["dry_run"], force=options["force"])
        except Corrected:
            return _("Left as it is: corrected by hand (--force reads it again all the same)."), []
        except ImportProblem as problem:
            return _("Left as it is: %s") % problem, []
        if not new:
            return _("The same text as before."), []
        return _("Would change.") if options["dry_run"] else _("Changed."), receipts

    def _print(self, rows: list[tuple[str, str, list[Receipt]]]) -> None:
        heads = [_("unchanged"), _("moved"), _("changed"), _("lost"), _("placed again")]
        width = max((len(slug) for slug, _say, _receipts in rows), default=0)
        columns = "  ".join(heads)
        self.stdout.write(f"{'':{width}}  {columns}")
        for slug, say, receipts in rows:
            sums = [sum(getattr(one, name) for one in receipts) for name in COUNTS]
            cells = [f"{n if receipts else '':>{len(head)}}" for n, head in zip(sums, heads, strict=True)]
            self.stdout.write(f"{slug:{width}}  {'  '.join(cells)}  {say}")
