"""`manage.py import_interview FILE…`: files to interviews."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.utils.translation import gettext as _

from reader.importers import ImportProblem
from reader.importing import import_file
from reader.management.console import Command as ConsoleCommand


class Command(ConsoleCommand):
    help = "Import interviews from plain text or HTML files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        problems = [problem for path in files if (problem := self._import(path))]
        if problems:
            raise CommandError("\n".join(problems))

    def _import(self, path: Path) -> str:
        """Import one file; returns what went wrong, or nothing."""
        try:
            if path.stat().st_size > settings.IMPORT_MAX_BYTES:
                limit = settings.IMPORT_MAX_BYTES // 2**20
                return _("%(file)s is too large (at most %(limit)d MB).") % {"file": path, "limit": limit}
            interview, new = import_file(path.name, path.read_bytes())
        except OSError as error:
            return _("%(file)s can't be read: %(error)s.") % {"file": path, "error": error.strerror}
        except ImportProblem as problem:
            return f"{path}: {problem}"
        say = _("Imported: %(title)s → %(address)s") if new else _("Already there: %(title)s → %(address)s")
        self.stdout.write(say % {"title": interview.title, "address": interview.get_absolute_url()})
        return ""
