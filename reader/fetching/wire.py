"""One question over one connection: to an address that was looked up before, within a time and a size."""

import io
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse

from reader.fetching.hosts import Address

# What is read at once, and unpacked at once.
PIECE = 2**16
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Randnotiz)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


class TooLarge(Exception):
    """The answer is longer than was allowed."""


class Deadline:
    """A point in time by which all must be done."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, more than none. Raises TimeoutError where there are none."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for: the host's name, its port, and the path with the query, in ASCII."""

    secure: bool
    host: str
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: the body is read, and unpacked, only of an answer with status 200."""

    status: int
    headers: HTTPMessage
    body: bytes


def ask(target: Target, addresses: Sequence[Address], deadline: Deadline, max_bytes: int) -> Answer:
    """The answer of the first of these addresses that can be reached. No name is looked up here.

    Raises TooLarge where the body is longer than `max_bytes`, OSError (TimeoutError too) and
    HTTPException where there is no whole answer in time.
    """
    with _connected(target, addresses, deadline) as line:
        connection = HTTPConnection(target.host, target.port)
        connection.sock = _Line(line, deadline)
        connection.request("GET", target.path, headers={"Host": _host_header(target)} | HEADERS)
        response = connection.getresponse()
        body = b""
        if response.status == 200:
            body = b"".join(_within(max_bytes, _body(response)))
        return Answer(response.status, response.headers, body)


def _host_header(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    return host if target.port == (443 if target.secure else 80) else f"{host}:{target.port}"


def _connected(target: Target, addresses: Sequence[Address], deadline: Deadline) -> socket.socket:
    problem: OSError = ConnectionError("no address")
    for address in addresses:
        try:
            line = socket.create_connection((str(address), target.port), timeout=deadline.left())
        except TimeoutError:
            raise
        except OSError as error:
            problem = error
            continue
        if not target.secure:
            return line
        try:
            line.settimeout(deadline.left())
            return _trusted().wrap_socket(line, server_hostname=target.host)
        except BaseException:
            line.close()
            raise
    raise problem


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Line:
    """A socket as http.client uses it, with which everything together takes no longer than the deadline.

    A socket's own timeout begins anew with each byte that comes.
    """

    def __init__(self, line: socket.socket, deadline: Deadline) -> None:
        self._line = line
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._line.settimeout(self._deadline.left())
        self._line.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._line, self._deadline))

    def close(self) -> None:
        """Nothing: http.client closes it when the head is read, and the body is still to come."""


class _Incoming(io.RawIOBase):
    def __init__(self, line: socket.socket, deadline: Deadline) -> None:
        self._line = line
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._line.settimeout(self._deadline.left())
        return self._line.recv_into(buffer)


def _body(response: HTTPResponse) -> Iterator[bytes]:
    encoding = (response.headers["Content-Encoding"] or "identity").strip().lower()
    if encoding == "identity":
        return _pieces(response)
    if encoding in {"gzip", "x-gzip"}:
        return _unpacked(_pieces(response))
    raise HTTPException(f"not asked for: {encoding}")


def _pieces(response: HTTPResponse) -> Iterator[bytes]:
    while piece := response.read1(PIECE):
        yield piece
    # `read1` takes an early end for the end.
    if response.length:
        raise HTTPException("cut off")


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    for piece in pieces:
        while piece and not unpacker.eof:
            try:
                yield unpacker.decompress(piece, PIECE)
            except zlib.error as error:
                raise HTTPException("damaged") from error
            piece = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise HTTPException("cut off")


def _within(max_bytes: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > max_bytes:
            raise TooLarge
        yield piece
