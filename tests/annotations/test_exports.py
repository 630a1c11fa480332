"""Notes as files: what each format says, for whom, and at what cost."""

import csv
import json
import re
import sqlite3
import zipfile
from io import BytesIO, StringIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree, html
from markdown_it import MarkdownIt

from annotations.exporters import FORMATS
from annotations.models import Annotation
from annotations.views.exports import EXPORTED
from reader.importers import read as read_document


@pytest.mark.parametrize("key", FORMATS)
def test_every_format_is_the_same_until_something_changes(key, four_notes, exported):
    first = exported("anna", key)
    assert first == exported("anna", key)
    Annotation.objects.filter(pk=four_notes[1].pk).update(body="Ganz anders")
    assert exported("anna", key) != first


def test_the_files_of_all_formats_can_be_kept_in_one_folder():
    endings = [one.ending for one in FORMATS.values() if not one.shown]
    assert len(endings) == len(set(endings))


@pytest.mark.parametrize("key", FORMATS)
def test_nothing_leaves_that_the_page_hides(key, four_notes, add, exported):
    add("ben", "schön", body="Bens Geheimnis", visibility="private")
    gone = add("ben", "mehr", body="Zurückgenommen")
    Annotation.objects.filter(pk=gone.pk).update(deleted=gone.created)
    for who in ("anna", ""):
        data = _unpacked(exported(who, key))
        assert "Geheimnis" not in data
        assert "Zurückgenommen" not in data
        assert "Gut" in data
        assert "ganzen Absatz" in data
    assert "Geheimnis" in _unpacked(exported("ben", key))


def _unpacked(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


def test_json_ld_names_each_passage_by_words_and_by_position(four_notes, blocks, exported, interview):
    data = json.loads(exported("anna", "jsonld"))
    assert data["type"] == "AnnotationCollection"
    assert data["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    items = data["first"]["items"]
    assert data["total"] == len(items) == 4
    text = "\n\n".join(block.text for block in blocks)
    for item in items:
        assert item["type"] == "Annotation"
        assert item["target"]["source"]["id"] == f"http://testserver{interview.get_absolute_url()}"
        found = {one["type"]: one for one in item["target"].get("selector", [])}
        if "TextQuoteSelector" in found:
            place = found["TextPositionSelector"]
            assert text[place["start"] : place["end"]] == found["TextQuoteSelector"]["exact"]
    two, said, block, whole = items
    assert two["target"]["rn:speakers"] == ["Kim Frage", "Lee Antwort"]
    assert two["target"]["styleClass"] == "green"
    assert [one["value"] for one in said["body"]] == ["Gut *gesagt*", "modell", "Zwei Wörter"]
    assert block["target"]["selector"][0]["type"] == "TextPositionSelector"
    assert "selector" not in whole["target"]
    assert said["id"] == f"http://testserver/a/{four_notes[1].uid}/"


def test_replies_stand_behind_what_they_answer_in_a_whole_interview(four_notes, exported, sign_in):
    sign_in("ben").post(f"{four_notes[1].get_absolute_url()}replies/", {"body": "Finde ich auch"})
    items = json.loads(exported("", "jsonld"))["first"]["items"]
    assert [item["motivation"] for item in items] == ["commenting", "replying", "commenting", "commenting"]
    assert items[1]["target"] == items[0]["id"]
    data = json.loads(exported("anna", "hypothesis"))
    assert data["annotations"][2]["references"] == [str(four_notes[1].uid)]
    assert "**ben:**\nFinde ich auch" in exported("anna", "markdown").decode()
    assert "Finde" not in exported("anna", "markdown", whole=False).decode()


def test_a_thread_made_private_takes_its_place_and_name_with_it(four_notes, exported, sign_in, add):
    theirs = add("ben", "schön", body="Von Ben")
    sign_in("anna").post(f"{theirs.get_absolute_url()}replies/", {"body": "Meine Antwort"})
    Annotation.objects.filter(pk=theirs.pk).update(visibility="private")
    data = exported("anna", "jsonld", whole=False).decode()
    assert "Meine Antwort" in data
    assert str(theirs.uid) not in data


def test_a_passage_is_narrowed_as_in_the_notebook(four_notes, exported):
    assert json.loads(exported("anna", "jsonld", whole=False, query="?colour=g"))["total"] == 1
    assert json.loads(exported("anna", "jsonld", whole=False, query="?tag=modell&q=gut"))["total"] == 1
    assert json.loads(exported("ben", "jsonld", whole=False))["total"] == 0


def test_the_book_is_read_back_by_our_own_importer(four_notes, blocks, exported):
    data = exported("anna", "epub")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        pages = {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if "ml" in name}
        package = etree.fromstring(archive.read("book/package.opf"))
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    for name, page in pages.items():
        for href in page.xpath("//*[local-name()='a']/@href[starts-with(., '#')]"):
            assert href[1:] in ids[name]
    listed = package.xpath("//*[local-name()='item']/@href")
    assert {f"book/{name}" for name in listed} | {"META-INF/container.xml"} == {*pages, "book/book.css"}
    document = read_document("book.epub", data)
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert document.title == "Ein Gespräch"
    assert document.language == "de"
    for block in blocks:
        for words in block.text.split("\n\n"):
            assert any(words[:20] in text for text in texts), words
    assert any("Gut gesagt" in text for text in texts)


def test_anki_knows_a_card_again(four_notes, exported, tmp_path):
    def cards():
        path = tmp_path / "collection.anki2"
        with zipfile.ZipFile(BytesIO(exported("anna", "anki"))) as archive:
            path.write_bytes(archive.read("collection.anki2"))
        base = sqlite3.connect(path)
        found = {
            guid: (tags.split(), fields.split("\x1f"))
            for guid, tags, fields in base.execute("select guid, tags, flds from notes")
        }
        decks = base.execute("select decks from col").fetchone()[0]
        base.close()
        return found, decks

    found, decks = cards()
    assert "Randnotiz::Ein Gespr" in json.dumps(json.loads(decks), ensure_ascii=False)
    assert set(found) == {note.ref for note in four_notes}
    tags, fields = found[four_notes[1].ref]
    assert tags == ["modell", "Zwei_Wörter"]
    assert fields[:3] == ["<p>gutes</p>", "<p>Gut <em>gesagt</em></p>\n", "Lee Antwort"]
    Annotation.objects.filter(pk=four_notes[1].pk).update(body="Anders [latex]\\input{x}[/latex]")
    again, _decks = cards()
    assert set(again) == set(found)
    assert "[latex]" not in again[four_notes[1].ref][1][1]


def test_clippings_can_be_taken_apart(four_notes, exported):
    clippings = exported("anna", "clippings").decode().split("==========\r\n")
    assert clippings.pop() == ""
    date = r"Added on \w+, \w+ \d+, \d{4} \d+:\d\d:\d\d [AP]M"
    head = rf"\ufeff.+ \(.+\)\r\n- Your (Highlight|Note) on .*Location \d.* \| {date}\r\n\r\n"
    kinds = [re.match(head, clipping)[1] for clipping in clippings]
    assert kinds == ["Highlight", "Highlight", "Note", "Note", "Note"]


def test_every_row_of_the_table_names_speaker_turn_and_link(four_notes, exported):
    rows = list(csv.DictReader(StringIO(exported("anna", "csv").decode(), newline="")))
    assert list(rows[0]) == ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]
    assert (rows[0]["Author"], rows[0]["Location"]) == ("Kim Frage, Lee Antwort", "1")
    assert rows[1]["URL"].endswith(f"/a/{four_notes[1].uid}/")
    assert rows[1]["Note"] == "Gut *gesagt*\n.modell .Zwei_Wörter"


@pytest.mark.parametrize("key", ["markdown", "text", "html", "csv", "clippings", "anki", "jsonld"])
def test_the_time_in_a_recording_is_told(key, four_notes, blocks, exported):
    blocks[2].begins = 3_725_000
    blocks[2].save()
    assert "1:02:05" in _unpacked(exported("anna", key))


def test_a_thousand_notes_cost_no_more_queries_than_ten(people, interview, blocks, sign_in):
    whole = f"/interviews/{interview.slug}/export"
    paths = [f"{whole}/{key}/" for key in FORMATS] + ["/notes/export/markdown/", "/notes/export/jsonld/"]
    anna, counts = sign_in("anna"), []
    about = {"start_block": blocks[2], "start": 4, "end_block": blocks[2], "end": 9, "exact": "😀 seh"}
    about |= {"interview": interview, "creator": people["anna"], "motivation": "commenting", "colour": "y"}
    for many, asked in ((10, paths), (90, paths), (900, paths[-2:])):
        Annotation.objects.bulk_create(
            Annotation(**about, body=f"Nr. {n}", visibility="public") for n in range(many)
        )
        counts.append({path: _queries(anna, path) for path in asked})
    assert counts[0] == counts[1] == counts[0] | counts[2]
    assert max(counts[0].values()) <= 8


def _queries(client, path) -> int:
    with CaptureQueriesContext(connection) as queries:
        data = b"".join(client.get(path).streaming_content)
    assert b"Nr. 9" in data or data.startswith(b"PK")
    return len(queries)


def test_it_comes_in_pieces(four_notes, interview, sign_in):
    response = sign_in("anna").get(f"/interviews/{interview.slug}/export/jsonld/")
    assert response.streaming
    assert len(list(response.streaming_content)) >= 6


def test_too_much_at_once_is_refused(interview, client):
    cache.clear()
    path = f"/interviews/{interview.slug}/export/csv/"
    answers = [client.head(path).status_code for _ in range(EXPORTED.times + 1)]
    assert answers == [200] * EXPORTED.times + [429]
    cache.clear()


def test_who_may_have_what(interview, people, sign_in, client):
    whole = f"/interviews/{interview.slug}/export/"
    for path in ("/notes/export/", "/notes/export/csv/", "/notes/export/template/"):
        response = client.get(path)
        assert response.status_code == 302
        assert response.url.startswith("/accounts/login/")
    for path in (whole, f"{whole}csv/", f"{whole}print/"):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
        assert client.post(path).status_code == 405
    for path in (f"{whole}docx/", "/notes/export/docx/", "/notes/export/epub/", "/interviews/x/export/csv/"):
        assert sign_in("anna").get(path).status_code == 404
    assert sign_in("anna").get("/notes/export/csv/?since=gestern").status_code == 422
    interview.visibility, interview.added_by = "private", people["clara"]
    interview.save()
    for who in ("", "anna"):
        for path in (whole, f"{whole}csv/"):
            assert sign_in(who).get(path).status_code == 404
    assert sign_in("clara").get(f"{whole}csv/").status_code == 200


def test_the_pages_list_every_format_and_say_how_many(four_notes, interview, sign_in):
    page = sign_in("anna").get(f"/interviews/{interview.slug}/export/").content.decode()
    for key in FORMATS:
        assert f'href="/interviews/{interview.slug}/export/{key}/"' in page
    mine = sign_in("anna").get("/notes/export/?colour=g").content.decode()
    assert 'href="/notes/export/csv/?colour=g"' in mine
    assert "/notes/export/epub/" not in mine
    there = sign_in().get(interview.get_absolute_url()).content.decode()
    assert f'href="/interviews/{interview.slug}/export/"' in there


HARMFUL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title><svg onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](/logout/)",
    "[x](jAvAsCrIpT&colon;alert(1))",
    "![x](https://a.example/pixel.png)",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "]]><!--",
    "```\n<iframe src=//a.example>",
    "{{7*7}} {% x %} ${x}",
    "--><script>alert(1)</script>",
]


@pytest.mark.parametrize("text", HARMFUL)
def test_nothing_in_a_page_or_book_acts(text, four_notes, interview, exported, tagged):
    note = four_notes[1]
    Annotation.objects.filter(pk=note.pk).update(body=text, exact=text)
    tagged(note, text[:50])
    interview.title = text
    interview.save()
    interview.speakers.filter(position=2).update(name=text)
    for key in ("html", "print"):
        _check_markup(html.document_fromstring(exported("anna", key).decode()))
    with zipfile.ZipFile(BytesIO(exported("anna", "epub"))) as archive:
        for name in archive.namelist():
            if name.endswith("xhtml"):
                _check_markup(etree.fromstring(archive.read(name)))
    text = exported("anna", "markdown").decode().split("\n---\n", 1)[1]
    shown = MarkdownIt("commonmark", {"html": True}).render(text)
    _check_markup(html.document_fromstring(shown))


def _check_markup(root) -> None:
    names = {etree.QName(element).localname for element in root.iter() if isinstance(element.tag, str)}
    assert not names & {"script", "img", "svg", "iframe", "object", "form"}
    assert not root.xpath("//@*[starts-with(name(), 'on')]")
    for href in root.xpath("//*[local-name()='a']/@href"):
        assert href.startswith(("http://", "https://", "mailto:", "#", "part-", "notes.xhtml")), href
    assert not root.xpath("//comment()")
