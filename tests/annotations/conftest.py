"""Highlights and comments for tests, made the way a browser makes them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone

from annotations import groups
from annotations.changes import count_up
from annotations.models import Annotation, Suggestion, Tag, Tagging
from reader.drafts import draft_of, unpack
from reader.models import Revision
from reader.revising import forecast, revise


@pytest.fixture
def blocks(interview):
    return list(interview.blocks.order_by("position"))


@pytest.fixture
def anna(sign_in):
    return sign_in("anna")


@pytest.fixture
def passage(blocks):
    """passage("sehr gutes") names these words (in the first answer) as the browser does."""

    def name(words: str, position: int = 2, **more) -> dict:
        block = blocks[position]
        start = block.text.index(words)
        return {
            "uid": str(uuid4()),
            "start_block": block.key,
            "start": start,
            "end_block": block.key,
            "end": start + len(words),
            "exact": words,
            "prefix": block.text[max(0, start - 32) : start],
            "suffix": block.text[start + len(words) :][:32],
            "colour": "y",
            **more,
        }

    return name


@pytest.fixture
def url(interview):
    return f"/interviews/{interview.slug}/annotations/"


@pytest.fixture
def add(url, passage, sign_in):
    """add("anna", "sehr gutes", body="…") posts an annotation and returns it."""

    def post(who: str, words: str = "sehr gutes", **more) -> Annotation:
        data = passage(words, **more) if words else {"uid": str(uuid4()), **more}
        response = sign_in(who).post(url, data)
        assert response.status_code == 302, response.content.decode()
        return Annotation.objects.get(uid=data["uid"])

    return post


HTMX = {"hx-request": "true"}


@pytest.fixture
def htmx():
    return {"headers": HTMX}


@pytest.fixture
def tagged():
    def put(annotation, *names):
        for name in names:
            made, _new = Tag.objects.get_or_create(key=name.casefold(), defaults={"name": name})
            Tagging.objects.create(interview=annotation.interview, annotation=annotation, tag=made)

    return put


@pytest.fixture
def exported(interview, sign_in):
    """exported("anna", "csv") is the file of a whole interview; with whole=False of her own notes."""

    def ask(who: str, key: str, whole: bool = True, query: str = "") -> bytes:
        path = f"/interviews/{interview.slug}/export/{key}/" if whole else f"/notes/export/{key}/{query}"
        cache.clear()
        response = sign_in(who).get(path)
        assert response.status_code == 200, response.content
        return b"".join(response.streaming_content)

    return ask


@pytest.fixture
def four_notes(add, passage, blocks, interview, tagged):
    """A highlight over two turns, a comment with tags, one on a block, and one on all."""
    words = "daran? Erzählen Sie. (0)"
    exact = f"{words}\n\nEin 😀 sehr"
    two = add("anna", words, position=1, end_block=blocks[2].key, end=10, exact=exact, colour="g")
    said = add("anna", "gutes", body="Gut *gesagt*", visibility="public")
    tagged(said, "Zwei Wörter", "modell")
    block = add("anna", "", start_block=blocks[6].key, body="Zum ganzen Absatz", motivation="commenting")
    whole = add("anna", "", body="Zum ganzen Gespräch", motivation="commenting")
    return two, said, block, whole


@pytest.fixture
def answer(sign_in):
    """answer("ben", note, "…") replies to a note and returns the reply."""

    def post(who: str, parent: Annotation, body: str = "Eine Antwort", **more) -> Annotation:
        data = {"uid": str(uuid4()), "body": body, **more}
        response = sign_in(who).post(f"/annotations/{parent.uid}/replies/", data)
        assert response.status_code == 302, response.content.decode()
        return Annotation.objects.get(uid=data["uid"])

    return post


@pytest.fixture
def change(interview):
    """change(edit) gives the interview the text that `edit(blocks)` makes of its draft; the receipt."""

    def apply(edit, *, keys=True):
        interview.refresh_from_db()
        text = draft_of(interview)
        edit(text.blocks)
        if not keys:
            for block in text.blocks:
                block.key = ""
        foreseen = forecast(interview, text)
        receipts = revise(interview, text, None, "edit", interview.revision)
        assert receipts == foreseen
        return receipts[0]

    return apply


@pytest.fixture
def go_back(interview):
    """The text of this revision again."""

    def restore(number=1):
        interview.refresh_from_db()
        text = unpack(Revision.objects.get(number=number).text)
        return revise(interview, text, None, "restored", interview.revision)[0]

    return restore


@pytest.fixture
def comments(interview, people):
    """comments(n) is so many by ben on the interview as a whole, one a minute, the last an hour ago."""

    def write(number: int, **more) -> list[Annotation]:
        begun = timezone.now() - timedelta(minutes=number + 60)
        fields = {"interview": interview, "creator": people["ben"], "visibility": "public", **more}
        made = Annotation.objects.bulk_create(
            Annotation(
                motivation="commenting", body=f"Nummer {n}.", created=begun + timedelta(minutes=n), **fields
            )
            for n in range(number)
        )
        count_up(interview.pk)
        return made

    return write


@pytest.fixture
def circle(people):
    """Anna's group “Lesekreis”, which ben is in and clara is not."""
    group = groups.found(people["anna"], "Lesekreis")
    groups.join(group, people["ben"])
    return group


@pytest.fixture
def suggest(interview, passage, sign_in):
    """suggest("ben", "sehr gutes", "recht gutes") posts a suggestion and returns it.

    `who` may be a client. None where somebody else has made the same one.
    """

    def post(who, exact: str = "sehr gutes", words: str = "", **more) -> Suggestion | None:
        client = sign_in(who) if isinstance(who, str) else who
        data = passage(exact) | {"words": words or f"{exact} (sic)", **more}
        response = client.post(f"/interviews/{interview.slug}/suggestions/new/", data)
        assert response.status_code == 302, response.content.decode()
        return Suggestion.objects.select_related("annotation").filter(annotation__uid=data["uid"]).first()

    return post
