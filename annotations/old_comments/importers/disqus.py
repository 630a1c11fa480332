"""Disqus' export: threads, which are pages, and posts in them (help.disqus.com, Comments Export)."""

from collections.abc import Iterator

from lxml import etree

from annotations.importers.incoming import moment
from annotations.old_comments.importers.comment import OldComment
from annotations.old_comments.importers.elements import child, said

ID = "{http://disqus.com/disqus-internals}id"


def read(root: etree._Element) -> Iterator[OldComment]:
    """The comments of all threads, in the file's order."""
    pages = {thread.get(ID): said(thread, "link") for thread in root.iterchildren("{*}thread")}
    for post in root.iterchildren("{*}post"):
        author = child(post, "author")
        parent = _id(child(post, "parent"))
        yield OldComment(
            origin=f"disqus:{_id(post)}",
            parent=f"disqus:{parent}" if parent else "",
            page=pages.get(_id(child(post, "thread")), ""),
            author=said(author, "name") or said(author, "username"),
            written=moment(said(post, "createdAt")),
            html=said(post, "message"),
            shown="true" not in {said(post, "isDeleted"), said(post, "isSpam")},
        )


def _id(element: etree._Element | None) -> str:
    return str(element.get(ID) or "") if element is not None else ""
