"""Whatever notes there are: a table of them, taken in elsewhere, goes out as the same table."""

import csv
from datetime import timedelta
from io import StringIO

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.exporters.export import Export
from annotations.exporters.readwise import write
from annotations.importers import read
from annotations.importing import Importer
from annotations.importing.matching import Interviews
from annotations.models import Annotation, Tag, Tagging
from annotations.readers import Reader
from annotations.targets import named
from reader.importing import save
from reader.models import Interview
from reader.text import clean, is_visible
from tests.conftest import draft

SIGNS = st.sampled_from("ab. \n=+-@'\"_1:*…ü😀")
ENDS = st.sampled_from(["", "\n.a .b", "\n@0:00:01", "\n."])
SAID = st.tuples(st.text(SIGNS, max_size=20), ENDS).map(lambda said: clean("".join(said)).strip())
KINDS = st.sampled_from(["passage", "block", "whole", "reply"])
NOTES = st.lists(
    st.tuples(KINDS, st.integers(0, 40), SAID.filter(is_visible), st.sets(st.sampled_from("xyz"))), max_size=8
)


def written(interview, user, notes) -> None:
    """Notes of this kind, about what `number` says: a place in the text, or what is answered."""
    blocks, begun = list(interview.blocks.order_by("position")), timezone.now() - timedelta(days=1)
    made: list[Annotation] = []
    for index, (kind, number, body, tags) in enumerate(notes):
        block = blocks[number % len(blocks)]
        about = {"motivation": "commenting", "body": body, "created": begun + timedelta(minutes=index)}
        if kind == "reply" and made:
            parent = made[number % len(made)]
            about |= {"motivation": "replying", "reply_to": parent, "root": parent.root or parent}
        elif kind == "block":
            about |= {"start_block": block}
        elif kind == "passage":
            block, words = blocks[1], blocks[1].text.split()[number % 3]
            start = block.text.index(words)
            about |= {"colour": "y", **named(block, start, block, start + len(words), words)}
        note = Annotation(interview=interview, creator=user, visibility="private", **about)
        note.save()
        made.append(note)
        for name in tags:
            tag = Tag.objects.get_or_create(key=name, name=name)[0]
            Tagging.objects.create(interview=interview, annotation=note, tag=tag)


def as_table(interview, user, site) -> str:
    about = {"title": "x", "url": f"{site}/notes/", "site": site, "language": "de"}
    notes = Annotation.objects.on(interview).by(Reader(user=user))
    return "".join(write(Export(notes, Reader(user=user), **about)))


def told(table: str) -> list[list[str]]:
    """The cells, without what may differ from site to site: ids are the moments of their notes."""
    rows = list(csv.reader(StringIO(table, newline="")))[1:]
    when = {row[3].partition("/a/")[2][:36].replace("-", ""): row[6] for row in rows}
    for row in rows:
        kind, _dash, name = row[3].partition("#")[2].partition("-")
        row[3] = when[name] if kind == "n" else kind
    return sorted(rows, key=lambda row: row[6])


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes=NOTES)
def test_what_is_exported_imported_elsewhere_and_exported_again_is_the_same(notes, interview, people):
    Annotation.objects.all().delete()
    Interview.objects.all().delete()
    here = save(draft(), "gespraech.txt", b"gespraech")
    written(here, people["anna"], notes)
    table = as_table(here, people["anna"], "https://one.example")
    # Other ids and keys: these here are taken.
    Interview.objects.update(title="Ein anderes")
    there = save(draft(), "gespraech.txt", b"gespraech")
    incoming = read(table.encode()) if notes else []
    ben = Reader(user=people["ben"])
    report = Importer(ben, Interviews(people["ben"], "two.example", incoming)).take_in(incoming)
    assert len(report.placed) == len(notes)
    again = as_table(there, people["ben"], "https://two.example")
    assert told(again) == told(table)
    if notes:
        assert again.partition("/a/")[2][:36] != table.partition("/a/")[2][:36]
