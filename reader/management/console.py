"""What our commands have in common: the operator's language, and mistakes told in one sentence."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db.utils import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _


class Command(BaseCommand):
    """A command that speaks the language of the terminal."""

    requires_system_checks: list[str] = []

    def execute(self, *args: Any, **options: Any) -> str | None:
        with translation.override(console_language()):
            try:
                return self._execute(*args, **options)
            except CommandError as error:
                if not self._called_from_command_line:  # type: ignore[attr-defined]
                    raise
                # Without the name of a class in front: it is said to people.
                self.stderr.write(str(error))
                sys.exit(1)

    def _execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (DatabaseError, ImproperlyConfigured) as error:
            place = settings.DATABASES["default"].get("NAME")
            raise CommandError(
                _("The database %(place)s can't be used (%(error)s). Check DATABASE_URL and DATA_DIR.")
                % {"place": place, "error": str(error).strip()}
            ) from None


def bytes_of(path: Path) -> bytes:
    """What is in a file, or as much of it as shows that it is too large to be imported. Raises OSError."""
    with path.open("rb") as file:
        return file.read(settings.IMPORT_MAX_BYTES + 1)


def console_language() -> str:
    """The language of the terminal, if it is one of ours; else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            language = value.split("_")[0].split(".")[0].lower()
            return language if language in dict(settings.LANGUAGES) else "en"
    return "en"
