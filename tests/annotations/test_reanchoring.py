"""Annotations in a changed text: exact, moved, changed or lost; and back when their words come back."""

import pytest

from annotations.models import Fate, State
from reader.document import DraftBlock
from reader.receipts import Passage
from tests.annotations.new_texts import counts, drop, replace, told_apart, words


@pytest.fixture
def interview(db):
    return told_apart()


def test_what_stands_in_an_untouched_block_is_not_touched(add, change):
    note = add("anna", "sehr gutes")
    before = note.start_block_id, note.start
    assert counts(change(replace(1, "Besondere", "Neue"))) == (1, 0, 0, 0)
    note.refresh_from_db()
    assert (note.start_block_id, note.start, note.state) == (*before, State.ANCHORED)
    assert note.anchored_revision == 2


def test_words_go_along_when_something_is_put_before_them(add, change):
    note = add("anna", "sehr gutes")
    assert counts(change(replace(2, "Ein 😀", "Ein wirklich 😀😀"))) == (1, 0, 0, 0)
    assert words(note) == "sehr gutes"
    assert note.prefix == "Ein wirklich 😀😀 "


def test_words_that_go_to_another_block_are_followed(add, change):
    note = add("anna", "Zweiter Absatz mit mehr Text")

    def split(blocks):
        head, tail = blocks[2].text.split("\n\n")
        blocks[2].text = head
        blocks.insert(3, DraftBlock("turn", tail, "Kim Frage"))

    assert counts(change(split)) == (0, 1, 0, 0)
    assert words(note) == "Zweiter Absatz mit mehr Text"
    assert (note.state, note.start, note.start_block.number) == (State.MOVED, 0, 3)


@pytest.mark.parametrize("keys", [True, False])
def test_words_in_the_middle_of_which_a_turn_is_split_stay_together(add, change, keys):
    note = add("anna", "Zweiter Absatz mit mehr Text")

    def split(blocks):
        head, tail = blocks[2].text.split(" mit ")
        blocks[2].text = head
        blocks.insert(3, DraftBlock("turn", f"mit {tail}", "Kim Frage"))

    receipt = change(split, keys=keys)
    assert (receipt.moved, receipt.changed) == (1, 0)
    note.refresh_from_db()
    assert note.exact == "Zweiter Absatz\n\nmit mehr Text"


def test_changed_words_are_kept_with_what_was_meant(add, change):
    note = add("anna", "Ein 😀 sehr gutes Modell. Ko\u0308ln ist schön.", visibility="public")
    receipt = change(replace(2, "sehr gutes", "ziemlich gutes"))
    assert counts(receipt) == (0, 0, 1, 0)
    assert words(note) == note.exact == "Ein 😀 ziemlich gutes Modell. Ko\u0308ln ist schön."
    assert (note.state, note.original) == (
        State.CHANGED,
        "Ein 😀 sehr gutes Modell. Ko\u0308ln ist schön.",
    )
    assert receipt.rewordings == (Passage(note.original, note.exact, 2, "Lee Antwort"),)
    fate = Fate.objects.get()
    assert (fate.annotation, fate.before, fate.after) == (note, note.original, note.exact)


def test_changed_words_stay_in_their_block_though_another_says_the_same(add, change):
    change(lambda blocks: blocks.append(DraftBlock("turn", blocks[2].text, "Kim Frage")))
    note = add("anna", "Ein 😀 sehr gutes Modell. Ko\u0308ln ist schön.")
    assert counts(change(replace(2, "sehr gutes", "ziemlich gutes"))) == (0, 0, 1, 0)
    assert "ziemlich" in words(note)


TWICE = "Das Modell ist groß, aber ein Modell ist kein Mensch, sagen viele."


@pytest.fixture
def second(add, blocks, change):
    """The second “Modell” of a turn is highlighted."""
    change(lambda blocks: setattr(blocks[4], "text", TWICE))
    at = TWICE.rindex("Modell")
    return add(
        "anna", "", start_block=blocks[4].key, start=at, end_block=blocks[4].key, end=at + 6, exact="Modell"
    )


@pytest.mark.parametrize("now", ["System", "Modells", "Modelll"])
def test_one_word_that_becomes_another_is_changed_where_it_stands(second, change, now):
    assert counts(change(replace(4, "ein Modell", f"ein {now}"))) == (0, 0, 1, 0)
    assert words(second) == second.exact == now
    assert (second.start, second.original) == (TWICE.rindex("Modell"), "Modell")


def test_one_word_that_is_deleted_is_lost_and_does_not_come_back_elsewhere(second, change):
    assert counts(change(replace(4, "ein Modell", "ein"))) == (0, 0, 0, 1)
    assert change(replace(2, "gutes", "besseres")).returned == 0
    assert change(replace(4, "kein Mensch", "kein Mensch und kein Modell")).returned == 0
    assert change(replace(4, "aber ein ist", "aber ein Modell ist")).returned == 1
    assert words(second) == "Modell"
    assert second.start == TWICE.rindex("Modell")


def test_a_phrase_that_is_deleted_does_not_slide_onto_its_neighbours(add, change):
    add("anna", "Zweiter Absatz mit", visibility="public")
    assert counts(change(replace(2, "Zweiter Absatz mit ", ""))) == (0, 0, 0, 1)


def test_words_that_change_back_are_in_place_again(add, change, go_back):
    note = add("anna", "Ein 😀 sehr gutes Modell. Ko\u0308ln ist schön.")
    change(replace(2, "sehr gutes", "ziemlich gutes"))
    change(replace(2, "ziemlich gutes", "leidlich gutes"))
    note.refresh_from_db()
    assert "sehr gutes" in note.original
    go_back()
    assert "sehr gutes" in words(note)
    assert note.original == ""
    assert note.state != State.CHANGED


def test_words_that_are_gone_make_an_orphan(add, change):
    note = add("anna", "Und es geht weiter", position=4, visibility="public")
    receipt = change(drop(3, 4))
    assert counts(receipt) == (0, 0, 0, 1)
    assert receipt.losses == (Passage("Und es geht weiter", "", 2, "Lee Antwort"),)
    note.refresh_from_db()
    assert (note.state, note.start_block, note.start, note.exact) == (
        State.ORPHANED,
        None,
        None,
        "Und es geht weiter",
    )
    assert (note.last_turn, note.last_speaker, note.anchored_revision) == (2, "Lee Antwort", 1)


def test_an_orphan_comes_back_with_its_words(add, change, go_back):
    note = add("anna", "Und es geht weiter", position=4)
    before = note.start_block.key, note.start
    change(drop(3, 4))
    receipt = go_back()
    assert (receipt.returned, receipt.total) == (1, 0)
    assert words(note) == "Und es geht weiter"
    assert (note.start_block.key, note.start, note.last_speaker, note.last_offset) == (*before, "", None)


def test_a_passage_over_several_blocks_leaves_out_what_nobody_says(add, blocks, change):
    end = {"end_block": blocks[4].key, "end": 10}
    exact = "mehr Text. (0)\n\nUnd es geh"
    start = blocks[2].text.index("mehr Text")
    note = add("anna", "mehr Text", **end, start=start, exact=exact)
    receipt = change(lambda blocks: blocks.insert(4, DraftBlock("note", "Anmerkung der Redaktion.")))
    assert counts(receipt) == (1, 0, 0, 0)
    assert counts(change(replace(2, "Zweiter", "Ein zweiter"))) == (1, 0, 0, 0)
    note.refresh_from_db()
    assert (note.exact, note.end) == (exact, 10)


@pytest.mark.parametrize(
    ("position", "gone", "left"),
    [(2, "mehr Text. (0)", "Und es geht weiter"), (4, "Und es geht weiter", "Absatz mit mehr Text. (0)")],
)
def test_a_passage_that_loses_one_end_does_not_begin_or_end_in_what_nobody_says(
    add, blocks, change, position, gone, left
):
    begin = "mehr Text. (0)" if position == 2 else "Absatz mit mehr Text. (0)"
    start = blocks[2].text.index(begin)
    exact = f"{begin}\n\nUnd es geht weiter"
    end = {"end_block": blocks[4].key, "end": len("Und es geht weiter")}
    note = add("anna", begin, **end, start=start, exact=exact)
    assert counts(change(replace(position, gone, ""))) == (0, 0, 1, 0)
    note.refresh_from_db()
    assert note.exact == left


def test_a_passage_goes_along_when_its_blocks_are_joined(add, blocks, change):
    exact = "mehr Text. (0)\n\nUnd es geh"
    start = blocks[2].text.index("mehr Text")
    note = add("anna", "mehr Text", end_block=blocks[4].key, end=10, start=start, exact=exact)

    def join(blocks):
        blocks[2].text += "\n\n" + blocks[4].text
        del blocks[3:5]

    assert counts(change(join)) == (0, 1, 0, 0)
    assert words(note) == exact
    assert note.start_block_id == note.end_block_id


def test_a_note_on_a_block_follows_the_block(add, blocks, change):
    note = add("anna", "", start_block=blocks[4].key, body="Und wie?")
    assert counts(change(replace(4, "weiter", "so fort"))) == (1, 0, 0, 0)
    note.refresh_from_db()
    assert note.start_block.key == blocks[4].key


def test_a_note_on_a_block_follows_its_text_into_another(add, blocks, change):
    note = add("anna", "", start_block=blocks[4].key, body="Und wie?")

    def join(blocks):
        blocks[2].text += "\n\n" + blocks[4].text
        del blocks[3:5]

    assert counts(change(join)) == (0, 1, 0, 0)
    note.refresh_from_db()
    assert (note.start_block.key, note.start, note.exact, note.state) == (
        blocks[2].key,
        None,
        "",
        State.MOVED,
    )


def test_a_note_on_a_block_that_is_gone_comes_back_with_it(add, blocks, change, go_back):
    note = add("anna", "", start_block=blocks[4].key, body="Und wie?")
    assert change(drop(3, 4)).losses[0].before == "Und es geht weiter."
    note.refresh_from_db()
    assert (note.state, note.exact) == (State.ORPHANED, "Und es geht weiter.")
    go_back()
    note.refresh_from_db()
    assert (note.start_block.key, note.start, note.exact) == (blocks[4].key, None, "")


def test_notes_on_the_whole_interview_and_replies_stay_as_they_are(add, change, sign_in):
    whole = add("anna", "", body="Schön.")
    root = add("anna", "Und es geht weiter", position=4, body="Wohin?")
    sign_in("ben").post(f"/annotations/{root.uid}/replies/", {"body": "Nach vorn."})
    assert counts(change(drop(3, 4))) == (0, 0, 0, 1)
    whole.refresh_from_db()
    assert whole.state == State.ANCHORED
    assert root.replies.get().root_id == root.pk
