"""What guests write in public: how often, and what had better be looked at before others see it.

No service is asked and nothing is thrown away: what looks strange waits for the moderation.
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from annotations.bans import remember_address
from annotations.changes import in_chunks
from annotations.markdown import to_html
from annotations.models import Annotation, Doubt, Standing, State, Visibility
from annotations.readers import Reader, reader_of
from reader.begun import began_before
from reader.limits import Limit, peer
from reader.site import site

# The field that people do not see.
TRAP = "subject"
# How much is written is counted over so many seconds.
SECONDS = 600
ONE_KEY = {"highlight", "reaction"}
# So many highlights count as one comment, and so many guests may share an address.
HIGHLIGHTS_A_COMMENT, GUESTS_AT_AN_ADDRESS = 10, 4
A_DAY = 24 * 3600
# Shorter words ("Thank you!") may well come from several people.
TELLING = 40
LINK = re.compile(r"https?:|www\.|mailto:", re.IGNORECASE)


def is_too_often(request: HttpRequest, what: str = "comment") -> bool:
    """Whether this reader, or (of guests) their address, has written enough for a while; counts this time.

    Of highlights and reactions, which take one key, ten times as many are let through. Changed words are
    counted too: they may name other people each time.
    """
    if not settings.COMMENT_LIMIT:
        return False
    reader, times = reader_of(request), HIGHLIGHTS_A_COMMENT if what in ONE_KEY else 1
    mine = Limit(f"{what}-of-one", settings.COMMENT_LIMIT * times, SECONDS)
    address = Limit(f"{what}-from-there", settings.COMMENT_LIMIT * times * GUESTS_AT_AN_ADDRESS, SECONDS)
    if reader.known and mine.is_reached(request, reader.key):
        return True
    if reader.user is None and address.is_reached(request):
        return True
    if reader.known:
        mine.count(request, reader.key)
    if reader.user is None:
        address.count(request)
    return False


def judged(
    request: HttpRequest, reader: Reader, words: str, visibility: str, uid: UUID | None = None
) -> dict[str, str]:
    """The standing of a new note, as fields. Only what a guest says to everybody can be in doubt."""
    if reader.guest is not None:
        remember_address(request, reader.guest)
    if reader.guest is None or not words or visibility != Visibility.PUBLIC:
        return {"standing": Standing.VISIBLE}
    return _standing(_doubt_of_sender(request) or _doubt_of_words(request, words, str(uid)))


def judged_again(request: HttpRequest, annotation: Annotation, words: str, visibility: str) -> dict[str, str]:
    """The standing after an edit: what was approved is looked at again where it says something else now.

    An empty visibility stays as it was.
    """
    visibility = visibility or annotation.visibility
    settled = annotation.standing != Standing.VISIBLE or annotation.guest is None
    same = words == annotation.body and annotation.is_public
    if not annotation.is_public:
        words = own_words(annotation, words)
    if settled or same or not words or visibility != Visibility.PUBLIC:
        return {}
    doubt = _doubt_of_words(request, words, str(annotation.uid))
    found = _standing(doubt or (Doubt.GUEST if annotation.origin else ""))
    if annotation.is_public and "doubt" in found:
        found["doubt"] = Doubt.EDITED
    return found


def judged_tags(annotation: Annotation, names: Iterable[str]) -> dict[str, str]:
    """The standing when it gets these tags: on what everybody sees, new ones are a guest's words too."""
    new = set(names).difference((annotation.tag_names or "").splitlines())  # type: ignore[attr-defined]
    if annotation.guest is None or not annotation.is_public or not new:
        return {}
    in_doubt = links(" ".join(new)) > site().links
    return _standing(Doubt.EDITED if in_doubt or site().guests_wait else "")


def own_words(annotation: Annotation, body: str) -> str:
    """All of it that is not the interview's: of what came from a file also the quote that was not found.

    `annotation` was loaded with its `tag_names`; `body` is what it says now.
    """
    quote = (annotation.original or annotation.exact) if annotation.origin and _has_moved(annotation) else ""
    return "\n".join(filter(None, (body, quote, annotation.tag_names)))  # type: ignore[attr-defined]


def _has_moved(annotation: Annotation) -> bool:
    return annotation.state in (State.CHANGED, State.ORPHANED)


def doubt_without_form(reader: Reader, words: str, *, from_file: bool) -> str:
    """The doubt where a guest shows many notes at once to everybody, or has them from a file.

    In files nobody counts how much is written: a guest's words from there wait always.
    """
    if reader.guest is None or not words:
        return ""
    if links(words) > site().links:
        return Doubt.LINKS
    return Doubt.GUEST if from_file or site().guests_wait else ""


def hold_back(reader: Reader, pks: Iterable[int], *, seen: bool = False) -> None:
    """Let those of these notes wait that are in doubt now that everybody is to see them.

    `seen` says that everybody saw them before, without what they say now.
    """
    if reader.guest is None:
        return
    for some in in_chunks(pks):
        shown = Annotation.objects.filter(
            pk__in=some, visibility=Visibility.PUBLIC, standing=Standing.VISIBLE
        ).with_tag_names()
        doubts = {
            note.pk: doubt_without_form(reader, own_words(note, note.body), from_file=bool(note.origin))
            for note in shown
        }
        for doubt in set(filter(None, doubts.values())):
            waiting = [pk for pk, found in doubts.items() if found == doubt]
            fields = {"standing": Standing.WAITING, "doubt": Doubt.EDITED if seen else doubt}
            Annotation.objects.filter(pk__in=waiting).update(**fields)


def _standing(doubt: str) -> dict[str, str]:
    if not doubt and site().guests_wait:
        doubt = Doubt.GUEST
    return {"standing": Standing.WAITING, "doubt": doubt} if doubt else {"standing": Standing.VISIBLE}


def _doubt_of_sender(request: HttpRequest) -> str:
    if request.POST.get(TRAP):
        return Doubt.TRAP
    if settings.SECONDS_TO_WRITE and not began_before(request, settings.SECONDS_TO_WRITE):
        return Doubt.QUICK
    return ""


def _doubt_of_words(request: HttpRequest, words: str, uid: str) -> str:
    if links(words) > site().links:
        return Doubt.LINKS
    return Doubt.REPEATED if _is_repeated(request, words, uid) else ""


def links(words: str) -> int:
    """How many links this Markdown has, be they spelt out or hidden behind words."""
    return max(len(LINK.findall(words)), to_html(words).count("<a "))


def _is_repeated(request: HttpRequest, words: str, uid: str) -> bool:
    """Whether another note said the same within a day: short words from this address, long ones from any."""
    said = " ".join(words.casefold().split())
    where = "" if len(said) >= TELLING else peer(request)
    key = f"said:{sha256(f'{where}\n{said}'.encode()).hexdigest()}"
    return not cache.add(key, uid, A_DAY) and cache.get(key) != uid
