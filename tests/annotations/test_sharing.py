"""Sharing: what is copied names who says it where, and its address leads back to the words."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from annotations.models import Annotation
from annotations.text_directives import text_directive
from reader.painting import can_paint


def shown(client, address):
    response = client.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    fields = dict(re.findall(r'<textarea class="in" id="(\w+)-\w+"[^>]*>\n(.*?)</textarea>', html, re.DOTALL))
    fields["words"] = re.search(r'data-text="([^"]+)"', html)[1]
    fields["link"] = re.search(r'id="link-\w+" readonly value="([^"]+)"', html)[1]
    fields["picture"] = re.search(r'<img src="([^"]+)"', html)[1].replace("&amp;", "&")
    return fields


def test_a_passage_is_shared_with_speaker_title_and_an_address_of_its_words(
    sign_in, interview, url, blocks, passage
):
    data = {
        k: v
        for k, v in passage("sehr gutes Modell").items()
        if k in ("start_block", "start", "end_block", "end")
    }
    query = "&".join(f"{k}={v}" for k, v in data.items())
    fields = shown(sign_in(), f"{url}share/?{query}")
    link = f"http://testserver{interview.get_absolute_url()}#t-{blocks[2].key}"
    # The first words of a block have no others before them.
    link += ":~:text=Ein%20%F0%9F%98%80-,sehr%20gutes%20Modell,-.%20Ko%CC%88ln%20ist"
    assert fields["link"] == link
    assert fields["quote"] == f"„sehr gutes Modell“\n— Lee Antwort, Ein Gespräch\n{link}"
    # Apps put the address under the words by themselves.
    assert fields["words"] == "„sehr gutes Modell“\n— Lee Antwort, Ein Gespräch"
    assert fields["markdown"] == f"&gt; sehr gutes Modell\n&gt;\n&gt; — Lee Antwort, [Ein Gespräch]({link})"
    svg = sign_in().get(fields["picture"])
    assert svg.status_code == 200
    assert "sehr gutes Modell" in svg.content.decode()


def test_words_of_several_are_told_apart(sign_in, url, blocks):
    query = f"start_block={blocks[1].key}&start=0&end_block={blocks[2].key}&end=3"
    quote = shown(sign_in(), f"{url}share/?{query}")["quote"]
    assert quote.startswith("„Kim Frage: Was ist das Besondere")
    assert "\n\nLee Antwort: Ein" in quote
    assert "— Ein Gespräch" in quote


@pytest.mark.parametrize(
    "change", [{"start": 5000}, {"end": 5000}, {"start": 20, "end": 10}, {"start_block": "no"}, {"end": ""}]
)
def test_a_passage_that_is_not_there_is_not_shared(sign_in, url, blocks, change):
    query = {"start_block": blocks[2].key, "start": 0, "end_block": blocks[2].key, "end": 10} | change
    assert sign_in().get(f"{url}share/", query).status_code == 404


def test_a_note_is_shared_by_its_short_address_if_others_may_follow_it(add, sign_in, interview):
    note = add("anna", "sehr gutes", body="Stimmt", visibility="public")
    fields = shown(sign_in(), f"/annotations/{note.uid}/share/")
    assert fields["link"] == f"http://testserver/a/{note.uid}/"
    assert fields["picture"] == f"/a/{note.uid}/card.svg"
    secret = add("anna", "sehr gutes", body="Geheim", visibility="private")
    fields = shown(sign_in("anna"), f"/annotations/{secret.uid}/share/")
    assert str(secret.uid) not in fields["link"] + fields["picture"]
    assert sign_in("ben").get(f"/annotations/{secret.uid}/share/").status_code == 404
    whole = add("anna", "", body="Alles *gut*")
    assert shown(sign_in(), f"/annotations/{whole.uid}/share/")["quote"].startswith("„Alles *gut*“\n— anna, ")
    Annotation.objects.filter(pk=note.pk).update(
        state="orphaned", start_block=None, end_block=None, start=None, end=None, last_speaker="Lee Antwort"
    )
    assert "— Lee Antwort" in shown(sign_in(), f"/annotations/{note.uid}/share/")["quote"]


def test_what_is_copied_stands_open_on_a_page_and_folded_in_the_card(add, sign_in, htmx):
    address = f"/annotations/{add('anna', 'sehr gutes').uid}/share/"
    page = sign_in("anna").get(address).content.decode()
    part = sign_in("anna").get(address, **htmx).content.decode()
    assert [page.count("<details open>"), part.count("<details open>")] == [1, 0]
    assert [page.count(">Teilen</h"), part.count(">Teilen</h")] == [1, 1]


def test_cards_are_safe_and_may_be_kept_by_caches(add, sign_in, interview):
    note = add("anna", "sehr gutes", body="Stimmt", visibility="public")
    type(interview).objects.update(title="<script>alert(1)</script> & \ufffe")
    for address in (f"/a/{note.uid}/card.svg", f"/interviews/{interview.slug}/card.svg"):
        response = sign_in().get(address)
        assert response.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
        policy = response.headers["Content-Security-Policy"]
        assert "sandbox" in policy
        assert all(f"{name} 'none'" in policy for name in ("base-uri", "form-action", "frame-ancestors"))
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"].startswith("public")
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(response.content).iter()}
        assert tags <= {"svg", "title", "rect", "text"}
    assert sign_in().get(f"/a/{note.uid}/card.gif").status_code == 404
    assert sign_in().get(f"/interviews/{interview.slug}/card.svg?block=x").status_code == 404
    assert sign_in().post(f"/a/{note.uid}/card.svg").status_code == 405


def test_pictures_are_painted_or_left_to_the_browser(add, sign_in, monkeypatch):
    note = add("anna", "sehr gutes", body="Stimmt", visibility="public")
    address = f"/a/{note.uid}/card.png"
    if can_paint():
        response = sign_in().get(address)
        assert response.content.startswith(b"\x89PNG")
        assert response.headers["Content-Type"] == "image/png"
    monkeypatch.setattr("reader.views.cards.can_paint", lambda: False)
    response = sign_in().get(address)
    assert response.headers["Location"] == f"/a/{note.uid}/card.svg"


def test_a_card_of_a_private_interview_is_its_owners(add, sign_in, interview, people):
    note = add("anna", "sehr gutes", body="Stimmt", visibility="public")
    type(interview).objects.update(visibility="private", added_by=people["anna"])
    assert sign_in("anna").get(f"/a/{note.uid}/card.svg").status_code == 404
    own = sign_in("anna").get(f"/interviews/{interview.slug}/card.svg")
    assert own.headers["Cache-Control"] == "private, no-cache"
    assert sign_in("ben").get(f"/interviews/{interview.slug}/card.svg").status_code == 404


def test_a_text_directive_names_whole_words():
    assert text_directive("ander-es", "das w", "n da") == ":~:text=das-,wander%2Desn,-da"
    long = "Eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn Ende"
    assert unquote(text_directive(long, "Und ", "")) == (
        ":~:text=Und-,Eins zwei drei vier fünf sechs,elf zwölf dreizehn vierzehn fünfzehn Ende"
    )
    assert unquote(text_directive("Ende.\n\nAnfang", "Am ", "")) == ":~:text=Am-,Ende.,Anfang"
    few = "Donaudampfschifffahrtsgesellschaften kontrollieren Straßenbeleuchtungsverordnungen mit Sorgfalt"
    assert unquote(text_directive(few, "Die ", "")) == f":~:text=Die-,{few}"
    assert unquote(text_directive("語" * 200, "語" * 200, "語")) == f":~:text={'語' * 20},{'語' * 20}"


def test_a_text_directive_names_what_stands_beside_the_words_too():
    before, after = "Anfang.\n\nEins zwei, drei „vier ", "“ fünf sechs sieben\n\nacht"
    assert (
        unquote(text_directive("Modell", before, after)) == ":~:text=zwei, drei „vier-,Modell,-“ fünf sechs"
    )
    assert unquote(text_directive("Modell", "Anfang.\n\n", "\n\nEnde")) == ":~:text=Modell"


def test_a_text_directive_is_never_taken_for_the_outlines_words():
    # The outline shows at most 64 characters of a question.
    question = "Was ist das Besondere daran, und wie sind Sie überhaupt darauf gekommen, so etwas zu tun? Ja?"
    assert text_directive("Was ist das", "", " Besondere daran?") == ""
    assert text_directive("Was ist das?", "", "\n\nUnd mehr.") == ""
    assert text_directive("Was ist das?\n\nUnd mehr.", "", "") == ""
    shown = unquote(text_directive(question[:11], "", question[11:]))
    assert shown == ":~:text=Was ist das,-Besondere daran, und wie sind Sie überhaupt darauf gekommen,"
    whole = unquote(text_directive(f"{question}\n\nEnde", "", ""))
    assert whole == f":~:text={question.partition(' so etwas')[0]},Ende"
