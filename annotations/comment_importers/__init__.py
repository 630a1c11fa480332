"""Old comments of a site come in here: one module a system, each with `read(root)` that gives them.

What a file is, the root of its XML tells. A new system is a new module and a line in `SYSTEMS`.
"""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from lxml import etree

from annotations.comment_importers import disqus, wordpress
from annotations.comment_importers.comment import OldComment
from reader.importers.archive import parse_xml
from reader.importers.problem import ImportProblem

__all__ = ["ImportProblem", "OldComment", "read"]

# The local name of the root, and what reads such a file.
SYSTEMS: dict[str, Callable[[etree._Element], Iterator[OldComment]]] = {
    "rss": wordpress.read,
    "disqus": disqus.read,
}


def read(data: bytes) -> list[OldComment]:
    """The comments in a file, those too that are not to be shown.

    Raises ImportProblem where it is damaged, declares entities, or is of no known kind.
    """
    root = parse_xml(data.lstrip())
    name = etree.QName(root).localname
    if name not in SYSTEMS:
        raise ImportProblem(
            _("This is no export of comments that can be read. Known are WordPress’ WXR and Disqus’ XML.")
        )
    return list(SYSTEMS[name](root))
