#!/usr/bin/env python3
"""Command line of Randnotiz: `manage.py demo`, `serve`, `import_interview` and Django's own commands."""

import os
import sys

if sys.version_info < (3, 13):  # noqa: UP036 (an older Python gets here first)
    have = ".".join(map(str, sys.version_info[:3]))
    sys.exit(f"Randnotiz needs Python 3.13 or newer; this is {have}. Install Python 3.13, then try again.")


def main() -> None:
    """Run one command; what only the operator can mend ends in one sentence and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reader.config.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Randnotiz's libraries are missing. Run it as: pip install uv && uv run manage.py demo")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
