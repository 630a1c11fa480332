"""Sites of our own to fetch from: threads that serve on loopback addresses, which stand for the web."""

import ssl
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread

from reader.fetching import Reach
from reader.fetching.hosts import is_public

# The only address beside public ones that a test's reach allows; the sentinel listens on another.
PUBLIC = "127.0.0.2"
PRIVATE = "127.0.0.1"
PAGE = b"<html lang=en><title>Talk</title><p>Ann Bo: Why?</p><p>Ben Ko: So.</p></html>"

type Answer = Callable[[BaseHTTPRequestHandler], None]


class Site(ThreadingHTTPServer):
    """Answers by path, as `answers` says, and keeps what was asked."""

    # A browser-like peer that hangs up in the middle is part of the tests.
    daemon_threads = True

    def __init__(self, address: str) -> None:
        super().__init__((address, 0), _Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.connections = 0

    @property
    def port(self) -> int:
        return self.server_address[1]

    def url(self, path: str, host: str = "site.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def get_request(self):
        self.connections += 1
        return super().get_request()

    def handle_error(self, request, client_address) -> None:
        pass


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.answers[self.path](self)
        self.close_connection = True

    def log_message(self, *args) -> None:
        pass


@contextmanager
def serving(address: str, secured: ssl.SSLContext | None = None):
    site = Site(address)
    if secured:
        site.socket = secured.wrap_socket(site.socket, server_side=True, do_handshake_on_connect=False)
    thread = Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        thread.join()
        site.server_close()


def answer(body: bytes = b"", kind: str = "text/html", status: int = 200, **headers: str) -> Answer:
    """An ordinary answer; `Content_Length` in the headers stands for Content-Length."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        given = {"Content-Type": kind, "Content-Length": str(len(body))} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        for name, value in given.items():
            if value:
                handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def redirect(location: str, status: int = 302) -> Answer:
    return answer(status=status, Location=location)


def reach(*sites: Site, seconds: float = 20, resolve=None) -> Reach:
    """A reach in which every name leads to the site, and its address is taken for a public one."""
    return Reach(
        seconds=seconds,
        ports=frozenset(site.port for site in sites),
        resolve=resolve or (lambda host, port, seconds: [ip_address(_literal(host) or PUBLIC)]),
        allows=lambda address: is_public(address) or str(address) == PUBLIC,
    )


def _literal(host: str) -> str:
    try:
        return str(ip_address(host))
    except ValueError:
        return ""
