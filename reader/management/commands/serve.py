"""`manage.py serve`: everything set up, then the production server."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from reader.management.console import Command as ConsoleCommand
from reader.serving import address, check_port, prepare, serve


class Command(ConsoleCommand):
    help = "Set up the database and the static files, then serve the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--no-input", action="store_true", help="never ask (this command never does)")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        check_port(host, port)
        prepare()
        self.before_serving()
        self.stdout.write(_("Randnotiz: %(address)s (Ctrl+C stops it)") % {"address": address(host, port)})
        self.stdout.flush()
        serve(host, port)

    def before_serving(self) -> None:
        """For `demo`: what else is to be there."""
