"""What a fetched answer is: how long, whole or not, and of which kind."""

import gzip

import pytest

from reader.fetching import fetch_within
from reader.importers import ImportProblem, read
from tests.reader.web_sites import PAGE, answer, reach


def without_length(body):
    return answer(body, Content_Length="")


def gzipped(body):
    return answer(gzip.compress(body), Content_Encoding="gzip")


@pytest.mark.parametrize("sent", [answer, without_length, gzipped])
def test_only_so_much_is_read_and_unpacked(site, settings, sent):
    settings.IMPORT_MAX_BYTES = 2**20
    site.answers["/fits"] = sent(b" " * 2**20)
    site.answers["/large"] = sent(b" " * (2**20 + 1))
    assert len(fetch_within(reach(site), site.url("/fits")).data) == 2**20
    with pytest.raises(ImportProblem, match="at most 1 MB"):
        fetch_within(reach(site), site.url("/large"))


HALVES = {
    "shorter than it says": answer(PAGE, Content_Length="10000"),
    "gzip without its end": answer(gzip.compress(PAGE)[:-20], Content_Encoding="gzip"),
    "no gzip": answer(PAGE, Content_Encoding="gzip"),
    "not asked for": answer(PAGE, Content_Encoding="br"),
    "half a chunk": answer(b"5\r\n<ht", Transfer_Encoding="chunked", Content_Length=""),
    "another protocol": lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n"),
    "nothing": lambda handler: None,
}


@pytest.mark.parametrize("sent", HALVES.values(), ids=HALVES)
def test_half_an_answer_is_none(site, sent):
    site.answers["/cut"] = sent
    with pytest.raises(ImportProblem, match="connection failed"):
        fetch_within(reach(site), site.url("/cut"))


@pytest.mark.parametrize(
    ("status", "said"), [(404, "no such page"), (403, "not show it"), (500, "error 500"), (204, "error 204")]
)
def test_an_answer_that_is_no_page_is_told(site, status, said):
    site.answers["/no"] = answer(PAGE if status != 204 else b"", status=status)
    with pytest.raises(ImportProblem, match=said):
        fetch_within(reach(site), site.url("/no"))


@pytest.mark.parametrize(
    ("path", "kind", "headers", "name"),
    [
        ("/", "text/html; charset=utf-8", {}, "site.example.html"),
        ("/a/talk.php", "text/html", {}, "talk.php.html"),
        ("/talk.html", "application/xhtml+xml", {}, "talk.xhtml"),
        ("/talk.srt", "text/plain", {}, "talk.srt"),
        ("/talk.srt", "application/octet-stream", {}, "talk.srt"),
        ("/talk.vtt", "text/html", {}, "talk.html"),
        ("/talk", "text/vtt", {}, "talk.vtt"),
        ("/talk", "TEXT/PLAIN", {}, "talk.txt"),
        ("/talk", "application/pdf", {}, "talk.pdf"),
        ("/talk", "application/ld+json", {}, "talk.json"),
        ("/talk", "application/tei+xml", {}, "talk.xml"),
        ("/talk.docx", "", {}, "talk.docx"),
        ("/x", "application/octet-stream", {"Content_Disposition": 'a; filename="../t.odt"'}, "..t.odt"),
        ("/%2e%2e%2ftalk%00.txt", "text/plain", {}, "..talk.txt"),
    ],
)
def test_the_kind_gives_the_name_its_ending_and_the_address_where_it_is_vague(
    site, path, kind, headers, name
):
    site.answers[path] = answer(b"Ann: Why?", kind, **headers)
    assert fetch_within(reach(site), site.url(path)).name == name


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/a.png", "image/png"),
        ("/a.svg", "image/svg+xml"),
        ("/a.html", "video/mp4"),
        ("/a", ""),
        ("/a.gz", "application/gzip"),
    ],
)
def test_what_no_importer_reads_is_refused(site, path, kind):
    site.answers[path] = answer(b"<svg/>", kind)
    with pytest.raises(ImportProblem, match="can't be read"):
        fetch_within(reach(site), site.url(path))


def test_the_encoding_that_only_the_head_tells_is_kept(site):
    page = "<html><p>Мария: Почему мы здесь сегодня собрались?</p></html>"
    site.answers["/talk"] = answer(page.encode("koi8-r"), "text/html; charset=KOI8-R")
    fetched = fetch_within(reach(site), site.url("/talk"))
    assert fetched.data.decode("utf-8-sig") == page
    assert read(fetched.name, fetched.data).paragraphs[0].text == "Мария: Почему мы здесь сегодня собрались?"


def test_bytes_in_utf8_stay_as_they_came_whatever_the_head_says(site):
    site.answers["/talk"] = answer("<p>Größe</p>".encode(), "text/html; charset=iso-8859-1")
    assert fetch_within(reach(site), site.url("/talk")).data == "<p>Größe</p>".encode()
