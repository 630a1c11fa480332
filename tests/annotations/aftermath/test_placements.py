"""What has lost its place is placed again, at a passage that is suggested, or typed, or selected."""

from uuid import uuid4

import pytest

from annotations.models import Annotation, State
from tests.annotations.aftermath.lost import LOST, orphans, placement
from tests.annotations.conftest import HTMX


def test_a_suggested_place_is_taken(add, cut, sign_in, interview, blocks, htmx):
    note = add("anna", LOST, position=4, body="Wohin?", visibility="public")
    cut()
    form = sign_in("anna").get(placement(note)).content.decode()
    assert LOST in form
    block = interview.block(blocks[2].key)
    start = block.text.index("Zweiter Absatz")
    data = {"start_block": block.key, "start": start, "end": start + 14, "exact": "Zweiter Absatz"}
    answer = sign_in("anna").post(placement(note), data, **htmx)
    html = answer.content.decode()
    assert f't-{block.key}" data-block' in html
    assert "Wohin?" not in orphans(html)
    note.refresh_from_db()
    assert (note.state, note.exact, note.start, note.last_turn, note.anchored_revision) == (
        State.ANCHORED,
        "Zweiter Absatz",
        start,
        0,
        2,
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Zweiter Absatz mit", "Zweiter Absatz mit"),
        ("ist schön.\n\nZweiter  Absatz", "ist schön.\n\nZweiter Absatz"),
        ("Die zweite Antwort handelte von Pferden", "Die zweite Antwort handelt von Pferden"),
    ],
)
def test_typed_words_are_searched_exactly_then_nearly(add, cut, sign_in, interview, typed, found):
    note = add("anna", LOST, position=4)
    cut()
    answer = sign_in("anna").post(placement(note), {"words": typed})
    assert answer.status_code == 302
    assert answer.url.startswith(interview.get_absolute_url())
    note.refresh_from_db()
    assert note.exact.rstrip(".") == found


@pytest.mark.parametrize("typed", ["", "  ", "Quastenflosser zwitschern vergnügt", "\0"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_words_that_stand_nowhere_are_refused_and_kept(add, cut, sign_in, typed, headers):
    note = add("anna", LOST, position=4)
    cut()
    answer = sign_in("anna").post(placement(note), {"words": typed}, headers=headers)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'role="alert"' in html
    assert typed.strip("\0 ") in html
    note.refresh_from_db()
    assert note.state == State.ORPHANED


def test_a_passage_that_is_not_there_is_refused(add, cut, sign_in, blocks):
    note = add("anna", LOST, position=4)
    cut()
    data = {"start_block": blocks[2].key, "start": 0, "end": 5, "exact": "stand nie da"}
    assert sign_in("anna").post(placement(note), data).status_code == 422
    gone = {"start_block": blocks[4].key, "start": 0, "end": 5, "exact": "Und e"}
    assert sign_in("anna").post(placement(note), gone).status_code == 422


@pytest.mark.parametrize("typed", ["Siehe auch Etwas", "auch etwas anders", "zur Einleitung"])
def test_words_that_nobody_says_are_found_too(add, cut, sign_in, typed):
    note = add("anna", LOST, position=4)
    cut()
    assert sign_in("anna").post(placement(note), {"words": typed}).status_code == 302
    note.refresh_from_db()
    assert note.exact.casefold()[:8] == typed.casefold()[:8]
    assert note.start_block == note.end_block


@pytest.mark.parametrize(
    ("exact", "suggested"),
    [
        ("handelt von Tieren, nämlich Pferden", ["Die zweite Antwort handelt von Pferden."]),
        ("Siehe auch etwas", ["Siehe auch Etwas"]),
        ("Quastenflosser zwitschern vergnügt", []),
        ("weiter", []),
    ],
)
def test_only_likely_passages_are_suggested(add, cut, interview, exact, suggested):
    from annotations.reanchoring.placing import Text

    note = add("anna", LOST, position=4)
    cut()
    note.refresh_from_db()
    note.exact = exact
    found = [suggestion.words for suggestion in Text(interview).suggestions(note)]
    assert found[: len(suggested) or 1] == suggested


def test_what_stands_where_it_did_is_not_placed_again(add, sign_in):
    note = add("anna", "sehr gutes")
    assert sign_in("anna").get(placement(note)).status_code == 404


def test_a_note_on_a_block_gets_a_passage(add, cut, blocks, sign_in):
    note = add("anna", "", start_block=blocks[4].key, body="Und wie?")
    cut()
    assert sign_in("anna").post(placement(note), {"words": "Zweiter Absatz"}).status_code == 302
    note.refresh_from_db()
    assert (note.exact, note.colour) == ("Zweiter Absatz", "y")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_note_on_a_block_gets_a_block_again(add, cut, blocks, sign_in, interview, headers):
    note = add("anna", "", start_block=blocks[4].key, body="Und wie?")
    cut()
    last = interview.blocks.last()
    answer = sign_in("anna").post(placement(note), {"words": last.text}, headers=headers)
    assert answer.status_code in (200, 302)
    note.refresh_from_db()
    assert (note.start_block, note.end_block, note.start, note.exact, note.colour) == (
        last,
        None,
        None,
        "",
        "",
    )
    assert note.state == State.ANCHORED


def test_the_page_says_for_which_note_a_passage_is_looked_for(add, cut, read):
    note = add("anna", LOST, position=4)
    cut()
    query = f"?place={note.uid}"
    assert f'data-placing="{placement(note)}"' in read("anna", query)
    for who, other in (("ben", query), ("", query), ("anna", f"?place={uuid4()}"), ("anna", "?place=x")):
        assert "data-placing" not in read(who, other)


def test_a_passage_found_in_an_older_text_is_not_stored(add, cut, sign_in, interview, monkeypatch):
    """The text changes between the look at it and the writing."""
    from annotations import writing

    note = add("anna", LOST, position=4)
    cut()
    target = {
        "start_block": interview.blocks.first(),
        "start": 0,
        "end_block": interview.blocks.first(),
        "end": 3,
        "exact": "Zur",
        "prefix": "",
        "suffix": "",
        "anchored_revision": 1,
    }
    with pytest.raises(writing.Stale):
        writing.place_again(Annotation.objects.get(pk=note.pk), target)
    note.refresh_from_db()
    assert note.state == State.ORPHANED
