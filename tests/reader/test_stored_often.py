"""Rows that are stored by SQL composed once are those that Django would store."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.db.models.signals import post_save

from reader.models import Entry
from reader.models.often import StoredOften


@pytest.fixture
def row(interview):
    """row(other=1) is an entry of a layer, not stored yet."""

    def make(**more) -> Entry:
        return Entry(**{"interview": interview, "source": "note", "words": "w%s", "stems": "w100 %"} | more)

    return make


def stored(pk: int) -> dict:
    values = Entry.objects.filter(pk=pk).values().get()
    return {name: value for name, value in values.items() if name not in ("id", "other")}


def test_as_django_does(row, monkeypatch, django_assert_num_queries):
    ours = [row(other=1), row(other=2, words="anders")]
    for one in ours:
        with django_assert_num_queries(1):
            one.save()
    monkeypatch.delattr(StoredOften, "_do_insert")
    theirs = [row(other=3), row(other=4, words="anders")]
    for one in theirs:
        one.save()
    assert [stored(one.pk) for one in ours] == [stored(one.pk) for one in theirs]
    assert len({one.pk for one in ours + theirs}) == 4


def test_a_primary_key_that_is_given(row):
    row(other=1).save()
    row(other=2, pk=4711).save(force_insert=True)
    row(other=3).save()
    assert Entry.objects.get(pk=4711).other == 2


def test_an_expression(row):
    one = row(other=1, words=Concat(Value("w"), Value("ort")))
    one.save()
    assert Entry.objects.get(pk=one.pk).words == one.words == "wort"


def test_what_the_database_refuses(row):
    row(other=1).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        row(other=1).save()
    with pytest.raises(ValueError, match="can only be used to update"):
        row(other=F("id")).save()


def test_receivers_hear_of_it(row):
    heard = []

    def receiver(instance: Entry, created: bool, **more) -> None:
        heard.append((instance.pk, created))

    post_save.connect(receiver, sender=Entry)
    try:
        one = row(other=1)
        one.save()
    finally:
        post_save.disconnect(receiver, sender=Entry)
    assert heard == [(one.pk, True)]
