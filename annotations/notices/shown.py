"""What a reader is shown of their notices: how many are unread, and the list of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from annotations.mail.letters import particulars, sentence
from annotations.markdown import to_text
from annotations.models import Notice
from annotations.readers import Reader
from annotations.saying import words_of
from reader.models import Interview

A_PAGE = 50


def unread(reader: Reader) -> int:
    """How many notices this reader has not read yet."""
    return Notice.objects.to(reader).unread().count() if reader.known else 0


@dataclass(slots=True)
class Group:
    """The notices of one interview, each with who did what, the words, and what else there is to say."""

    interview: Interview
    rows: list[tuple[Notice, str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    title: str
    groups: dict[int, Group] = field(default_factory=dict)


def sections(notices: Iterable[Notice]) -> list[Section]:
    """The unread and the read ones, as far as there are any, in the order in which they come."""
    new, old = Section(_("New")), Section(_("Read"))
    for notice in notices:
        groups = (old if notice.seen else new).groups
        group = groups.setdefault(notice.interview_id, Group(notice.interview))
        words = to_text(words_of(notice.annotation))
        group.rows.append((notice, sentence(notice), words, particulars(notice)))
    return [section for section in (new, old) if section.groups]
