"""The one way in which XML from outside is parsed: nothing is fetched, no entity is filled in."""

from lxml import etree


def safe_parser(encoding: str | None = None) -> etree.XMLParser:
    """A parser for a single document; `encoding` where the document's own word for it is not to count."""
    return etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
