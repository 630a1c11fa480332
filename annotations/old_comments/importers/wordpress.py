"""WordPress' export (WXR): RSS whose items hold the comments on them (codex: Tools Export Screen)."""

from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from annotations.importers.incoming import moment
from annotations.old_comments.importers.comment import OldComment
from annotations.old_comments.importers.elements import said

APPROVED = "1"
# Links back from other sites are told apart by their type.
COMMENTS = {"", "comment"}


def read(root: etree._Element) -> Iterator[OldComment]:
    """The comments of all items, in the file's order."""
    for item in root.iter("item"):
        page, title = said(item, "link") or said(item, "guid"), said(item, "title")
        for comment in item.iterchildren("{*}comment"):
            yield _comment(comment, page, title)


def _comment(comment: etree._Element, page: str, title: str) -> OldComment:
    parent = said(comment, "comment_parent")
    approved = said(comment, "comment_approved") == APPROVED
    return OldComment(
        origin=f"{page}#comment-{said(comment, 'comment_id')}",
        parent=f"{page}#comment-{parent}" if parent not in {"", "0"} else "",
        page=page,
        title=title,
        author=said(comment, "comment_author"),
        written=_written(comment),
        html=said(comment, "comment_content"),
        shown=approved and said(comment, "comment_type") in COMMENTS,
    )


def _written(comment: etree._Element) -> datetime | None:
    found = (moment(said(comment, name)) for name in ("comment_date_gmt", "comment_date"))
    return next((one.astimezone(UTC) for one in found if one), None)
