"""Old comments of a site come in here: one module a system, each with `read(root)` that gives them.

What a file is, the root of its XML tells. A new system is a new module and a line in `SYSTEMS`.
"""

from importlib import import_module

from django.utils.translation import gettext as _

from annotations.old_comments.importers.comment import OldComment
from reader.importers.problem import ImportProblem

__all__ = ["ImportProblem", "OldComment", "read"]

# The local name of the root, and the module here that reads such a file: loaded then, as parsers are heavy.
SYSTEMS = {"rss": "wordpress", "disqus": "disqus"}


def read(data: bytes) -> list[OldComment]:
    """The comments in a file, those too that are not to be shown.

    Raises ImportProblem where it is damaged, declares entities, or is of no known kind.
    """
    from reader.importers.archive import parse_xml

    root = parse_xml(data.lstrip())
    name = root.tag.rpartition("}")[2]
    if name not in SYSTEMS:
        raise ImportProblem(
            _("This is no export of comments that can be read. Known are WordPress’ WXR and Disqus’ XML.")
        )
    return list(import_module(f"{__name__}.{SYSTEMS[name]}").read(root))
