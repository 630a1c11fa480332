"""Adding an interview and correcting its text, through the pages; most of it also without scripts."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.models import Annotation
from reader.importers import ImportProblem
from reader.models import Interview, Proof
from reader.proof_rows import stamp
from reader.proofs import begin, begin_for, draft_in
from reader.sources import Source, pasted_name
from tests.conftest import draft

TALK = """Ida Blum: Was machen Sie im Januar?

Otto Kern: Ich schneide die Obstbäume, wenn es trocken ist.

Danach lese ich.

Ida Blum: Und im Februar?

Otto Kern: Dann säe ich die ersten Tomaten auf der Fensterbank aus.
"""
HTMX = {"HX-Request": "true"}


@pytest.fixture
def anna(sign_in):
    return sign_in("anna")


@pytest.fixture
def proof(people):
    return begin(people["anna"], Source(draft(), "gespraech.txt", b"gespraech"))


def paste(client, text=TALK, **more):
    return client.post("/new/", {"source": "text", "text": text, **more})


def correct(client, proof, headers=None, **data):
    return client.post(f"/proofs/{proof.uid}/corrections/", data, headers=headers or {})


def test_only_readers_with_an_account_add(sign_in, db):
    answer = sign_in().get("/new/")
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/new/")


def test_a_pasted_text_becomes_a_proof_then_an_interview(anna, people):
    answer = paste(anna)
    proof = Proof.objects.get()
    assert answer.url == proof.get_absolute_url()
    page = anna.get(answer.url).content.decode()
    assert "Ida Blum" in page
    assert "Niemand sonst sieht das" in page
    saved = anna.post(f"/proofs/{proof.uid}/save/", {"visibility": "private"})
    interview = Interview.objects.get()
    assert saved.url == interview.get_absolute_url()
    assert (interview.visibility, interview.added_by) == ("private", people["anna"])
    assert interview.blocks.filter(kind="turn").count() == 4
    assert "Gespeichert." in anna.get(saved.url).content.decode()


def test_title_and_language_that_are_said_count(anna):
    paste(anna, title="  Im  Garten ", language="pt-br")
    assert (draft_in(Proof.objects.get()).title, draft_in(Proof.objects.get()).language) == (
        "Im Garten",
        "pt-br",
    )


def test_a_file_becomes_a_proof(anna):
    file = SimpleUploadedFile("garten.txt", TALK.encode())
    anna.post("/new/", {"source": "file", "file": file})
    proof = Proof.objects.get()
    assert proof.source_name == "garten.txt"
    assert bytes(proof.source) == TALK.encode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"source": "text", "text": " "}, "Bitte fügen Sie den Text des Gesprächs ein."),
        ({"source": "url", "url": ""}, "Bitte geben Sie die Adresse der Seite ein."),
        ({"source": "file"}, "Bitte wählen Sie eine Datei."),
        ({"source": "file", "file": SimpleUploadedFile("bild.png", b"x")}, "bild.png"),
        ({"source": "file", "file": SimpleUploadedFile("leer.txt", b"")}, "leer.txt"),
    ],
)
def test_what_is_missing_is_said_at_its_field(anna, sent, said):
    for headers in ({}, HTMX):
        answer = anna.post("/new/", sent, headers=headers)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert said in page
        assert 'aria-invalid="true"' in page
    assert not Proof.objects.exists()


def test_what_was_typed_stays(anna, monkeypatch):
    def fails(url):
        raise ImportProblem("Sie antwortet nicht.")

    monkeypatch.setattr("reader.sources.fetch", fails)
    answer = anna.post("/new/", {"source": "url", "url": "example.org/talk", "title": "Mein Titel"})
    page = answer.content.decode()
    assert "Sie antwortet nicht." in page
    assert 'value="example.org/talk"' in page
    assert 'value="Mein Titel"' in page


def test_a_file_that_is_too_large_says_how_large_it_is(anna, settings):
    settings.IMPORT_MAX_BYTES = 2 * 2**20
    file = SimpleUploadedFile("gross.txt", b"a" * (3 * 2**20))
    page = anna.post("/new/", {"source": "file", "file": file}).content.decode()
    assert "3,0\xa0MB" in page
    assert "2,0\xa0MB" in page


def test_a_text_too_long_for_a_form_is_refused_in_words(anna):
    answer = paste(anna, "a: b\n" * 600_000)
    assert answer.status_code == 413
    assert "Datei" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("WEBVTT\n\n00:00.000 --> 00:01.000\nHallo", "text.vtt"),
        ("1\n00:00:00,000 --> 00:00:01,000\nHallo", "text.srt"),
        ("<!doctype html><p>Hallo", "text.html"),
        ('<?xml version="1.0"?><TEI/>', "text.xml"),
        ('{"results": {}}', "text.json"),
        ("# Titel\n\n**Ida:** Hallo", "text.md"),
        ("Ida: [lacht] Hallo", "text.txt"),
        ("[Musik]\nIda: Hallo", "text.txt"),
        ("", "text.txt"),
    ],
)
def test_what_a_pasted_text_is_shows_in_it(text, name):
    assert pasted_name(text) == name


def test_a_first_look_keeps_nothing(anna):
    page = anna.post("/new/preview/", {"text": TALK}, headers=HTMX).content.decode()
    assert "Ida Blum" in page
    assert "<b>4</b> Wortmeldungen" in page
    assert not Proof.objects.exists()
    assert "Vorschau" in anna.post("/new/preview/", {"text": ""}, headers=HTMX).content.decode()


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


def test_a_draft_is_found_again_and_can_be_thrown_away(anna, proof):
    assert proof.get_absolute_url() in anna.get("/new/").content.decode()
    answer = anna.post(f"/proofs/{proof.uid}/delete/")
    assert answer.url == "/new/"
    assert not Proof.objects.exists()


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


def test_what_is_there_already_is_offered_and_can_get_the_new_text(anna, sign_in):
    paste(anna)
    anna.post(f"/proofs/{Proof.objects.get().uid}/save/", {"visibility": "public"})
    interview = Interview.objects.get()
    paste(anna, TALK.replace("Danach lese ich", "Danach lese ich viel"), title="Neu")
    # Other words: nothing is said.
    proof = Proof.objects.get()
    assert "steht wohl schon" not in anna.get(proof.get_absolute_url()).content.decode()
    proof.delete()
    paste(anna, TALK, title="Noch einmal")
    proof = Proof.objects.get()
    assert interview.get_absolute_url() in anna.get(proof.get_absolute_url()).content.decode()
    assert anna.post(f"/proofs/{proof.uid}/adoption/", {"interview": interview.uid}).status_code == 302
    anna.post(f"/proofs/{proof.uid}/save/", {"visibility": "public"})
    interview.refresh_from_db()
    assert (interview.title, interview.revision) == ("Noch einmal", 2)


def test_what_others_keep_to_themselves_is_not_told(anna, sign_in):
    paste(anna)
    anna.post(f"/proofs/{Proof.objects.get().uid}/save/", {"visibility": "private"})
    ben = sign_in("ben")
    paste(ben)
    proof = Proof.objects.get()
    assert "steht wohl schon" not in ben.get(proof.get_absolute_url()).content.decode()
    interview = Interview.objects.get()
    assert ben.post(f"/proofs/{proof.uid}/adoption/", {"interview": interview.uid}).status_code == 404


def test_where_fetching_is_off_no_address_is_asked_for(anna, settings):
    assert 'id="source-url"' in anna.get("/new/").content.decode()
    settings.FETCH_URLS = False
    page = anna.get("/new/").content.decode()
    assert 'id="source-url"' not in page
    assert 'name="url"' not in page


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


def test_the_same_text_sent_again_is_one_draft(anna):
    paste(anna)
    paste(anna)
    assert Proof.objects.count() == 1


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


def test_a_pasted_text_without_people_is_called_by_its_first_words(anna):
    paste(anna, "Es war einmal ein Garten, in dem niemand ein Wort sprach, und das war gut so.")
    assert draft_in(Proof.objects.get()).title == "Es war einmal ein Garten, in dem niemand …"
