"""`manage.py import_comments FILE [--interview SLUG]`: a site's old comments, and what became of them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.utils.translation import gettext as _

from annotations.old_comments.importers import ImportProblem, OldComment, read
from annotations.old_comments.matching import find_interviews
from annotations.old_comments.pages import Page, pages_of
from annotations.old_comments.taking_over import take_over
from reader.management.console import Command as ConsoleCommand
from reader.models import Interview

WIDTH = 12


class Command(ConsoleCommand):
    help = "Import the comments of a WordPress (WXR) or Disqus export: names, threads and dates."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the export, an XML file")
        parser.add_argument(
            "--interview",
            metavar="SLUG",
            help="put all comments there; else each page's go to the interview that came from its address",
        )
        parser.add_argument("--page", metavar="ADDRESS", help="take only the comments of this page")

    def handle(self, *args: Any, **options: Any) -> None:
        comments = [
            comment
            for comment in _comments(options["file"])
            if not options["page"] or comment.page.rstrip("/") == options["page"].rstrip("/")
        ]
        pages, chosen = pages_of(comments), _interview(options["interview"])
        find_interviews(pages, Interview.objects.all())
        for page in pages:
            page.interview = chosen or page.interview
        take_over(pages)
        heads = (_("new"), _("there before"), _("not shown"), _("page → interview"))
        self.stdout.write("".join(f"{head:>{WIDTH}}  " for head in heads[:3]) + heads[3])
        for page in pages:
            self._row(page)
        missing = sum(page.interview is None for page in pages)
        self.stdout.write(
            _("%(new)d comments imported, %(known)d there before, %(missing)d pages without an interview.")
            % {
                "new": sum(page.new for page in pages),
                "known": sum(page.known for page in pages),
                "missing": missing,
            }
        )

    def _row(self, page: Page) -> None:
        where = page.interview.get_absolute_url() if page.interview else _("no interview from this address")
        numbers = "".join(f"{number:>{WIDTH}}  " for number in (page.new, page.known, page.hidden))
        self.stdout.write(f"{numbers}{page.address or '–'} → {where}")


def _comments(name: str) -> list[OldComment]:
    try:
        return read(Path(name).read_bytes())
    except OSError as error:
        raise CommandError(_("The file can't be read (%s).") % (error.strerror or error)) from None
    except ImportProblem as problem:
        raise CommandError(str(problem)) from None


def _interview(slug: str | None) -> Interview | None:
    if not slug:
        return None
    found = Interview.objects.filter(slug=slug).defer("source").first()
    if found is None:
        raise CommandError(_("There is no interview “%(slug)s”.") % {"slug": slug})
    return found
