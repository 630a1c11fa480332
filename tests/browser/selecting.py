"""How a reader selects and highlights in a test: by mouse, or as a script would."""

from playwright.sync_api import Page, expect

from annotations.models import Annotation
from reader.models import NOT_SPOKEN

WALK = """(p, [from, to]) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    for (let at = 0, node; (node = walker.nextNode()); at += node.length) {
        if (from >= at && from < at + node.length) range.setStart(node, from - at);
        if (to > at && to <= at + node.length) range.setEnd(node, to - at);
    }"""


def point(paragraph, text: str, last: bool = False, index: int = 0) -> tuple[float, float]:
    """Where a text begins on the screen, or where it ends."""
    paragraph.scroll_into_view_if_needed()
    whole = paragraph.evaluate("(p) => p.textContent")
    start = -1
    for _ in range(index + 1):
        start = whole.index(text, start + 1)
    to = start + len(text) if last else start + 1
    rect = paragraph.evaluate(
        WALK + " const rects = [...range.getClientRects()]; const r = rects.at(-1);"
        " return [r.left, r.right, r.top + r.height / 2]; }",
        [to - 1, to],
    )
    return (rect[1] - 1 if last else rect[0] + 1), rect[2]


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    page.mouse.move(*end, steps=3)
    page.mouse.up()


def select(paragraph, text: str) -> None:
    """Selects a text within a paragraph as a script would."""
    whole = paragraph.evaluate("(p) => p.textContent")
    before = whole[: whole.index(text)].encode("utf-16-le")
    start = len(before) // 2
    end = start + len(text.encode("utf-16-le")) // 2
    paragraph.evaluate(
        WALK + " getSelection().removeAllRanges(); getSelection().addRange(range); }", [start, end]
    )


def toolbar(page: Page):
    return page.get_by_role("toolbar", name="Ausgewählte Stelle")


def highlight(page: Page, name: str = "Gelb markieren") -> Annotation:
    """Clicks a colour; the annotation that the server stored."""
    with page.expect_response(
        lambda one: one.request.method == "POST" and "/annotations/" in one.url
    ) as answer:
        page.locator("#selbar").get_by_role("button", name=name, exact=True).click()
    assert answer.value.status == 200
    assert answer.value.request.headers["hx-request"] == "true"
    expect(page.locator("#selbar")).to_be_hidden()
    note = Annotation.objects.latest("pk")
    # The answer is there; the page has it when the server's mark is.
    expect(page.locator(f'mark[data-a~="{note.uid.hex}"]').first).to_be_attached()
    return note


def quoted(note: Annotation) -> str:
    """The slices of the blocks' texts that the target names."""
    blocks = list(note.interview.blocks.order_by("position"))
    keys = [block.key for block in blocks]
    first, last = keys.index(note.start_block.key), keys.index(note.end_block.key)
    parts = []
    for index, block in enumerate(blocks[first : last + 1], first):
        if first < index < last and block.kind in NOT_SPOKEN:
            continue
        start = note.start if index == first else 0
        end = note.end if index == last else len(block.text)
        parts.append(block.text[start:end])
    return "\n\n".join(parts)


def marked(page: Page, note: Annotation) -> str:
    return "".join(page.locator(f'mark[data-a~="{note.uid.hex}"]').all_text_contents())


def answer_of(page: Page, number: int = 2):
    return page.locator(f'.turn[data-n="{number}"]').first.locator(".prose p")
