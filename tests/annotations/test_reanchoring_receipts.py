"""What is told, written and asked for when annotations follow a changed text."""

import pytest
from django.db.models import RestrictedError

from annotations.models import Annotation, Fate, Place, State
from reader.document import DraftBlock
from reader.drafts import draft_of
from reader.layers import Layer
from reader.models import Revision
from reader.receipts import Passage
from reader.revising import revise
from tests.annotations.new_texts import counts, drop, replace, told_apart, words


@pytest.fixture
def interview(db):
    return told_apart()


def test_a_deleted_one_goes_along_but_is_not_told_of(add, change, sign_in):
    note = add("anna", "Und es geht weiter", position=4)
    sign_in("anna").post(f"/annotations/{note.uid}/deletion/")
    assert counts(change(drop(3, 4))) == (0, 0, 0, 0)
    note.refresh_from_db()
    assert note.state == State.ORPHANED
    assert not Fate.objects.exists()


def test_a_receipt_quotes_the_text_and_nothing_of_the_notes(add, change):
    for who in ("anna", "ben"):
        add(who, "Und es geht weiter", position=4, body="Geheim.", visibility="public")
    receipt = change(drop(3, 4))
    assert receipt.losses == (Passage("Und es geht weiter", "", 2, "Lee Antwort", notes=2),)
    kept = str(Revision.objects.get().receipt)
    assert not [word for word in ("anna", "ben", "Geheim") if word in kept]


def test_private_notes_are_counted_but_where_they_stand_is_not_told(add, change):
    add("anna", "Und es geht weiter", position=4, body="Geheim.", visibility="private")
    add("anna", "sehr gutes", visibility="private")
    add("ben", "geht", position=4, visibility="public")

    def edit(blocks):
        replace(2, "sehr gutes", "sehr schlechtes")(blocks)
        drop(3, 4)(blocks)

    receipt = change(edit)
    assert counts(receipt) == (0, 0, 1, 2)
    assert (receipt.rewordings, receipt.losses) == ((), (Passage("geht", "", 2, "Lee Antwort"),))
    assert (receipt.private, receipt.unquoted) == (2, 0)
    kept = str(Revision.objects.get().receipt)
    assert "sehr gutes" not in kept
    assert "Und es" not in kept


def test_of_a_lost_block_a_receipt_quotes_the_beginning_and_nothing_new(add, blocks, change):
    change(replace(4, "weiter.", "weiter. " + "Immer weiter. " * 50))
    add("anna", "", start_block=blocks[4].key, body="Und wie?", visibility="public")
    lost = change(drop(3, 4)).losses[0]
    assert lost.before.startswith("Und es geht weiter. Immer")
    assert (len(lost.before), lost.before[-1], lost.after) == (300, "…", "")


def test_a_text_read_again_carries_notes_over_without_keys(add, change):
    notes = [add("anna", "sehr gutes"), add("ben", "Und es geht weiter", position=4)]
    receipt = change(lambda blocks: blocks.insert(0, DraftBlock("lead", "Ein neuer Vorspann.")), keys=False)
    assert counts(receipt) == (2, 0, 0, 0)
    assert [words(note) for note in notes] == ["sehr gutes", "Und es geht weiter"]


def test_pages_are_made_anew_where_notes_came_and_went(add, blocks, change, interview):
    add("anna", "Zweiter Absatz mit mehr Text", visibility="public")

    def move(blocks):
        head, tail = blocks[2].text.split("\n\n")
        blocks[2].text = head
        blocks[5].text += "\n\n" + tail

    versions = dict(interview.blocks.values_list("key", "version"))
    change(move)
    now = dict(interview.blocks.values_list("key", "version"))
    changed = {key for key in now if now[key] != versions[key]}
    assert changed == {blocks[2].key, blocks[5].key}


def test_a_reader_goes_on_where_they_were(interview, blocks, people, change):
    here = Place.objects.create(interview=interview, creator=people["anna"], block=blocks[5])
    gone = Place.objects.create(interview=interview, creator=people["ben"], block=blocks[4])
    change(drop(3, 4))
    here.refresh_from_db()
    gone.refresh_from_db()
    assert (here.block.key, gone.block.key) == (blocks[5].key, blocks[2].key)


def test_no_annotation_can_be_forgotten(add, interview, monkeypatch):
    add("anna", "Und es geht weiter", position=4)
    monkeypatch.setattr("annotations.reanchoring.aftermath.AftermathLayer.plan", Layer.plan)
    text = draft_of(interview)
    del text.blocks[4]
    with pytest.raises(RestrictedError):
        revise(interview, text, None, "edit", 1)
    interview.refresh_from_db()
    assert interview.revision == 1


def test_queries_do_not_grow_with_the_annotations(add, interview, people, django_assert_max_num_queries):
    first = add("anna", "sehr gutes")
    copies = [
        Annotation(
            interview=interview,
            creator=people["ben"],
            motivation="highlighting",
            colour="g",
            visibility="private",
            start_block=first.start_block,
            end_block=first.end_block,
            start=first.start,
            end=first.end,
            exact=first.exact,
        )
        for _ in range(150)
    ]
    Annotation.objects.bulk_create(copies)
    text = draft_of(interview)
    text.blocks[2].text = "Ein ganz anderer Satz."
    with django_assert_max_num_queries(35):
        receipts = revise(interview, text, None, "edit", 1)
    assert receipts[0].lost == 151
