"""From annotations that a reader may see to what is exported of them: streamed, a few queries for all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched

from django.db.models import Case, Exists, F, OuterRef, When
from django.db.models.functions import Left, Length

from annotations.exporters.record import Decided, Exported, Source
from annotations.models import Annotation, Tagging
from annotations.permalinks import permalink
from annotations.queries import AnnotationQuerySet
from annotations.readers import Reader
from annotations.saying import LONGEST_OPENING, opening, words_of
from reader.models import NOT_SPOKEN, Block, Interview

# So many notes are read at once, with two queries more for their tags and places.
CHUNK = 1000
# The first words of the block, for a note that is about all of it.
OPENING = Case(
    When(start_block__isnull=False, start__isnull=True, then=Left("start_block__text", LONGEST_OPENING + 1))
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block is: its index, its offset in the canonical text, and who speaks from when on."""

    index: int
    offset: int
    length: int
    key: str
    kind: str
    speaker: str
    turn: int
    begins: int | None


class Places:
    """The blocks of some interviews, without their texts. One query."""

    def __init__(self, interviews: Iterable[int]) -> None:
        self.spots: dict[int, Spot] = {}
        self.order: dict[int, list[Spot]] = defaultdict(list)
        self.ends: dict[int, int] = defaultdict(int)
        rows = Block.objects.filter(interview__in=set(interviews)).order_by("interview", "position")
        named = rows.annotate(size=Length("text"), who=F("speaker__name"))
        fields = ("pk", "interview", "size", "key", "kind", "who", "number", "begins")
        for pk, interview, size, key, kind, who, number, begins in named.values_list(*fields):
            offset = self.ends[interview]
            spot = Spot(len(self.order[interview]), offset, size, key, kind, who or "", number or 0, begins)
            self.spots[pk] = spot
            self.order[interview].append(spot)
            self.ends[interview] = offset + size + 2

    def speakers(self, interview: int, first: Spot, last: Spot) -> tuple[str, ...]:
        """Who speaks from the one to the other, each once, in the order in which they come."""
        return _names(self.order[interview][first.index : last.index + 1])

    def people(self, interview: int) -> tuple[str, ...]:
        """All who speak, in the order in which they come."""
        return _names(self.order[interview])


def _names(spots: Iterable[Spot]) -> tuple[str, ...]:
    heard = (spot.speaker for spot in spots if spot.speaker and spot.kind not in NOT_SPOKEN)
    return tuple(dict.fromkeys(heard))


def collect(notes: AnnotationQuerySet, reader: Reader, site: str) -> Iterator[Exported]:
    """The notes in reading order. `site` begins every link, as in `https://notes.example`."""
    visible = Annotation.objects.visible_to(reader)
    seen = {name: Exists(visible.filter(pk=OuterRef(name))) for name in ("root", "reply_to")}
    related = ("interview", "creator", "guest", "suggestion", "reply_to", "root")
    rows = (
        notes.annotate(sees_root=seen["root"], sees_parent=seen["reply_to"], opening=OPENING)
        .select_related(None)
        .prefetch_related(None)
        .select_related(*related)
        .defer(None)
        .defer("interview__source", "root__body", "reply_to__body")
        .in_text_order()
    )
    for chunk in batched(rows.iterator(chunk_size=CHUNK), CHUNK, strict=False):
        places = Places(note.interview_id for note in chunk)
        tags = _tags(chunk)
        sources = {note.interview_id: _source(note.interview, places, site) for note in chunk}
        for note in chunk:
            source, mine = sources[note.interview_id], reader.owns(note)
            yield _exported(note, places, tags[note.pk], source, mine)


def _source(interview: Interview, places: Places, site: str) -> Source:
    return Source(
        key=interview.pk,
        uid=str(interview.uid),
        url=site + interview.get_absolute_url(),
        title=interview.title,
        language=interview.language,
        source_url=interview.source_url,
        site_name=interview.site_name,
        author=interview.author,
        published=interview.published,
        people=places.people(interview.pk),
    )


def _tags(chunk: Iterable[Annotation]) -> dict[int, list[str]]:
    tags: dict[int, list[str]] = defaultdict(list)
    rows = Tagging.objects.filter(annotation__in=[note.pk for note in chunk]).order_by("tag__key")
    for annotation, name in rows.values_list("annotation", "tag__name"):
        tags[annotation].append(name)
    return tags


def _exported(note: Annotation, places: Places, tags: list[str], source: Source, mine: bool) -> Exported:
    # Where a thread is that this reader may not see is nothing for them, be a reply in it their own.
    root = note.root if note.sees_root else None  # type: ignore[attr-defined]
    parent = note.reply_to if note.sees_parent else root  # type: ignore[attr-defined]
    about = root or note
    site = source.url.removesuffix(note.interview.get_absolute_url())
    first = places.spots.get(about.start_block_id or 0)
    last = places.spots.get(about.end_block_id or 0) or first
    return Exported(
        uid=str(note.uid),
        link=_link(note, site),
        source=source,
        motivation=note.motivation,
        created=note.created,
        modified=note.modified,
        author=note.author,
        visibility=note.visibility,
        quote=note.exact,
        prefix=note.prefix,
        suffix=note.suffix,
        opening=opening(note.opening or ""),  # type: ignore[attr-defined]
        comment=words_of(note),
        words=note.suggestion.words if note.is_suggestion else "",
        reason=note.body if note.is_suggestion else "",
        decided=_decided(note),
        colour=note.colour,
        tags=tuple(tags),
        speakers=_speakers(about, places, first, last),
        turn=first.turn if first else about.last_turn,
        turn_link=f"{source.url}#t-{first.key}" if first else "",
        begins=first.begins if first else None,
        position=_position(note, first, last),
        on_block=note.is_on_block,
        state=note.state,
        reply_to=_link(parent, site),
        parent=str(parent.uid) if parent else "",
        thread=str(root.uid) if root else "",
        mine=mine,
    )


def _decided(note: Annotation) -> Decided | None:
    made = note.suggestion if note.is_suggestion else None
    if made is None or made.decided is None:
        return None
    return Decided(made.status, made.decided, made.before, made.reply)


def _speakers(about: Annotation, places: Places, first: Spot | None, last: Spot | None) -> tuple[str, ...]:
    if first is None or last is None:
        return (about.last_speaker,) if about.last_speaker else ()
    return places.speakers(about.interview_id, first, last)


def _position(note: Annotation, first: Spot | None, last: Spot | None) -> tuple[int, int] | None:
    """Where in the canonical text it is: a passage, or all of a block."""
    if note.root_id is not None or first is None or last is None:
        return None
    if note.start is None or note.end is None:
        return first.offset, first.offset + first.length
    return first.offset + note.start, last.offset + note.end


def _link(note: Annotation | None, site: str) -> str:
    return site + permalink(note) if note else ""
