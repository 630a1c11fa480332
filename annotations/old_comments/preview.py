"""What would become of a file of old comments, page by page, and what became of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page as Part
from django.core.paginator import Paginator

from annotations.models import CommentFile
from annotations.old_comments.forms import OFFERED, field_of
from annotations.old_comments.matching import Shelf
from annotations.old_comments.pages import Page, survey

# So many pages of the file are shown at once.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A page with the field in which somebody chooses its interview."""

    number: int
    page: Page
    chosen: str
    wrong: bool = False

    @property
    def field(self) -> str:
        return field_of(self.number)


@dataclass(frozen=True, slots=True)
class Preview:
    """A part of a file. Those that can be imported come first, then those without an interview."""

    file: CommentFile
    rows: list[Row]
    part: Part[int]
    comments: int
    pages: int
    done: int
    interviews: list[tuple[str, str]]

    @property
    def is_open(self) -> bool:
        """Whether something of what is shown can be imported."""
        return any(row.page.new for row in self.rows)


def preview_of(
    file: CommentFile,
    pages: Sequence[Page],
    shelf: Shelf,
    number: str = "",
    typed: Mapping[str, str] | None = None,
    wrong: Collection[int] = (),
) -> Preview:
    """The pages with what would become of their comments.

    `number` is the part of them to be shown; `typed` is what was chosen, `wrong` where in vain.
    """
    survey(pages, shelf.there)
    order = sorted(range(len(pages)), key=lambda n: (_turn(pages[n]), -pages[n].new))
    part = Paginator(order, SHOWN).get_page(number)
    shown = [*(n for n in wrong if n not in part.object_list), *part.object_list]
    rows = [_row(n, pages[n], typed, n in wrong) for n in shown]
    interviews = {one.slug: one.title for one in shelf.interviews[:OFFERED]}
    # What is chosen is offered, be it older than the others.
    interviews |= {row.page.interview.slug: row.page.interview.title for row in rows if row.page.interview}
    total, done = sum(len(page.comments) for page in pages), sum(page.is_done for page in pages)
    return Preview(file, rows, part, total, len(pages), done, list(interviews.items()))


def _turn(page: Page) -> int:
    """What comes first: what has somewhere to go, what has not, what is done, what is nothing."""
    if page.new:
        return 0 if page.interview else 1
    return 2 if page.known else 3


def _row(number: int, page: Page, typed: Mapping[str, str] | None, is_wrong: bool) -> Row:
    own = page.interview.slug if page.interview else ""
    return Row(number, page, own if typed is None else typed.get(field_of(number), ""), is_wrong)


@dataclass(frozen=True, slots=True)
class CommentReport:
    """What became of the comments of the pages that were chosen."""

    pages: list[Page]

    @property
    def sums(self) -> dict[str, int]:
        names = ("new", "known", "hidden", "left")
        return {name: sum(getattr(page, name) for page in self.pages) for name in names}
