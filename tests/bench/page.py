"""How a page's cost grows with its length and its marks, beside the least that it could cost.

Run by hand: python -m tests.bench.page [LONG.txt] [--turns 2000] [--highlights 5000] [--no-browser]
"""

import argparse
import math
import os
import re
import tempfile
import time
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from statistics import median


def timed(work: Callable[[], object], before: Callable[[], object] = lambda: None, times: int = 5) -> float:
    """Median milliseconds."""
    taken = []
    for _ in range(times):
        before()
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def line(name: str, taken: float, base: float, goal: str = "") -> None:
    """One row of the table."""
    print(f"{name:44}{taken:9.1f} ms{base:9.1f} ms{taken / base:8.2f}  {goal}", flush=True)


def bare(rows: list[tuple[str, str]]) -> str:
    """The same strings with nothing around them."""
    return "".join(
        f"<h3>{escape(name)}</h3>" + "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
        for name, text in rows
    )


def marked(interview) -> str:
    """The same with everybody's marks: what to read, and the sweep over the borders, cannot be spared."""
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    from annotations.layers import NotesLayer
    from reader.rendering import render_text

    request = RequestFactory().get("/")
    request.user, request.session = AnonymousUser(), {}
    blocks = list(interview.blocks.select_related("speaker").order_by("position"))
    layer = NotesLayer(interview, request)
    layer.prepare(blocks)
    overlays = layer.over(blocks, public=True)
    return "".join(
        f"<h3>{escape(block.speaker.name if block.speaker else '')}</h3>"
        + render_text(block.text, (), overlays[block.pk].marks if block.pk in overlays else ())
        for block in blocks
    )


def cold() -> None:
    """Forget every kept piece and page."""
    from reader import page
    from reader.views import reading

    for kept in (page._fragments, reading._pages):
        kept._values.clear()
        kept.size = 0
    page._frames._values.clear()


def strings(interview) -> list[tuple[str, str]]:
    """Name and text of each block."""
    blocks = interview.blocks.select_related("speaker").order_by("position")
    return [(block.speaker.name if block.speaker else "", block.text) for block in blocks]


def server_time(interview, client, reader) -> None:
    """Part 1: the page's time on the server."""
    from django.db.models import F

    from annotations.changes import count_up

    address = interview.get_absolute_url()
    rows = strings(interview)
    base = timed(lambda: bare(rows), times=9)
    some = interview.blocks.filter(kind="turn").order_by("position")[10].pk

    def change() -> None:
        interview.blocks.filter(pk=some).update(version=F("version") + 1)
        count_up(interview.pk)

    def get(who=client) -> None:
        assert who.get(address).status_code == 200

    loading = timed(lambda: bare(strings(interview)), times=9)
    line("visitor, all cold, beside strings in hand", timed(get, cold, 5), base)
    line(
        "  beside the text with its marks, read", timed(get, cold, 5), timed(lambda: marked(interview)), "≤ 2"
    )
    line("visitor, right after a change", changed := timed(get, change, 7), base)
    line("  beside the strings, read", changed, loading, "≤ 2")
    line("visitor, from the kept bytes", timed(get, times=9), base, "≤ 2")
    get(reader)
    line("reader with 1,000 private ones, warm", warm := timed(lambda: get(reader), times=5), base)
    line("  beside the strings, read", warm, loading, "≤ 2")


def making(interview, short, client) -> None:
    """Part 3: making one highlight."""

    def make(where) -> Callable[[], None]:
        block = where.blocks.filter(kind="turn").order_by("position")[5]
        data = {"motivation": "highlighting", "colour": "y", "visibility": "public", "start_block": block.key,
                "start": 0, "end": 12, "exact": block.text[:12]}  # fmt: skip
        address = f"{where.get_absolute_url()}annotations/"

        def post() -> None:
            assert client.post(address, data, headers={"HX-Request": "true"}).status_code < 400

        post()
        return post

    base = timed(make(short), times=9)
    line("one highlight, beside 20 turns", timed(make(interview), times=9), base)


SCRIPTS = r'<script.*?</script>|<link rel="modulepreload"[^>]*>'


def painting(interview, client, count: int, goal: str) -> None:
    """Part 2: until it is painted, beside the bare text; the same page without scripts, and marks."""
    from tests.bench.painting import free_port, painted, served, static_page

    port = free_port()
    process = served(port)
    try:
        own = f"http://127.0.0.1:{port}"
        html = client.get(interview.get_absolute_url()).content.decode()
        html = re.sub(r'(href|src)="/static', rf'\1="{own}/static', html)
        sheets = "".join(re.findall(r'<link rel="stylesheet"[^>]+>', html))
        text = f"<!doctype html><meta charset=utf-8>{sheets}<main>{bare(strings(interview))}</main>"
        still = re.sub(SCRIPTS, "", html, flags=re.DOTALL)
        servers = [static_page(page) for page in (text, still, re.sub(r"</?mark[^>]*>", "", still))]
        statics = [f"http://127.0.0.1:{server.server_port}/" for server in servers]
        ours, base, unscripted, unmarked = painted([own + interview.get_absolute_url(), *statics])
        line(f"painted with {count} marks, beside the text", ours, base, goal)
        line("  as a file without its scripts", unscripted, base, goal)
        line("  so, and without its marks", unmarked, base)
        for server in servers:
            server.shutdown()
    finally:
        process.terminate()
        process.wait()


def measure(options: argparse.Namespace) -> None:
    """Everything, in one run."""
    from django.test import Client

    from reader.serving import prepare
    from tests.bench.material import highlight, interview_of, people

    prepare()
    owners = people()
    interview = interview_of(options.turns, options.file)
    visitor, reader = (Client(headers={"accept-language": "de"}) for _ in range(2))
    reader.force_login(owners[0])
    print(f"{'':44}{'taken':>12}{'base':>12}{'ratio':>8}  goal")
    highlight(interview, min(1000, options.highlights), owners)
    if options.browser:
        painting(interview, visitor, 1000, "≤ 1.3")
    highlight(interview, max(0, options.highlights - 1000), owners, seed=4)
    if options.browser:
        painting(interview, visitor, options.highlights, "≤ 2.0")
    highlight(interview, 1000, owners[:1], "private", seed=5)
    server_time(interview, visitor, reader)
    making(interview, interview_of(20), reader)
    small, large = interview_of(200), interview_of(2000)
    addresses = [i.get_absolute_url() for i in (small, large)]
    few, many = (timed(partial(visitor.get, address), cold, 3) for address in addresses)
    power = math.log10(many / few)
    print(f"growth from 200 to 2,000 turns, cold: {few:.1f} ms to {many:.1f} ms, n^{power:.2f}")


def main() -> None:
    """Set up a place of its own, then measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--turns", type=int, default=2000)
    parser.add_argument("--highlights", type=int, default=5000)
    parser.add_argument("--no-browser", dest="browser", action="store_false")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "HTTPS": "0", "DJANGO_SETTINGS_MODULE": "reader.config.settings"}
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        import django

        django.setup()
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["*"]
        measure(options)


if __name__ == "__main__":
    main()
