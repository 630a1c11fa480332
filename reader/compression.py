"""Brotli or gzip for what is not compressed beforehand, keeping strong ETags.

Two encodings of one page are two representations (RFC 9110, section 8.8.3): each has an ETag of
its own, told apart by an ending that is taken off again when the browser sends it back.
"""

import gzip
import re
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from reader.kept import Kept

SMALLEST = 400
# Measured: brotli 4 is smaller and quicker than gzip 6.
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: brotli.compress(data, quality=4),
    "gzip": lambda data: gzip.compress(data, compresslevel=6, mtime=0),
}
ENDING = re.compile(r'-(?:br|gzip)(?=")')
COMPRESSIBLE = re.compile(r"text/|application/(?:json|ld\+json|xml)|image/svg")
# A page that is the same for everybody is compressed once.
_shared: Kept[bytes] = Kept(32 * 1024 * 1024)


class CompressionMiddleware:
    """Compresses answers as the browser asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if tags := request.META.get("HTTP_IF_NONE_MATCH"):
            request.META["HTTP_IF_NONE_MATCH"] = ENDING.sub("", tags)
        response = self.get_response(request)
        if response.status_code == 304 and tags and response.has_header("ETag"):
            sent = ENDING.search(tags)
            _end_etag(response, sent.group() if sent else "")
        elif not response.streaming and _worth_it(response):
            patch_vary_headers(response, ["Accept-Encoding"])
            if encoding := _accepted(request.META.get("HTTP_ACCEPT_ENCODING", "")):
                _encode(response, encoding)
        return response


def _worth_it(response: HttpResponse) -> bool:
    return (
        len(response.content) >= SMALLEST
        and not response.has_header("Content-Encoding")
        and COMPRESSIBLE.match(response.get("Content-Type", "")) is not None
    )


def _accepted(header: str) -> str:
    """The best of our encodings that the browser takes, or an empty string."""
    offered = {}
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        offered[name.strip()] = not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight)
    return next((name for name in ENCODERS if offered.get(name)), "")


def _encode(response: HttpResponse, encoding: str) -> None:
    etag = response.get("ETag", "")
    shared = etag and "public" in response.get("Cache-Control", "")
    data = _shared.get((etag, encoding)) if shared else None
    if data is None:
        data = ENCODERS[encoding](response.content)
        if shared:
            _shared.keep((etag, encoding), data)
    response.content = data
    response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(data))
    if etag:
        _end_etag(response, f"-{encoding}")


def _end_etag(response: HttpResponse, ending: str) -> None:
    etag = response.headers["ETag"]
    if etag.endswith('"') and ending:
        response.headers["ETag"] = f'{etag[:-1]}{ending}"'
