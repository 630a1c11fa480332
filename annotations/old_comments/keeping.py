"""Old comments read from a file, kept while their owner imports them page by page."""

import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from annotations.models import CommentFile
from annotations.old_comments.importers import OldComment
from reader.models import Interview


@transaction.atomic
def keep(owner: User, name: str, comments: Iterable[OldComment], interview: Interview | None) -> CommentFile:
    """Keep what was read, in place of what this person had read before."""
    forget_late()
    CommentFile.objects.filter(owner=owner).delete()
    data = zlib.compress(json.dumps([_row(one) for one in comments], ensure_ascii=False).encode())
    return CommentFile.objects.create(owner=owner, name=name[:255], interview=interview, comments=data)


def forget_late() -> None:
    """Let go of files that nobody came back to. Where there are none, nothing is written."""
    late = CommentFile.objects.late()
    if late.exists():
        late.delete()


def comments_in(file: CommentFile) -> Iterator[OldComment]:
    """What was kept."""
    for origin, parent, page, author, written, html, *rest in json.loads(zlib.decompress(file.comments)):
        moment = datetime.fromisoformat(written) if written else None
        yield OldComment(origin, parent, page, author, moment, html, *rest)


def _row(one: OldComment) -> tuple[str | bool, ...]:
    written = one.written.isoformat() if one.written else ""
    # Of what is not to be shown only its place in the thread is needed.
    author, html = (one.author, one.html) if one.shown else ("", "")
    return one.origin, one.parent, one.page, author, written, html, one.shown, one.title
