"""Making highlights: the text has the last word, sending twice stores once."""

import json
from uuid import uuid4

import pytest

from annotations.models import Annotation
from reader.site import Site, keep


def test_a_highlight_is_private_and_drawn_by_the_server(url, passage, sign_in, interview):
    anna = sign_in("anna")
    data = passage("sehr gutes")
    response = anna.post(url, data)
    annotation = Annotation.objects.get()
    assert response.status_code == 302
    assert response.headers["Location"] == f"{interview.get_absolute_url()}#t-{data['start_block']}"
    assert (annotation.visibility, annotation.motivation, annotation.exact) == (
        "private",
        "highlighting",
        "sehr gutes",
    )
    page = anna.get(interview.get_absolute_url()).content.decode()
    assert (
        f'<mark data-a="{annotation.ref}" data-c="y" class="mine" id="m-{annotation.ref}">sehr gutes</mark>'
        in page
    )


def test_htmx_gets_the_touched_block_and_what_to_say(url, passage, sign_in, htmx):
    response = sign_in("anna").post(url, passage("sehr gutes"), **htmx)
    html = response.content.decode()
    assert response.status_code == 200
    assert html.startswith('<article hx-swap-oob="true" class="turn brief short a"')
    assert html.count("hx-swap-oob") == 2, "the block and the count of notes, nothing else"
    done = json.loads(response.headers["HX-Trigger-After-Settle"])["randnotiz:done"]
    assert done["say"] == "Gelb markiert: „sehr gutes“"
    assert done["undo"]["url"].endswith("/deletion/")


def test_what_the_site_shows_to_everybody_is_said(url, passage, sign_in, htmx):
    keep(Site(pk=1, highlights="public"))
    assert "Alle werden sie sehen." in sign_in().post(url, passage("sehr gutes"), **htmx).content.decode()
    response = sign_in("anna").post(url, passage("sehr gutes"), **htmx)
    done = json.loads(response.headers["HX-Trigger-After-Settle"])["randnotiz:done"]
    assert done["say"] == "Gelb markiert: „sehr gutes“ · für alle sichtbar"


def test_sending_twice_stores_once(url, passage, sign_in):
    anna, data = sign_in("anna"), passage("sehr gutes")
    assert [anna.post(url, data).status_code for _ in range(2)] == [302, 302]
    assert Annotation.objects.count() == 1


def test_an_id_of_somebody_else_is_refused(url, passage, sign_in, htmx):
    data = passage("sehr gutes")
    sign_in("anna").post(url, data)
    response = sign_in("ben").post(url, data, **htmx)
    assert response.status_code == 409
    assert Annotation.objects.count() == 1


def test_overlapping_touching_and_identical_highlights_are_all_kept(add):
    for words in ("sehr gutes", "sehr gutes", "gutes Modell", "Ein 😀 ", "sehr"):
        add("anna", words)
    assert Annotation.objects.count() == 5


def test_a_range_that_disagrees_with_the_quote_is_put_right(url, passage, sign_in):
    data = passage("sehr gutes", start=0, end=3)
    sign_in("anna").post(url, data)
    annotation = Annotation.objects.get()
    text = annotation.start_block.text
    assert text[annotation.start : annotation.end] == "sehr gutes"


@pytest.mark.parametrize(
    ("change", "say"),
    [
        ({"exact": "steht hier nicht"}, "Der Text hat sich geändert. Bitte die Stelle prüfen."),
        ({"exact": "  "}, "Die Auswahl ist leer. Bitte eine Stelle im Text auswählen."),
        ({"exact": ""}, "Die Auswahl ist leer. Bitte eine Stelle im Text auswählen."),
        (
            {"start": "", "exact": "anders"},
            "Diese Worte stehen dort nicht. Bitte kopieren Sie sie aus dem Text.",
        ),
        ({"exact": "x" * 20_001}, "Die Auswahl ist zu lang (höchstens 20.000 Zeichen)."),
        ({"start": 10**30}, None),
        ({"start": -1}, None),
        ({"start_block": "nowhere"}, "Der Text hat sich geändert. Bitte die Stelle prüfen."),
        ({"colour": "x"}, None),
        ({"uid": "x"}, None),
    ],
)
def test_bad_input_is_422_with_a_sentence(url, passage, sign_in, htmx, change, say):
    response = sign_in("anna").post(url, passage("sehr gutes") | change, **htmx)
    assert response.status_code == 422
    told = json.loads(response.headers["HX-Trigger"])["randnotiz:problem"]["say"]
    assert told
    assert say is None or told == say
    assert not Annotation.objects.exists()


def test_a_passage_over_several_turns_leaves_out_what_nobody_says(url, sign_in, blocks, interview):
    first, last = blocks[2], blocks[4]
    exact = f"{first.text[-6:]}\n\n{last.text[:3]}"
    data = {
        "uid": str(uuid4()),
        "start_block": first.key,
        "start": len(first.text) - 6,
        "end_block": last.key,
        "end": 3,
        "exact": exact,
        "colour": "g",
    }
    anna = sign_in("anna")
    assert anna.post(url, data).status_code == 302
    page = anna.get(interview.get_absolute_url()).content.decode()
    ref = Annotation.objects.get().ref
    assert page.count(f'<mark data-a="{ref}"') == 2
    aside = page[page.index('data-kind="aside"') :]
    assert "<mark" not in aside[: aside.index("</aside>")]


def test_a_visitor_is_asked_for_a_name_and_nothing_is_lost(url, passage, sign_in, htmx):
    visitor, data = sign_in(), passage("sehr gutes")
    asked = visitor.post(url, data, **htmx)
    assert asked.status_code == 422
    assert asked.headers["HX-Retarget"] == "#ask-body"
    assert data["uid"] in asked.content.decode()
    assert 'value="sehr gutes"' in asked.content.decode()
    empty = visitor.post(url, data | {"name": "  "}, **htmx)
    assert "Bitte geben Sie Ihren Namen ein." in empty.content.decode()
    assert visitor.post(url, data | {"name": "Gast"}, **htmx).status_code == 200
    annotation = Annotation.objects.get()
    assert (annotation.guest.name, annotation.creator) == ("Gast", None)
    assert visitor.cookies["guest"]["max-age"] == 365 * 24 * 3600
    assert visitor.cookies["guest"]["httponly"]


def test_a_visitor_who_signs_in_instead_finds_the_highlight_saved(url, passage, sign_in, people, interview):
    visitor, data = sign_in(), passage("sehr gutes")
    away = visitor.post(url, data | {"then": "login"})
    assert away.status_code == 302
    assert "/accounts/login/?next=" in away.headers["Location"]
    page = visitor.get(away.headers["Location"]).content.decode()
    assert "Ihre Markierung wartet" in page
    back = visitor.post(away.headers["Location"], {"username": "anna", "password": "anna-has-a-password"})
    assert back.headers["Location"] == f"{interview.get_absolute_url()}#t-{data['start_block']}"
    assert Annotation.objects.get().creator == people["anna"]


def test_extending_reaches_from_the_earlier_beginning_to_the_later_end(add, passage, sign_in):
    annotation = add("anna", "sehr gutes")
    response = sign_in("anna").post(
        f"/annotations/{annotation.uid}/extension/", passage("gutes Modell. Ko\u0308ln")
    )
    assert response.status_code == 302
    annotation.refresh_from_db()
    assert annotation.exact == "sehr gutes Modell. Ko\u0308ln"
    assert annotation.start_block.text[annotation.start : annotation.end] == annotation.exact


def test_colour_deletion_and_undo(add, sign_in, interview):
    annotation, anna = add("anna", "sehr gutes"), sign_in("anna")
    base = f"/annotations/{annotation.uid}"
    assert anna.post(f"{base}/colour/", {"colour": "p"}).status_code == 302
    assert 'data-c="p"' in anna.get(interview.get_absolute_url()).content.decode()
    assert anna.post(f"{base}/colour/", {"colour": "z"}).status_code == 422
    assert anna.post(f"{base}/deletion/").status_code == 302
    assert "<mark" not in anna.get(interview.get_absolute_url()).content.decode()
    assert anna.post(f"{base}/deletion/").status_code == 302, "deleting twice is no error"
    assert anna.post(f"{base}/restoration/").status_code == 302
    assert 'data-c="p"' in anna.get(interview.get_absolute_url()).content.decode()


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "trace"])
def test_nothing_changes_by_another_method_than_post(url, sign_in, method, passage):
    assert getattr(sign_in("anna"), method)(url).status_code == 405
