"""Drafts as they are kept between two requests and beside a revision: as JSON, and made of an interview."""

import json
import zlib
from datetime import date
from typing import TYPE_CHECKING, Any

from reader.document import Draft, DraftBlock, DraftSpeaker
from reader.text import spans_from_json, spans_to_json

if TYPE_CHECKING:
    # Files are read where there is no database.
    from reader.models import Interview

HEAD = ("title", "language", "source_url", "site_name", "author", "media_url")


def to_json(draft: Draft) -> dict[str, Any]:
    """The draft as JSON can hold it; `from_json` gives the same draft back."""
    head = {name: getattr(draft, name) for name in HEAD}
    return head | {
        "published": draft.published.isoformat() if draft.published else None,
        "speakers": [{"name": speaker.name, "role": speaker.role} for speaker in draft.speakers],
        "blocks": [_block_to_json(block) for block in draft.blocks],
    }


def from_json(data: dict[str, Any]) -> Draft:
    """The draft that `to_json` gave. Raises KeyError, TypeError or ValueError for anything else."""
    return Draft(
        **{name: data[name] for name in HEAD},
        published=date.fromisoformat(data["published"]) if data["published"] else None,
        speakers=[DraftSpeaker(**speaker) for speaker in data["speakers"]],
        blocks=[_block_from_json(block) for block in data["blocks"]],
    )


def pack(draft: Draft) -> bytes:
    """The draft as little as it gets; `unpack` gives the same draft back."""
    return zlib.compress(json.dumps(to_json(draft), ensure_ascii=False).encode())


def unpack(data: bytes) -> Draft:
    """The draft that `pack` gave."""
    return from_json(json.loads(zlib.decompress(data)))


def _block_to_json(block: DraftBlock) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": str(block.kind), "text": block.text}
    optional = {
        "key": block.key,
        "speaker": block.speaker,
        "spans": spans_to_json(block.spans),
        "continued": block.continued,
        "begins": block.begins,
        "ends": block.ends,
        "url": block.url,
        "boilerplate": block.boilerplate,
    }
    return data | {name: value for name, value in optional.items() if value not in (None, False, "", [])}


def _block_from_json(data: dict[str, Any]) -> DraftBlock:
    return DraftBlock(**data | {"spans": spans_from_json(data.get("spans", []), data["text"])})


def draft_of(interview: "Interview") -> Draft:
    """The interview as it is kept, as a draft; its blocks have their keys. Two queries."""
    return Draft(
        **{name: getattr(interview, name) for name in HEAD},
        published=interview.published,
        speakers=[DraftSpeaker(speaker.name, speaker.role) for speaker in interview.speakers.all()],
        blocks=[
            DraftBlock(
                kind=block.kind,
                text=block.text,
                speaker=block.speaker.name if block.speaker else None,
                spans=spans_from_json(block.spans, block.text),
                continued=block.continued,
                begins=block.begins,
                ends=block.ends,
                url=block.url or None,
                key=block.key,
            )
            for block in interview.blocks.select_related("speaker").order_by("position")
        ],
    )
