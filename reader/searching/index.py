"""Keeping what can be found: one row for each interview's head, for each block, and for what layers add.

Whoever writes a text calls this in the same transaction.
"""

from collections.abc import Iterable

from django.db import transaction

from reader.models import Block, Entry, Interview
from reader.searching.terms import WORD, Stems, encode, fold

BATCH = 500
# So much of one text is looked at: a book's chapter; and so many characters of its terms are kept, as
# PostgreSQL's type `tsvector` holds a megabyte of words and stems.
LONGEST = 100_000
KEPT = 400_000


@transaction.atomic
def index_interview(interview: Interview) -> None:
    """Make head and blocks of an interview findable as they are now."""
    Entry.objects.filter(interview=interview, source__in=(Entry.HEAD, Entry.BLOCK)).delete()
    stems = Stems(interview.language)
    names = interview.speakers.order_by("position").values_list("name", flat=True)
    head = entry(interview, Entry.HEAD, "\n".join([interview.title, *names]), stems)
    texts = interview.blocks.order_by("position").values_list("pk", "text")
    blocks = [entry(interview, Entry.BLOCK, text, stems, block=pk) for pk, text in texts]
    Entry.objects.bulk_create([head, *blocks], batch_size=BATCH)


@transaction.atomic
def index_change(interview: Interview, changed: Iterable[int], *, everything: bool) -> None:
    """Make a new text findable: `changed` are the blocks (primary keys) whose words are others or new.

    Of blocks that are gone the rows went with them. `everything` where the language is another one.
    """
    if everything:
        return index_interview(interview)
    changed = list(changed)
    stems = Stems(interview.language)
    old = Entry.objects.filter(interview=interview)
    old.filter(source=Entry.HEAD).delete()
    names = interview.speakers.order_by("position").values_list("name", flat=True)
    rows = [entry(interview, Entry.HEAD, "\n".join([interview.title, *names]), stems)]
    for some in (changed[at : at + BATCH] for at in range(0, len(changed), BATCH)):
        old.filter(block__in=some).delete()
        texts = Block.objects.filter(pk__in=some).values_list("pk", "text")
        rows += [entry(interview, Entry.BLOCK, text, stems, block=pk) for pk, text in texts]
    Entry.objects.bulk_create(rows, batch_size=BATCH)
    return None


def index_other(
    interview: Interview, source: str, texts: Iterable[tuple[int, str]], *, new: bool = False
) -> None:
    """Make findable what a layer adds to an interview: primary keys with texts; empty ones are forgotten.

    Of `new` ones there is nothing to forget.
    """
    texts = list(texts)
    if not new:
        forget_other(source, [pk for pk, _text in texts])
    stems = Stems(interview.language)
    rows = [entry(interview, source, text, stems, other=pk) for pk, text in texts if text.strip()]
    if len(rows) == 1:
        # That is composed once (`StoredOften`).
        rows[0].save(force_insert=True)
    else:
        Entry.objects.bulk_create(rows, batch_size=BATCH)


def forget_other(source: str, keys: Iterable[int]) -> None:
    """What a layer has taken away is not to be found any more."""
    keys = list(keys)
    for some in (keys[at : at + BATCH] for at in range(0, len(keys), BATCH)):
        Entry.objects.filter(source=source, other__in=some).delete()


def entry(
    interview: Interview,
    source: str,
    text: str,
    stems: Stems,
    *,
    block: int | None = None,
    other: int | None = None,
) -> Entry:
    """A text's row, not stored yet."""
    written = [word for word in WORD.findall(text[:LONGEST]) if fold(word)]
    return Entry(
        interview=interview,
        source=source,
        block_id=block,
        other=other,
        words=_kept(encode(fold(word) for word in written)),
        stems=_kept(encode(stems.of(word) or fold(word) for word in written)),
    )


def _kept(terms: str) -> str:
    """As many whole terms as can be kept."""
    return terms if len(terms) <= KEPT else terms[:KEPT].rpartition(" ")[0]
