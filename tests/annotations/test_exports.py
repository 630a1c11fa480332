"""Notes as files: what each format says, for whom, and at what cost."""

import csv
import json
import re
import sqlite3
import zipfile
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from annotations.exporters import FORMATS
from annotations.models import Annotation, Tag, Tagging
from reader.importers import read as read_document

NOTEBOOK = [key for key, found in FORMATS.items() if not found.whole]


def body(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.fixture
def tag():
    def put(annotation, *names):
        for name in names:
            made, _new = Tag.objects.get_or_create(key=name.casefold(), defaults={"name": name})
            Tagging.objects.create(interview=annotation.interview, annotation=annotation, tag=made)

    return put


@pytest.fixture
def get(interview, sign_in):
    """get("anna", "csv") gives the file of the whole interview as anna has it; get(…, whole=False) her notes."""

    def ask(who: str, key: str, whole: bool = True, query: str = "") -> bytes:
        path = f"/interviews/{interview.slug}/export/{key}/" if whole else f"/notes/export/{key}/{query}"
        response = sign_in(who).get(path)
        assert response.status_code == 200, response.content
        return body(response)

    return ask


@pytest.fixture
def some(add, passage, blocks, interview, tag):
    """A highlight over two turns, a comment with tags, one on a block, one on all, and a reply."""
    words = "daran? Erzählen Sie. (0)"
    exact = f"{words}\n\nEin 😀 sehr"
    two = add("anna", words, position=1, end_block=blocks[2].key, end=10, exact=exact, colour="g")
    said = add("anna", "gutes", body="Gut *gesagt*", visibility="public")
    tag(said, "Zwei Wörter", "modell")
    block = add("anna", "", start_block=blocks[6].key, body="Zum ganzen Absatz", motivation="commenting")
    whole = add("anna", "", body="Zum ganzen Gespräch", motivation="commenting")
    return two, said, block, whole


@pytest.mark.parametrize("key", FORMATS)
def test_every_format_is_the_same_until_something_changes(key, some, get):
    first = get("anna", key)
    assert first == get("anna", key)
    Annotation.objects.filter(pk=some[1].pk).update(body="Ganz anders")
    assert get("anna", key) != first


@pytest.mark.parametrize("key", FORMATS)
def test_nothing_leaves_that_the_page_hides(key, some, add, get):
    add("ben", "schön", body="Bens Geheimnis", visibility="private")
    gone = add("ben", "mehr", body="Zurückgenommen")
    Annotation.objects.filter(pk=gone.pk).update(deleted=gone.created)
    for who in ("anna", ""):
        data = _unpacked(get(who, key))
        assert "Geheimnis" not in data
        assert "Zurückgenommen" not in data
        assert ("Gut" in data) and ("ganzen Absatz" in data)
    assert "Geheimnis" in _unpacked(get("ben", key))


def _unpacked(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
