"""Disqus' export: threads, which are pages, and posts in them (help.disqus.com, Comments Export)."""

from collections.abc import Iterator

from lxml import etree

from annotations.importers.incoming import moment
from annotations.old_comments.importers.comment import OldComment
from annotations.old_comments.importers.elements import child, said

ID = "{http://disqus.com/disqus-internals}id"


def read(root: etree._Element) -> Iterator[OldComment]:
    """The comments of all threads, in the file's order."""
    threads = root.iterchildren("{*}thread")
    pages = {thread.get(ID): (said(thread, "link"), said(thread, "title")) for thread in threads}
    for post in root.iterchildren("{*}post"):
        author = child(post, "author")
        parent = _id(child(post, "parent"))
        page, title = pages.get(_id(child(post, "thread")), ("", ""))
        yield OldComment(
            origin=f"disqus:{_id(post)}",
            parent=f"disqus:{parent}" if parent else "",
            page=page,
            title=title,
            author=said(author, "name") or said(author, "username"),
            written=moment(said(post, "createdAt")),
            html=said(post, "message"),
            shown="true" not in {said(post, "isDeleted"), said(post, "isSpam")},
        )


def _id(element: etree._Element | None) -> str:
    return str(element.get(ID) or "") if element is not None else ""
