"""Where the leaves of a long interview begin."""

from itertools import pairwise

import pytest

from reader.importing import save
from reader.leaves import LINES, LONG, leaf_starts, lines
from tests.conftest import draft

pytestmark = pytest.mark.django_db


def leaves_of(pairs: int):
    blocks = list(save(draft(pairs=pairs), "lang.txt", b"lang").blocks.order_by("position"))
    return blocks, leaf_starts(blocks)


def test_an_interview_of_usual_length_has_none():
    blocks, starts = leaves_of(20)
    assert len(blocks) < LONG
    assert starts == frozenset()


def test_a_long_one_is_cut_into_leaves_of_about_equal_height():
    blocks, starts = leaves_of(150)
    places = [n for n, block in enumerate(blocks) if block.pk in starts]
    heights = [sum(lines(b.text) for b in blocks[a:z]) for a, z in pairwise(places)]
    assert len(heights) > 3
    assert max(heights) < LINES


def test_leaves_begin_with_a_turn_of_its_own():
    blocks, starts = leaves_of(150)
    assert blocks[0].kind == "lead"
    assert all(block.kind == "turn" and not block.continued for block in blocks if block.pk in starts)


def test_the_page_holds_every_block_once_in_order(client):
    blocks, starts = leaves_of(150)
    html = client.get(
        blocks[0].interview.get_absolute_url(), headers={"accept-language": "de"}
    ).content.decode()
    places = [html.index(f'id="t-{block.key}"') for block in blocks]
    assert places == sorted(places)
    assert html.count('<div class="leaf">') == len(starts)
    assert html.count("<div") == html.count("</div>")
