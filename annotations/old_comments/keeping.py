"""Old comments read from a file, kept between the preview and the import."""

import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from annotations.models import CommentFile
from annotations.old_comments.importers import OldComment
from annotations.old_comments.pages import Page, find_interviews, pages_of
from reader.models import Interview

# A file that nobody came back to is forgotten.
DAYS = 7


@transaction.atomic
def keep(owner: User, name: str, comments: Iterable[OldComment], interview: Interview | None) -> CommentFile:
    """Keep what was read, in place of what this person had read before."""
    late = timezone.now() - timedelta(days=DAYS)
    CommentFile.objects.filter(created__lt=late).delete()
    CommentFile.objects.filter(owner=owner).delete()
    data = zlib.compress(json.dumps([_row(one) for one in comments], ensure_ascii=False).encode())
    return CommentFile.objects.create(owner=owner, name=name[:255], interview=interview, comments=data)


def pages_in(file: CommentFile) -> list[Page]:
    """Its comments by page, each page with the interview of its owner's that is about it.

    A file for one interview names no other; the only page in it is about that interview.
    """
    pages = pages_of(comments_in(file))
    among = Interview.objects.editable_by(file.owner)
    if file.interview_id is None:
        find_interviews(pages, among)
        return pages
    among = among.filter(pk=file.interview_id)
    find_interviews(pages, among)
    if len(pages) == 1:
        pages[0].interview = among.defer("source").first()
    return pages


def comments_in(file: CommentFile) -> Iterator[OldComment]:
    """What was kept."""
    for origin, parent, page, author, written, html, shown in json.loads(zlib.decompress(file.comments)):
        moment = datetime.fromisoformat(written) if written else None
        yield OldComment(origin, parent, page, author, moment, html, shown)


def _row(one: OldComment) -> tuple[str | bool, ...]:
    written = one.written.isoformat() if one.written else ""
    # Of what is not to be shown only its place in the thread is needed.
    author, html = (one.author, one.html) if one.shown else ("", "")
    return one.origin, one.parent, one.page, author, written, html, one.shown
