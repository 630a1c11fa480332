"""Notes that were exported from here come back as they were."""

import pytest

from annotations.models import Annotation
from tests.annotations.importing.bringing import bring, sums

EQUAL = ("uid", "motivation", "colour", "body", "visibility", "created", "modified", "state")
PLACE = ("start_block", "start", "end_block", "end", "exact", "prefix", "suffix", "last_turn", "last_speaker")


def rows():
    suggested = ("suggestion__before", "suggestion__words", "suggestion__status")
    fields = (*EQUAL, *PLACE, *suggested, "reply_to__uid", "root__uid")
    found = Annotation.objects.order_by("uid")
    return [
        (*row, sorted(Annotation.objects.get(uid=row[0]).tags.values_list("name", flat=True)))
        for row in found.values_list(*fields)
    ]


@pytest.fixture
def all_sorts(four_notes, add, sign_in, interview, passage):
    """With replies to own notes and to one's replies, a private thread, one that has lost its place.

    And with corrections that are suggested, one with a reason.
    """
    anna = sign_in("anna")
    for exact, words, reason in (("schön", "sehr *schön*", ""), ("Zweiter", "Dritter", "Zähl *nach*.")):
        data = passage(exact) | {"words": words, "body": reason}
        assert anna.post(f"/interviews/{interview.slug}/suggestions/new/", data).status_code == 302
    one = Annotation.objects.get(pk=four_notes[1].pk)
    anna.post(f"{one.get_absolute_url()}replies/", {"body": "Und noch etwas"})
    reply = Annotation.objects.get(body="Und noch etwas")
    anna.post(f"{reply.get_absolute_url()}replies/", {"body": "Und noch mehr", "visibility": "private"})
    lost = add("anna", "mehr", colour="p", body="Wohin?")
    Annotation.objects.filter(pk=lost.pk).update(
        state="orphaned",
        exact="nirgends zu finden hier",
        start_block=None,
        start=None,
        end_block=None,
        end=None,
        last_turn=2,
        last_speaker="Lee Antwort",
        last_offset=None,
    )
    return interview


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_exported_imported_into_an_empty_site_and_exported_again_is_the_same(
    whole,
    all_sorts,
    exported,
    sign_in,
):
    file, before = exported("anna", "jsonld", whole=whole), rows()
    Annotation.objects.all().delete()
    response = bring(sign_in("anna"), file)
    assert sums(response) == {"known": 0, "placed": 8, "changed": 0, "orphaned": 1, "left": 0}
    assert rows() == before
    assert exported("anna", "jsonld", whole=whole) == file
    assert sums(bring(sign_in("anna"), file)) == {
        "known": 9,
        "placed": 0,
        "changed": 0,
        "orphaned": 0,
        "left": 0,
    }
    assert rows() == before


@pytest.mark.parametrize("key", ["hypothesis", "csv"])
def test_other_formats_bring_back_passages_comments_and_tags(key, four_notes, exported, sign_in):
    file = exported("anna", key)
    Annotation.objects.all().delete()
    response = bring(sign_in("anna"), file)
    assert response.status_code == 200
    found = {note.exact: note for note in Annotation.objects.filter(colour__gt="").exclude(state="orphaned")}
    assert set(found) == {"gutes", "daran? Erzählen Sie. (0)\n\nEin 😀 sehr"}
    assert found["gutes"].body == "Gut *gesagt*"
    assert len(found["gutes"].tags.all()) == 2
    assert found["gutes"].uid == four_notes[1].uid
    assert sums(bring(sign_in("anna"), file))["known"] == 4


def test_a_comment_on_the_whole_interview_comes_back_from_a_table_as_one(add, exported, sign_in, tagged):
    note = add("anna", "", body="=Zum *ganzen*\n\nGespräch", motivation="commenting")
    tagged(note, "modell")
    add("anna", "sehr gutes")
    file = exported("anna", "csv")
    Annotation.objects.all().delete()
    assert sums(bring(sign_in("anna"), file)) == {
        "known": 0, "placed": 2, "changed": 0, "orphaned": 0, "left": 0,
    }  # fmt: skip
    back = Annotation.objects.get(uid=note.uid)
    assert (back.body, back.exact, back.is_orphan) == (note.body, "", False)
    assert [tag.name for tag in back.tags.all()] == ["modell"]
    assert exported("anna", "csv") == file


def test_ones_answer_to_somebody_else_is_there_already(add, sign_in):
    root = add("ben", "sehr gutes", body="Wurzel")
    anna = sign_in("anna")
    anna.post(f"{root.get_absolute_url()}replies/", {"body": "Das sehe ich auch so"})
    exported = anna.get("/notes/export/jsonld/").getvalue()
    report = bring(anna, exported)
    assert sums(report) == {"known": 1, "placed": 0, "changed": 0, "orphaned": 0, "left": 0}
    Annotation.objects.filter(pk=root.pk).update(visibility="private")
    assert "Worauf sie antwortet, ist nicht hier." in str(bring(anna, exported).context["report"].left)
