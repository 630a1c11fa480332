"""Querysets whose SQL is composed once give what they would give anyway."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from reader.importing import save
from reader.models import Block, Interview
from reader.prepared import prepared, prepared_update
from tests.conftest import draft


def blocks_from(interview: int, position: int, *, backwards: bool = False) -> QuerySet:
    found = Block.objects.filter(interview=interview, position__gte=position).annotate(next=F("position") + 1)
    return found.select_related("speaker").order_by("-position" if backwards else "position")


def rows_of(title: str, most: int) -> QuerySet:
    found = Block.objects.order_by().values_list("interview__title", "position")
    mine = found.filter(interview__title=title, position__lte=most)
    return mine.union(found.filter(position=most), all=True)


def added_since(moment: datetime) -> QuerySet:
    return Interview.objects.filter(added__gte=moment).values_list("title", "uid", "added")


@pytest.fixture
def two(db):
    return save(draft(), "a.txt", b"a"), save(draft("100 % und %s", pairs=1), "b.txt", b"b")


@pytest.mark.parametrize("backwards", [True, False])
def test_rows_are_as_the_querysets_are(two, backwards, django_assert_num_queries):
    ask = prepared(blocks_from)
    for interview in two:
        for position in (1, 3, 99):
            expected = list(blocks_from(interview.pk, position, backwards=backwards))
            with django_assert_num_queries(1):
                found = ask(interview.pk, position, backwards=backwards)
                speakers = [block.speaker and block.speaker.name for block in found]
            assert found == expected
            assert speakers == [block.speaker and block.speaker.name for block in expected]
            assert [block.next for block in found] == [block.position + 1 for block in expected]


def test_unions_and_texts_with_percent_signs(two):
    ask = prepared(rows_of)
    for title in ("Ein Gespräch", "100 % und %s", "' OR 1=1 --", ""):
        assert sorted(ask(title, 2)) == sorted(rows_of(title, 2))


def test_moments(two):
    ask, hour = prepared(added_since), timedelta(hours=1)
    for moment in (datetime.now(UTC) - hour, datetime.now(UTC) + hour, two[1].added):
        assert ask(moment) == list(added_since(moment))


def test_composes_once(two):
    made = []

    @prepared
    def ask(pk: int) -> QuerySet:
        made.append(pk)
        return Interview.objects.filter(pk=pk)

    assert [ask(one.pk) for one in two] == [[one] for one in two]
    assert len(made) == 1


def test_what_is_no_parameter_is_refused(two):
    @prepared
    def first_ones(number: int) -> QuerySet:
        return Interview.objects.filter(pk__gte=number)[:number]

    with pytest.raises(ValueError, match=r"first_ones.* value 0"):
        first_ones(1)


def test_what_finds_nothing_asks_nothing(two, django_assert_num_queries):
    @prepared
    def none_of_them(pk: int) -> QuerySet:
        return Interview.objects.filter(pk=pk, slug__in=())

    with django_assert_num_queries(0):
        assert none_of_them(two[0].pk) == none_of_them(two[1].pk) == []


def test_the_rows_of_an_earlier_answer_stay(two):
    ask = prepared(blocks_from)
    [first, *_] = ask(two[0].pk, 1)
    Block.objects.filter(pk=first.pk).update(text="Anders.")
    [again, *_] = ask(two[0].pk, 1)
    assert first.text != again.text == "Anders."
    assert again._state.db == "default"


@pytest.mark.django_db(transaction=True)
def test_threads_ask_by_connections_of_their_own():
    interview, ask = save(draft(), "a.txt", b"a"), prepared(blocks_from)
    assert ask(interview.pk, 1)
    texts = []

    def read() -> None:
        with CaptureQueriesContext(connection) as queries:
            found = ask(interview.pk, 2)
        texts.append((len(queries), [block.text for block in found]))
        connection.close()

    for thread in [Thread(target=read) for _ in range(2)]:
        thread.start()
        thread.join()
    assert texts == [(1, [block.text for block in blocks_from(interview.pk, 2)])] * 2


@prepared_update
def call_them(interview: int, title: str, *, anew: bool = False) -> tuple[QuerySet, dict]:
    found = Interview.objects.filter(pk=interview)
    return found, {"title": title, "version": 1 if anew else F("version") + 1}


def test_updates_change_their_rows_and_say_how_many(two, django_assert_num_queries):
    one, other = two
    for title in ("100 % und %s", "' OR 1=1 --"):
        with django_assert_num_queries(1):
            assert call_them(one.pk, title) == 1
        assert Interview.objects.get(pk=one.pk).title == title
    assert Interview.objects.get(pk=one.pk).version == one.version + 2
    assert call_them(one.pk, "Neu", anew=True) == 1
    assert Interview.objects.get(pk=one.pk).version == 1
    assert call_them(0, "Niemandes") == 0
    assert Interview.objects.get(pk=other.pk).title == other.title


def test_updates_by_what_stands_in_another_table(two):
    @prepared_update
    def count_up(title: str) -> tuple[QuerySet, dict]:
        return Block.objects.filter(interview__title=title), {"version": F("version") + 1}

    assert count_up(two[1].title) == two[1].blocks.count()
    assert set(two[1].blocks.values_list("version", flat=True)) == {2}
    assert set(two[0].blocks.values_list("version", flat=True)) == {1}


def test_an_update_that_fails_breaks_its_transaction_as_djangos_does(two):
    @prepared_update
    def renumber(old: int, new: int) -> tuple[QuerySet, dict]:
        return Interview.objects.filter(pk=old), {"uid": two[1].uid, "version": new}

    with transaction.atomic():
        with pytest.raises(IntegrityError):
            renumber(two[0].pk, 7)
        assert transaction.get_connection().needs_rollback
        transaction.set_rollback(True)
