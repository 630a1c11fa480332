"""Selecting with the mouse and what becomes of it: stored exactly, drawn by the server, changed, deleted."""

import re

import pytest
from playwright.sync_api import expect

from annotations.changes import touch
from annotations.models import Annotation
from reader.document import Draft, DraftBlock, DraftSpeaker
from reader.importing import save
from tests.browser.conftest import wait_until_ready
from tests.browser.selecting import answer_of, drag, highlight, marked, point, quoted, select, toolbar
from tests.browser.waiting import box_of, resize, scrolled

COLOURS = ["Gelb markieren", "Grün markieren", "Blau markieren", "Rosa markieren"]
TRICKY = [
    ("Ein 😀 sehr gutes 😀 Modell", "sehr gutes 😀"),
    ("Gru\u0308\u00dfe aus Ko\u0308ln am Rhein", "aus Ko\u0308ln"),
    ("שלום עולם, מה שלומך היום", "עולם, מה"),
    ("漢字𠀀𠀁と𠮷野家の話", "𠀁と𠮷"),
    ("Die 👩\u200d👩\u200d👧\u200d👦 wohnt hier 👍🏽 gern", "👩\u200d👩\u200d👧\u200d👦 wohnt hier 👍🏽"),
]


@pytest.fixture
def page(open_page):
    return open_page("anna")


def test_a_drag_inside_a_word_stores_those_letters(page):
    p = answer_of(page).first
    drag(page, point(p, "frastruk"), point(p, "frastruk", last=True))
    expect(toolbar(page)).to_be_visible()
    for name in [*COLOURS, "Kommentieren", "Zitat kopieren"]:
        expect(toolbar(page).get_by_role("button", name=name, exact=True)).to_be_visible()
    before = scrolled(page)
    note = highlight(page)
    assert note.exact == quoted(note) == "frastruk"
    assert note.colour == "y"
    assert note.visibility == "private"
    expect(page.locator("mark.mine")).to_have_text("frastruk")
    assert scrolled(page) == before


def test_a_drag_backwards_stores_the_same(page):
    p = answer_of(page).first
    drag(page, point(p, "sehr interessantes", last=True), point(p, "sehr interessantes"))
    assert page.evaluate("getSelection().direction") == "backward"
    note = highlight(page, "Grün markieren")
    assert (note.exact, note.colour) == ("sehr interessantes", "g")


def test_a_drag_upwards_over_two_turns_leaves_out_the_aside_between(page):
    above = answer_of(page).nth(1)
    below = page.locator(".turn.cont").first.locator(".prose p").first
    below.scroll_into_view_if_needed()
    end, start = point(above, "neuer Anweisungen"), point(below, "leistungsstark", last=True)
    drag(page, start, point(above, "neuer Anweisungen") if end[1] < 0 else end)
    note = highlight(page)
    assert note.start_block != note.end_block
    assert note.exact == quoted(note)
    assert note.exact.startswith("neuer Anweisungen.\n\nWenn mir")
    assert note.exact.endswith("leistungsstark")
    assert "Siehe auch" not in note.exact
    expect(page.locator(".also mark")).to_have_count(0)


def test_a_triple_click_on_any_paragraph_stores_just_that_paragraph(page):
    paragraphs = page.locator(".turn .prose p").all()
    assert len(paragraphs) >= 18
    wrong = []
    for paragraph in paragraphs:
        text = paragraph.text_content()
        x, y = point(paragraph, text[:8])
        page.mouse.click(x + 8, y, click_count=3)
        note = highlight(page)
        if not note.exact == quoted(note) == text.strip():
            wrong.append((text[:40], note.exact[-60:]))
    assert wrong == []
    assert Annotation.objects.count() == len(paragraphs)


def test_a_double_click_stores_the_word(page):
    p = answer_of(page).first
    x, y = point(p, "Verfahren")
    page.mouse.dblclick(x + 20, y)
    assert highlight(page, "Blau markieren").exact == "Verfahren"


@pytest.mark.parametrize("kind", ["lead", "credit"])
def test_the_first_and_the_last_words_of_the_page(page, kind):
    blocks = page.locator("[data-block]")
    block = blocks.first if kind == "lead" else blocks.last
    p = block.locator(".prose p").first if kind == "lead" else block.locator(".prose p").last
    text = p.text_content()
    words = " ".join(text.split()[:2] if kind == "lead" else text.split()[-2:])
    select(p, words)
    note = highlight(page)
    assert note.exact == quoted(note) == words


def test_all_of_a_turn(page):
    turn = page.locator(".turn").nth(1)
    turn.evaluate("(turn) => getSelection().selectAllChildren(turn)")
    note = highlight(page)
    assert note.exact == note.start_block.text == quoted(note)


def test_across_a_link(page):
    link = page.locator(".also .prose a").first
    p = page.locator(".also .prose p").first
    assert link.text_content() in p.text_content()
    select(p, p.text_content()[3:25])
    note = highlight(page)
    assert note.exact == quoted(note)
    expect(page.locator(".also .prose a").first).to_be_visible()


def test_overlapping_and_identical_ones_are_all_kept(page):
    for text in ("sehr interessantes", "interessantes Verfahren", "interessantes Verfahren"):
        select(answer_of(page).first, text)
        highlight(page)
    notes = list(Annotation.objects.order_by("pk"))
    assert [note.exact for note in notes] == [
        "sehr interessantes",
        "interessantes Verfahren",
        "interessantes Verfahren",
    ]
    assert [marked(page, note) for note in notes] == [note.exact for note in notes]


def test_the_toolbar_goes_on_escape_and_on_a_click_elsewhere(page):
    x, y = point(answer_of(page).first, "Verfahren")
    page.mouse.dblclick(x + 20, y)
    expect(toolbar(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#selbar")).to_be_hidden()
    page.mouse.dblclick(x + 20, y)
    expect(toolbar(page)).to_be_visible()
    page.mouse.click(x, y - 80)
    expect(page.locator("#selbar")).to_be_hidden()
    assert Annotation.objects.count() == 0


def test_extend_is_offered_only_over_an_own_highlight_and_makes_it_grow(page):
    extend = page.locator("#selbar").get_by_role("button", name="Erweitern")
    select(answer_of(page).first, "sehr interessantes")
    expect(toolbar(page)).to_be_visible()
    expect(extend).to_have_count(0)
    highlight(page)
    select(answer_of(page).first, "interessantes Verfahren")
    expect(extend).to_be_visible()
    note = highlight(page, "Erweitern")
    assert Annotation.objects.count() == 1
    assert note.exact == quoted(note) == "sehr interessantes Verfahren"


def test_a_highlight_can_be_recoloured_deleted_and_brought_back(page):
    select(answer_of(page).first, "sehr interessantes")
    note = highlight(page)
    page.locator("mark.mine").click()
    card = page.locator(f"#n-{note.uid.hex}")
    expect(card).to_be_visible()
    # The card is fetched anew after the change.
    with page.expect_response(lambda one: one.request.method == "GET" and str(note.uid) in one.url):
        card.locator("label[data-c=p]").click()
    expect(page.locator("mark.mine")).to_have_attribute("data-c", "p")
    note.refresh_from_db()
    assert note.colour == "p"
    expect(card.locator("input[value=p]")).to_be_focused()
    card.get_by_role("button", name="löschen").click()
    expect(page.locator("mark")).to_have_count(0)
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.locator("mark.mine")).to_have_text("sehr interessantes")


def test_others_marks_go_and_come_and_the_choice_is_remembered(page, people, sample):
    turn = sample.blocks.filter(kind="turn").order_by("position")[1]
    note = Annotation.objects.create(
        interview=sample, creator=people["ben"], motivation="highlighting", colour="g", visibility="public",
        start_block=turn, start=0, end_block=turn, end=8, exact=turn.text[:8],
    )  # fmt: skip
    touch(note)
    page.reload()
    wait_until_ready(page)
    mark = page.locator("mark:not(.mine)")
    shown = mark.evaluate("(mark) => getComputedStyle(mark).backgroundColor")
    assert shown != "rgba(0, 0, 0, 0)"
    page.get_by_role("button", name="Wessen Anmerkungen").click()
    page.get_by_label("Nur meine eigenen").check()
    expect(mark).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-marks", "off")
    expect(page.locator("#whose input[value=off]")).to_be_checked()
    expect(mark).to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_the_server_draws_the_marks(page):
    select(answer_of(page).first, "sehr interessantes")
    note = highlight(page)
    html = page.request.get(page.url).text()
    assert re.search(rf'<mark[^>]*data-a="{note.uid.hex}"[^>]*>sehr interessantes</mark>', html)


def test_tricky_texts_are_stored_in_code_points(open_page, transactional_db):
    blocks = [DraftBlock(kind="turn", speaker="Kim", text=text) for text, _ in TRICKY]
    draft = Draft(title="Schriften", language="de", speakers=[DraftSpeaker("Kim", "guest")], blocks=blocks)
    page = open_page("anna", save(draft, "schriften.txt", b"schriften").get_absolute_url())
    for index, (text, part) in enumerate(TRICKY):
        select(page.locator(".turn .prose p").nth(index), part)
        note = highlight(page)
        start = text.index(part)
        assert (note.start, note.end, note.exact) == (start, start + len(part), part)
        assert marked(page, note) == part


def test_a_copied_quote_names_speaker_and_title_and_links_to_the_words(page, context, sample):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = answer_of(page).first.locator("xpath=ancestor::article")
    select(answer_of(page).first, "sehr interessantes Verfahren")
    toolbar(page).get_by_role("button", name="Zitat kopieren").click()
    expect(page.locator(".toast", has_text="Zitat kopiert")).to_be_visible()
    quote, by, link = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert quote == "„sehr interessantes Verfahren“"
    assert by == f"— Greg Brockman, {sample.title}"
    # Who follows the link comes to the turn, and the browser shows the words.
    anchor, directive = link.split("#")[1].split(":~:")
    assert anchor == turn.get_attribute("id")
    assert "-,sehr%20interessantes%20Verfahren,-" in directive
    page.goto(link)
    expect(turn).to_be_in_viewport()


def test_a_quote_of_two_speakers_names_both(page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    turns = page.locator(".turn .prose p")
    first, second = turns.nth(0), answer_of(page).first
    # What lies lower first: finding it may scroll.
    end = point(second, "sehr interessantes", last=True)
    drag(page, point(first, "Meinung mitteilen"), end)
    toolbar(page).get_by_role("button", name="Zitat kopieren").click()
    expect(page.locator(".toast", has_text="Zitat kopiert")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("„Kevin Scott: Meinung mitteilen")
    assert "\n\nGreg Brockman: In Bezug auf" in copied
    assert "Auswählen" not in copied


def test_a_triple_click_takes_the_whole_paragraph_whatever_is_marked_in_it(page):
    paragraph = answer_of(page).nth(1)
    for words, act in (
        ("für mich ist der Moment", "Gelb markieren"),
        ("bekannter Prozesse", "Grün markieren"),
    ):
        select(paragraph, words)
        highlight(page, act)
    text = paragraph.evaluate("(p) => p.textContent")
    paragraph.click(click_count=3, position={"x": 300, "y": 12})
    highlight(page, "Blau markieren")
    assert Annotation.objects.latest("pk").exact == text


def test_a_click_on_a_later_part_moves_nothing_and_shows_the_card_there(page):
    ends = [page.locator(".turn .prose p").first, answer_of(page, 4).first]
    page.evaluate(
        "([a, b]) => getSelection().setBaseAndExtent(a.firstChild, 0, b.firstChild, 20)",
        [one.element_handle() for one in ends],
    )
    highlight(page)
    marks = page.locator("mark.mine")
    marks.last.scroll_into_view_if_needed()
    before = scrolled(page)
    marks.last.click()
    card = page.locator(".note.mine")
    expect(card).to_be_in_viewport()
    assert scrolled(page) == before
    assert abs(box_of(card)["y"] - box_of(marks.last)["y"]) < 60


def test_an_extension_and_a_colour_are_taken_back_by_key(page):
    select(answer_of(page).first, "sehr interessantes")
    note = highlight(page)
    select(answer_of(page).first, "interessantes Verfahren")
    toolbar(page).get_by_role("button", name="Erweitern").click()
    expect(page.locator("mark.mine")).to_have_text("sehr interessantes Verfahren")
    page.locator("mark.mine").click()
    page.locator(".note.mine").get_by_label("Rosa").check(force=True)
    expect(page.locator("mark.mine")).to_have_attribute("data-c", "p")
    page.keyboard.press("z")
    expect(page.locator("mark.mine")).to_have_attribute("data-c", "y")
    page.keyboard.press("z")
    expect(page.locator("mark.mine")).to_have_text("sehr interessantes")
    page.keyboard.press("z")
    expect(page.locator("mark.mine")).to_have_count(0)
    assert Annotation.objects.get(pk=note.pk).deleted


def test_a_highlight_is_made_public_on_its_card(page, open_page, people):
    select(answer_of(page).first, "sehr interessantes")
    note = highlight(page)
    page.locator("mark.mine").click()
    card = page.locator(".note.mine")
    for width in (1024, 1440):
        resize(page, width, 900)
        box = box_of(card)
        for button in card.locator("> .acts > :visible").all():
            place = box_of(button)
            assert place["x"] + place["width"] <= box["x"] + box["width"]
    card.get_by_role("button", name="Öffentlich machen").click()
    expect(card.get_by_role("button", name="Nur für mich")).to_be_visible()
    expect(card).to_be_focused()
    assert Annotation.objects.get(pk=note.pk).visibility == "public"
