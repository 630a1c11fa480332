"""Telling readers of replies, mentions and comments on their interviews.

Everything here runs in the transaction of the writing itself.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import chain

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q

from annotations.models import Annotation, Guest, Kind, Mute, Notice, Visibility
from annotations.notices.mentions import keep_mentions, owner_if_named
from annotations.notices.queries import VERDICTS
from annotations.notices.storing import Key, store
from annotations.readers import Reader
from reader.models import Interview
from reader.models import Visibility as InterviewVisibility

# Of the people in a thread so many are told, those who wrote last.
MOST_TOLD = 100


def announce(annotation: Annotation) -> None:
    """Tell those whom it concerns of an annotation as it is now. Nobody is told of one twice."""
    if annotation.deleted is not None or not (annotation.body or annotation.is_suggestion):
        return
    author = Reader(user=annotation.creator, guest=annotation.guest)
    named = [*keep_mentions(annotation, author), *owner_if_named(annotation)]
    _mend(annotation, named)
    if annotation.visibility == Visibility.PRIVATE:
        return
    wanted: dict[Key, Kind] = {(pk, None): Kind.MENTION for pk in named}
    for key, kind in chain(_in_thread(annotation), _of_interview(annotation)):
        wanted.setdefault(key, kind)
    wanted.pop((annotation.creator_id, annotation.guest_id), None)
    if not wanted:
        return
    muted, is_public = _muted(annotation), Annotation.objects.public().filter(pk=annotation.pk).exists()
    open_to_all = is_public and annotation.interview.visibility != InterviewVisibility.PRIVATE
    told = {
        key: kind
        for key, kind in wanted.items()
        if key not in muted and (open_to_all or _can_read(annotation, _reader(key)))
    }
    store([annotation], told)


def announce_all(annotations: Iterable[Annotation]) -> None:
    """As `announce` for each of these, whose words have not changed; quick where it concerns the owner alone.

    They come with their interviews.
    """
    of_interview: dict[Interview, list[int]] = defaultdict(list)
    for annotation in annotations:
        if annotation.root_id is None and "@" not in annotation.body:
            of_interview[annotation.interview].append(annotation.pk)
        else:
            announce(annotation)
    for interview, keys in of_interview.items():
        owner = Reader(user=interview.added_by)
        if owner.known:
            muted = Mute.objects.by(owner).filter(interview=interview).values("root")
            seen = Annotation.objects.visible_to(owner).present().filter(pk__in=keys).exclude(body="")
            told = seen.exclude(owner.owns_q()).exclude(pk__in=muted)
            store(list(told), {(interview.added_by_id, None): Kind.COMMENT})


def _mend(annotation: Annotation, named: Collection[int]) -> None:
    """After an edit: who is not named any more has not been mentioned, who was told and is named now has."""
    if annotation.version > 1:
        mentioned = Q(kind=Kind.MENTION)
        annotation.notices.filter(mentioned).exclude(creator__in=named).delete()
        others = annotation.notices.exclude(mentioned | Q(kind__in=VERDICTS))
        others.filter(creator__in=named).update(kind=Kind.MENTION)


def _in_thread(annotation: Annotation) -> list[tuple[Key, Kind]]:
    """Who has written in this thread before, the latest first."""
    if annotation.root_id is None:
        return []
    Notice.objects.filter(
        Q(annotation=annotation.root_id) | Q(annotation__root=annotation.root_id),
        **_recipient((annotation.creator_id, annotation.guest_id)),
    ).see()
    thread = Annotation.objects.filter(Q(pk=annotation.root_id) | Q(root=annotation.root_id)).present()
    before = thread.filter(pk__lt=annotation.pk).order_by("-pk")
    rows = before.values_list("pk", "creator", "guest")[: MOST_TOLD * 10]
    found: dict[Key, Kind] = {}
    for pk, creator, guest in rows:
        answered = pk == annotation.reply_to_id
        if answered or len(found) < MOST_TOLD:
            found[creator, guest] = Kind.REPLY if answered else found.get((creator, guest), Kind.THREAD)
    return list(found.items())


def _of_interview(annotation: Annotation) -> list[tuple[Key, Kind]]:
    owner = annotation.interview.added_by_id
    return [((owner, None), Kind.COMMENT)] if owner is not None else []


def _recipient(key: Key) -> dict[str, int | None]:
    return {"creator": key[0], "guest": key[1]}


def _muted(annotation: Annotation) -> set[Key]:
    rows = Mute.objects.filter(root=annotation.root_id or annotation.pk)
    return set(rows.values_list("creator", "guest"))


def _reader(key: Key) -> Reader:
    creator, guest = key
    return Reader(
        user=User.objects.filter(pk=creator).first() if creator else None,
        guest=Guest.objects.filter(pk=guest).first() if guest else None,
    )


def _can_read(annotation: Annotation, reader: Reader) -> bool:
    """Whether this reader may see the annotation, asked anew."""
    readable = Interview.objects.readable_by(reader.user or AnonymousUser()).values("pk")
    seen = Annotation.objects.visible_to(reader).present().filter(pk=annotation.pk, interview__in=readable)
    return seen.exists()
