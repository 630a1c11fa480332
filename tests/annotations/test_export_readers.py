"""Each file as the program that it is meant for reads it, and once more after something has changed."""

import json
import re
import sqlite3
import zipfile
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from lxml import html
from markdown_it import MarkdownIt

from annotations.models import Annotation, ExportTemplate
from reader.drafts import draft_of
from reader.models import Revision
from reader.revising import revise

# Terms of http://www.w3.org/ns/anno.jsonld; whatever else a file says, readers of JSON-LD leave out.
TERMS = {
    *("id", "type", "label", "total", "first", "partOf", "startIndex", "items", "created", "modified"),
    *("creator", "name", "body", "target", "motivation", "purpose", "value", "format", "source", "selector"),
    *("exact", "prefix", "suffix", "start", "end", "styleClass", "@context"),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
# What Hypothesis' API takes for a user or a group.
WHO = re.compile(r"(acct|group):.+")
CLIPPING = re.compile(
    r"\ufeff(?P<title>.+) \((?P<author>[^()]+)\)\r\n"
    r"- Your (?P<kind>Highlight|Note) on (page (?P<page>\d+) \| )?Location (?P<start>\d+)(-(?P<end>\d+))? \| "
    r"Added on [A-Z][a-z]+day, [A-Z][a-z]+ \d{1,2}, \d{4} \d{1,2}:\d\d:\d\d [AP]M\r\n\r\n"
    r"(?P<text>(?s:.+))\r\n"
)


@pytest.fixture
def thread(four_notes, answer):
    answer("ben", four_notes[1], "Finde *ich* auch")
    return four_notes


def names_in(data) -> set[str]:
    if isinstance(data, list):
        return set().union(*map(names_in, data))
    if not isinstance(data, dict):
        return set()
    return set(data) | set().union(*map(names_in, data.values()))


def test_json_ld_says_nothing_that_its_context_does_not_know(thread, exported):
    data = json.loads(exported("anna", "jsonld"))
    prefixed = {name for name in names_in(data) if ":" in name}
    assert names_in(data) - prefixed <= TERMS | {"rn"}
    assert {name.split(":")[0] for name in prefixed} == {"rn", "dc"}
    assert data["first"]["partOf"] == data["id"]
    assert data["first"]["items"][0]["target"]["source"]["dc:title"] == "Ein Gespräch"
    for item in [data, *data["first"]["items"]]:
        assert all(MOMENT.fullmatch(item[name]) for name in ("created", "modified") if name in item)


def test_hypothesis_has_the_shape_that_its_api_takes(thread, exported):
    """As in h's schema of an annotation and in what its client reads of a file."""
    data = json.loads(exported("anna", "hypothesis"))
    assert {"export_date", "export_userid", "client_version", "annotations"} <= set(data)
    assert WHO.fullmatch(data["export_userid"])
    ids = {one["id"] for one in data["annotations"]}
    for one in data["annotations"]:
        assert urlsplit(one["uri"]).scheme == "http"
        assert one["permissions"]["read"]
        assert all(WHO.fullmatch(who) for some in one["permissions"].values() for who in some)
        assert set(one["references"]) <= ids
        assert all(type(text) is str for text in [one["text"], one["group"], *one["tags"]])
        (target,) = one["target"]
        for selector in target.get("selector", []):
            assert selector["type"] in {"TextQuoteSelector", "TextPositionSelector"}
    assert sum(bool(one["references"]) for one in data["annotations"]) == 1


def test_clippings_are_laid_out_as_a_kindle_does(thread, exported):
    *clippings, rest = exported("anna", "clippings").decode().split("==========\r\n")
    assert rest == ""
    read = [CLIPPING.fullmatch(clipping) for clipping in clippings]
    assert all(read)
    assert {one["title"] for one in read} == {"Ein Gespräch"}
    highlight, note = read[1], read[2]
    assert (highlight["kind"], note["kind"]) == ("Highlight", "Note")
    assert note["start"] == highlight["end"], "by which readers of the file bring them together"
    assert note["end"] is None
    assert note["text"].startswith("Gut *gesagt*")


def test_every_note_in_obsidian_has_a_block_id_of_its_own_on_a_line_of_its_own(thread, exported):
    text = exported("anna", "markdown").decode()
    ids = re.findall(r"(?m)^\n\^(.+)\n$", text)
    assert len(set(ids)) == len(ids) == 5
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", one) for one in ids)
    assert text.count("^") == 5


def test_every_link_in_markdown_leads_to_its_turn_or_note(thread, exported, people, sign_in):
    text = "[{{place}}]({{link}}) [turn]({{turn_link}}) [all]({{interview_link}}) ^{{id}}"
    ExportTemplate.objects.create(creator=people["anna"], text=text)
    page = html.fragment_fromstring(
        MarkdownIt().render(exported("anna", "markdown").decode().split("\n---\n", 1)[1]), create_parent="div"
    )
    hrefs = page.xpath(".//a/@href")
    assert len(hrefs) == 3 * 5
    assert sum("#t-" in href for href in hrefs) == 4
    client = sign_in("anna")
    for href in hrefs:
        response, at = client.get(urlsplit(href).path, follow=True), urlsplit(href).fragment
        assert response.status_code == 200
        if response.redirect_chain:
            at = urlsplit(response.redirect_chain[-1][0]).fragment
        ids = html.document_fromstring(response.content.decode()).xpath("//@id")
        assert not at or at.split(":~:")[0] in ids


def changed(interview, four_notes) -> None:
    """New words in a comment, a new title, and a text that begins otherwise."""
    Annotation.objects.filter(pk=four_notes[1].pk).update(body="Ganz anders", modified=timezone.now())
    text = draft_of(interview)
    text.title = "Ein anderer Titel"
    text.blocks[1].text = f"Zuvor noch dies. {text.blocks[1].text}"
    revise(interview, text, None, "edit", interview.revision)


def test_exporting_again_into_the_same_vault_names_the_same_notes(thread, interview, exported):
    def notes():
        return re.findall(r"(?m)^\^(\w+)$", exported("anna", "markdown").decode())

    before = notes()
    changed(interview, thread)
    assert notes() == before
    assert "Ganz anders" in exported("anna", "markdown").decode()


def test_exporting_again_into_the_same_deck_is_newer_and_names_the_same_cards(
    thread, interview, exported, tmp_path
):
    def collection() -> tuple[dict[str, int], set[str], set[str]]:
        path = tmp_path / "collection.anki2"
        with zipfile.ZipFile(BytesIO(exported("anna", "anki"))) as archive:
            path.write_bytes(archive.read("collection.anki2"))
        base = sqlite3.connect(path)
        notes = dict(base.execute("select guid, mod from notes"))
        decks, models = base.execute("select decks, models from col").fetchone()
        base.close()
        return notes, set(json.loads(decks)), set(json.loads(models))

    # Seconds are what Anki counts in.
    long_ago = timezone.now() - timezone.timedelta(hours=1)
    Annotation.objects.update(modified=long_ago)
    notes, decks, models = collection()
    changed(interview, thread)
    Annotation.objects.update(modified=long_ago)
    Revision.objects.update(created=timezone.now())
    again = collection()
    assert set(again[0]) == set(notes) == {note.ref for note in thread}
    assert again[1:] == (decks, models)
    assert all(again[0][guid] > mod for guid, mod in notes.items()), "or Anki keeps the old title"
