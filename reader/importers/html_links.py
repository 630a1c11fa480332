"""Lists of links in a page's main text: what else is on the site, not what the text says."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import groupby

from reader.document import Kind, Paragraph

# So many paragraphs in a row that are nothing but a link are a menu or teasers.
FEWEST = 4


def with_link_lists(paragraphs: Sequence[Paragraph], linked: Collection[int]) -> list[Paragraph]:
    """The paragraphs, with runs of those that are nothing but a link marked as what readers need not see.

    `linked` are the numbers of such paragraphs.
    """
    out: list[Paragraph] = []
    for is_link, group in groupby(enumerate(paragraphs), lambda item: item[0] in linked):
        run = [paragraph for _number, paragraph in group]
        if is_link and len(run) >= FEWEST:
            run = [replace(p, kind=p.kind or Kind.ASIDE, boilerplate=True) for p in run]
        out += run
    return out
