"""What every page loads: all modules named, small together."""

import json
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from rcssmin import cssmin

STATIC = settings.BASE_DIR / "static"
TEMPLATES = settings.BASE_DIR / "templates"
BASE = (TEMPLATES / "base.html").read_text()
# Loaded when they are first needed, or on other pages.
LATER = {
    *("adding", "choosing", "copying", "follow", "help", "hint", "moderation", "names", "notebook", "panel"),
    *("passkeys", "pick", "place", "placing", "popular", "proof", "proof_saving", "select_mode"),
    *("share", "signin", "speakers", "tags", "whose"),
}


def test_every_module_is_preloaded_so_that_none_waits_for_another():
    modules = {path.stem for path in (STATIC / "js").glob("*.js")} - LATER - {"before_htmx", "main"}
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


@pytest.mark.parametrize(
    "sign",
    [r"\|\s*safe", "safeseq", "autoescape", r"<script(?![^>]* (src|type)=)", r"\sstyle=", r"\son\w+=[\"']"],
)
def test_templates_escape_everything_and_hold_no_script_or_style(sign):
    for path in TEMPLATES.rglob("*.html"):
        assert not re.search(sign, path.read_text()), path


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> Path:
    """The files as they are sent."""
    folder = tmp_path_factory.mktemp("static")
    backend = {"staticfiles": {"BACKEND": "reader.config.storage.StaticFiles"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=settings.STORAGES | backend):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def sent(folder: Path, name: str) -> bytes:
    """What the browser gets for a file, decompressed."""
    names = json.loads((folder / "staticfiles.json").read_text())["paths"]
    return (folder / names[name]).read_bytes()


def test_our_own_files_weigh_at_most_30_kb_on_the_interview_page(collected):
    scripts = [f"js/{path.name}" for path in (STATIC / "js").glob("*.js") if path.stem not in LATER]
    styles = [f"css/{name}.css" for name in ("site", "interview", "print")]
    weights = [len(brotli.compress(sent(collected, name), quality=11)) for name in scripts + styles]
    assert sum(weights) <= 30 * 1024


@pytest.mark.parametrize("name", ["site", "interview", "plain"])
def test_a_style_sheet_is_sent_with_all_that_it_imports(collected, name):
    text = sent(collected, f"css/{name}.css").decode()
    imported = re.findall(r'@import "([^"]+)";', (STATIC / f"css/{name}.css").read_text())
    assert len(imported) > 3
    assert "@import" not in text
    unhashed = re.sub(r"\.[0-9a-f]{12}(?=\.svg)", "", text)
    assert unhashed == "".join(cssmin((STATIC / "css" / one).read_text()) for one in imported)


def test_no_selector_changes_where_blanks_are_taken_out():
    """Within a layer the blank in `.box :checked` is taken for one of a declaration, and is lost."""
    for path in STATIC.glob("css/*.css"):
        code = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        assert not re.search(r"[\w\])] ::?[a-z]", code), path.name


def test_every_style_sheet_belongs_to_a_page():
    """Each is imported by a sheet of a page or linked by a template."""
    named = "".join(path.read_text() for path in (*STATIC.glob("css/*.css"), *TEMPLATES.rglob("*.html")))
    for path in STATIC.glob("css/*.css"):
        assert f'"{path.name}"' in named or f"'css/{path.name}'" in named, path.name


def test_no_selector_loses_its_blank_when_made_smaller():
    """rcssmin takes the blank before a colon away: `.a :is(.b)` would become `.a:is(.b)`."""
    for path in STATIC.glob("css/*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        for selector in re.findall(r"([^{};]+)\{", text):
            assert not re.search(r"[^\s,>+~(] +:(is|not|has|where)\b", selector), (path.name, selector)
