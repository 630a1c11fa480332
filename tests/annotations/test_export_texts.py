"""What is written into files is read back as it was, by whatever reads such files."""

import csv
import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from annotations.exporters.file_names import ascii_name, file_name
from annotations.exporters.markdown_text import comment, escaped, tag, yaml_text
from annotations.exporters.readwise import defused, restored
from annotations.exporters.template import DEFAULT, FIELDS, check, fill
from annotations.models import ExportTemplate
from reader.text import clean

COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SIGNS = "\\`*_{}[]()<>#+-.!|~=^$%&:;'\"/@1a \n\t😀ü"
TEXTS = st.text(st.sampled_from(SIGNS) | st.characters(codec="utf-8"), max_size=60).map(clean)
FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "\n=1",
    "\t=1",
    "+1",
    "-5",
    "'=1",
    "''=1",
    " =1",
    "﹦1",
    "−1",
    "＝1",
    "\ufeff=1",
]


@given(TEXTS)
def test_escaped_text_shows_as_it_is_wherever_markdown_is_read(text):
    shown = COMMONMARK.render(escaped(text))
    root = html.fragment_fromstring(shown, create_parent="div")
    assert {element.tag for element in root.iter()} <= {"div", "p"}
    assert root.text_content().split() == text.split()


@given(TEXTS, TEXTS)
def test_a_comment_never_takes_in_what_follows(text, after):
    shown = COMMONMARK.render(f"{comment(text)}\n\n{escaped(after)}\n\nZuletzt")
    root = html.fragment_fromstring(shown, create_parent="div")
    assert root[-1].tag == "p"
    assert root[-1].text_content() == "Zuletzt"
    assert not root.xpath(".//img | .//script")


@pytest.mark.parametrize(
    "text",
    ["Gut *gesagt*", "- a\n- b", "[x](https://a.example/)", "`a < b`", "# Kopf", "[[Notiz]] #tag ==so=="],
)
def test_a_comment_that_is_plain_stays_as_it_was_written(text):
    assert comment(text) == text


@pytest.mark.parametrize(
    "text",
    ["<b>x</b>", "![x](https://a.example/)", "[x](javascript:x)", "```\noffen", "%% versteckt", "$$ x"],
)
def test_a_comment_that_would_be_more_elsewhere_is_written_as_text(text):
    assert comment(text) == escaped(text) != text


@given(st.text(max_size=40))
def test_yaml_holds_any_title_in_one_line(text):
    written = yaml_text(text)
    assert len(written.splitlines()) == 1
    # YAML's double quotes are JSON's, but for signs that are written out.
    assert json.loads(written) == text


@given(st.text(max_size=30) | st.sampled_from(FORMULAS))
def test_a_cell_is_no_formula_and_comes_back(cell):
    written = defused(cell)
    assert restored(written) == cell
    assert written[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "\u2212", "\uff1d", "\ufe66"}


@given(st.lists(st.text(max_size=20).map(lambda text: text.replace("\r", "")), min_size=1, max_size=5))
def test_rows_come_back(cells):
    from annotations.exporters.readwise import _row

    assert next(csv.reader(StringIO(_row(map(defused, cells)), newline=""))) == [
        defused(cell) for cell in cells
    ]


@given(st.text(max_size=120))
@pytest.mark.parametrize("extra", ["", "..\\..\\", "CON", "%0d%0aX: ", "\u202e", ".", '"; filename="'])
def test_file_names_are_safe_on_every_system(extra, title):
    name = file_name(extra + title, ".md")
    stem = name.removesuffix(".md")
    assert name.endswith(".md")
    assert 0 < len(stem) <= 90
    assert not set(name) & set('\r\n\t\0/\\<>:"|?*%;')
    assert not stem.startswith((".", "-"))
    assert not stem.endswith((".", " "))
    assert stem.lower() not in {"con", "nul", "aux", "prn", "com1"}
    assert ascii_name(name).isascii()
    assert ascii_name(name).endswith(".md")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Gespräch: Köln?", "Gespräch-Köln.md"),
        ("对话", "对话.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("\u202egpj.exe", "gpj.exe.md"),
        ("...", "notes.md"),
        ("con", "notes-con.md"),
        ("Dialog: " + "Wort für " * 9 + "Was daran schwer ist", "Dialog" + "-Wort-für" * 8 + ".md"),
        ("x" * 70 + " " + "y" * 9, "x" * 70 + "-" + "y" * 9 + ".md"),
        ("y " + "x" * 100, "y-" + "x" * 78 + ".md"),
    ],
)
def test_file_names(title, name):
    assert file_name(title, ".md") == name


@pytest.mark.parametrize(
    ("name", "written"),
    [("Zwei Wörter", "#Zwei-Wörter"), ("2024", "#2024_"), ("a/b!", "#a/b"), ("!", "#tag")],
)
def test_tags_are_such_as_obsidian_reads(name, written):
    assert tag(name) == written


VALUES = {
    "quote": "Eins\n\nZwei",
    "speakers": "Lee",
    "place": "Turn 3",
    "link": "https://a.example/",
    "id": "abc",
}


def test_a_quote_of_several_paragraphs_stays_one_quote():
    assert fill("> {{quote}}\n\n^{{id}}", VALUES) == "> Eins\n>\n> Zwei\n\n^abc\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("* ", "  "),
        ("  - ", "    "),
        ("10. ", "    "),
        ("> - ", ">   "),
        ("- > ", "  > "),
        ("**", ""),
        ("1", ""),
    ],
)
def test_a_quote_of_several_paragraphs_stays_in_its_list(before, after):
    written = fill(before + "{{quote}}\n{{comment}}", VALUES | {"comment": "Dazu"})
    assert written == f"{before}Eins\n{after.rstrip()}\n{after}Zwei\nDazu\n"


def test_a_line_without_values_is_left_out():
    assert fill("a {{time}}\n{{speakers}}{{time}}\n\n\n{{tags}}\nEnde", VALUES) == "Lee\n\nEnde\n"
    assert fill(DEFAULT, {"place": "Turn 3", "link": "x", "id": "abc"}) == "> [Turn 3](x)\n\n^abc\n"


def test_what_is_filled_in_is_not_looked_at_again():
    assert fill("{{quote}} ^{{id}}", {"quote": "{{id}} {% x %}", "id": "abc"}) == "{{id}} {% x %} ^abc\n"


@pytest.mark.parametrize(
    "text",
    ["{{quote}} {{id}} {{settings.SECRET_KEY}}", "{{ id | safe }}", "{{id}} {{", "{{quote}}", "{{}}{{id}}"],
)
def test_a_template_with_other_fields_is_refused(text):
    with pytest.raises(ValidationError):
        check(text)


def test_all_fields_are_filled(four_notes, sign_in, exported):
    anna = sign_in("anna")
    text = "".join(f"{name}={{{{{name}}}}};\n" for name in FIELDS)
    assert anna.post("/notes/export/template/", {"text": text, "do": "save"}).status_code == 302
    written = exported("anna", "markdown").decode()
    assert "quote=gutes;" in written
    assert "tags=#modell #Zwei-Wörter;" in written
    assert "colour=Gelb;" in written
    assert "=;" not in written.split("author")[0].split("quote=gutes")[1].split("time")[0]


def test_a_template_is_looked_at_kept_and_put_back(four_notes, sign_in, exported):
    anna, url = sign_in("anna"), "/notes/export/template/"
    assert "{{quote}}" in anna.get(url).content.decode()
    looked = anna.post(url, {"text": "* {{quote}} ^{{id}}", "do": "preview"}, headers={"hx-request": "true"})
    assert "* gutes" in looked.content.decode()
    assert not ExportTemplate.objects.exists()
    anna.post(url, {"text": "* {{quote}} ^{{id}}", "do": "save"})
    anna.post(url, {"text": "+ {{quote}} ^{{id}}", "do": "save"})
    assert ExportTemplate.objects.get().text == "+ {{quote}} ^{{id}}\n"
    assert f"+ gutes ^{four_notes[1].ref}" in exported("anna", "markdown").decode()
    refused = anna.post(url, {"text": "{{nichts}}", "do": "save"})
    assert refused.status_code == 422
    assert refused.headers["HX-Retarget"] == "#preview", "said at the field, no toast"
    assert "{{nichts}}</textarea>" in refused.content.decode()
    assert "nichts" in refused.context["form"].errors["text"][0]
    anna.post(url, {"do": "reset"})
    assert not ExportTemplate.objects.exists()
    assert "+ gutes" not in exported("ben", "markdown").decode()
    assert anna.put(url).status_code == 405


def test_who_has_no_notes_yet_sees_what_one_would_look_like(interview, sign_in):
    assert "Ada Ray" in sign_in("ben").get("/notes/export/template/").content.decode()
