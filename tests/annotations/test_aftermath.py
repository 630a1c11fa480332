"""After a change of the text: orphans are listed, owners are told, and each may be placed again."""

from uuid import uuid4

import pytest

from annotations.models import Annotation, Fate, State
from reader.drafts import draft_of
from reader.revising import revise
from tests.annotations.conftest import HTMX
from tests.annotations.new_texts import told_apart

LOST = "Und es geht weiter"


@pytest.fixture
def interview(db):
    return told_apart()


@pytest.fixture
def cut(interview, people):
    """The text without the turn that is lost, and with other words in the first answer."""

    def change():
        interview.refresh_from_db()
        text = draft_of(interview)
        text.blocks[2].text = text.blocks[2].text.replace("sehr gutes", "ziemlich gutes")
        del text.blocks[4]
        revise(interview, text, people["ben"], "edit", interview.revision)
        interview.refresh_from_db()

    return change


@pytest.fixture
def read(interview, sign_in):
    def get(who="", query=""):
        return sign_in(who).get(f"{interview.get_absolute_url()}{query}").content.decode()

    return get


def orphans(html: str) -> str:
    return html.partition('id="orphans"')[2].partition("</section>")[0]


def placement(note) -> str:
    return f"/annotations/{note.uid}/placement/"


def test_without_orphans_there_is_no_list(add, read):
    add("anna", LOST, position=4, visibility="public")
    assert "Nicht mehr zuzuordnen" not in read("anna") + read()


def test_orphans_stand_in_a_list_with_quote_place_and_thread(add, cut, read, sign_in):
    note = add("anna", LOST, position=4, body="Wohin denn?", visibility="public")
    sign_in("clara").post(f"/annotations/{note.uid}/replies/", {"body": "Nach vorn."})
    cut()
    for who in ("anna", "clara", ""):
        shown = orphans(read(who))
        for words in (LOST, "zuletzt in Wortmeldung 2, Lee Antwort", "Wohin denn?", "Nach vorn."):
            assert words in shown
        assert ("Neu zuordnen" in shown) == (who == "anna")
        assert read(who).count("Wohin denn?") == 1


def test_nobody_sees_the_private_orphans_of_others(add, cut, read, sign_in):
    note = add("anna", LOST, position=4, visibility="private")
    cut()
    assert LOST in orphans(read("anna"))
    for who in ("ben", ""):
        assert LOST not in read(who)
        assert sign_in(who).get(placement(note)).status_code == 404


def test_who_may_edit_the_text_may_place_what_all_see(add, cut, read, sign_in, interview, people):
    interview.added_by = people["ben"]
    interview.save()
    note = add("anna", LOST, position=4, visibility="public")
    cut()
    assert "Neu zuordnen" in orphans(read("ben"))
    assert "Neu zuordnen" not in orphans(read("clara"))
    assert sign_in("ben").get(placement(note)).status_code == 200
    assert sign_in("clara").get(placement(note)).status_code == 404


def test_a_deleted_orphan_is_not_listed(add, cut, read, sign_in):
    note = add("anna", LOST, position=4, visibility="public")
    cut()
    sign_in("anna").post(f"/annotations/{note.uid}/deletion/")
    assert LOST not in read("anna") + read()


def test_an_orphan_can_be_answered_edited_and_deleted(add, cut, sign_in, htmx):
    note = add("anna", LOST, position=4, body="Wohin?", visibility="public")
    cut()
    anna = sign_in("anna")
    answer = sign_in("ben").post(f"/annotations/{note.uid}/replies/", {"body": "Dahin."}, **htmx)
    assert "Dahin." in orphans(answer.content.decode())
    answer = anna.post(f"/annotations/{note.uid}/revision/", {"body": "Und nun?", "version": 1}, **htmx)
    assert "Und nun?" in orphans(answer.content.decode())
    assert anna.post(f"/annotations/{note.uid}/deletion/", **htmx).status_code == 200
    assert anna.post(f"/annotations/{note.uid}/restoration/", **htmx).status_code == 200


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
    from annotations.placing import Text

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


def test_owners_are_told_once_what_became_of_theirs(add, cut, read, sign_in, interview):
    add("anna", "Zweiter Absatz")
    add("anna", "Ein 😀 sehr gutes Modell")
    add("anna", LOST, position=4)
    assert 'id="news"' not in read("anna")
    cut()
    html = read("anna")
    assert (
        "Von Ihren 3 Anmerkungen:\n1 unverändert, 1 mit geändertem Wortlaut, 1 nicht mehr zuzuordnen." in html
    )
    assert "<del>sehr</del>" in html
    assert "<ins>ziemlich</ins>" in html
    for who in ("ben", ""):
        assert 'id="news"' not in read(who)
    sign_in("anna").post(f"/interviews/{interview.slug}/annotations/fates/", {"revision": "2"})
    assert 'id="news"' not in read("anna")
    assert Fate.objects.filter(told=None).count() == 0


def test_what_happened_since_is_told_though_the_older_is_taken_note_of(add, cut, read, sign_in, interview):
    add("anna", LOST, position=4)
    cut()
    url = f"/interviews/{interview.slug}/annotations/fates/"
    sign_in("anna").post(url, {"revision": "1"}, headers=HTMX)
    assert 'id="news"' in read("anna")
    assert sign_in("anna").post(url, {"revision": "x"}).status_code == 422
    sign_in("ben").post(url, {"revision": "2"})
    sign_in("").post(url, {"revision": "2"})
    assert 'id="news"' in read("anna")


def test_what_was_placed_again_is_not_told_as_unchanged(add, cut, read, sign_in, interview):
    add("anna", "Zweiter Absatz")
    add("anna", "sehr gutes")
    note = add("anna", LOST, position=4)
    cut()
    sign_in("anna").post(placement(note), {"words": "handelt von Pferden"})
    assert "Von Ihren 3 Anmerkungen:\n1 unverändert, 1 mit geändertem Wortlaut, 1 wieder zugeordnet." in read(
        "anna"
    )
    sign_in("anna").post(f"/interviews/{interview.slug}/annotations/fates/", {"revision": "2"})
    assert not Fate.objects.filter(told=None).exists()


def test_what_has_a_place_again_is_no_news(add, cut, read, sign_in):
    note = add("anna", LOST, position=4)
    cut()
    sign_in("anna").post(placement(note), {"words": "Zweiter Absatz"})
    assert 'id="news"' not in read("anna")


def test_a_page_that_a_browser_keeps_is_made_anew_when_news_are_noted(add, cut, sign_in, interview):
    add("anna", LOST, position=4)
    cut()
    anna = sign_in("anna")
    tag = anna.get(interview.get_absolute_url()).headers["ETag"]
    anna.post(f"/interviews/{interview.slug}/annotations/fates/", {"revision": "2"})
    again = anna.get(interview.get_absolute_url(), headers={"if-none-match": tag})
    assert again.status_code == 200


def test_the_card_of_a_changed_note_says_what_was_meant(add, cut, read):
    add("anna", "Ein 😀 sehr gutes Modell", body="Stimmt.", visibility="public")
    cut()
    for who in ("anna", "ben", ""):
        assert "Die Worte waren: „Ein 😀 sehr gutes Modell“" in read(who)


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


def test_few_queries_however_many_orphans(add, cut, sign_in, interview, django_assert_max_num_queries):
    note = add("anna", LOST, position=4, body="Wohin?", visibility="public")
    for number in range(30):
        note.pk, note.uid = None, uuid4()
        note.body = f"Wohin {number}?"
        note.save()
    cut()
    anna, visitor = sign_in("anna"), sign_in("")
    with django_assert_max_num_queries(8):
        assert anna.get(interview.get_absolute_url()).status_code == 200
    with django_assert_max_num_queries(8):
        assert visitor.get(interview.get_absolute_url()).status_code == 200
    with django_assert_max_num_queries(8):
        assert anna.get(placement(note)).status_code == 200
