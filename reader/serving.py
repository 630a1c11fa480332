"""Getting ready and serving: database, static files, and the production server."""

import os
import socket
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL
from ipaddress import ip_address
from pathlib import Path

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


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def prepare() -> None:
    """Bring the database's tables and the static files up to this version."""
    call_command("migrate", interactive=False, verbosity=0)
    stamp = Path(settings.STATIC_ROOT) / ".version"
    if not stamp.exists() or stamp.read_text() != fingerprint():
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(fingerprint())


def plain_http_on_loopback(host: str) -> None:
    """Without TLS in front, browsers on this machine need plain HTTP; what is set explicitly stays."""
    if is_loopback(host) and not os.environ.get("HTTPS"):
        os.environ["HTTPS"] = "0"
    if not is_loopback(host) and not os.environ.get("ALLOWED_HOSTS") and host not in ("0.0.0.0", "::"):  # noqa: S104
        os.environ["ALLOWED_HOSTS"] = f"{host} localhost 127.0.0.1 [::1]"


def serve(host: str, port: int) -> None:
    """Serve until stopped. One process: SQLite has one writer, and kept pieces of pages are its own."""
    # Imported late: the other commands don't need it.
    from granian import Granian
    from granian.constants import Interfaces

    plain_http_on_loopback(host)
    Granian(
        "reader.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=2,
        log_enabled=True,
        log_level="warning",
    ).serve()
