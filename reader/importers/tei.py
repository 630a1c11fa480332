"""TEI and Parla-CLARIN: utterances (`<u who>`) and speeches (`<sp>`) with notes in between.

https://tei-c.org/release/doc/tei-p5-doc/en/html/TS.html and https://clarin-eric.github.io/parla-clarin/
"""

from datetime import date

from lxml import etree

from reader.document import Document, Kind
from reader.importers.language import detect_language
from reader.importers.xml_elements import date_in, language_of, local_name, text_of
from reader.importers.xml_flow import Vocabulary, paragraphs_of
from reader.importers.xml_names import Names

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

BLOCKS = frozenset({
    "TEI", "text", "front", "body", "back", "group", "div", "div1", "div2", "div3", "p", "ab", "u", "sp",
    "lg", "list", "item", "label", "table", "row", "cell", "opener", "closer", "byline", "dateline",
    "signed", "salute", "trailer", "docTitle", "titlePart", "docAuthor", "epigraph", "argument",
    "floatingText", "listBibl",
})  # fmt: skip
KINDS = {
    "head": Kind.HEADING,
    "note": Kind.NOTE,
    "stage": Kind.NOTE,
    "vocal": Kind.NOTE,
    "kinesic": Kind.NOTE,
    "incident": Kind.NOTE,
    "writing": Kind.NOTE,
    "gap": Kind.NOTE,
    "figure": Kind.MEDIA,
}
# The header, what was printed around the text, who speaks (read apart), and analyses laid over it.
SKIPPED = frozenset({
    "teiHeader", "fw", "speaker", "standOff", "linkGrp", "spanGrp", "timeline", "index", "facsimile",
    "sourceDoc",
})  # fmt: skip
LINES = frozenset({"l"})
# Of two readings the editor's is read, not the source's.
SOURCE_READINGS = frozenset({"sic", "orig", "abbr"})
MEANING = {"emph": "emphasis", "ref": "link"}


def read(root: etree._Element) -> Document:
    """The document in a TEI text."""
    speakers = _Speakers(root)
    vocabulary = Vocabulary(
        blocks=BLOCKS,
        kinds=KINDS,
        lines=LINES,
        skipped=SKIPPED,
        speaker=speakers.speaker,
        is_skipped=speakers.is_skipped,
        is_block=_is_block,
        meaning=_meaning,
    )
    paragraphs = paragraphs_of(root, vocabulary)
    text = root.find("{*}text")
    declared = language_of(root.get(XML_LANG) or (text.get(XML_LANG) if text is not None else None))
    language = declared or detect_language("\n".join(paragraph.text for paragraph in paragraphs))
    return Document(
        paragraphs=paragraphs,
        title=_title(root, language) or None,
        language=language,
        published=_date(root),
    )


class _Speakers:
    """Who speaks in the element that is reached, in the order of the text."""

    def __init__(self, root: etree._Element) -> None:
        self._names = Names(
            {
                person.get(XML_ID, ""): _person_name(person)
                for person in root.iter("{*}person", "{*}personGrp")
            }
        )
        # <note type="speaker">The chair:</note> stands before the utterance it is about, or in it.
        self._label = ""

    def is_skipped(self, element: etree._Element) -> bool:
        if _is_label(element):
            self._label = "" if _is_child_of(element, "u") else text_of(element)
            return True
        return local_name(element) in SOURCE_READINGS and _is_child_of(element, "choice")

    def speaker(self, element: etree._Element) -> str | None:
        name = local_name(element)
        if name == "u":
            label = self._label or text_of(next(filter(_is_label, element), None))
            self._label = ""
            return self._names.name(element.get("who"), label)
        if name == "sp":
            return self._names.name(element.get("who"), text_of(element.find("{*}speaker")))
        return None


def _is_label(element: etree._Element) -> bool:
    return local_name(element) == "note" and element.get("type") == "speaker"


def _is_child_of(element: etree._Element, name: str) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) == name


def _is_block(element: etree._Element) -> bool:
    """A segment is a paragraph where an utterance is made of them, else words in the line."""
    return local_name(element) == "seg" and _is_child_of(element, "u")


def _meaning(element: etree._Element) -> str | None:
    name = local_name(element)
    if name == "hi":
        return "strong" if "bold" in (element.get("rend") or element.get("rendition") or "") else "emphasis"
    return MEANING.get(name)


def _person_name(person: etree._Element) -> str:
    name = person.find("{*}persName")
    if name is None:
        return ""
    # Registers put the surname first; people say the forename first.
    parts = [*name.findall("{*}forename"), *name.findall("{*}surname")]
    return " ".join(map(text_of, parts)) if parts else text_of(name)


def _title(root: etree._Element, language: str) -> str:
    """The title in the text's own language. A parliament's main title is the corpus', its sub the day's."""
    statement = root.find("{*}teiHeader/{*}fileDesc/{*}titleStmt")
    if statement is None:
        return ""
    preferred = "sub" if statement.find("{*}meeting") is not None else "main"

    def fit(title: etree._Element) -> tuple[bool, bool]:
        kind, tag = title.get("type") or "main", language_of(title.get(XML_LANG))
        return kind == preferred, not tag or tag.split("-")[0] == language.split("-")[0]

    titles = [title for title in statement.findall("{*}title") if text_of(title)]
    return text_of(max(titles, key=fit, default=None))


def _date(root: etree._Element) -> date | None:
    """When it was said, else when the source came out."""
    header = root.find("{*}teiHeader")
    if header is None:
        return None
    places = (
        "{*}profileDesc//{*}setting//{*}date",
        "{*}fileDesc/{*}sourceDesc//{*}date",
        "{*}profileDesc//{*}date",
    )
    dates = (date_in(found.get("when")) for place in places for found in header.findall(place))
    return next(filter(None, dates), None)
