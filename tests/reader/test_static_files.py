"""What every page loads: all modules named, small together."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from rcssmin import cssmin
from rjsmin import jsmin

STATIC = settings.BASE_DIR / "static"
BASE = (settings.BASE_DIR / "templates/base.html").read_text()
# Loaded with the first click on what needs it, or on other pages.
LATER = {"pick", "signin"}


def test_every_module_is_preloaded_so_that_none_waits_for_another():
    modules = {path.stem for path in (STATIC / "js").glob("*.js")} - LATER - {"main"}
    named = re.search(r'"([^"]+)"\|words %}<link rel="modulepreload"', BASE)
    assert named
    assert set(named[1].split()) == modules


@pytest.mark.parametrize(
    "name", ["innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "hx-on", "document.write"]
)
def test_scripts_never_make_markup_from_text(name):
    for path in (STATIC / "js").glob("*.js"):
        code = re.sub(r"//.*|/\*.*?\*/", "", path.read_text(), flags=re.S)
        assert name not in code.replace('"outerHTML"', ""), path


def test_our_own_files_weigh_at_most_30_kb_on_the_interview_page():
    def weight(path: Path) -> int:
        small = jsmin if path.suffix == ".js" else cssmin
        return len(brotli.compress(small(path.read_text()).encode(), quality=11))

    scripts = [path for path in (STATIC / "js").glob("*.js") if path.stem not in LATER]
    styles = [path for path in (STATIC / "css").glob("*.css") if path.stem not in {"noscript", "pages"}]
    assert sum(map(weight, scripts + styles)) <= 30 * 1024
