"""Comments, replies, edits and deletions, with and without htmx."""

from uuid import uuid4

import pytest

from annotations.models import Annotation


def test_a_comment_on_a_passage_is_public_and_stands_beside_its_turn(add, sign_in, interview):
    annotation = add("anna", "sehr gutes", body="Das **stimmt**.")
    assert (annotation.motivation, annotation.visibility) == ("commenting", "public")
    page = sign_in("ben").get(interview.get_absolute_url()).content.decode()
    assert "<strong>stimmt</strong>" in page
    assert f'<a class="ref" href="#n-{annotation.ref}"' in page
    assert f'id="n-{annotation.ref}"' in page


def test_a_guest_comments_on_the_whole_interview_with_just_a_name(url, sign_in, interview):
    visitor = sign_in()
    data = {"uid": str(uuid4()), "motivation": "commenting", "body": "Danke!", "name": "Nora"}
    assert visitor.post(url, data).status_code == 302
    page = sign_in().get(interview.get_absolute_url()).content.decode()
    assert "Danke!" in page
    assert "Nora" in page
    assert Annotation.objects.get().start_block is None


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
@pytest.mark.parametrize("name", ["", "\u200b"])
def test_empty_comment_and_empty_name_are_told_at_the_field(url, sign_in, headers, name):
    data = {"motivation": "commenting", "body": " \n", "name": name}
    response = sign_in().post(url, data, headers=headers)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Bitte geben Sie Ihren Kommentar ein." in html
    assert "Bitte geben Sie Ihren Namen ein." in html
    assert ("<html" in html) is not bool(headers)


def test_what_was_typed_survives_an_error(url, sign_in):
    html = (
        sign_in().post(url, {"motivation": "commenting", "body": "Viele Worte", "name": ""}).content.decode()
    )
    assert "Viele Worte</textarea>" in html


def test_a_comment_on_a_turn_has_no_passage(url, sign_in, blocks, interview):
    data = {"motivation": "commenting", "body": "Zur Frage", "start_block": blocks[1].key}
    assert sign_in("anna").post(url, data).status_code == 302
    annotation = Annotation.objects.get()
    assert (annotation.start_block, annotation.start) == (blocks[1], None)
    assert "Zur Frage" in sign_in().get(interview.get_absolute_url()).content.decode()


def test_replies_of_any_depth_are_kept_and_shown_to_the_second_level(add, sign_in, interview):
    parent = add("anna", "sehr gutes", body="Eins")
    for n in range(4):
        uid = str(uuid4())
        url = f"/annotations/{parent.uid}/replies/"
        assert sign_in("ben").post(url, {"uid": uid, "body": f"Antwort {n}"}).status_code == 302
        parent = Annotation.objects.get(uid=uid)
    page = sign_in().get(interview.get_absolute_url()).content.decode()
    assert [page.count(f'data-depth="{d}"') for d in (1, 2, 3)] == [1, 3, 0]
    assert parent.reply_to.reply_to.reply_to.reply_to == parent.root


def test_the_form_for_a_reply_is_a_page_and_a_fragment(add, sign_in, htmx):
    url = f"/annotations/{add('anna', 'sehr gutes', body='Eins').uid}/replies/"
    assert "<html" in sign_in().get(url).content.decode()
    html = sign_in().get(url, **htmx).content.decode()
    assert html.strip().startswith("<form")
    assert "csrfmiddlewaretoken" in html


def test_a_stale_edit_gets_409_with_both_texts(add, sign_in, htmx):
    annotation, anna = add("anna", "sehr gutes", body="Erste Fassung"), sign_in("anna")
    url = f"/annotations/{annotation.uid}/revision/"
    one = {"body": "Aus dem ersten Tab", "version": 1, "visibility": "public", "colour": "y"}
    assert anna.post(url, one).status_code == 302
    stale = anna.post(url, one | {"body": "Aus dem zweiten Tab"}, **htmx)
    html = stale.content.decode()
    assert stale.status_code == 409
    assert "Aus dem ersten Tab" in html
    assert "Aus dem zweiten Tab" in html
    annotation.refresh_from_db()
    assert annotation.body == "Aus dem ersten Tab"
    assert anna.post(url, one | {"body": "Aus dem zweiten Tab", "version": 2}).status_code == 302


def test_a_highlight_with_words_becomes_a_comment(add, sign_in):
    annotation = add("anna", "sehr gutes")
    url = f"/annotations/{annotation.uid}/revision/"
    data = {"body": "Jetzt mit Worten", "version": 1, "visibility": "public", "colour": "b"}
    assert sign_in("anna").post(url, data).status_code == 302
    annotation.refresh_from_db()
    assert (annotation.motivation, annotation.colour, annotation.visibility) == ("commenting", "b", "public")


def test_a_comment_cannot_be_emptied(add, sign_in):
    annotation = add("anna", "sehr gutes", body="Worte")
    url = f"/annotations/{annotation.uid}/revision/"
    response = sign_in("anna").post(url, {"body": " ", "version": 1})
    assert response.status_code == 422
    assert "Bitte geben Sie Ihren Kommentar ein." in response.content.decode()


def test_a_deleted_comment_with_replies_keeps_its_place_without_its_words(add, sign_in, interview):
    annotation = add("anna", "sehr gutes", body="Geheimnisvoll")
    sign_in("ben").post(f"/annotations/{annotation.uid}/replies/", {"body": "Antwort"})
    sign_in("anna").post(f"/annotations/{annotation.uid}/deletion/")
    page = sign_in().get(interview.get_absolute_url()).content.decode()
    assert "Geheimnisvoll" not in page
    assert "Gelöschter Kommentar" in page
    assert "Antwort" in page


def test_registering_moves_what_the_guest_wrote(url, sign_in, interview, django_user_model):
    visitor = sign_in()
    visitor.post(url, {"motivation": "commenting", "body": "Als Gast", "name": "Nora"})
    data = {"username": "nora", "password1": "ein-langes-kennwort-7"}
    assert visitor.post("/accounts/register/", data).status_code == 302
    annotation = Annotation.objects.get()
    assert (annotation.creator.username, annotation.guest) == ("nora", None)
    assert visitor.cookies["guest"].value == ""
    assert ">nora</b>" in sign_in().get(interview.get_absolute_url()).content.decode()


def test_in_a_conflict_the_saved_text_can_be_kept(add, sign_in, htmx):
    annotation = add("anna", "sehr gutes", body="Gespeichert")
    url = f"/annotations/{annotation.uid}/revision/"
    response = sign_in("anna").post(url, {"keep": "theirs", "body": "Meine Fassung", "version": 9}, **htmx)
    annotation.refresh_from_db()
    assert (response.status_code, annotation.body, annotation.version) == (200, "Gespeichert", 1)


def test_a_note_over_two_turns_keeps_its_number_when_only_the_second_is_drawn(
    add, passage, url, sign_in, blocks, interview
):
    """A new highlight in the second turn has just that turn rendered."""
    first, second = blocks[1], blocks[2]
    over_both = {
        "motivation": "commenting", "body": "Frage und Antwort", "uid": str(uuid4()),
        "start_block": first.key, "start": 0, "end_block": second.key, "end": 3,
        "exact": f"{first.text}\n\n{second.text[:3]}",
    }  # fmt: skip
    anna = sign_in("anna")
    assert anna.post(url, over_both).status_code == 302
    answer = anna.post(url, passage("sehr gutes"), headers={"hx-request": "true"}).content.decode()
    note = Annotation.objects.get(motivation="commenting")
    number = f'class="ref mine" href="#n-{note.ref}"'
    assert f'id="t-{second.key}"' in answer
    assert f'id="t-{first.key}"' not in answer
    assert number in answer
    assert number in anna.get(interview.get_absolute_url()).content.decode()


def test_what_replies_stand_under_keeps_its_passage_when_deleted(add, sign_in, interview):
    note = add("anna", "sehr gutes", body="Weg damit")
    sign_in("ben").post(f"/annotations/{note.uid}/replies/", {"uid": str(uuid4()), "body": "Bleibt"})
    sign_in("anna").post(f"/annotations/{note.uid}/deletion/")
    html = sign_in("ben").get(interview.get_absolute_url()).content.decode()
    assert f'<mark data-a="{note.ref}"' in html
    assert "Weg damit" not in html
    alone = add("anna", "Modell", body="Auch weg")
    sign_in("anna").post(f"/annotations/{alone.uid}/deletion/")
    assert alone.ref not in sign_in("ben").get(interview.get_absolute_url()).content.decode()


def test_all_counts_count_comments_and_replies_alike(add, sign_in, interview):
    note = add("anna", "sehr gutes", body="Eins")
    sign_in("ben").post(f"/annotations/{note.uid}/replies/", {"uid": str(uuid4()), "body": "Zwei"})
    add("ben", "Modell")
    html = sign_in("ben").get(interview.get_absolute_url()).content.decode()
    assert 'aria-label="Alle 2 Anmerkungen"' in html
    assert html.count("2 Anmerkungen</button>") == 1


def test_a_corrected_comment_on_the_interview_comes_back_as_the_form_that_stays(url, sign_in, htmx):
    html = sign_in().post(url, {"motivation": "commenting", "body": ""}, **htmx).content.decode()
    assert "data-resident" in html
    assert "data-cancel" not in html


def test_the_page_for_a_comment_shows_what_it_is_about(sign_in, blocks, interview):
    html = (
        sign_in().get(f"/interviews/{interview.slug}/annotations/new/?block={blocks[1].key}").content.decode()
    )
    assert f'<blockquote class="quoted" lang="de"><p>{blocks[1].text}</p></blockquote>' in html
    assert html.count(f"{interview.get_absolute_url()}#t-{blocks[1].key}") == 2


def test_what_is_gone_is_said_by_the_page_that_asked(sign_in, add, htmx):
    note = add("anna", "sehr gutes", body="Weg")
    sign_in("anna").post(f"/annotations/{note.uid}/deletion/")
    answer = sign_in("ben").post(f"/annotations/{note.uid}/replies/", {"body": "Zu spät"}, **htmx)
    assert (answer.status_code, answer.content) == (404, b"")
    assert "HX-Trigger" not in answer.headers


def test_without_scripts_a_passage_is_named_by_its_words(url, sign_in, blocks, interview):
    anna = sign_in("anna")
    page = f"/interviews/{interview.slug}/annotations/new/?block={blocks[2].key}"
    assert 'name="exact" rows="2"' in anna.get(page).content.decode()
    data = {
        "motivation": "commenting",
        "start_block": blocks[2].key,
        "body": "Dazu",
        "exact": "sehr gutes Modell",
    }
    assert anna.post(url, data).status_code == 302
    note = Annotation.objects.get()
    assert blocks[2].text[note.start : note.end] == "sehr gutes Modell"
    wrong = anna.post(url, data | {"exact": "steht da nicht", "body": "Viele Worte"})
    html = wrong.content.decode()
    assert wrong.status_code == 422
    assert "Diese Worte stehen dort nicht." in html
    assert "steht da nicht</textarea>" in html
    assert "Viele Worte</textarea>" in html


def test_without_scripts_the_next_page_says_what_was_done(url, sign_in, interview):
    anna = sign_in("anna")
    anna.post(url, {"motivation": "commenting", "body": "Danke"})
    page = interview.get_absolute_url()
    assert "<span>Kommentar gespeichert</span>" in anna.get(page).content.decode()
    assert "Kommentar gespeichert" not in anna.get(page).content.decode()
    note = Annotation.objects.get()
    gone = anna.post(f"/annotations/{note.uid}/deletion/")
    assert gone.headers["Location"] == f"{page}#comments"
    assert "<span>Anmerkung gelöscht</span>" in anna.get(page).content.decode()


@pytest.mark.parametrize("page", ["replies", "flag"])
def test_a_form_about_a_note_quotes_its_words_without_their_formatting(add, sign_in, page):
    note = add("anna", "sehr gutes", body="Das ist **wichtig**, siehe [dort](https://example.org/).")
    shown = sign_in("ben").get(f"/annotations/{note.uid}/{page}/").content.decode()
    assert "Das ist wichtig, siehe dort." in shown


def test_signing_in_leads_back_to_the_place_that_one_wrote_at(add, blocks, interview, sign_in):
    visitor, place = sign_in(), interview.get_absolute_url()
    note = add("anna", "sehr gutes", body="Hm")
    forms = {
        f"{place}annotations/new/?block={blocks[2].key}": f"t-{blocks[2].key}",
        f"{place}suggestions/new/?block={blocks[2].key}": f"t-{blocks[2].key}",
        f"/annotations/{note.uid}/replies/": f"n-{note.ref}",
        f"{place}?lang=de": "comments",
    }
    for form, anchor in forms.items():
        page = visitor.get(form).content.decode()
        assert f'class="signin" href="/accounts/login/?next={place}%23{anchor}"' in page, form
