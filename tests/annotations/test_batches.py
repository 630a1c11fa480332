"""Many notes changed at once, and exactly as they were when it is taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import groups
from annotations.audiences import EVERYBODY, ONLY_ME, Audience
from annotations.models import Annotation, Batch, Mute, Tagging
from annotations.notebook import batches
from annotations.posting import reply
from annotations.readers import Reader
from annotations.tag_names import MOST_TAGS
from annotations.tagging import set_tags, tags_named
from annotations.writing import revise
from reader.models import Interview


@pytest.fixture
def reader(people):
    return Reader(user=people["anna"])


@pytest.fixture
def notes(add):
    """A private yellow highlight, a public blue comment on a passage, a public comment on a block."""
    add("anna", "sehr gutes")
    add("anna", "Besondere", position=1, body="Warum?", visibility="public", colour="b")
    add("anna", "", body="Alles", visibility="public")
    return Annotation.objects.order_by("pk")


def state():
    return [
        (
            note.colour,
            note.visibility,
            note.deleted,
            note.motivation,
            sorted(tag.name for tag in note.tags.all()),
        )
        for note in Annotation.objects.order_by("pk")
    ]


def change(notes, reader, what):
    match what:
        case "colour":
            return batches.recolour(notes, reader, "p")
        case "visibility":
            return batches.show(notes, reader, ONLY_ME)[0]
        case "deleted":
            return batches.delete(notes, reader)
        case "tag":
            return batches.add_tags(notes, reader, tags_named(["eins", "zwei"]))[0]
        case "untag":
            return batches.remove_tags(notes, reader, tags_named(["eins"]))


WHAT = ["colour", "visibility", "deleted", "tag", "untag"]


@pytest.mark.parametrize("what", WHAT)
def test_what_is_taken_back_is_as_it_was(notes, reader, what):
    set_tags(notes[0], ["eins"])
    before = state()
    batch = change(notes, reader, what)
    changed = state()
    assert changed != before
    restored, left = batches.take_back(batch, reader)
    assert restored == len(batch.before["rows"]) == sum(a != b for a, b in zip(before, changed, strict=True))
    assert left == 0
    assert state() == before


@pytest.mark.parametrize("what", WHAT)
def test_it_is_taken_back_once(notes, reader, what):
    set_tags(notes[0], ["eins"])
    batch = change(notes, reader, what)
    batches.take_back(batch, reader)
    assert batches.take_back(batch, reader) == (0, 0)


def test_what_changed_since_stays(notes, reader):
    batch = change(notes, reader, "colour")
    Annotation.objects.filter(pk=notes[0].pk).update(version=9, colour="g")
    assert batches.take_back(batch, reader) == (1, 1)
    assert [note[0] for note in state()] == ["g", "b", ""]


def test_only_passages_get_a_colour_and_nothing_to_do_is_no_batch(notes, reader):
    change(notes, reader, "colour")
    assert [note[0] for note in state()] == ["p", "p", ""]
    assert change(notes, reader, "colour") is None
    assert change(notes, reader, "untag") is None
    assert Batch.objects.count() == 1


def test_a_note_never_gets_too_many_tags(notes, reader):
    set_tags(notes[0], [f"t{n}" for n in range(MOST_TAGS - 1)])
    batch, left = batches.add_tags(notes, reader, tags_named(["eins", "zwei"]))
    assert (len(batch.before["rows"]), left) == (2, 1)
    assert Tagging.objects.filter(annotation=notes[0]).count() == MOST_TAGS - 1


@pytest.mark.parametrize("what", WHAT)
def test_pages_are_counted_up_once_where_everybody_sees_it(notes, reader, interview, blocks, what):
    for note in notes:
        set_tags(note, ["eins"])
    interview.refresh_from_db()
    versions = dict(interview.blocks.values_list("position", "version"))
    change(notes, reader, what)
    after = dict(interview.blocks.values_list("position", "version"))
    # The highlight on block 2 is private all the time.
    assert {n for n in after if after[n] != versions[n]} == {1}
    assert after[1] == versions[1] + 1
    version = interview.version
    interview.refresh_from_db()
    assert interview.version == version + 1
    assert interview.comments == (0 if what in ("visibility", "deleted") else 2)


def test_showing_a_private_one_changes_its_page(notes, reader, interview):
    before = interview.blocks.get(position=2).version
    batches.show(notes, reader, EVERYBODY)
    assert interview.blocks.get(position=2).version == before + 1
    interview.refresh_from_db()
    assert interview.highlights == 1


@pytest.fixture
def circle(people):
    """Anna's group."""
    return groups.found(people["anna"], "Lesekreis")


@pytest.fixture
def in_circle(notes, circle, reader):
    """The comment on the whole interview, which now the group alone sees, and anna's answer to it."""
    root = Annotation.objects.get(body="Alles")
    revise(root, root.version, Audience("group", circle))
    return root, reply(root, reader, "Antwort", Audience("group", circle))


def test_answers_to_a_group_stay_in_it(in_circle, notes, reader):
    root, answer = in_circle
    before = state()
    batch, left = batches.show(notes, reader, EVERYBODY)
    assert left == (1, 0)
    answer.refresh_from_db()
    root.refresh_from_db()
    assert (root.visibility, root.group, answer.visibility) == ("public", None, "group")
    assert batches.take_back(batch, reader) == (2, 0)
    assert state() == before


def test_nothing_is_changed_or_put_back_in_a_group_that_is_closed(in_circle, notes, reader, circle):
    batch, _left = batches.show(notes, reader, ONLY_ME)
    groups.close(circle)
    # The highlight was private all along; of the others two were the group's.
    assert batches.take_back(batch, reader) == (1, 2)
    revised = Annotation.objects.filter(group__isnull=False)
    assert not revised.exists()


def test_notes_in_a_closed_group_get_no_tags(in_circle, notes, reader, circle):
    groups.close(circle)
    batch, _left = batches.add_tags(notes, reader, tags_named(["eins"]))
    assert len(batch.before["rows"]) == 2
    batch, _left = batches.show(notes, reader, ONLY_ME)
    assert len(batch.before["rows"]) == 3


def test_old_changes_are_forgotten(notes, reader):
    for n in range(batches.KEPT + 3):
        batches.recolour(notes, reader, "yg"[n % 2])
    assert Batch.objects.count() == batches.KEPT


def test_queries_do_not_grow_with_the_notes(notes, reader, add):
    counts = []
    for name in ("eins", "zwei"):
        tags = tags_named([name])
        with CaptureQueriesContext(connection) as queries:
            batch = batches.add_tags(notes, reader, tags)[0]
            batches.take_back(batch, reader)
        counts.append(len(queries))
        for n in range(6):
            add("anna", "", body=f"{name} {n}")
    assert counts[0] == counts[1]


@pytest.fixture
def correction(url, passage, sign_in):
    """A correction that anna suggested: everybody sees it."""
    data = passage("sehr gutes") | {"words": "recht gutes"}
    sign_in("anna").post(url.replace("annotations", "suggestions/new"), data)
    return Annotation.objects.get(motivation="editing")


@pytest.mark.parametrize("who", ["me", "circle"])
def test_a_suggested_correction_stays_visible_to_everyone(notes, reader, circle, correction, who):
    audience = ONLY_ME if who == "me" else Audience("group", circle)
    batch, left = batches.show(Annotation.objects.by(reader), reader, audience)
    assert left == (0, 1)
    correction.refresh_from_db()
    assert (correction.visibility, correction.version) == ("public", 1)
    assert correction.pk not in {pk for pk, *_old in batch.before["rows"]}


def test_notes_are_shown_to_a_group_and_taken_back(in_circle, notes, reader, people, circle):
    other = groups.found(people["anna"], "Seminar")
    before = state()
    batch, left = batches.show(notes, reader, Audience("group", other))
    # What answers the first group stays there.
    assert left == (1, 0)
    assert [note.group for note in Annotation.objects.order_by("pk")] == [other, other, other, circle]
    assert batches.show(notes.filter(root=None), reader, Audience("group", other)) == (None, (0, 0))
    assert batches.take_back(batch, reader) == (3, 0)
    assert state() == before
    assert [note.group for note in Annotation.objects.order_by("pk")] == [None, None, circle, circle]


def test_tags_are_told_apart_by_their_key_and_keep_their_spelling(notes, reader):
    set_tags(notes[0], ["Eins"])
    set_tags(notes[1], ["EINS", "Zwei"])
    before = state()
    batch, _left = batches.add_tags(notes, reader, tags_named(["eins"]))
    assert [note[4] for note in state()] == [["Eins"], ["EINS", "Zwei"], ["eins"]]
    batches.take_back(batch, reader)
    batch = batches.remove_tags(notes, reader, tags_named(["eins"]))
    assert [note[4] for note in state()] == [[], ["Zwei"], []]
    batches.take_back(batch, reader)
    assert state() == before


def test_publishing_many_tells_whom_each_concerns(notes, reader, interview, people, add):
    add("ben", body="Ich bin auch da")
    mention = add("anna", "Modell", body="Was meint @ben?", visibility="private")
    Interview.objects.update(added_by=people["clara"])
    batch, _left = batches.show(Annotation.objects.filter(pk=mention.pk), reader, EVERYBODY)
    assert people["ben"].notices.get().kind == "mention"
    assert people["clara"].notices.filter(annotation=mention).exists()
    batches.take_back(batch, reader)
    batches.show(Annotation.objects.filter(pk=mention.pk), reader, EVERYBODY)
    assert people["ben"].notices.count() == 1


def test_publishing_costs_the_same_however_many_tell_the_owner_alone(add, reader, interview, people):
    Interview.objects.update(added_by=people["ben"])
    counts = []
    for n in (1, 8):
        for m in range(n):
            add("anna", "", body=f"Wort {n} {m}", visibility="private")
        with CaptureQueriesContext(connection) as queries:
            batches.show(Annotation.objects.by(reader).filter(visibility="private"), reader, EVERYBODY)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert people["ben"].notices.filter(kind="comment").count() == 9


def test_the_owner_is_not_told_of_what_they_muted_nor_of_their_own(add, reader, interview, people):
    Interview.objects.update(added_by=people["ben"])
    muted, own = (add(who, "", body="Wort", visibility="private") for who in ("anna", "ben"))
    Mute.objects.create(interview=interview, root=muted, creator=people["ben"])
    batches.show(Annotation.objects.by(reader), reader, EVERYBODY)
    batches.show(Annotation.objects.filter(pk=own.pk), Reader(user=people["ben"]), EVERYBODY)
    assert not people["ben"].notices.exists()
