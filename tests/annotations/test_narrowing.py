"""What an address narrows a reader's notes to."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from annotations.exporting import on_interview
from annotations.models import Annotation, Tag, Tagging
from annotations.notebook.narrowing import FACETS, Narrowing
from annotations.readers import Reader
from reader.importing import save
from tests.conftest import draft


@pytest.fixture
def reader(people):
    return Reader(user=people["anna"])


@pytest.fixture
def found(reader):
    """found("q=gut") gives the texts of the notes that this address shows anna, in order."""

    def look(address: str) -> list[str]:
        return [note.body or note.exact for note in Narrowing(QueryDict(address), reader=reader).notes()]

    return look


@pytest.fixture
def notes(add, interview, people, sign_in):
    """Anna's: a highlight of an answer, a comment on the question before it, an answer to ben's comment."""
    add("anna", "sehr gutes")
    add("anna", "Besondere", position=1, body="Warum *gerade* das?", visibility="public", colour="b")
    bens = add("ben", "Modell", body="Von Ben")
    sign_in("anna").post(f"/annotations/{bens.uid}/replies/", {"body": "Antwort an Ben"})
    for number, note in enumerate(Annotation.objects.order_by("pk"), 1):
        Annotation.objects.filter(pk=note.pk).update(created=datetime(2026, 3, number, 12, tzinfo=UTC))
    return list(Annotation.objects.order_by("pk"))


def tag(note, name):
    tagged = Tag.objects.get_or_create(name=name, key=name.casefold())[0]
    Tagging.objects.create(interview=note.interview, annotation=note, tag=tagged)


ALL = ["Antwort an Ben", "Warum *gerade* das?", "sehr gutes"]


def test_own_ones_newest_first_and_nobody_elses(notes, found):
    assert found("") == ALL


def test_as_they_stand_in_the_text(notes, found):
    assert found("order=text") == [ALL[1], ALL[2], ALL[0]]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("q=GUTES", ["sehr gutes"]),
        ("q=sehr gutes", ["sehr gutes"]),
        ("q=gutes warum", []),
        ("q=warum gerade", ["Warum *gerade* das?"]),
        ("q=100%", []),
        ("colour=y", ["sehr gutes"]),
        ("colour=y&colour=b", ALL[1:]),
        ("kind=replying", ["Antwort an Ben"]),
        ("kind=replying&kind=highlighting", [ALL[0], ALL[2]]),
        ("visibility=private", ["sehr gutes"]),
        ("speaker=Kim Frage", ["Warum *gerade* das?"]),
        ("speaker=Lee Antwort", [ALL[0], ALL[2]]),
        ("speaker=Lee Antwort&colour=y", ["sehr gutes"]),
        ("since=2026-03-02", ALL[:2]),
        ("until=2026-03-01", ["sehr gutes"]),
        ("since=2026-03-02&until=2026-03-02", ["Warum *gerade* das?"]),
        ("state=orphaned", []),
        ("since=0001-01-01&until=9999-12-31", ALL),
    ],
)
def test_each_parameter(notes, found, address, expected):
    assert found(address) == expected


@pytest.mark.parametrize(
    "address", ["colour=x", "kind=dancing", "state=lost", "visibility=%00", "order=up", "tag=%00", "x=y"]
)
def test_what_nothing_can_be_made_of_narrows_nothing(notes, found, address):
    assert found(address) == ALL


def test_a_wrong_date_is_told_and_narrows_nothing(notes, reader):
    narrowing = Narrowing(QueryDict("since=gestern&until=2026-03-01"), reader=reader)
    assert list(narrowing.errors) == ["since"]
    assert [note.exact for note in narrowing.notes()] == ["sehr gutes"]


def test_an_end_before_the_beginning_is_told(reader):
    assert list(Narrowing({"since": "2026-03-02", "until": "2026-03-01"}, reader=reader).errors) == ["until"]


def test_tags_whatever_their_case(notes, found):
    tag(notes[0], "Kapitel")
    tag(notes[1], "andere")
    assert found("tag=KAPITEL") == ["sehr gutes"]
    assert found("tag=%23kapitel&tag=andere") == ALL[1:]
    assert found("tag=keines") == []


def test_interviews(notes, found, interview):
    other = save(draft("Ein anderes"), "b.txt", b"b")
    Annotation.objects.filter(pk=notes[0].pk).update(interview=other)
    assert found(f"interview={other.slug}") == ["sehr gutes"]
    assert found(f"interview={other.slug}&interview={interview.slug}") == ALL
    assert found("interview=nowhere") == []


def test_a_reply_says_nothing_of_a_thread_that_was_hidden(notes, found):
    Annotation.objects.filter(body="Von Ben").update(visibility="private")
    assert found("speaker=Lee Antwort") == ["sehr gutes"]
    assert "Antwort an Ben" in found("")


def test_neither_deleted_ones_nor_those_in_interviews_that_were_closed(notes, found, interview):
    Annotation.objects.filter(pk=notes[0].pk).update(deleted=datetime(2026, 4, 1, tzinfo=UTC))
    assert found("") == ALL[:2]
    type(interview).objects.update(visibility="private")
    assert found("") == []


def test_a_visitor_has_none(notes):
    assert not Narrowing({}, reader=Reader()).notes().exists()


def test_a_whole_interview_as_a_reader_sees_it(notes, reader, interview, people):
    shown = [note.body or note.exact for note in on_interview(interview, reader).in_text_order()]
    assert shown == ["Warum *gerade* das?", "sehr gutes", "Von Ben", "Antwort an Ben"]
    clara = Reader(user=people["clara"])
    others = [note.body or note.exact for note in on_interview(interview, clara).in_text_order()]
    assert others == ["Warum *gerade* das?", "Von Ben", "Antwort an Ben"]


PARAMETERS = st.lists(
    st.tuples(
        st.sampled_from([*FACETS, "q", "since", "until", "order", "page"]),
        st.text(max_size=12) | st.sampled_from(["y", "text", "2026-02-30", "0001-01-01", "9999-12-31", "\0"]),
    ),
    max_size=6,
)


@given(PARAMETERS)
def test_no_address_breaks_it(pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    narrowing = Narrowing(data, reader=Reader(user=User(pk=1)))
    assert "FROM" in str(narrowing.found().query)
    again = Narrowing(QueryDict(narrowing.query()), reader=narrowing.reader)
    assert again.query() == narrowing.query()
