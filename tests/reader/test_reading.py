"""Reading files in a process of their own: what comes back, and what a bad file can not do."""

import gzip
import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils import translation

from reader import reading
from reader.importers import ImportProblem, read
from reader.reading import get_ready, helper, read_draft
from reader.reading.process import Process
from reader.turns import segment
from tests.reader.office_files import docx, packed

TALK = b"Ann Bo: Why \xf0\x9f\x98\x80?\n\nBen Ko: So.\n\nAnn Bo: Really?\n\nBen Ko: Yes.\n"
PAGE = b'<html lang=en><p>Ann Bo: <a href="/c">Why?</a></p><p>Ben Ko: <b>So.</b></p></html>'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(("name", "data"), [("talk.txt", TALK), ("talk.html", PAGE)])
def test_a_draft_comes_back_as_it_was_made(name, data):
    assert read_draft(name, data) == segment(read(name, data))


def test_the_address_goes_along():
    draft = read_draft("talk.html", PAGE, url="https://site.example/a/b")
    assert draft.source_url == "https://site.example/a/b"
    assert [span.href for span in draft.blocks[0].spans] == ["https://site.example/c"]


@pytest.mark.parametrize(("language", "said"), [("en", "can't be read"), ("de", "lassen sich nicht lesen")])
def test_a_problem_is_told_in_the_language_of_who_asks(language, said):
    with translation.override(language), pytest.raises(ImportProblem, match=said):
        read_draft("talk.exe", TALK)


def test_a_file_over_the_limit_is_refused(settings):
    settings.IMPORT_MAX_BYTES = 10
    with pytest.raises(ImportProblem, match="too large"):
        read_draft("talk.txt", TALK)


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(settings):
    settings.IMPORT_SECONDS = 0.1
    with pytest.raises(ImportProblem, match=r"talk\.txt takes too long"):
        read_draft("talk.txt", TALK * 100_000)
    settings.IMPORT_SECONDS = 300
    assert len(read_draft("talk.txt", TALK).blocks) == 4


def test_a_helper_that_breaks_down_is_told_and_replaced(monkeypatch):
    def killed(self, job, data):
        os.killpg(self._process.pid, signal.SIGKILL)
        return answer(self, job, data)

    answer = Process.answer
    with monkeypatch.context() as patched:
        patched.setattr(Process, "answer", killed)
        with pytest.raises(ImportProblem, match="out of order"):
            read_draft("talk.txt", TALK)
    assert len(read_draft("talk.txt", TALK).blocks) == 4


def test_a_helper_that_went_while_it_waited_is_not_asked():
    get_ready()
    os.killpg(reading._waiting[-1]._process.pid, signal.SIGKILL)
    reading._waiting[-1]._process.wait()
    assert len(read_draft("talk.txt", TALK).blocks) == 4


def test_the_same_helper_reads_the_next_file():
    read_draft("talk.txt", TALK)
    before = reading._waiting[-1]._process.pid
    read_draft("talk.html", PAGE)
    assert reading._waiting[-1]._process.pid == before
    assert len(reading._waiting) == 1


@pytest.mark.skipif(not os.path.exists("/proc/self/environ"), reason="tells no environments")
def test_where_files_are_read_there_are_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "wordless")
    process = Process()
    try:
        process.answer(
            {"name": "a.txt", "url": "", "language": "en", "max_bytes": 99, "seconds": 300}, TALK[:50]
        )
        with open(f"/proc/{process._process.pid}/environ") as environment:
            assert "wordless" not in environment.read()
    finally:
        process.stop()


def test_too_little_memory_is_a_problem_of_the_file(monkeypatch):
    def hungry(*_):
        raise MemoryError

    monkeypatch.setattr(helper, "read", hungry)
    answer = helper.answer({"name": "talk.txt", "max_bytes": 1, "url": ""}, TALK)
    assert answer == {"problem": "talk.txt takes too much memory to be read. Split it into parts."}


WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
WORD_END = "</w:t></w:r></w:p></w:body></w:document>"
REFUSED = {
    "bomb.docx": (docx(f"<w:p><w:r><w:t>{'A' * 50_000_000}</w:t></w:r></w:p>"), "unpacks to more"),
    "entries.docx": (packed({f"e{n}": "" for n in range(6000)}), "unpacks to more"),
    "entities.docx": (packed({"word/document.xml": f"{ENTITIES}{WORD}&b;{WORD_END}"}), "damaged|entities"),
    "outside.docx": (packed({"word/document.xml": f"{OUTSIDE}{WORD}&a;{WORD_END}"}), "damaged|entities"),
    "no_zip.docx": (b"PK\x03\x04 but no more", "damaged"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    "outside.epub": (
        packed({"META-INF/container.xml": f'{OUTSIDE}<container><rootfile full-path="&a;"/></container>'}),
        "damaged|entities",
    ),
    "entities.xml": (f"{ENTITIES}<TEI>&b;</TEI>".encode(), "entities"),
    "packed.vtt": (gzip.compress(b"\0" * 10_000_000), "not readable as text"),
    "packed.vtt.gz": (gzip.compress(b"WEBVTT"), "can't be read"),
    "drawing.png": (
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "can't be read",
    ),
    "begun.pdf": (b"%PDF-1.7\n1 0 obj\n<", "damaged"),
    "circle.pdf": (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>2 0 obj<</Kids[2 0 R]>>", "damaged"),
    "nan.json": (b'{"segments": [{"start": NaN}]}', "number"),
    "infinite.json": (b'{"segments": [{"start": -Infinity}]}', "number"),
    "digits.json": (b'{"segments": [{"start": ' + b"9" * 5000 + b"}]}", "number"),
    "deep.json": (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    "deep.html": (b"<div>" * 100_000 + b"x", "nested too deeply"),
    "empty.txt": (b" \n", "No text was found"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not readable as text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_or_damaged_file_is_refused_in_a_sentence(name):
    data, said = REFUSED[name]
    with pytest.raises(ImportProblem, match=said):
        read_draft(name, data)


TAKEN = {
    "colons.txt": b":" * 200_000,
    "brackets.txt": b"[" * 200_000,
    "blanks.txt": b"Ann:" + b" " * 100_000 + b"x",
    "line.txt": b"Ann: hello " + b"word " * 200_000,
    "slip.docx": packed(
        {"../../outside.txt": "outside", "word/document.xml": f"{WORD}Ann: Hello.{WORD_END}"}
    ),
    "voice.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann><script>alert(1)</script>Hello.</v>\n",
    "times.vtt": b"WEBVTT\n\n99:99:99.999 --> 00:00:00.000\nHello.\n\n-1 --> x\nHello.\n",
}


@pytest.mark.parametrize("name", TAKEN)
def test_an_odd_file_is_read_as_text(name):
    blocks = read_draft(name, TAKEN[name]).blocks
    assert blocks
    assert all("<" not in block.text and "outside" not in block.text for block in blocks)


def test_the_site_itself_loads_no_parsers():
    heavy = ["lxml", "trafilatura", "numpy", "py3langid", "pypdfium2", "dateparser"]
    script = (
        "import sys, django; django.setup(); import reader.config.urls, reader.importing\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "reader.config.settings"}
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert ran.stdout == "[]\n", ran.stderr
