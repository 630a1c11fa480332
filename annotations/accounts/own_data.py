"""All that an account has here, as one archive to take away, written piece by piece."""

import json
from collections.abc import Iterable, Iterator
from io import RawIOBase
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder

from annotations.accounts import portrait

DATA = "data.json"


class _Pipe(RawIOBase):
    """Takes what is written until it is taken out again. An archive into it can't be gone back in."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self.pieces)
        self.pieces.clear()
        return taken


def archive(user: User, site: str) -> Iterator[bytes]:
    """A ZIP file: `data.json` with everything, and the files of the interviews that the account added.

    `site` is the address of this site, for links.
    """
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as zipped:
        with zipped.open(DATA, "w", force_zip64=True) as entry:
            for piece in _json(portrait.sections(user, site)):
                entry.write(piece.encode())
                yield pipe.take()
        for name, content in _files(user):
            zipped.writestr(name, content)
            yield pipe.take()
    yield pipe.take()


def _json(sections: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """An object with these members; what comes as an iterator is written row by row."""
    before = "{\n"
    for name, value in sections:
        yield f"{before}{json.dumps(name)}: "
        if isinstance(value, Iterator):
            yield from _rows(value)
        else:
            yield _dump(value)
        before = ",\n"
    yield "\n}\n"


def _rows(rows: Iterator[Any]) -> Iterator[str]:
    yield "["
    for number, row in enumerate(rows):
        yield ("," if number else "") + "\n" + _dump(row)
    yield "]"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)


def _files(user: User) -> Iterator[tuple[str, bytes]]:
    """The files as they came, each under its interview's name and an ending that is letters and digits."""
    for interview in user.interviews.only("slug", "source", "source_name").order_by("pk").iterator(1):
        ending = PurePosixPath(interview.source_name).suffix
        ending = ending if ending[1:].isalnum() and ending.isascii() else ""
        yield f"interviews/{interview.slug}{ending}", bytes(interview.source)
