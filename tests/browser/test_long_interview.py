"""A long interview is laid out leaf by leaf, and still one page to its reader."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from annotations.changes import touch_everything
from annotations.models import Annotation
from reader.importing import save
from reader.leaves import LONG, leaf_starts
from tests.browser.waiting import box_of, fits, scrolled, settled, until
from tests.conftest import draft

PAIRS = 160
TOLERANCE = 2
# Whether the page remembers the place where it is.
KEPT = """() => {
    const [id, top] = history.state?.place ?? [];
    return !!id && Math.abs(document.getElementById(id).getBoundingClientRect().top - top) < 1;
}"""


@pytest.fixture
def long(transactional_db):
    interview = save(draft("Ein langes Gespräch", PAIRS), "lang.txt", b"lang")
    assert interview.blocks.count() > LONG
    return interview


def last_of_a_leaf(interview) -> int:
    """The number of a turn after which a leaf ends."""
    blocks = list(interview.blocks.order_by("position"))
    starts = leaf_starts(blocks)
    return next(
        before.number
        for before, block in pairwise(blocks)
        if block.pk in starts and before.number and before.number > 100
    )


@pytest.fixture
def notes(long, people):
    """Two comments each on turns at the beginning, at the end of a leaf, and at the end of all."""
    turns = [long.blocks.get(number=number, continued=False) for number in (4, last_of_a_leaf(long), 316)]
    notes = [
        Annotation.objects.create(
            interview=long,
            creator=people["ben"],
            motivation="commenting",
            visibility="public",
            colour="y",
            start_block=turn,
            end_block=turn,
            start=start,
            end=start + 5,
            exact=turn.text[start : start + 5],
            prefix=turn.text[:start],
            suffix=turn.text[start + 5 :][:32],
            body="Eine Anmerkung mit einigen Worten, damit sie mehrere Zeilen braucht. " * 4,
            anchored_revision=long.revision,
        )
        for turn in turns
        for start in (0, 6)
    ]
    touch_everything(long.pk)
    return notes


def top(locator) -> float:
    return locator.evaluate("e => e.getBoundingClientRect().top")


def numbers(page, note) -> str:
    """The number that is drawn after the note's passage."""
    return page.locator(f'.ref[data-a="{note.uid.hex}"]').evaluate(
        "e => getComputedStyle(e.closest('.leaf').firstElementChild).getPropertyValue('--before')"
    )


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("number", [100, 201, 320])
def test_a_permalink_far_down_shows_its_turn_below_the_bar(open_page, browser, long, number, width):
    turn = long.blocks.filter(number=number).first()
    window = browser.new_context(locale="de-DE", viewport={"width": width, "height": 900})
    page = open_page(path=f"{long.get_absolute_url()}#t-{turn.key}", context=window)
    target = page.locator(f"#t-{turn.key}")
    expect(target).to_be_in_viewport()
    place = settled(page, lambda: top(target))
    bar = page.locator(".bar").evaluate("e => e.getBoundingClientRect().bottom")
    at_end = page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 2")
    assert place >= bar
    assert at_end or place < bar + 120
    window.close()


def test_the_outline_leads_far_and_marks_where_one_is(open_page, long):
    page = open_page(path=long.get_absolute_url())
    link = page.locator(".outline a").nth(120)
    link.click()
    target = page.locator(link.get_attribute("href"))
    expect(target).to_be_in_viewport()
    expect(link).to_have_attribute("aria-current", "true")


def test_notes_stand_beside_their_passage_and_are_not_cut_off(open_page, long, notes):
    page = open_page(path=long.get_absolute_url())
    for first, second in zip(notes[::2], notes[1::2], strict=True):
        page.locator(f"#m-{first.uid.hex}").evaluate("e => e.scrollIntoView({block: 'center'})")
        cards = [page.locator(f"#n-{note.uid.hex}") for note in (first, second)]
        for card in cards:
            expect(card).to_be_in_viewport(ratio=0.2)
        passage = page.locator(f"#m-{first.uid.hex}")
        above, below = settled(page, lambda cards=cards: [card.bounding_box() for card in cards])
        assert abs(above["y"] - top(passage)) < 24
        assert above["y"] + above["height"] <= below["y"]
        # The words at the card's lower end can be seen and clicked, also where it reaches over the leaf.
        hit = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y)?.closest('.note')?.id",
            [below["x"] + 40, below["y"] + below["height"] - 6],
        )
        assert hit == f"n-{second.uid.hex}"


def test_numbers_run_on_from_leaf_to_leaf(open_page, long, notes):
    page = open_page(path=long.get_absolute_url())
    assert page.locator(".leaf").count() > 2
    until(page, lambda: [numbers(page, note) for note in notes] == ["0", "0", "2", "2", "4", "4"])


def test_select_all_in_a_turn_far_down_is_highlighted(open_page, long):
    page = open_page("anna", path=long.get_absolute_url())
    turn = long.blocks.filter(number=250).first()
    paragraph = page.locator(f"#t-{turn.key} .prose p").first
    paragraph.scroll_into_view_if_needed()
    scrolled(page)
    paragraph.click(click_count=3)
    page.get_by_role("button", name="Gelb markieren").click()
    expect(page.locator(f"#t-{turn.key} mark.mine").first).to_be_visible()
    assert Annotation.objects.get().exact == turn.text.split("\n\n")[0]
    expect(page.locator(f"#t-{turn.key}")).to_be_in_viewport()


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_moves_sideways_and_columns_are_the_same_in_every_leaf(open_page, long, width):
    page = open_page(path=long.get_absolute_url())
    page.set_viewport_size({"width": width, "height": 900})
    fits(page)
    lead = box_of(page.locator("[data-kind=lead] .prose"))
    turn = box_of(page.locator(".leaf .turn .prose").first)
    assert abs(lead["x"] - turn["x"]) < TOLERANCE
    assert abs(lead["width"] - turn["width"]) < TOLERANCE


def test_a_short_interview_is_laid_out_whole(open_page):
    assert open_page().locator(".leaf").count() == 0


@pytest.mark.parametrize("number", [100, 201])
def test_the_place_is_kept_when_the_page_is_loaded_anew(open_page, long, number):
    page = open_page(path=long.get_absolute_url())
    turn = page.locator(f"#t-{long.blocks.filter(number=number).first().key}")
    turn.scroll_into_view_if_needed()
    before = settled(page, lambda: top(turn))
    until(page, lambda: page.evaluate(KEPT))
    page.reload()
    assert abs(settled(page, lambda: top(turn)) - before) < TOLERANCE
