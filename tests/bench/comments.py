"""Posting comments and listing a long thread, beside Isso and beside a bare insert, all in one run.

Run by hand, with Isso and granian from PyPI in an environment of their own:

    python3 -m venv isso && isso/bin/pip install isso granian
    python -m tests.bench.comments --isso isso/bin/python [--seconds 5] [--rounds 3] [--thread 1000]

With DATABASE_URL the site and the bare insert store there; Isso has its own SQLite file always.
All are served by granian with one process on loopback.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from socket import create_server
from statistics import median
from threading import Thread
from typing import NamedTuple
from urllib.parse import urlencode

WORDS = "Ein Kommentar von **mittlerer** Länge, wie ihn Leserinnen und Leser schreiben."
CLIENTS = 8


class Call(NamedTuple):
    """One request, as a client sends it again and again."""

    port: int
    method: str
    path: str
    headers: dict[str, str]
    body: str = ""


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextmanager
def served(python: str, application: str, port: int, environment: dict[str, str]) -> Iterator[None]:
    """The application under granian, until it is no longer wanted."""
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    options += ["--blocking-threads", "32", "--log-level", "error"]
    process = subprocess.Popen(
        [python, "-m", "granian", *options, application],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _attempt in range(100):
            time.sleep(0.2)
            try:
                connection = HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/")
                connection.getresponse().read()
                break
            except OSError:
                continue
        else:
            raise SystemExit(f"{application} did not start")
        yield
    finally:
        process.terminate()
        process.wait()


def _client(calls: list[Call], until: float, counts: list[int], place: int) -> None:
    connection = HTTPConnection("127.0.0.1", calls[0].port, timeout=60)
    for call in cycle(calls):
        if time.time() > until:
            return
        connection.request(call.method, call.path, call.body.encode(), call.headers)
        response = connection.getresponse()
        response.read()
        if response.status >= 400:
            raise SystemExit(f"{call.method} {call.path}: {response.status}")
        counts[place] += 1


def _clients(calls: list[list[Call]], seconds: float) -> int:
    """How many requests one process of clients got answered."""
    until = time.time() + seconds
    counts = [0] * len(calls)
    threads = [Thread(target=_client, args=(one, until, counts, n)) for n, one in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def rate(pool: ProcessPoolExecutor, calls: list[list[Call]], seconds: float) -> float:
    """Answers a second."""
    halves = [calls[::2], calls[1::2]]
    return sum(pool.map(partial(_clients, seconds=seconds), halves)) / seconds


def the_site(thread: int) -> tuple[list[dict[str, str]], list[str], str, tuple[int, list[int]]]:
    """Readers' sessions (cookies), the keys of turns, the thread's address, and the primary keys."""
    from django.contrib.auth.models import User
    from django.test import Client

    from annotations.changes import touch_everything
    from annotations.models import Annotation
    from tests.bench.material import interview_of

    interview = interview_of(60)
    users = [User.objects.create_user(f"reader{n}", password="a-long-password") for n in range(CLIENTS)]
    cookies = []
    for user in users:
        client = Client()
        client.force_login(user)
        cookies.append({key: morsel.value for key, morsel in client.cookies.items()})
    root = Annotation.objects.create(
        interview=interview, creator=users[0], motivation="commenting", visibility="public", body=WORDS
    )
    Annotation.objects.bulk_create(
        Annotation(
            interview=interview,
            creator=users[n % CLIENTS],
            motivation="replying",
            visibility="public",
            body=f"{WORDS} {n}",
            root=root,
            reply_to=root,
        )
        for n in range(thread - 1)
    )
    touch_everything(interview.pk)
    keys = list(interview.blocks.filter(kind="turn").values_list("key", flat=True))
    return cookies, keys, root.get_absolute_url(), (interview.pk, [user.pk for user in users])


def our_posts(port: int, slug: str, cookies: list[dict[str, str]], keys: list[str], *, htmx: bool) -> list:
    """For each reader what they post: comments on one turn after the other."""
    calls = []
    for cookie in cookies:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        sent = "; ".join(f"{name}={value}" for name, value in cookie.items())
        connection.request("GET", "/token/", headers={"Cookie": sent})
        response = connection.getresponse()
        token = response.read().decode().strip()
        headers = {
            "Cookie": f"{sent}; {(response.getheader('Set-Cookie') or '').split(';')[0]}",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": token,
            "Origin": f"http://127.0.0.1:{port}",
        } | ({"HX-Request": "true"} if htmx else {})
        bodies = [urlencode({"motivation": "commenting", "start_block": key, "body": WORDS}) for key in keys]
        calls.append([Call(port, "POST", f"/interviews/{slug}/annotations/", headers, b) for b in bodies])
    return calls


def isso_call(port: int, method: str = "GET", parent: int | None = None, path: str = "/talk/") -> Call:
    if method == "GET":
        query = urlencode({"uri": path, "limit": 100_000, "nested_limit": 100_000})
        return Call(port, "GET", f"/?{query}", {"Accept-Encoding": "br"})
    body = json.dumps({"text": WORDS, "author": "reader", "parent": parent, "title": "Talk"})
    origin = f"http://127.0.0.1:{port}"
    headers = {"Content-Type": "application/json", "Origin": origin, "Referer": f"{origin}{path}"}
    return Call(port, "POST", f"/new?{urlencode({'uri': path})}", headers, body)


def fill_isso(port: int, thread: int) -> None:
    """One comment with all others as replies to it."""
    calls = [isso_call(port, "POST")] + [isso_call(port, "POST", parent=1)] * (thread - 1)
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    for call in calls:
        connection.request(call.method, call.path, call.body.encode(), call.headers)
        response = connection.getresponse()
        answer = response.read()
        if response.status >= 400:
            raise SystemExit(f"Isso: {response.status} {answer[:200]!r}")


def isso_settings(folder: Path, port: int) -> str:
    """A file of settings: no queue and no limits, as generous as it can be."""
    path = folder / "isso.cfg"
    path.write_text(
        f"[general]\ndbpath = {folder / 'isso.db'}\nhost = http://127.0.0.1:{port}/\nnotify = stdout\n"
        "[moderation]\nenabled = false\n[guard]\nenabled = false\n"
    )
    return str(path)


def report(name: str, rates: dict[str, list[float]], base: str, goal: float) -> None:
    ours, theirs = median(rates[name]), median(rates[base])
    verdict = "" if ours / theirs >= goal else "  MISSED"
    print(f"{name:38}{ours:9.1f}/s  {base}: {theirs:8.1f}/s {ours / theirs:7.2f}x (goal {goal}){verdict}")


def main() -> None:
    """Print the rates, medians over the rounds, and their ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--isso", required=True, help="the Python that has isso and granian")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--thread", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), options.isso, options.seconds, options.rounds, options.thread)


def measure(folder: Path, isso: str, seconds: float, rounds: int, thread: int) -> None:
    os.environ |= {"DATA_DIR": str(folder), "HTTPS": "0", "DJANGO_SETTINGS_MODULE": "reader.config.settings"}
    import django

    django.setup()
    from django.db import connections

    from reader.models import Interview
    from reader.serving import prepare

    prepare()
    cookies, keys, address, (interview, users) = the_site(thread)
    slug = Interview.objects.get(pk=interview).slug
    connections.close_all()
    site, bare, other = free_port(), free_port(), free_port()
    with (
        ProcessPoolExecutor(2) as pool,
        served(sys.executable, "reader.config.wsgi:application", site, {"COMMENT_LIMIT": "0"}),
        served(sys.executable, "tests.bench.bare:application", bare, {}),
        served(isso, "isso.run:application", other, {"ISSO_SETTINGS": isso_settings(folder, other)}),
    ):
        fill_isso(other, thread)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        inserts = [
            [Call(bare, "POST", f"/{interview}/{user}/", form, urlencode({"body": WORDS}))] for user in users
        ]
        get = {"Accept-Encoding": "br"}
        lists: dict[str, list[list[Call]]] = {
            "Isso lists": [[isso_call(other)]] * CLIENTS,
            "thread": [[Call(site, "GET", address, get)]] * CLIENTS,
            "interview with the thread": [[Call(site, "GET", f"/interviews/{slug}/", get)]] * CLIENTS,
        }
        posts: dict[str, list[list[Call]]] = {
            "Isso posts": [[isso_call(other, "POST", path=f"/talk-{n}/")] for n in range(CLIENTS)],
            "bare insert": inserts,
            "post": our_posts(site, slug, cookies, keys, htmx=False),
            "post, answered with the turn": our_posts(site, slug, cookies, keys, htmx=True),
        }
        rates: dict[str, list[float]] = {what: [] for what in lists | posts}
        for group in (lists, posts):
            for _round in range(rounds):
                for what, calls in group.items():
                    rates[what].append(rate(pool, calls, seconds))
        for what in ("thread", "interview with the thread"):
            report(what, rates, "Isso lists", 5)
        for what in ("post", "post, answered with the turn"):
            report(what, rates, "Isso posts", 2)
            report(what, rates, "bare insert", 0.5)


if __name__ == "__main__":
    main()
