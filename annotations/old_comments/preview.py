"""What would become of a file of old comments, page by page, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User

from annotations.models import CommentFile
from annotations.old_comments.forms import OFFERED, field_of
from annotations.old_comments.pages import Page, survey
from reader.models import Interview

# So many pages are shown: those with an interview, then those with the most comments.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A page with the field in which somebody chooses its interview."""

    field: str
    page: Page
    chosen: str
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """All of a file. Of the pages that are not shown nothing is imported."""

    file: CommentFile
    rows: list[Row]
    comments: int
    pages: int
    interviews: list[tuple[str, str]]

    @property
    def rest(self) -> int:
        return self.pages - len(self.rows)


def preview_of(
    file: CommentFile,
    pages: Sequence[Page],
    user: User,
    typed: Mapping[str, str] | None = None,
    wrong: Iterable[int] = (),
) -> Preview:
    """The pages with what would become of their comments. `typed` is what was chosen, `wrong` where in vain.

    Two queries.
    """
    survey(pages)
    wrong = set(wrong)
    numbers = sorted(range(len(pages)), key=lambda n: (pages[n].interview is None, -pages[n].new))
    rows = []
    for number in sorted({*numbers[:SHOWN], *wrong}, key=numbers.index):
        page, name = pages[number], field_of(number)
        own = page.interview.slug if page.interview else ""
        rows.append(Row(name, page, own if typed is None else typed.get(name, ""), number in wrong))
    interviews = dict(Interview.objects.editable_by(user).values_list("slug", "title")[:OFFERED])
    # What is chosen is offered, be it older than the others.
    interviews |= {row.page.interview.slug: row.page.interview.title for row in rows if row.page.interview}
    total = sum(len(page.comments) for page in pages)
    return Preview(file, rows, total, len(pages), list(interviews.items()))


@dataclass(frozen=True, slots=True)
class CommentReport:
    """What became of the comments of the pages that were chosen; `rest` counts the others."""

    pages: list[Page]
    rest: int = 0

    @property
    def sums(self) -> dict[str, int]:
        names = ("new", "known", "hidden", "left")
        return {name: sum(getattr(page, name) for page in self.pages) for name in names}
