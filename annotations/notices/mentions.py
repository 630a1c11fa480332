"""Who is named in comments: `@name` is looked up when it is written, and kept."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, OuterRef, Q, QuerySet

from annotations.markdown import names_in, spellings
from annotations.models import Annotation, Mention
from annotations.readers import Reader
from reader.any_case import any_case
from reader.models import Interview

# A comment that names more people is no word to any of them.
MOST_NAMED = 20
MOST_OFFERED = 8


def people(reader: Reader, interview: Interview | None) -> QuerySet[User]:
    """The accounts that this reader may know of: who has written something that they may see.

    That is in interviews that the library shows them, and in this one, which they have open: of others they
    may know an address, but nobody tells who writes there.
    """
    written = Exists(_written(reader, interview).filter(creator=OuterRef("pk")))
    return User.objects.filter(written, is_active=True)


def _written(reader: Reader, interview: Interview | None) -> QuerySet[Annotation]:
    listed = Interview.objects.listed_for(reader.user or AnonymousUser()).order_by()
    known = Q(interview__in=listed.values("pk")) | Q(interview=interview)
    return Annotation.objects.visible_to(reader).present().filter(known)


def offered(reader: Reader, begun: str, interview: Interview | None) -> list[str]:
    """Names that may be meant by what was typed behind an "@": first of those who write here.

    Where nothing was typed yet only those.
    """
    here = _written(reader, interview).filter(creator=OuterRef("pk"), interview=interview)
    found = (
        people(reader, interview)
        .annotate(here=Exists(here))
        .filter(any_case("username", begun, "istartswith"))
    )
    if not begun:
        found = found.filter(here=True)
    if reader.user is not None:
        found = found.exclude(pk=reader.user.pk)
    return list(found.order_by("-here", "username").values_list("username", flat=True)[:MOST_OFFERED])


def keep_mentions(annotation: Annotation, author: Reader) -> list[int]:
    """Keep who is named in this annotation. Returns the primary keys of their accounts."""
    written = names_in(annotation.body)[:MOST_NAMED]
    if not written and annotation.version == 1:
        return []
    named = [user.pk for user in _named(written, author, annotation.interview)]
    annotation.mentions.exclude(person__in=named).delete()
    Mention.objects.bulk_create(
        [Mention(interview_id=annotation.interview_id, annotation=annotation, person_id=pk) for pk in named],
        ignore_conflicts=True,
    )
    return named


def owner_if_named(annotation: Annotation) -> list[int]:
    """The account that added the interview, where these words name it.

    The author may not know of it: so nothing else on the page is to show whether there is such an account.
    """
    written = names_in(annotation.body)[:MOST_NAMED]
    owner = annotation.interview.added_by if written else None
    names = {name.casefold() for one in written for name in spellings(one)}
    return [owner.pk] if owner and owner.username.casefold() in names else []


def _named(written: Iterable[str], author: Reader, interview: Interview) -> list[User]:
    """The accounts whose names these are, or begin with; of two that differ in case the one as written."""
    names = [list(spellings(one)) for one in written]
    if not names:
        return []
    asked = reduce(or_, (any_case("username", name, "iexact") for group in names for name in group))
    known: dict[str, User] = {}
    for user in people(author, interview).filter(asked).order_by("-pk"):
        known[user.username] = known[user.username.casefold()] = user
    found = {}
    for group in names:
        keys = [key for name in group for key in (name, name.casefold()) if key in known]
        found.update({known[key].pk: known[key] for key in keys[:1]})
    return list(found.values())
