"""From a draft to the database, in one transaction."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from reader.document import Draft, DraftBlock
from reader.fetching import fetch
from reader.ids import short_key
from reader.models import NOT_SPOKEN, Block, Interview, Kind, Role, Speaker, Visibility
from reader.reading import read_draft
from reader.rows import BATCH
from reader.searching.index import index_interview
from reader.text import spans_to_json
from reader.twins import address_key, file_key, known, text_key

GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def import_url(url: str, added_by: User | None = None) -> tuple[Interview, bool]:
    """Fetch a page and keep it as an interview, as `import_file` does."""
    if twin := known(added_by, url=url):
        return twin, False
    fetched = fetch(url)
    return import_file(fetched.name, fetched.data, added_by, fetched.url)


def import_file(
    name: str, data: bytes, added_by: User | None = None, url: str = ""
) -> tuple[Interview, bool]:
    """Read a file and keep it as an interview; `url` is where it was fetched from, if it was.

    What is there already (reader.twins) stays as it is. Returns the interview and whether it is new.
    Raises ImportProblem where the file can't be read.
    """
    if twin := known(added_by, url=url, data=data):
        return twin, False
    draft = read_draft(name, data, url)
    if twin := known(added_by, draft=draft):
        return twin, False
    return save(draft, name, data, added_by), True


@transaction.atomic
def save(
    draft: Draft,
    name: str,
    data: bytes,
    added_by: User | None = None,
    visibility: str = Visibility.PUBLIC,
) -> Interview:
    """Keep a draft as an interview with its speakers and blocks; all of it or nothing."""
    interview = _stored(
        **head_of(draft, title_from(name)),
        added_by=added_by,
        visibility=visibility,
        source=data,
        source_name=PurePath(name).name[:255],
        sha256=file_key(data),
    )
    speakers = Speaker.objects.bulk_create(speakers_of(interview, draft))
    blocks = blocks_of(interview, draft.kept, {s.name: s for s in speakers})
    Block.objects.bulk_create(blocks, batch_size=BATCH)
    index_interview(interview)
    return interview


def _stored(**fields: Any) -> Interview:
    """An interview of these fields under a slug of its own."""
    try:
        with transaction.atomic():
            return Interview.objects.create(slug=free_slug(fields["title"]), **fields)
    except IntegrityError:
        # Somebody else has just taken this slug. What else may be wrong is raised now.
        return Interview.objects.create(slug=free_slug(fields["title"]), **fields)


def head_of(draft: Draft, title: str) -> dict[str, Any]:
    """What is kept of a draft beside speakers and blocks, as fields of an interview.

    `title` is for drafts without one.
    """
    return {
        "title": (draft.title or "").strip()[:500] or title.strip()[:500],
        "language": draft.language or "und",
        "source_url": draft.source_url or "",
        "site_name": (draft.site_name or "")[:200],
        "published": draft.published,
        "author": (draft.author or "")[:300],
        "media_url": draft.media_url or "",
        "text_sha256": text_key(draft.kept),
        "url_sha256": address_key(draft.source_url),
        "words": sum(len(block.text.split()) for block in draft.kept if block.kind not in NOT_SPOKEN),
    }


def speakers_of(interview: Interview, draft: Draft) -> list[Speaker]:
    """The draft's speakers in order, not stored yet."""
    return [
        Speaker(interview=interview, name=s.name, role=Role(s.role), position=position)
        for position, s in enumerate(draft.speakers, 1)
    ]


def blocks_of(
    interview: Interview, drafts: Sequence[DraftBlock], speakers: dict[str, Speaker]
) -> list[Block]:
    """The blocks of these drafts in order, turns numbered, not stored yet."""
    number = 0
    blocks = []
    for position, draft in enumerate(drafts):
        turn = draft.kind == Kind.TURN
        number += turn and not draft.continued
        blocks.append(
            Block(
                interview=interview,
                key=draft.key or short_key(),
                position=position,
                kind=draft.kind,
                speaker=speakers[draft.speaker] if turn and draft.speaker else None,
                continued=draft.continued,
                number=number if turn else None,
                text=draft.text,
                spans=spans_to_json(draft.spans),
                url=draft.url or "",
                begins=draft.begins,
                ends=draft.ends,
            )
        )
    return blocks


def title_from(name: str) -> str:
    """A title made of a file's name."""
    return PurePath(name).stem.replace("_", " ").replace("-", " ").strip() or "Interview"


def free_slug(title: str) -> str:
    """A slug for this title that no interview has yet: `title`, `title-2`, …"""
    ascii_title = unicodedata.normalize("NFKD", title.translate(GERMAN)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_title.lower()).strip("-")
    stem = words[:80].rpartition("-")[0] if len(words) > 80 else words
    stem = stem or "interview"
    # A slug must not be taken for an address of its own beside the interviews.
    taken = {"new"} | set(Interview.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(s for n in range(1, len(taken) + 2) if (s := stem if n == 1 else f"{stem}-{n}") not in taken)
