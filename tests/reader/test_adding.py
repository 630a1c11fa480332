"""Adding an interview and correcting its text, through the pages; most of it also without scripts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reader.importers import ImportProblem
from reader.models import Interview, Proof
from reader.proofs.keeping import draft_in
from reader.sources import pasted_name
from tests.reader.adding import HTMX, TALK, paste


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


def test_a_draft_is_found_again_and_can_be_thrown_away(anna, proof):
    assert proof.get_absolute_url() in anna.get("/new/").content.decode()
    answer = anna.post(f"/proofs/{proof.uid}/delete/")
    assert answer.url == "/new/"
    assert not Proof.objects.exists()


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


def test_the_same_text_sent_again_is_one_draft(anna):
    paste(anna)
    paste(anna)
    assert Proof.objects.count() == 1


def test_a_pasted_text_without_people_is_called_by_its_first_words(anna):
    paste(anna, "Es war einmal ein Garten, in dem niemand ein Wort sprach, und das war gut so.")
    assert draft_in(Proof.objects.get()).title == "Es war einmal ein Garten, in dem niemand …"
