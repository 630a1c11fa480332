"""Akoma Ntoso debates: speeches, questions and answers, each by a person from the references.

http://docs.oasis-open.org/legaldocml/akn-core/v1.0/akn-core-v1.0-part1-vocabulary.html
"""

from datetime import date

from lxml import etree

from reader.document import Document, Kind, Paragraph
from reader.importers.language import detect_language
from reader.importers.xml_elements import date_in, language_of, local_name, text_of
from reader.importers.xml_flow import Vocabulary, paragraphs_of
from reader.importers.xml_names import Names

SPEECHES = frozenset({"speech", "question", "answer"})
BLOCKS = frozenset({
    "debate", "debateReport", "preface", "preamble", "coverPage", "debateBody", "debateSection",
    "speechGroup", "speech", "question", "answer", "other", "p", "block", "blockList", "item",
    "listIntroduction", "listWrapUp", "li", "ul", "ol", "tblock", "table", "tr", "td", "th",
    "conclusions", "attachments", "longTitle", "container", "mainBody", "section", "article",
    "paragraph", "content",
})  # fmt: skip
KINDS = {
    "heading": Kind.HEADING,
    "subheading": Kind.HEADING,
    "crossHeading": Kind.HEADING,
    "narrative": Kind.NOTE,
    "scene": Kind.NOTE,
    "summary": Kind.NOTE,
    "remark": Kind.NOTE,
    "authorialNote": Kind.NOTE,
    "img": Kind.MEDIA,
}
# `from` names who speaks; it is read apart.
SKIPPED = frozenset({"meta", "from", "docTitle", "toc"})
LINES = frozenset({"br", "eol"})
MEANING = {"b": "strong", "i": "emphasis", "em": "emphasis", "a": "link"}


def read(root: etree._Element) -> Document:
    """The document in an Akoma Ntoso text."""
    names = Names(_people(root))

    def speaker(element: etree._Element) -> str | None:
        if local_name(element) not in SPEECHES:
            return None
        return names.name(element.get("by"), text_of(element.find("{*}from")))

    vocabulary = Vocabulary(
        blocks=BLOCKS,
        kinds=KINDS,
        lines=LINES,
        skipped=SKIPPED,
        speaker=speaker,
        is_skipped=lambda _element: False,
        is_block=lambda _element: False,
        meaning=lambda element: MEANING.get(local_name(element)),
    )
    paragraphs = paragraphs_of(root, vocabulary)
    title = _title(root, paragraphs)
    language = _language(root) or detect_language("\n".join(paragraph.text for paragraph in paragraphs))
    return Document(
        paragraphs=[p for p in paragraphs if not (p.kind is Kind.HEADING and p.text == title)],
        title=title or None,
        language=language,
        published=_date(root),
    )


def _people(root: etree._Element) -> dict[str, str]:
    """Names by id. Version 3 calls the id eId, earlier ones id."""
    references = root.iter("{*}TLCPerson", "{*}TLCOrganization", "{*}TLCRole")
    return {found.get("eId") or found.get("id") or "": found.get("showAs") or "" for found in references}


def _title(root: etree._Element, paragraphs: list[Paragraph]) -> str:
    """As the document or its metadata names itself; a debate of one section is named by its heading."""
    if title := text_of(next(root.iter("{*}docTitle"), None)):
        return title
    declared = next(root.iter("{*}FRBRtitle"), None)
    if declared is not None and declared.get("value"):
        return declared.get("value") or ""
    headings = root.findall("*/{*}debateBody/{*}debateSection/{*}heading")
    return text_of(headings[0]) if len(headings) == 1 else ""


def _language(root: etree._Element) -> str:
    declared = next(root.iter("{*}FRBRlanguage"), None)
    return language_of(declared.get("language")) if declared is not None else ""


def _date(root: etree._Element) -> date | None:
    """When it was said: as printed in the document, else as its metadata say."""
    printed = (found.get("date") for found in root.iter("{*}docDate"))
    stated = (found.get("date") for work in root.iter("{*}FRBRWork") for found in work.findall("{*}FRBRdate"))
    days = (day for written in (*printed, *stated) if (day := date_in(written)))
    # Where the day is not known, a date such as 3000-01-01 stands.
    return next((day for day in days if day <= date.today()), None)
