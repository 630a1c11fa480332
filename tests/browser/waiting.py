"""What a test waits for: never some time, always what comes about, however slow and busy the machine is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Error, Page, Request, Route, expect

# After each frame all that moves has moved on; a machine that is late is late with these, too.
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
QUIET = 6
# Readers who come for the first time are told how to begin; that is loaded last, and moves the text.
TIP = """async () => {
    if (!document.querySelector("main[data-read]") || localStorage["randnotiz:hinted"]) return;
    await import("/static/js/hint.js");
}"""
WIDTH = "document.documentElement.scrollWidth"
PATIENCE = 30_000
PAUSE = 20


def wait_until_ready(page: Page) -> None:
    """Every script listens. Not wait_for_function: its polling needs eval, which our policy forbids."""
    for _address in range(2):
        expect(page.locator("html")).to_have_attribute("data-ready", "")
        # Also scripts that only this page has, which come after.
        page.wait_for_load_state()
        try:
            return page.evaluate(TIP)
        except Error:
            # Some addresses lead on to another at once.
            continue
    raise AssertionError("The page is never the last one")


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    """What is done within leads to another page; afterwards its scripts listen."""
    page.locator("html").evaluate("(html) => { html.dataset.former = ''; }")
    yield
    expect(page.locator("html[data-ready]:not([data-former])")).to_be_attached()
    wait_until_ready(page)


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Looks again and again until it holds."""
    for _look in range(PATIENCE // PAUSE):
        if holds():
            return
        page.wait_for_timeout(PAUSE)
    assert holds()


def settled[T](page: Page, read: Callable[[], T]) -> T:
    """What `read` gives once it is the same for some frames: layout, scrolling and fading are over."""
    last, same = read(), 0
    for _look in range(PATIENCE // PAUSE):
        page.evaluate(FRAMES)
        now = read()
        last, same = now, same + 1 if now == last else 0
        if same == QUIET:
            return now
    raise AssertionError(f"It does not come to rest: {last}")


def scrolled(page: Page) -> float:
    """How far down the page is, once it stands still."""
    return settled(page, lambda: page.evaluate("scrollY"))


def box_of(locator) -> dict:
    """Where something lies, once it stands still."""
    return settled(locator.page, locator.bounding_box)


def fits(page: Page) -> None:
    """Nothing is wider than the window, once that has its width."""
    until(page, lambda: page.evaluate(WIDTH) <= page.viewport_size["width"])


def resize(page: Page, width: int, height: int = 844) -> None:
    """The window has this size, and the page knows."""
    page.set_viewport_size({"width": width, "height": height})
    until(page, lambda: page.evaluate("innerWidth") == width)


class Held:
    """Requests of a page that match are held from now on until `release`."""

    def __init__(self, page: Page, pattern: str, only: Callable[[Request], bool] = lambda _request: True):
        self.page = page
        self.only = only
        self.routes: list[Route] | None = []
        page.route(pattern, self.take)

    def take(self, route: Route) -> None:
        if self.routes is None or not self.only(route.request):
            route.continue_()
        else:
            self.routes.append(route)

    def wait(self) -> None:
        """Until one is held."""
        until(self.page, lambda: bool(self.routes))

    def release(self) -> None:
        """Let go on what is held and, from now on, everything."""
        routes, self.routes = self.routes or [], None
        for route in routes:
            route.continue_()
