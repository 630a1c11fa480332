"""Whose notes a page shows: everybody's, one's own, one's own and a group's, or none."""

import re

import pytest

from annotations import groups
from annotations.whole import FIRST
from tests.annotations.test_whole import CARD


@pytest.fixture
def wants(sign_in, interview):
    """wants("anna", "off", "?…") is the page as anna sees it who has chosen that."""

    def ask(who: str, marks: str, query: str = "") -> str:
        client = sign_in(who)
        if marks:
            client.cookies["appearance"] = f"marks={marks}"
        return client.get(interview.get_absolute_url() + query).content.decode()

    return ask


def classes(html: str, note) -> set[str]:
    """Of the note's mark, and of its card where it has one."""
    mark = re.search(rf'<mark data-a="{note.ref}"([^>]*)>', html)
    card = re.search(rf'<div class="([^"]*)" role="comment" id="n-{note.ref}"', html)
    assert mark
    named = re.search(r'class="([^"]*)"', mark[1])
    found = set(named[1].split() if named else ())
    assert card is None or found == set(card[1].split()) - {"note"}
    return found


def test_the_choice_is_kept_and_written_into_the_page_with_the_sheet_that_hides(sign_in, interview):
    client, page = sign_in("anna"), interview.get_absolute_url()
    html = client.get(page).content.decode()
    assert re.search(r'id="whose-sheet"[^>]* disabled>', html)
    assert re.search(r'name="marks" value="on" checked', html)
    answer = client.post("/appearance/", {"marks": "off", "next": page})
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    html = client.get(page).content.decode()
    assert re.search(r'<html lang="de" data-marks="off">', html)
    assert not re.search(r'id="whose-sheet"[^>]* disabled>', html)
    assert re.search(r'name="marks" value="off" checked', html)


def test_one_form_leaves_the_choices_of_the_other_alone(sign_in):
    client = sign_in()
    client.post("/appearance/", {"theme": "dark", "popular": ["off", "on"], "keys": "off"})
    client.post("/appearance/", {"marks": "none"})
    kept = client.cookies["appearance"].value
    assert set(kept.split("&")) == {"theme=dark", "popular=on", "keys=off", "marks=none"}
    client.post("/appearance/", {"theme": "auto", "popular": "off", "keys": ["off", "on"]})
    assert client.cookies["appearance"].value == "marks=none"


@pytest.mark.parametrize("marks", ["everything", "0" * 31, "x" * 32, "0" * 33, "", '"><script>'])
def test_what_is_no_choice_is_none(wants, marks):
    html = wants("anna", marks)
    assert "data-marks" not in html.split("<head>")[0]


def test_groups_are_offered_to_those_who_are_in_them_closed_ones_too(circle, wants):
    for who, sees in (("anna", True), ("ben", True), ("clara", False), ("", False)):
        assert (f'name="marks" value="{circle.uid.hex}"' in wants(who, "")) is sees
        assert ("Meine eigenen und die in „Lesekreis“" in wants(who, "")) is sees
    groups.close(circle)
    assert f'value="{circle.uid.hex}"' in wants("ben", "")
    assert f'<option value="{circle.uid}"' not in wants("ben", "")


def test_marks_and_cards_tell_whose_they_are(add, answer, circle, wants):
    add("clara", "schön", body="Von clara")
    group = circle.uid.hex
    public = add("anna", "sehr gutes", body="Für alle", visibility="public")
    ours = add("anna", "Modell", body="Unter uns", visibility=str(circle.uid))
    marked = add("anna", "Zweiter", visibility=str(circle.uid))
    html = wants("ben", group)
    assert classes(html, public) == set()
    assert classes(html, ours) == classes(html, marked) == {"ours"}
    assert html.count(f'data-g="{group}"') == 4, "two marks, a number and a card"
    html = wants("ben", "")
    assert classes(html, ours) == set()
    assert html.count(f'data-g="{group}"') == 4
    answer("ben", public)
    html = wants("ben", "off")
    assert classes(html, public) == {"ours"}, "something in it is his own"
    assert classes(html, ours) == set()
    assert classes(wants("anna", "off"), ours) == {"mine"}
    assert "data-g" not in wants("", "off")


def test_who_left_the_group_chooses_it_in_vain(add, circle, wants, people):
    ours = add("anna", "sehr gutes", body="Unter uns", visibility=str(circle.uid))
    assert ours.ref in wants("ben", circle.uid.hex)
    groups.part(circle.memberships.get(user=people["ben"]))
    for who in ("ben", "clara", ""):
        html = wants(who, circle.uid.hex)
        assert ours.ref not in html
        assert 'data-g="' not in html


def test_the_list_on_the_interview_has_only_those(
    comments, wants, answer, people, circle, sign_in, interview, htmx
):
    others = comments(FIRST + 3)
    mine = comments(2, creator=people["anna"])
    group = comments(2, visibility="group", group=circle)
    answer("anna", others[1])
    shown = {marks: CARD.findall(wants("anna", marks)) for marks in ("on", "off", "none", circle.uid.hex)}
    assert shown["on"] == [
        note.ref for note in sorted([*others, *mine, *group], key=lambda n: n.created)[:FIRST]
    ]
    assert set(shown["off"]) == {note.ref for note in (others[1], *mine)}
    assert set(shown[circle.uid.hex]) == {note.ref for note in (others[1], *mine, *group)}
    assert shown["none"] == []
    anna = sign_in("anna")
    anna.cookies["appearance"] = "marks=off"
    html = anna.get(f"/interviews/{interview.slug}/comments/", **htmx).content.decode()
    assert CARD.findall(html) == shown["off"]
    assert "autofocus" not in html


def test_a_note_that_is_asked_for_is_there_whoever_wrote_it(comments, wants, people):
    others = comments(FIRST + 3)
    comments(FIRST + 1, creator=people["anna"])
    for wanted in (others[0], others[-1]):
        for marks in ("off", "none"):
            assert wanted.ref in CARD.findall(wants("anna", marks, f"?note={wanted.uid}"))


def test_a_card_that_comes_back_after_a_change_keeps_what_it_is(comments, circle, sign_in, htmx):
    [note] = comments(1, visibility="group", group=circle)
    anna = sign_in("anna")
    anna.cookies["appearance"] = f"marks={circle.uid.hex}"
    html = anna.post(f"/annotations/{note.uid}/reactions/", {"emoji": "like"}, **htmx).content.decode()
    assert re.search(rf'class="note ours" role="comment" id="n-{note.ref}"', html)
