"""A real Chromium, a real server, the sample interview."""

import os
import shutil
from importlib.resources import files

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from reader.importing import import_file
from reader.proofs.keeping import begin
from reader.sources import Source
from tests.browser.waiting import PATIENCE, wait_until_ready
from tests.conftest import draft

# pytest-playwright keeps an event loop running, in which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
expect.set_options(timeout=PATIENCE)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


# On a busy machine a test may not be at a message's button when that goes, after ten seconds. Later the page
# tells where its reader is, and asks for the bell. None of it happens but where a test turns on a clock.
NOTHING_BY_ITSELF = """
    const later = window.setTimeout;
    if (String(later).includes("[native code]")) {
        window.setTimeout = (work, time, ...more) => (time >= 5000 ? 0 : later(work, time, ...more));
    }
"""


def pytest_collection_modifyitems(items):
    if CHROMIUM is None:
        skip = pytest.mark.skip(reason="No Chromium on this machine (Debian: apt-get install chromium)")
        for item in items:
            if "tests/browser" in str(item.fspath):
                item.add_marker(skip)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "de-DE", "viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def sample(transactional_db):
    data = (files("reader") / "samples" / "dialog.html").read_bytes()
    return import_file("dialog.html", data)[0]


@pytest.fixture
def problems():
    """What the browser complained about; every test's page must leave it empty."""
    return []


@pytest.fixture
def open_page(live_server, sample, problems, context, people):
    """open_page("anna") opens the sample as anna; open_page() as a visitor. More: path, context."""

    def enter(who: str = "", path: str = "", context=context) -> Page:
        if who:
            sign_in(context, people[who], live_server.url)
        page = context.new_page()
        page.add_init_script(NOTHING_BY_ITSELF)
        watch(page, problems)
        page.goto(live_server.url + (path or sample.get_absolute_url()))
        wait_until_ready(page)
        return page

    yield enter
    assert problems == []


def sign_in(context: BrowserContext, user, url: str) -> None:
    """Give this browser the session of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


def violations(page: Page) -> list[dict]:
    """What axe finds wrong with the page as it is."""
    # What is fading would be measured halfway.
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_load_state()
    # Preloading would write the sheets into inline styles, which our policy forbids. No rule needs it.
    return Axe().run(page, options={"preload": False}).response["violations"]


def watch(page: Page, problems: list[str]) -> None:
    page.on("pageerror", lambda error: problems.append(f"error: {error}") if is_ours(error) else None)
    page.on("console", lambda message: problems.append(message.text) if told(message) else None)


def is_ours(error) -> bool:
    """No page has failed because the next one came before the fade to it was over."""
    return not str(error).startswith("Transition was aborted")


def told(message) -> bool:
    """Violations of the content policy and errors of scripts; a refused request is part of some tests."""
    expected = ("Failed to load resource", "htmx:")
    return message.type == "error" and not message.text.startswith(expected)


@pytest.fixture
def people(transactional_db, django_user_model):
    return {
        name: django_user_model.objects.create_user(name, password=f"{name}-has-a-password")
        for name in ("anna", "ben", "clara")
    }


@pytest.fixture
def proof(people):
    return begin(people["anna"], Source(draft(), "gespraech.txt", b"gespraech"))
