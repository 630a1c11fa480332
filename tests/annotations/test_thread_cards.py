"""A card drawn in a kept shape is what its template says, whoever looks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations import replies, thread_cards
from annotations.models import Annotation, Guest
from annotations.patterns import Pattern
from annotations.readers import Reader
from annotations.threads import threads

pytestmark = pytest.mark.django_db


@pytest.fixture
def notes(interview, blocks, people, circle, add, answer, tagged):
    """Notes that differ in all that a card shows, two of most kinds."""
    said = add("anna", "gutes", body="Gut *gesagt*", visibility="public")
    tagged(said, "Zwei Wörter", "modell")
    add("ben", "sehr gutes", body="Besser", visibility="public")
    asked = add("anna", "Modell", visibility="public", colour="g")
    for n in range(4):
        answer("ben", asked, f"Antwort **{n}**")
    for who in ("anna", "ben"):
        for n in range(2):
            add(who, "", start_block=blocks[2].key, body=f"{who} {n} <b>", visibility="public")
        add(who, "", start_block=blocks[2].key, body="Für den Kreis", visibility=str(circle.uid))
    add("anna", "", start_block=blocks[2].key, body="Nur für mich", visibility="private")
    gone = add("anna", "", start_block=blocks[2].key, body="Weg", visibility="public")
    answer("ben", gone, "Und die Antwort?")
    Annotation.objects.filter(pk=gone.pk).update(deleted=timezone.now())
    hidden = add("ben", "", start_block=blocks[2].key, body="Versteckt", visibility="public")
    Annotation.objects.filter(pk=hidden.pk).update(standing="hidden", verdict="Werbung")
    guest = Guest.objects.create(name="Gast & Söhne")
    for hours in (1, 200):
        Annotation.objects.create(
            interview=interview, guest=guest, motivation="commenting", visibility="public", body=f"{hours} h",
            start_block=blocks[2], created=timezone.now() - timedelta(hours=hours),
            reaction_counts={"heart": 2},
        )  # fmt: skip
    return guest


def looking(interview, reader, **more):
    """The threads as this reader sees them, and what their cards are drawn with."""
    found = Annotation.objects.on(interview).placed_for(reader).with_people()
    reacted = {note.uid: {"heart"} for note in found if note.reaction_counts}
    context = {"interview": interview, "may_decide": False, "whose": "", "meanings": {}, **more}
    return threads(found, reader, reacted), context


@pytest.mark.parametrize("who", ["anna", "ben", "clara", "guest", "visitor"])
def test_every_card_reads_as_its_template_says(who, notes, interview, people):
    reader = {"guest": Reader(guest=notes), "visitor": Reader()}.get(who) or Reader(user=people[who])
    found, context = looking(interview, reader, meanings={"g": "Zitat"})
    assert len(found) > 5
    for thread in found:
        for note in thread.notes[1:]:
            assert replies.render_replies([note]) == replies._template(note)
        html = thread_cards.render_threads([thread], interview, meanings={"g": "Zitat"})
        assert html == thread_cards._template(thread, context)


def test_one_shape_serves_all_that_are_alike(add, blocks, interview, monkeypatch):
    for n in range(3):
        add("ben", "", start_block=blocks[2 * n].key, body=f"Nummer {n}", visibility="public")
    drawn = []
    of = Pattern.of
    monkeypatch.setattr(thread_cards, "_shapes", thread_cards.Shapes(10))
    monkeypatch.setattr(Pattern, "of", lambda note: drawn.append(note) or of(note))
    found, _context = looking(interview, Reader())
    html = thread_cards.render_threads(found, interview)
    assert len(drawn) == 1
    assert [f"Nummer {n}" in html for n in range(3)] == [True] * 3


def test_the_languages_have_their_own(add, interview):
    from django.utils import translation

    add("ben", body="Gut gesagt", visibility="public")
    found, _context = looking(interview, Reader())
    with translation.override("de"):
        assert "Antworten" in thread_cards.render_threads(found, interview)
    with translation.override("en"):
        assert "Reply" in thread_cards.render_threads(found, interview)


def test_what_a_guest_may_no_longer_change_says_so(interview, blocks, add):
    guest = Guest.objects.create(name="Gast")
    asked = add("ben", body="Eine Frage", visibility="public")
    for hours in (1, 200):
        Annotation.objects.create(
            interview=interview, guest=guest, motivation="replying", visibility="public", body=f"{hours} h",
            root=asked, reply_to=asked, created=timezone.now() - timedelta(hours=hours),
        )  # fmt: skip
    found, _context = looking(interview, Reader(guest=guest))
    old, new = found[0].notes[1:]
    assert "/revision/" in replies.render_replies([new])
    assert "/revision/" not in replies.render_replies([old])
