"""What is known of an account, as plain values: its own words, not those of others around them."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotations.models import (
    Annotation,
    ColourMeaning,
    CommentFile,
    Contact,
    ExportTemplate,
    Flag,
    Mute,
    Notice,
    Place,
    Reaction,
    Support,
)
from annotations.notes import circle_of
from annotations.readers import Reader
from reader.models import Block, Interview, Proof

CHUNK = 500


def sections(user: User, site: str) -> Iterator[tuple[str, Any]]:
    """Everything, in parts with names; parts that may be long are iterators of rows."""
    yield "site", site
    yield "exported", timezone.now().isoformat()
    yield "account", _account(user)
    yield "annotations", _annotations(user, site)
    yield "reactions", _reactions(user, site)
    yield "supported_suggestions", _supports(user, site)
    yield "flags", _flags(user, site)
    yield "notices", _notices(user, site)
    yield "muted_threads", _mutes(user, site)
    yield "places", _places(user, site)
    yield "interviews", _interviews(user, site)
    yield "drafts", _drafts(user, site)


def _account(user: User) -> dict[str, Any]:
    """Secrets (the password, codes, keys) are no data to take away."""
    addresses = EmailAddress.objects.filter(user=user).order_by("pk").values("email", "verified")
    factors = Authenticator.objects.filter(user=user).order_by("pk")
    return {
        "user_name": user.get_username(),
        "joined": user.date_joined,
        "last_sign_in": user.last_login,
        "e_mail": list(addresses),
        "signed_in": [
            {"browser": one.user_agent, "since": one.created_at}
            for one in UserSession.objects.filter(user=user).order_by("pk")
        ],
        "groups": [
            {"name": one.group.name, "since": one.since, "owner": one.group.owner_id == user.pk}
            for one in user.memberships.select_related("group")
        ],
        "colours": dict(ColourMeaning.objects.filter(creator=user).values_list("colour", "words")),
        "markdown_template": ExportTemplate.objects.filter(creator=user)
        .values_list("text", flat=True)
        .first(),
        "comment_file": CommentFile.objects.filter(owner=user).values("name", "created").first(),
        "mail": Contact.objects.filter(creator=user).values("frequency", "language").first(),
        "sign_in_with": [
            {"type": f.type, "name": f.data.get("name", ""), "added": f.created_at, "used": f.last_used_at}
            for f in factors
        ],
    }


def _annotations(user: User, site: str) -> Iterator[dict[str, Any]]:
    """All own ones, by interview in reading order, replies after what they answer."""
    own = (
        Annotation.objects.by(Reader(user=user))
        .with_parting()
        .annotate(
            readable=_readable(user),
            at=Coalesce("root__start_block__position", "start_block__position"),
            offset=Coalesce("root__start", "start"),
            thread=Coalesce("root", "pk"),
        )
    )
    related = ("interview", "group", "start_block", "end_block", "reply_to", "suggestion")
    rows = own.select_related(*related).defer("interview__source").prefetch_related("tags")
    for one in rows.order_by("interview", "at", "offset", "thread", "created", "pk").iterator(CHUNK):
        yield _annotation(one, site)


def _annotation(one: Any, site: str) -> dict[str, Any]:
    return {
        "id": str(one.uid),
        "address": site + one.get_absolute_url(),
        "interview": _named(one, site),
        "motivation": one.motivation,
        "visibility": one.visibility,
        "group": circle_of(one, mine=True) or None,
        "colour": one.colour,
        "tags": [tag.name for tag in one.tags.all()],
        "body": one.body,
        "suggests": one.suggestion.words if one.is_suggestion else None,
        "created": one.created,
        "modified": one.modified,
        "deleted": one.deleted,
        "reply_to": str(one.reply_to.uid) if one.reply_to else None,
        "quote": {"exact": one.exact, "prefix": one.prefix, "suffix": one.suffix, "original": one.original},
        "begins": _position(one.start_block, one.start),
        "ends": _position(one.end_block, one.end),
        "state": one.state,
    }


def _position(block: Block | None, offset: int | None) -> dict[str, Any] | None:
    """Where in the text: the block's number and the offset in it, in code points."""
    return {"block": block.position, "offset": offset} if block else None


def _reactions(user: User, site: str) -> Iterator[dict[str, Any]]:
    own = Reaction.objects.by(Reader(user=user)).select_related("annotation").order_by("pk")
    for one in own.iterator(CHUNK):
        yield {"reaction": one.emoji, "to": site + one.annotation.get_absolute_url(), "created": one.created}


def _supports(user: User, site: str) -> Iterator[dict[str, Any]]:
    own = Support.objects.filter(creator=user).select_related("suggestion__annotation").order_by("pk")
    for one in own.iterator(CHUNK):
        yield {"to": site + one.suggestion.annotation.get_absolute_url()}


def _flags(user: User, site: str) -> Iterator[dict[str, Any]]:
    for one in Flag.objects.filter(creator=user).select_related("annotation").order_by("pk").iterator(CHUNK):
        yield {
            "of": site + one.annotation.get_absolute_url(),
            "complaint": one.complaint,
            "words": one.words,
            "created": one.created,
        }


def _notices(user: User, site: str) -> Iterator[dict[str, Any]]:
    """Which notes this person was told of, and when; not the notes, which are others' words."""
    own = Notice.objects.filter(creator=user).select_related("annotation").order_by("pk")
    for one in own.iterator(CHUNK):
        yield {
            "kind": one.kind,
            "of": site + one.annotation.get_absolute_url(),
            "created": one.created,
            "seen": one.seen,
            "mailed": one.mailed,
        }


def _mutes(user: User, site: str) -> Iterator[dict[str, Any]]:
    for one in Mute.objects.filter(creator=user).select_related("root").order_by("pk"):
        yield {"thread": site + one.root.get_absolute_url(), "created": one.created}


def _places(user: User, site: str) -> Iterator[dict[str, Any]]:
    places = Place.objects.by(Reader(user=user)).annotate(readable=_readable(user))
    for place in places.select_related("interview").defer("interview__source").order_by("pk"):
        yield {
            "interview": _named(place, site),
            "percent": place.percent,
            "finished": place.finished,
            "modified": place.modified,
        }


def _readable(user: User) -> Exists:
    return Exists(Interview.objects.readable_by(user).filter(pk=OuterRef("interview")))


def _named(row: Any, site: str) -> dict[str, str] | None:
    """The interview that a row is about, unless this person may not open it any more."""
    interview = row.interview
    return (
        {"title": interview.title, "address": site + interview.get_absolute_url()} if row.readable else None
    )


def _interviews(user: User, site: str) -> Iterator[dict[str, Any]]:
    for interview in user.interviews.defer("source").order_by("added", "pk"):
        blocks = interview.blocks.select_related("speaker").order_by("position")
        yield {
            "title": interview.title,
            "address": site + interview.get_absolute_url(),
            "language": interview.language,
            "visibility": interview.visibility,
            "source": interview.source_url,
            "file": interview.source_name,
            "added": interview.added,
            "blocks": [
                {"kind": b.kind, "speaker": b.speaker.name if b.speaker else None, "text": b.text}
                for b in blocks
            ],
        }


def _drafts(user: User, site: str) -> Iterator[dict[str, Any]]:
    for proof in Proof.objects.open_by(user).defer("interview__source"):
        yield {
            "title": str(proof),
            "address": site + proof.get_absolute_url(),
            "modified": proof.modified,
            "draft": proof.draft,
        }
