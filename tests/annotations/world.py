"""One thing of each kind, anna's and nobody else's to see, and the addresses of all pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from annotations import groups
from annotations.models import Annotation, Batch, CommentFile, Notice
from reader.importing import save
from reader.models import Interview
from reader.proofs.keeping import begin
from reader.sources import Source
from tests.annotations.old_comments.exports import PAGE, WORDPRESS, wp
from tests.conftest import draft


@dataclass
class World:
    """`own` fills an address's gaps with what is anna's, by the name of the gap and of the address."""

    own: dict[str, Any] = field(default_factory=dict)

    def addresses(self) -> Iterator[tuple[str, str]]:
        """The name of each page of this site (but the admin's own) and its address."""
        seen = set()
        for name, gaps in _patterns(get_resolver()):
            address = reverse(name, kwargs={gap: self._filled(name, gap) for gap in gaps})
            if address not in seen:
                seen.add(address)
                yield name, address

    def _filled(self, name: str, gap: str) -> Any:
        return self.own.get(f"{name.rpartition(':')[2]}.{gap}", self.own.get(gap))


def _patterns(found: URLResolver, space: str = "", above: tuple[str, ...] = ()) -> Iterator[Any]:
    """The name of each pattern, and its gaps with those of the patterns above it."""
    for one in found.url_patterns:
        gaps = (*above, *one.pattern.regex.groupindex)
        if isinstance(one, URLPattern):
            yield (f"{space}:{one.name}" if space else one.name), gaps
        elif one.namespace != "admin":
            yield from _patterns(one, one.namespace or space, gaps)


def made(anna, ben, interview: Interview, client: Client) -> World:
    """All that anna has; `client` is signed in as her. The interview is ben's, and everybody may read it."""
    mine = save(draft("Annas eigenes"), "own.txt", b"own", added_by=anna)
    Interview.objects.filter(pk=mine.pk).update(visibility="private")
    Interview.objects.filter(pk=interview.pk).update(added_by=ben)
    note = Annotation.objects.create(
        interview=interview, creator=anna, motivation="commenting", body="Geheim", visibility="private"
    )
    assert client.post("/notes/changes/", {"note": [str(note.uid)], "do": "delete"}).status_code == 302
    batch = Batch.objects.get()
    client.post(f"/notes/changes/{batch.uid}/restoration/")
    group = groups.found(anna, "Geheimer Kreis")
    groups.invite(group)
    notice = Notice.objects.create(interview=interview, annotation=note, creator=anna, kind="comment")
    proof = begin(anna, Source(draft("Geheimer Entwurf"), "draft.txt", b"draft"))
    file = SimpleUploadedFile("old.xml", (WORDPRESS % (PAGE, wp(1, "Eins"))).encode())
    assert client.post("/comments/import/", {"file": file}).status_code == 302
    return World(
        {
            "slug": mine.slug,
            "uid": note.uid,
            "number": 1,
            "form": "svg",
            "key": "markdown",
            "name": "geheim",
            "username": "anna",
            "token": group.token,
            "pk": 1,
            "member": group.memberships.get().uid,
            "uidb36": "1",
            "account_confirm_email.key": "abc",
            "account_reset_password_from_key.key": "abc",
            **{f"{page}.uid": group.uid for page in ("group", "invitation_link", "removal", "ownership")},
            **{f"{page}.uid": group.uid for page in ("closure", "group_deletion")},
            **{
                f"{page}.uid": proof.uid
                for page in ("proof", "corrections", "undo", "save", "adopt", "discard")
            },
            **{
                f"{page}.uid": CommentFile.objects.get().uid
                for page in ("comment_file", "comment_file_deletion")
            },
            "undone.uid": batch.uid,
            "notice.uid": notice.uid,
            "unsubscribe.token": "x",
            "mute_by_mail.token": "x",
            "confirm.token": "x",
        }
    )
