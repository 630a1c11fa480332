"""XML files: which kind it is, its root tells; TEI and Akoma Ntoso name who speaks."""

import re
from itertools import islice

from django.utils.translation import gettext as _
from lxml import etree

from reader.document import Document
from reader.importers import akoma_ntoso, html, tei
from reader.importers.decoding import decode
from reader.importers.problem import ImportProblem
from reader.importers.safe_xml import safe_parser
from reader.importers.xml_elements import local_name

ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_.-]{2,40})""")
# Entities of a document's own are what bombs and file thefts are made of; transcripts need none.
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
# A parliament's day, each of its words an element, has two hundred thousand.
MAX_ELEMENTS = 300_000

KINDS = {
    "TEI": tei.read,
    "TEI.2": tei.read,
    "teiCorpus": tei.read,
    "akomaNtoso": akoma_ntoso.read,
}


def read(data: bytes) -> Document:
    """The document in an XML file.

    Raises ImportProblem where it is damaged, declares entities, is nested too deeply, has too many
    elements, or is of no known kind. Nothing is fetched that it points to.
    """
    declared = ENCODING.match(data.lstrip()[:300])
    root = _parse(decode(data, declared[1].decode("ascii") if declared else ""))
    name = local_name(root)
    if name == "html":
        return html.read(data)
    if name not in KINDS:
        raise ImportProblem(
            _(
                "XML of this kind can't be read: its root is “%s”. Known are TEI, Akoma Ntoso and XHTML. "
                "Save it as one of them, or as plain text."
            )
            % name[:100]
        )
    return KINDS[name](root)


def _parse(text: str) -> etree._Element:
    if ENTITY.search(text):
        raise ImportProblem(
            _("This XML declares entities of its own, which is not safe to read. Save it without them.")
        )
    parser = safe_parser("utf-8")
    try:
        root = etree.fromstring(text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ImportProblem(_problem(parser, error)) from error
    if sum(1 for _element in islice(root.iter(), MAX_ELEMENTS + 1)) > MAX_ELEMENTS:
        raise ImportProblem(_("This XML has too many elements to be read. Split it into parts."))
    return root


def _problem(parser: etree.XMLParser, error: etree.XMLSyntaxError) -> str:
    # libxml2 limits depth and the length of a piece of text; only its log tells that from damage.
    if any("XML_PARSE_HUGE" in entry.message or "depth" in entry.message for entry in parser.error_log):
        return _("This XML is nested too deeply to be read. Save it as plain text instead.")
    line = error.lineno or 1
    return _("This XML is damaged in line %d. Save it again, or as plain text.") % line
