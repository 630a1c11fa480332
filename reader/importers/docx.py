"""Word documents (Office Open XML, ECMA-376 part 1, WordprocessingML)."""

import posixpath

from lxml import etree

from reader.document import Document
from reader.importers.about import take_title
from reader.importers.archive import Archive, damaged
from reader.importers.docx_paragraphs import paragraphs_of
from reader.importers.docx_styles import declared_language, styles_of
from reader.importers.language import language_of

ROOT = "_rels/.rels"


def read(data: bytes) -> Document:
    """The document in a .docx file.

    Raises ImportProblem where it is damaged, encrypted, unpacks to too much, or declares XML entities.
    The date it was made is left out: that is when somebody opened a template, not when it was published.
    """
    archive = Archive(data)
    main = next(iter(_targets(archive, ROOT, "officeDocument").values()), "word/document.xml")
    links = _targets(archive, _relations_of(main), "hyperlink")
    styles_part = next(iter(_targets(archive, _relations_of(main), "styles").values()), "")
    styles_xml = archive.xml(styles_part) if styles_part in archive else None
    body = next((child for child in archive.xml(main) if _local(child) == "body"), None)
    if body is None:
        raise damaged()
    found = paragraphs_of(body, styles_of(styles_xml), links)
    core = _core(archive)
    title, paragraphs = take_title(found, core.get("title"))
    declared = core.get("language") or declared_language(styles_xml)
    return Document(
        paragraphs=paragraphs,
        title=title,
        language=language_of(paragraphs, declared),
        author=core.get("creator", "")[:200],
    )


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _targets(archive: Archive, relations: str, kind: str) -> dict[str, str]:
    """Where the part's relations of this kind lead, by their ids: to other parts or to addresses."""
    if relations not in archive:
        return {}
    folder = posixpath.dirname(posixpath.dirname(relations))
    targets = {}
    for relation in archive.xml(relations):
        target = relation.get("Target", "")
        if relation.get("Type", "").endswith("/" + kind):
            outside = relation.get("TargetMode") == "External"
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            targets[relation.get("Id", "")] = target if outside else path
    return targets


def _core(archive: Archive) -> dict[str, str]:
    """The core properties (ECMA-376 part 2) by their names without a namespace."""
    part = next(iter(_targets(archive, ROOT, "core-properties").values()), "")
    if part not in archive:
        return {}
    return {_local(element): " ".join((element.text or "").split()) for element in archive.xml(part)}


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
