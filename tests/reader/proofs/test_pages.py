"""The editor of a proof through its pages, by htmx and as plain forms."""

import json
import re

import pytest

from annotations.models import Annotation
from reader.models import Interview, Proof
from reader.proofs.keeping import begin, begin_for, draft_in
from reader.proofs.rows import stamp
from reader.sources import Source
from tests.conftest import draft
from tests.reader.adding import HTMX, TALK, correct, paste


def test_a_correction_is_kept_and_sent_back_to_its_place(anna, proof):
    key = draft_in(proof).blocks[0].key
    answer = correct(anna, proof, do="kind", key=key, choice="note")
    assert answer.url == f"{proof.get_absolute_url()}#b-{key}"
    proof.refresh_from_db()
    assert draft_in(proof).blocks[0].kind == "note"
    page = anna.get(answer.url).content.decode()
    assert "Art geändert" in page
    anna.post(f"/proofs/{proof.uid}/undo/")
    proof.refresh_from_db()
    assert draft_in(proof).blocks[0].kind == "lead"


def test_htmx_gets_what_has_changed(anna, proof):
    blocks = draft_in(proof).blocks
    shown = " ".join(block.key for block in blocks)
    answer = correct(anna, proof, HTMX, do="kind", key=blocks[1].key, choice="@Lee Antwort", shown=shown)
    page = answer.content.decode()
    assert re.findall(r'<li id="b-(\w+)"', page) == [blocks[1].key]
    assert 'id="sum" hx-swap-oob="true"' in page
    assert "randnotiz:done" in answer["HX-Trigger-After-Settle"]


def test_a_split_by_cursor_counts_what_was_typed(anna, proof):
    block = draft_in(proof).blocks[1]
    typed = "Neuer Anfang. 😀\r\n\r\nWas ist das?"
    answer = correct(anna, proof, HTMX, do="split", key=block.key, at="17", text=typed, shown=block.key)
    assert answer.status_code == 200
    proof.refresh_from_db()
    assert [b.text for b in draft_in(proof).blocks[1:3]] == ["Neuer Anfang. 😀", "Was ist das?"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"do": "text", "text": "  "}, "braucht Wörter"),
        ({"do": "split", "at": "0"}, "Nichts bliebe"),
        ({"do": "kind", "choice": "banana"}, "aus der Liste"),
        ({"do": "address", "url": "javascript:alert(1)"}, "https://"),
        ({"do": "text", "text": "Neu", "was": "0"}, "in einem anderen Fenster"),
        ({"do": "range", "start": "0", "end": "3", "choice": "note", "text": "Neu"}, "zuerst den geänderten"),
        ({"do": "head", "title": " ", "language": "de"}, "Titel"),
        ({"do": "head", "title": "T", "language": "de", "published": "gestern"}, "Datum"),
        ({"do": "speaker", "name": "Kim Frage", "new": "", "number": "1"}, "Namen"),
        ({"do": "person", "new": "Kim Frage"}, "schon jemand"),
    ],
)
def test_what_can_not_be_done_is_said_and_changes_nothing(anna, proof, sent, said):
    sent = {"key": draft_in(proof).blocks[1].key, **sent}
    for headers in ({}, HTMX):
        answer = correct(anna, proof, headers, **sent)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    proof.refresh_from_db()
    assert draft_in(proof) == draft_in(Proof.objects.get(pk=proof.pk))
    assert not proof.corrections.exists()


def test_what_was_typed_for_a_text_stays_without_scripts(anna, proof):
    key = draft_in(proof).blocks[1].key
    page = correct(anna, proof, do="split", key=key, at="0", text="Getippt und noch da").content.decode()
    assert "Getippt und noch da" in page


def test_an_unknown_correction_is_refused(anna, proof):
    assert correct(anna, proof, do="explode").status_code == 400
    assert anna.post(f"/proofs/{proof.uid}/save/", {"visibility": "secret"}).status_code == 422


@pytest.mark.parametrize("who", ["ben", ""])
def test_nobody_else_sees_a_proof(sign_in, proof, who):
    stranger = sign_in(who)
    for method, path in [
        ("get", ""),
        ("get", "save/"),
        ("post", "corrections/"),
        ("post", "undo/"),
        ("post", "save/"),
        ("post", "delete/"),
        ("post", "adoption/"),
    ]:
        answer = getattr(stranger, method)(f"/proofs/{proof.uid}/{path}")
        assert answer.status_code == (404 if who else 302), path
        if not who:
            assert getattr(stranger, method)(f"/proofs/{proof.uid}/{path}", headers=HTMX).status_code == 401
    assert Proof.objects.get() == proof


def test_only_who_added_an_interview_corrects_it(sign_in, interview, people):
    interview.added_by = people["anna"]
    interview.save()
    address = f"/interviews/{interview.slug}/proof/"
    assert sign_in("ben").post(address).status_code == 404
    assert sign_in("anna").get(address).status_code == 405
    answer = sign_in("anna").post(address)
    proof = Proof.objects.get()
    assert answer.url == proof.get_absolute_url()
    assert proof.interview == interview


def test_before_a_new_text_is_saved_it_is_said_what_becomes_of_notes(anna, interview, people):
    interview.added_by = people["anna"]
    interview.save()
    proof = begin_for(interview, people["anna"])
    assert anna.get(f"/proofs/{proof.uid}/save/").status_code == 200
    anna.post(f"/proofs/{proof.uid}/corrections/", {"do": "head", "title": "Neu", "language": "de"})
    saved = anna.post(f"/proofs/{proof.uid}/save/", {"visibility": "public"})
    assert saved.url == interview.get_absolute_url()
    interview.refresh_from_db()
    assert (interview.title, interview.revision) == ("Neu", 2)


def test_a_long_text_comes_page_by_page(anna, people):
    proof = begin(people["anna"], Source(draft(pairs=80), "lang.txt", b"x"))
    first = anna.get(proof.get_absolute_url()).content.decode()
    assert first.count("data-row=") == 100
    last = anna.get(proof.get_absolute_url() + "?page=2").content.decode()
    assert last.count("data-row=") == len(draft_in(proof).blocks) - 100


def test_what_is_to_be_checked_can_be_shown_alone(anna):
    paste(anna, TALK.replace("Ich schneide", "BlumIch schneide"))
    proof = Proof.objects.get()
    page = anna.get(proof.get_absolute_url() + "?show=doubts").content.decode()
    assert page.count("data-row=") == 1
    assert "BlumIch" in page


def test_what_is_not_applied_yet_counts_for_what_is_done_next(anna, proof):
    first, second = (block.key for block in draft_in(proof).blocks[:2])
    correct(anna, proof, HTMX, do="kind", key=first, choice="note", text="Neu gesagt.")
    correct(anna, proof, HTMX, do="join", key=second, text="Auch neu.")
    proof.refresh_from_db()
    block = draft_in(proof).blocks[0]
    assert (block.kind, block.text) == ("note", "Neu gesagt.\n\nAuch neu.")


def test_two_windows_do_not_take_back_each_others_details(anna, proof):
    correct(anna, proof, HTMX, do="head", title="Neuer Titel")
    correct(anna, proof, HTMX, do="head", published="2024-05-06")
    proof.refresh_from_db()
    assert (draft_in(proof).title, str(draft_in(proof).published)) == ("Neuer Titel", "2024-05-06")


def test_nothing_is_offered_to_be_undone_where_nothing_changed(anna, proof):
    key = draft_in(proof).blocks[0].key
    answer = correct(anna, proof, HTMX, do="kind", key=key, choice="lead")
    said = json.loads(answer["HX-Trigger-After-Settle"])["randnotiz:done"]
    assert said["say"] == "Nichts geändert"
    assert "undo" not in said


def test_merging_is_called_so_and_leads_to_who_stays(anna, proof):
    answer = correct(anna, proof, HTMX, do="speaker", name="Kim Frage", new="Lee Antwort", number="1")
    said = json.loads(answer["HX-Trigger-After-Settle"])["randnotiz:done"]
    assert (said["say"], said["focus"]) == ("Zu einer Person zusammengeführt", "#name-1")


def test_a_text_changed_elsewhere_is_shown_and_can_be_replaced(anna, proof):
    block = draft_in(proof).blocks[1]
    seen = stamp(block.text)
    correct(anna, proof, HTMX, do="text", key=block.key, text="Vom anderen Fenster.")
    answer = correct(anna, proof, HTMX, do="text", key=block.key, text="Meins.", was=seen)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Vom anderen Fenster." in page
    again = re.search(r'id="was-\w+" value="(\w+)"', page)[1]
    assert correct(anna, proof, HTMX, do="text", key=block.key, text="Meins.", was=again).status_code == 200
    proof.refresh_from_db()
    assert draft_in(proof).blocks[1].text == "Meins."


def test_the_filter_stays_until_all_is_shown_again(anna):
    paste(anna, TALK.replace("Ich schneide", "BlumIch schneide"))
    proof = Proof.objects.get()
    key = next(b.key for b in draft_in(proof).blocks if "BlumIch" in b.text)
    address = f"/proofs/{proof.uid}/corrections/?show=doubts"
    page = anna.post(
        address, {"do": "text", "key": key, "text": "Ich schneide."}, headers=HTMX
    ).content.decode()
    assert "Alles zeigen" not in page
    assert 'href="?"' in page
    assert "Alles ist geprüft" in anna.get(proof.get_absolute_url() + "?show=doubts").content.decode()


def test_another_language_turns_the_rows_round(anna, proof):
    key = draft_in(proof).blocks[0].key
    page = correct(anna, proof, HTMX, do="head", language="ar", shown=key).content.decode()
    assert f'id="b-{key}"' in page
    assert 'lang="ar" dir="rtl"' in page


def test_notes_that_stay_as_they_are_need_no_second_page(anna, interview, people):
    interview.added_by = people["anna"]
    interview.save()
    proof = begin_for(interview, people["anna"])
    lead = interview.blocks.get(kind="lead")
    Annotation.objects.create(
        interview=interview, creator=people["ben"], motivation="highlighting", colour="y",
        visibility="public", start_block=lead, start=0, end_block=lead, end=14, exact=lead.text[:14],
    )  # fmt: skip
    key = lead.key
    correct(anna, proof, do="head", title="Neu")
    assert (
        anna.post(f"/proofs/{proof.uid}/save/", {"visibility": "public"}).url == interview.get_absolute_url()
    )
    proof = begin_for(Interview.objects.get(), people["anna"])
    correct(anna, proof, do="text", key=key, text="Ganz andere Worte.")
    asked = anna.post(f"/proofs/{proof.uid}/save/", {"visibility": "private"})
    assert asked.url == f"/proofs/{proof.uid}/save/?visibility=private"
    page = anna.get(asked.url).content.decode()
    assert "1 nicht mehr zuzuordnen" in page
    saved = anna.post(f"/proofs/{proof.uid}/save/", {"visibility": "private", "seen": "1"})
    assert saved.url == interview.get_absolute_url()
    assert "1 Anmerkung im Text" in anna.get(saved.url).content.decode()


def test_a_draft_that_is_gone_says_so(anna, proof):
    proof.delete()
    answer = anna.get(proof.get_absolute_url())
    assert answer.status_code == 404
    assert "Diesen Entwurf gibt es nicht mehr" in answer.content.decode()


@pytest.mark.parametrize("sent", [{}, {"interview": ""}, {"interview": "x"}, {"interview": "0" * 40}])
def test_what_names_no_interview_is_not_found(anna, proof, sent):
    assert anna.post(f"/proofs/{proof.uid}/adoption/", sent).status_code == 404
    proof.refresh_from_db()
    assert proof.interview is None


def test_who_may_not_edit_any_more_saves_nothing_and_is_told_nothing(sign_in, interview, people):
    staff = people["ben"]
    staff.is_staff = True
    staff.save()
    proof = begin_for(interview, staff)
    correct(sign_in("ben"), proof, do="head", title="Von Ben")
    interview.added_by, interview.visibility = people["anna"], "private"
    interview.save()
    address = f"/proofs/{proof.uid}/save/"
    answers = [
        sign_in("ben").get(address),
        sign_in("ben").post(address, {"visibility": "public", "seen": "1"}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    interview.refresh_from_db()
    assert (interview.title, interview.visibility) == ("Ein Gespräch", "private")
    assert Proof.objects.get() == proof


@pytest.mark.parametrize(
    "sent", [{"do": "text", "key": "x" * 100_000}, {"do": "speaker", "number": "1" * 99}]
)
def test_headers_stay_short_whatever_is_sent(anna, proof, sent):
    answer = correct(anna, proof, HTMX, **sent)
    assert answer["HX-Retarget"] == "#problem-save"


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"do": "person", "new": "\u200b\u200d"}, "Namen"), ({"do": "head", "title": "\u202e"}, "Titel")],
)
def test_a_name_or_title_must_be_visible(anna, proof, sent, said):
    answer = correct(anna, proof, HTMX, **sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
