"""Readers suggest other words; whoever may change the text accepts or declines them."""

import json

from annotations.accounts.leaving import leave
from annotations.models import Status, Suggestion, Support
from reader.drafts import draft_of
from reader.models import Revision
from reader.revising import revise
from tests.annotations.circles.seeing import page_of


def text_of(blocks) -> str:
    blocks[2].refresh_from_db()
    return blocks[2].text


def test_accepting_makes_a_revision_that_names_the_reader_and_keeps_others_notes_on_their_words(
    suggest, decide, add, owned, blocks, sign_in
):
    other = add("clara", "Modell")
    before = text_of(blocks)
    made = suggest("ben", "sehr gutes", "ganz und gar ausgezeichnetes")
    decide("anna", made, "accepted")
    assert text_of(blocks) == before.replace("sehr gutes", "ganz und gar ausgezeichnetes", 1)
    other.refresh_from_db()
    assert text_of(blocks)[other.start : other.end] == other.exact == "Modell"
    revision = Revision.objects.get(interview=owned)
    assert (revision.reason, revision.credit, revision.by.username) == ("suggested", "ben", "anna")
    assert (
        "vorgeschlagen von ben" in sign_in("anna").get(f"/interviews/{owned.slug}/history/").content.decode()
    )
    assert (made.status, made.revision, made.decided_by.username) == ("accepted", 2, "anna")
    assert made.annotation.exact == "ganz und gar ausgezeichnetes"
    # Its author sees what became of it, others only the text.
    assert "Übernommen; so steht es nun im Text." in page_of(sign_in("ben"), owned)
    assert made.annotation.ref not in page_of(sign_in("clara"), owned)


def test_what_was_accepted_can_be_taken_back_until_the_text_is_changed_again(suggest, decide, owned, blocks):
    before = text_of(blocks)
    made = suggest("ben", "sehr gutes", "Hund")
    decide("anna", made, "accepted")
    decide("anna", made, "open")
    assert text_of(blocks) == before
    assert (made.status, made.annotation.exact, made.annotation.state) == ("open", "sehr gutes", "anchored")
    decide("anna", made, "accepted")
    other = suggest("ben", "Modell", "Muster")
    decide("anna", other, "accepted")
    changed = text_of(blocks)
    decide("anna", made, "open", code=409)
    assert text_of(blocks) == changed


def test_an_old_text_brought_back_by_the_history_opens_suggestions_again(suggest, decide, owned, sign_in):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    decide("anna", made, "accepted")
    sign_in("anna").post(f"/interviews/{owned.slug}/history/1/", {"revision": 2})
    made.refresh_from_db()
    assert (made.status, made.revision, made.decided) == ("open", None, None)


def test_what_overlaps_the_accepted_one_is_outdated_unless_its_words_still_stand(
    suggest, decide, owned, sign_in
):
    made = suggest("ben", "sehr gutes Modell", "sehr gutes Muster")
    other = suggest("clara", "gutes Modell", "schlechtes Modell")
    within = suggest("clara", "sehr", "ziemlich")
    decide("anna", made, "accepted")
    for one in (other, within):
        one.refresh_from_db()
    assert (other.status, within.status) == ("outdated", "open")
    assert "Überholt: Die Stelle lautet inzwischen anders." in page_of(sign_in("clara"), owned)
    decide("anna", other, "accepted", code=409)


def test_an_edit_of_the_passage_outdates_a_suggestion_and_the_old_words_open_it_again(suggest, owned, blocks):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    for old, new, status in (("sehr gutes", "recht gutes", "outdated"), ("recht", "sehr", "open")):
        owned.refresh_from_db()
        draft = draft_of(owned)
        draft.blocks[2].text = draft.blocks[2].text.replace(old, new)
        revise(owned, draft, None, "edit", owned.revision)
        made.refresh_from_db()
        assert made.status == status


def test_the_same_suggestion_again_supports_the_first_and_its_reason_is_a_reply(suggest, owned, sign_in):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    assert suggest("clara", "sehr gutes", "ziemlich gutes", body="Ja.") is None
    assert suggest("ben", "sehr gutes", "ziemlich gutes") is None
    made.refresh_from_db()
    assert (made.supporters, Suggestion.objects.count()) == (1, 1)
    assert made.annotation.replies.get().body == "Ja."
    assert "1 weitere Person würde es genauso ändern" in page_of(sign_in(), owned)


def test_who_leaves_supports_nothing_any_more(suggest, owned, sign_in, people):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    sign_in("clara").post(f"/annotations/{made.annotation.uid}/support/")
    assert "1 weitere Person würde es genauso ändern" in page_of(sign_in(), owned)
    leave(people["clara"], keep_comments=True)
    made.refresh_from_db()
    assert made.supporters == 0
    assert "würde es genauso ändern" not in page_of(sign_in(), owned)


def test_ones_own_support_is_seen_and_taken_back_by_the_same_button(suggest, owned, sign_in, htmx):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    url = f"/annotations/{made.annotation.uid}/support/"
    clara, others = sign_in("clara"), "weitere Person würde es genauso ändern"
    card = f"/annotations/{made.annotation.uid}/"
    may, does = (
        'aria-pressed="false">Finde ich auch<',
        'aria-pressed="true" name="back" value="1">Finde ich auch<',
    )
    assert may in page_of(clara, owned)
    answer = clara.post(url, **htmx)
    assert does in answer.content.decode()
    assert "> button" in json.loads(answer.headers["HX-Trigger-After-Settle"])["randnotiz:done"]["focus"]
    for page in (page_of(clara, owned), clara.get(card).content.decode()):
        assert does in page
        assert others not in page, "nobody else would"
    for page in (page_of(sign_in(), owned), sign_in().get(card).content.decode()):
        assert may in page
        assert f"1 {others}" in page
    sign_in("anna").post(url)
    assert f"1 {others}" in page_of(clara, owned)
    assert may in clara.post(url, {"back": "1"}, **htmx).content.decode()
    assert may in page_of(clara, owned)


def test_support_counts_each_reader_once_and_nobody_for_themselves(suggest, owned, sign_in, people):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    url = f"/annotations/{made.annotation.uid}/support/"
    clara, visitor = sign_in("clara"), sign_in()
    assert visitor.post(url).status_code == 422
    assert "Bitte geben Sie Ihren Namen ein." in visitor.post(url, {"name": " "}).content.decode()
    assert visitor.post(url, {"name": "Nora"}).status_code == 302
    assert [clara.post(url).status_code for _ in range(2)] == [302, 302]
    assert sign_in("ben").post(url).status_code == 422
    made.refresh_from_db()
    assert made.supporters == 2
    assert "Nicht mehr unterstützen" in clara.get(url).content.decode()
    clara.post(url, {"back": "1"})
    # The guest turns out to be Ben: nobody supports themselves.
    data = {"username": "nora", "password1": "nora-has-a-password", "password2": "nora-has-a-password"}
    assert visitor.post("/accounts/register/", data).status_code == 302
    made.refresh_from_db()
    assert (made.supporters, Support.objects.get().creator.username) == (1, "nora")


def test_all_that_do_not_overlap_are_accepted_in_one_revision(suggest, owned, blocks, sign_in):
    suggest("ben", "sehr gutes", "überaus sehr gutes")
    suggest("clara", "gutes Modell", "gutes Muster")
    suggest("clara", "schön", "wunderschön")
    anna, url = sign_in("anna"), f"/interviews/{owned.slug}/suggestions/"
    assert "Die 2 übernehmen, die sich nicht überschneiden" in anna.get(url).content.decode()
    assert anna.post(url).status_code == 302
    assert "überaus sehr gutes Modell" in text_of(blocks)
    assert "ist wunderschön." in text_of(blocks)
    accepted = Suggestion.objects.filter(status=Status.ACCEPTED).select_related("annotation")
    for one in accepted:
        assert text_of(blocks)[one.annotation.start : one.annotation.end] == one.words
    assert Revision.objects.get().credit == "ben, clara"
    page = anna.get(url).content.decode()
    assert "1 offener Vorschlag" in page
    assert anna.post(url).status_code == 302
    assert anna.post(url).status_code == 409


def test_declining_says_why_to_whoever_suggested_it(suggest, decide, owned, sign_in):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    decide("anna", made, "declined", reply="So <b>gesagt</b>.")
    page = page_of(sign_in("ben"), owned)
    assert "Abgelehnt" in page
    assert "So &lt;b&gt;gesagt&lt;/b&gt;." in page
    assert "Abgelehnt" not in page_of(sign_in("clara"), owned)
    decide("anna", made, "open")
    assert (made.status, made.reply) == ("open", "")


def test_withdrawing_is_for_whoever_suggested_it(suggest, decide, owned, sign_in):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    decide("anna", made, "withdrawn", code=404)
    decide("ben", made, "accepted", code=404)
    decide("ben", made, "withdrawn")
    decide("anna", made, "open", code=404)
    decide("anna", made, "accepted", code=409)
    decide("ben", made, "open")
    assert made.status == "open"


def test_deleted_suggestions_are_neither_listed_nor_accepted(suggest, decide, owned, sign_in, blocks):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    sign_in("ben").post(f"/annotations/{made.annotation.uid}/deletion/")
    decide("anna", made, "accepted", code=404)
    assert (
        "0 offene Vorschläge"
        in sign_in("anna").get(f"/interviews/{owned.slug}/suggestions/").content.decode()
    )
