"""Highlights and comments for tests, made the way a browser makes them."""

from uuid import uuid4

import pytest

from annotations.models import Annotation


@pytest.fixture
def blocks(interview):
    return list(interview.blocks.order_by("position"))


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
