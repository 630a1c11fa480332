"""Getting ready and serving: database, static files, and the production server."""

import os
import socket
import sys
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL
from ipaddress import ip_address
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import gettext as _

from reader.build import fingerprint


def check_port(host: str, port: int) -> None:
    """Raise CommandError with what to do if nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except (OSError, OverflowError) as error:
            raise CommandError(_why_not(host, port, getattr(error, "errno", None))) from None


def _why_not(host: str, port: int, number: int | None) -> str:
    place = {"port": port, "host": host}
    if number == EADDRINUSE:
        return _("Port %(port)d is taken. Stop what runs there, or choose another with --port.") % place
    if number == EACCES:
        return _("Port %(port)d is not allowed for you. Choose one above 1023 with --port.") % place
    if number == EADDRNOTAVAIL:
        return _("%(host)s is not an address of this machine. Choose one with --host.") % place
    return _("Can't listen on %(host)s, port %(port)d. Choose others with --host and --port.") % place


def _is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def prepare() -> None:
    """Bring the database's tables and the static files up to this version."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("reindex", missing=True, verbosity=0)
    stamp = Path(settings.STATIC_ROOT) / ".version"
    if not stamp.exists() or stamp.read_text() != fingerprint():
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(fingerprint())


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds what is served there, without TLS in front."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def environment(host: str, port: int) -> dict[str, str]:
    """The server's environment: what is set stays, what is not is made to fit the address."""
    fitting = {}
    if _is_loopback(host):
        # Without TLS in front, browsers on this machine need plain HTTP.
        fitting["HTTPS"] = "0"
        if not (os.environ.get("ALLOWED_HOSTS") or (os.environ.get("HTTPS") and settings.HTTPS)):
            # No other server stands in front under a name of its own.
            fitting["SITE_URL"] = address(host, port)
    elif host not in {"0.0.0.0", "::"}:  # noqa: S104
        fitting["ALLOWED_HOSTS"] = f"{host} localhost 127.0.0.1 [::1]"
    return fitting | {name: value for name, value in os.environ.items() if value}


def serve(host: str, port: int) -> NoReturn:
    """Become the server. One process: SQLite has one writer, and the kept pieces of pages are its own."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": "1",
        # For bodies that come slowly; how many requests compute at once is said in reader.intake.
        "--blocking-threads": "32",
        # It warns of more threads than twice the processors.
        "--log-level": "error",
    }
    arguments = [sys.executable, "-m", "granian", *(part for pair in options.items() for part in pair)]
    os.chdir(settings.BASE_DIR)
    # A process of its own kind: its settings are read anew, from the environment that fits the address.
    os.execve(sys.executable, [*arguments, "reader.config.wsgi:application"], environment(host, port))  # noqa: S606
