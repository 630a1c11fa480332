"""Whatever the text, accepting a suggestion changes its words and nothing else."""

from uuid import uuid4

from django.contrib.auth.models import User
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotations.models import Annotation, Suggestion
from annotations.suggestions.accepting import accept, take_back
from annotations.targets import named
from reader.document import Draft, DraftBlock, DraftSpeaker
from reader.drafts import draft_of
from reader.importing import save
from reader.text import Span

WORDS = st.sampled_from(
    [
        "gut",
        "sehr",
        "😀",
        "Ko\u0308ln",
        "a",
        "a",
        "nicht",
        "שלום",
        "数据",
        "ein",
        "Satz.",
        "\n\n",
        "—",
        "Tag,",
    ]
)
TEXTS = st.lists(WORDS, min_size=3, max_size=14).map(" ".join).map(str.split).map(" ".join)
PARAGRAPHS = st.lists(TEXTS.filter(bool), min_size=1, max_size=3).map("\n\n".join)
CUTS = st.tuples(st.floats(0, 0.99), st.floats(0, 0.99))


def range_of(text, cut):
    """A range of the text without blanks at its ends; None where there is none."""
    start, end = sorted(int(share * len(text)) for share in cut)
    while start < end + 1 <= len(text) and text[start].isspace():
        start += 1
    end += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end <= len(text) else None


def words_in(text, cut):
    """The same, from the beginning of a word to the end of one."""
    where = range_of(text, cut)
    if where is None:
        return None
    start, end = where
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def annotate(interview, user, block, where, **more):
    start, end = where
    return Annotation.objects.create(
        interview=interview,
        creator=user,
        visibility="public",
        **named(block, start, block, end, block.text[start:end]),
        **more,
    )


def make(text, cuts, words, reach=range_of):
    user, _new = User.objects.get_or_create(username="anna")
    links = [Span(0, len(text), "link", "https://a.example/")]
    draft = Draft(
        title="Ein Gespräch",
        language="de",
        speakers=[DraftSpeaker("Kim", "interviewer")],
        blocks=[
            DraftBlock(kind="turn", speaker="Kim", text=text, spans=links),
            DraftBlock(kind="para", text="Danach."),
        ],
    )
    interview = save(draft, "a.txt", uuid4().bytes, user)
    block = interview.blocks.order_by("position")[0]
    made = []
    for cut, new in zip(cuts, words, strict=False):
        where = reach(text, cut)
        if where is not None and text[slice(*where)] != new:
            note = annotate(interview, user, block, where, motivation="editing")
            row = Suggestion.objects.create(
                annotation=note, interview=interview, before=note.exact, words=new
            )
            made.append(row)
    return interview, user, block, made


def patient(function):
    return settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])(function)


@patient
@example("gut gut gut\n\ngut gut gut", (0.0, 0.0), "gut gut gut", (0.5, 0.875))
@given(PARAGRAPHS, CUTS, TEXTS.filter(bool), CUTS)
def test_the_text_has_the_words_in_the_place_and_other_notes_stand_on_theirs(db, text, cut, words, other):
    interview, user, block, made = make(text, [cut], [words], words_in)
    if not made:
        return
    start, end = made[0].annotation.start, made[0].annotation.end
    where = words_in(text, other)
    apart = where is not None and (where[1] <= start or end <= where[0])
    note = annotate(interview, user, block, where, motivation="highlighting", colour="y") if apart else None
    accept(interview, made, user)
    block.refresh_from_db()
    assert block.text == text[:start] + words + text[end:]
    made[0].annotation.refresh_from_db()
    annotation = made[0].annotation
    assert block.text[annotation.start : annotation.end] == annotation.exact == words
    if note is not None:
        exact = note.exact
        note.refresh_from_db()
        assert note.exact == exact == block.text[note.start : note.end]
    assert interview.blocks.count() == 2
    spans = draft_of(interview).blocks[0].spans
    assert all(0 <= span.start < span.end <= len(block.text) for span in spans)


@patient
@given(
    PARAGRAPHS, st.lists(CUTS, min_size=1, max_size=5), st.lists(TEXTS.filter(bool), min_size=5, max_size=5)
)
def test_all_that_are_apart_are_accepted_at_once_and_taken_back_at_once(db, text, cuts, words):
    interview, user, block, made = make(text, cuts, words)
    if not made:
        return
    accepted = accept(interview, made, user)
    changed = text
    for one in sorted(accepted, key=lambda one: one.annotation.start, reverse=True):
        changed = changed[: one.annotation.start] + one.words + changed[one.annotation.end :]
    block.refresh_from_db()
    assert block.text == changed
    for one in Suggestion.objects.filter(status="accepted", interview=interview).select_related("annotation"):
        assert block.text[one.annotation.start : one.annotation.end] == one.words
    first = Suggestion.objects.select_related("annotation").get(pk=accepted[0].pk)
    take_back(interview, first, user)
    block.refresh_from_db()
    assert block.text == text
    for one in Suggestion.objects.filter(pk__in=[one.pk for one in accepted]).select_related("annotation"):
        assert (one.status, text[one.annotation.start : one.annotation.end]) == ("open", one.before)
