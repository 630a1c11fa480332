"""A block written through the shape of its kind is what its template says."""

import pytest
from django.template.loader import get_template

from reader.blocks import BlockWriter
from reader.layers import Overlay
from reader.models import Block, Interview, Role, Speaker
from reader.rendering import render_text
from reader.text import spans_from_json

SIZES = ["brief short", "brief short", "", "brief", "brief short", "", "brief short", "", ""]

pytestmark = pytest.mark.django_db


@pytest.fixture
def blocks() -> list[Block]:
    interview = Interview.objects.create(title="Of {braces}", slug="of-braces", language="en")
    asker = Speaker.objects.create(
        interview=interview, name="<b>Ada</b> {0}", position=0, role=Role.INTERVIEWER
    )
    guest = Speaker.objects.create(interview=interview, name="Grace & \\1", position=1, role=Role.GUEST)
    rows = [
        ("turn", asker, 1, False, "Short?"),
        ("turn", asker, 2, False, "Another {one}, <i>shorter</i>?"),
        ("turn", asker, 3, False, "long " * 60),
        ("turn", asker, 4, False, "somewhatlongerwords " * 8),
        ("turn", guest, 4, False, "An answer.\n\nIn two paragraphs."),
        ("para", None, None, False, "In between."),
        ("turn", guest, 5, True, "And on."),
        ("heading", None, None, False, "A heading"),
        ("para", None, None, False, "Another."),
    ]
    return [
        Block.objects.create(
            interview=interview, position=at, key=f"key{at:05}", kind=kind, speaker=speaker, number=number,
            continued=continued, text=text.strip(),
        )
        for at, (kind, speaker, number, continued, text) in enumerate(rows)
    ]  # fmt: skip


def directly(block: Block, count: int) -> str:
    context = {
        "interview": block.interview,
        "block": block,
        "html": render_text(block.text, spans_from_json(block.spans, block.text), []),
        "notes": "",
        "count": count,
        "size": SIZES[block.position],
    }
    return get_template(f"reader/blocks/{block.kind}.html").render(context).strip()


def test_every_block_reads_as_its_template_says(blocks: list[Block]) -> None:
    writer = BlockWriter(blocks[0].interview)
    for count in (0, 1, 7, 0):
        for block in blocks:
            assert writer.write(block, [Overlay(count=count)]) == directly(block, count)


def test_names_stay_escaped(blocks: list[Block]) -> None:
    html = BlockWriter(blocks[0].interview).write(blocks[1], [])
    assert "<b>Ada" not in html
    assert "&lt;b&gt;Ada&lt;/b&gt; {0}" in html


def test_one_shape_serves_all_turns_of_a_speaker(
    blocks: list[Block], monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = BlockWriter(blocks[0].interview)
    writer.write(blocks[0], [])
    monkeypatch.setattr(writer, "_render", lambda *_args, **_context: pytest.fail("rendered again"))
    html = writer.write(blocks[1], [])
    assert "t-key00001" in html
    assert "key00000" not in html


def test_what_can_be_no_key_is_not_looked_up(interview, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert [interview.block(key) for key in ("", "\0", "a\0", "a b")] == [None] * 4
    assert interview.block(interview.blocks.first().key) == interview.blocks.first()
