"""Notes as files: what each format says, for whom, and at what cost."""

import zipfile
from io import BytesIO

import pytest

from annotations.exporters import FORMATS
from annotations.models import Annotation

NOTEBOOK = [key for key, found in FORMATS.items() if not found.whole]


@pytest.mark.parametrize("key", FORMATS)
def test_every_format_is_the_same_until_something_changes(key, four_notes, exported):
    first = exported("anna", key)
    assert first == exported("anna", key)
    Annotation.objects.filter(pk=four_notes[1].pk).update(body="Ganz anders")
    assert exported("anna", key) != first


@pytest.mark.parametrize("key", FORMATS)
def test_nothing_leaves_that_the_page_hides(key, four_notes, add, exported):
    add("ben", "schön", body="Bens Geheimnis", visibility="private")
    gone = add("ben", "mehr", body="Zurückgenommen")
    Annotation.objects.filter(pk=gone.pk).update(deleted=gone.created)
    for who in ("anna", ""):
        data = _unpacked(exported(who, key))
        assert "Geheimnis" not in data
        assert "Zurückgenommen" not in data
        assert "Gut" in data
        assert "ganzen Absatz" in data
    assert "Geheimnis" in _unpacked(exported("ben", key))


def _unpacked(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
