"""A site's old comments by the page that they stood on, and how many of them are here already."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from annotations.climbing import Ways
from annotations.models import LONGEST_ORIGIN
from annotations.old_comments.importers import OldComment
from annotations.queries import AnnotationQuerySet
from reader.models import Interview

# The version of the ids that annotations.old_comments.taking_over gives such guests; others have version 7.
MADE_OF_A_NAME = 5


@dataclass(slots=True)
class Page:
    """One page's comments; `interview` is where they belong, if anywhere, and `found` how that is known.

    The numbers say what becomes of them, or what would: `threads` is how many of the new ones answer
    nothing, `left` how many there was no time for.
    """

    address: str
    comments: list[OldComment] = field(default_factory=list)
    interview: Interview | None = None
    title: str = ""
    found: str = ""
    new: int = 0
    threads: int = 0
    known: int = 0
    hidden: int = 0
    left: int = 0

    @property
    def shown(self) -> dict[str, OldComment]:
        """The comments that may be shown, by name."""
        return {name(one.origin): one for one in self.comments if one.shown and one.html.strip()}

    @property
    def is_done(self) -> bool:
        """Whether all that may be shown is here."""
        return bool(self.known) and not self.new


def pages_of(comments: Iterable[OldComment]) -> list[Page]:
    """The pages in the order in which the file names them."""
    pages: dict[str, Page] = {}
    for comment in comments:
        page = pages.setdefault(comment.page, Page(comment.page, title=comment.title))
        page.comments.append(comment)
    return list(pages.values())


def survey(pages: Iterable[Page], there: Container[tuple[int, str]]) -> None:
    """Count what would become of the comments, where these are `taken_over` already."""
    for page in pages:
        shown = page.shown
        new = {one for one in shown if page.interview is None or (page.interview.pk, one) not in there}
        above = answered(new, parents_of(page.comments), shown)
        page.new, page.known = len(new), len(shown) - len(new)
        page.hidden = len(page.comments) - len(shown)
        page.threads = sum(not above[one] for one in new)


def taken_over(notes: AnnotationQuerySet) -> set[tuple[int, str]]:
    """The interviews (primary keys) and names of those that are old comments; the deleted ones too."""
    rows = notes.exclude(origin="").filter(guest__isnull=False)
    found = rows.values_list("interview", "origin", "guest__uid")
    return {(interview, origin) for interview, origin, guest in found if is_of_old(guest)}


def is_of_old(guest: UUID) -> bool:
    """Whether this guest stands for a name in old comments. Readers may import files that say the same."""
    return guest.version == MADE_OF_A_NAME


def parents_of(comments: Iterable[OldComment]) -> dict[str, str]:
    """What each comment answers, by name."""
    return {name(one.origin): name(one.parent) for one in comments}


def answered(origins: Iterable[str], parents: Mapping[str, str], shown: Container[str]) -> dict[str, str]:
    """For each of these the nearest comment above it that was shown; empty where there is none."""
    above = {name: parent if parent in parents else "" for name, parent in parents.items()}
    ways = Ways({name: parent for name, parent in above.items() if name not in shown})
    found = {origin: ways.end(above.get(origin, "")) for origin in origins}
    return {origin: "" if end == origin else end for origin, end in found.items()}


def name(origin: str) -> str:
    """What a comment is called here: its own name, or one made of it where that is too long."""
    return origin if len(origin) <= LONGEST_ORIGIN else f"sha256:{sha256(origin.encode()).hexdigest()}"
