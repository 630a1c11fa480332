"""`manage.py import_interview FILE|URL…`: files and pages to interviews, and what became of each."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.utils.translation import gettext as _

from reader.importers import ImportProblem
from reader.importing import import_file, import_url
from reader.management.console import Command as ConsoleCommand
from reader.management.console import bytes_of
from reader.models import Interview, Kind

WEB = ("http://", "https://")
NEW, KNOWN, FAILED = "new", "known", "failed"


class Command(ConsoleCommand):
    help = "Import interviews from files and from addresses of web pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sources", nargs="+", metavar="FILE|URL")

    def handle(self, *args: Any, sources: list[str], **options: Any) -> None:
        self.width = max(map(len, sources))
        found = Counter(self._import(source) for source in sources)
        summary = _("%(new)d imported, %(known)d already there, %(failed)d failed.") % {
            name: found[name] for name in (NEW, KNOWN, FAILED)
        }
        if found[FAILED]:
            raise CommandError(summary)
        self.stdout.write(summary)

    def _import(self, source: str) -> str:
        """Import one, and print its row; says which of the three it became."""
        try:
            interview, new = _imported(source)
        except (OSError, ImportProblem) as problem:
            self._row(_("failed"), source, _sentence(problem))
            return FAILED
        self._row(_("imported") if new else _("already there"), source, _summary(interview))
        return NEW if new else KNOWN

    def _row(self, result: str, source: str, rest: str) -> None:
        column = max(len(_("imported")), len(_("already there")), len(_("failed")))
        self.stdout.write(f"{result:{column}}  {source:{self.width}}  {rest}")


def _imported(source: str) -> tuple[Interview, bool]:
    if source.lower().startswith(WEB):
        return import_url(source)
    return import_file(Path(source).name, bytes_of(Path(source)))


def _sentence(problem: OSError | ImportProblem) -> str:
    if isinstance(problem, OSError):
        return _("The file can't be read (%s).") % (problem.strerror or problem)
    return str(problem)


def _summary(interview: Interview) -> str:
    turns = interview.blocks.filter(kind=Kind.TURN, continued=False).count()
    return _("%(turns)4d turns  %(speakers)2d speakers  %(address)s  “%(title)s”") % {
        "turns": turns,
        "speakers": interview.speakers.count(),
        "address": interview.get_absolute_url(),
        "title": interview.title,
    }
