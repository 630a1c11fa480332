"""A new text: keys stay with their blocks, nothing is written twice, the old text is kept."""

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader import drafts
from reader.document import Draft, DraftBlock, DraftSpeaker
from reader.drafts import draft_of
from reader.importing import save
from reader.models import Block, Revision
from reader.revising import Stale, forecast, revise
from tests.conftest import draft


@pytest.fixture(autouse=True)
def _no_layers(settings):
    settings.READER_LAYERS = []


def keys(interview):
    return dict(interview.blocks.order_by("position").values_list("key", "text"))


def without_keys(text: Draft) -> Draft:
    for block in text.blocks:
        block.key = ""
    return text


def change(interview, text, **more):
    return revise(interview, text, **{"by": None, "reason": "edit", "based_on": interview.revision, **more})


def test_an_unchanged_text_makes_no_revision(interview):
    assert change(interview, without_keys(draft_of(interview))) == []
    interview.refresh_from_db()
    assert (interview.revision, Revision.objects.count()) == (1, 0)


def test_a_block_keeps_its_key_and_row_when_its_words_change(interview):
    before = {b.key: (b.pk, b.version) for b in interview.blocks.all()}
    text = draft_of(interview)
    text.blocks[1].text = "Was ist daran so anders?"
    change(interview, text)
    after = list(interview.blocks.order_by("position"))
    assert {b.key: b.pk for b in after} == {key: pk for key, (pk, _) in before.items()}
    assert after[1].text == "Was ist daran so anders?"
    assert [b.version - before[b.key][1] for b in after] == [0, 1, *[0] * (len(after) - 2)]


def test_a_text_read_again_hands_the_keys_on(interview):
    before = keys(interview)
    text = without_keys(draft_of(interview))
    text.blocks.insert(0, DraftBlock(kind="lead", text="Ganz vorn steht nun etwas Neues."))
    text.blocks[3].text = text.blocks[3].text.replace("gutes", "schlechtes")
    change(interview, text, reason="reimport")
    after = keys(interview)
    assert list(after)[1:] == list(before)
    assert "schlechtes" in list(after.values())[3]


def test_blocks_that_change_places_keep_their_keys(interview):
    before = list(keys(interview))
    text = without_keys(draft_of(interview))
    text.blocks.reverse()
    for block in text.blocks:
        block.continued = False
    change(interview, text)
    assert list(keys(interview)) == before[::-1]


def test_what_is_dropped_or_not_for_readers_is_gone(interview):
    text = draft_of(interview)
    gone = [text.blocks[0].key, text.blocks[3].key]
    text.blocks[0].text = "  "
    text.blocks[3].boilerplate = True
    change(interview, text)
    assert not interview.blocks.filter(key__in=gone).exists()
    assert list(interview.blocks.values_list("position", flat=True)) == [0, 1, 2, 3, 4]


def test_two_blocks_that_claim_one_key_do_not_both_get_it(interview):
    text = draft_of(interview)
    text.blocks[1].text = "Was ist das Besondere daran?"
    text.blocks.insert(2, DraftBlock("turn", "Erzählen Sie.", "Kim Frage", key=text.blocks[1].key))
    change(interview, text)
    assert interview.block(text.blocks[1].key).text == "Was ist das Besondere daran?"
    assert Block.objects.filter(interview=interview, text="Erzählen Sie.").count() == 1


def test_speakers_change_names_roles_and_places(interview):
    text = draft_of(interview)
    text.speakers = [DraftSpeaker("Lee Antwort"), DraftSpeaker("Kim Frage-Zeichen", "interviewer")]
    for block in text.blocks:
        block.speaker = "Kim Frage-Zeichen" if block.speaker == "Kim Frage" else block.speaker
    change(interview, text)
    assert [(s.name, s.role, s.position) for s in interview.speakers.all()] == [
        ("Lee Antwort", "", 1),
        ("Kim Frage-Zeichen", "interviewer", 2),
    ]
    assert interview.blocks.get(number=1).speaker.name == "Kim Frage-Zeichen"


def test_two_speakers_exchange_their_names(interview):
    text = draft_of(interview)
    other = {"Kim Frage": "Lee Antwort", "Lee Antwort": "Kim Frage", None: None}
    text.speakers.reverse()
    for block in text.blocks:
        block.speaker = other[block.speaker]
    change(interview, text)
    assert interview.blocks.get(number=1).speaker.name == "Lee Antwort"


def test_the_head_changes_and_the_address_stays(interview):
    text = draft_of(interview)
    text.title, text.language, text.site_name = "Ein anderes Gespräch", "en", "Beispiel"
    slug, versions = interview.slug, sum(interview.blocks.values_list("version", flat=True))
    change(interview, text)
    assert (interview.title, interview.language, interview.slug) == ("Ein anderes Gespräch", "en", slug)
    assert (interview.revision, interview.version) == (2, 2)
    # Each block is shown in another language now.
    assert sum(interview.blocks.values_list("version", flat=True)) == versions + interview.blocks.count()


def test_a_draft_without_a_title_keeps_the_one_that_is_there(interview):
    text = draft_of(interview)
    text.title = None
    assert change(interview, text) == []
    assert interview.title == "Ein Gespräch"


def test_the_old_text_is_kept_and_comes_back_with_its_keys(interview, people):
    was, before = draft_of(interview), keys(interview)
    text = draft_of(interview)
    del text.blocks[2:4]
    change(interview, text, by=people["anna"])
    revision = Revision.objects.get()
    assert (revision.number, revision.by, revision.reason) == (1, people["anna"], "edit")
    kept = drafts.unpack(revision.text)
    assert kept == was
    change(interview, kept, reason="restored")
    assert keys(interview) == before
    assert draft_of(interview) == was


def test_a_text_that_was_changed_meanwhile_is_not_overwritten(interview):
    text = draft_of(interview)
    text.blocks[1].text = "Was sonst?"
    change(interview, text)
    text.blocks[1].text = "Und nun?"
    with pytest.raises(Stale):
        change(interview, text, based_on=1)
    assert "Was sonst?" in keys(interview).values()


def test_a_forecast_changes_nothing(interview, django_assert_num_queries):
    before = keys(interview)
    text = without_keys(draft_of(interview))
    del text.blocks[1:]
    with django_assert_num_queries(2):
        assert forecast(interview, text) == []
    assert keys(interview) == before


def test_all_or_nothing(interview):
    before = keys(interview)
    text = draft_of(interview)
    text.blocks[1].text = "Anders."
    text.blocks[2].kind = "nonsense"
    text.blocks[2].speaker = None
    with pytest.raises(IntegrityError):
        change(interview, text)
    assert keys(interview) == before


@given(data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_becomes_of_the_blocks_the_new_text_stands_there(db, settings, data):
    settings.READER_LAYERS = []
    interview = save(draft(pairs=3), "g.txt", data.draw(st.binary(min_size=12, max_size=12)))
    text = draft_of(interview)
    order = data.draw(st.permutations(range(len(text.blocks))))
    some = order[: data.draw(st.integers(1, len(order)))]
    text.blocks = [text.blocks[at] for at in some]
    for block in text.blocks:
        block.continued = False
        block.key = block.key if data.draw(st.booleans()) else ""
        block.text = data.draw(st.sampled_from([block.text, "Ja.", block.text[:9] or "x", block.text + "!"]))
    change(interview, text)
    now = draft_of(interview)
    assert [b.text for b in now.blocks] == [b.text for b in text.blocks]
    assert [(b.kind, b.speaker) for b in now.blocks] == [(b.kind, b.speaker) for b in text.blocks]
    assert all(mine.key in {"", theirs.key} for mine, theirs in zip(text.blocks, now.blocks, strict=True))
    interview.delete()
