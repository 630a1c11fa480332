"""Feeds of an interview, a tag and a reader: the same for everybody, so any cache may keep them."""

from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from annotations.feeds import MOST, Channel, written
from annotations.models import Annotation, Tag, tag_key
from reader.build import fingerprint
from reader.caching import FOR_EVERYBODY
from reader.models import Interview, Visibility


@require_safe
def interview(request: HttpRequest, slug: str) -> HttpResponse:
    """The comments on an interview that everybody may open; of a private one there is no feed."""
    found = get_object_or_404(
        Interview.objects.exclude(visibility=Visibility.PRIVATE).defer("source"), slug=slug
    )
    notes = Annotation.objects.on(found).spoken().recent()[:MOST]
    title = _("Comments on “%s”") % found.title
    return _feed(request, Channel(title, found.get_absolute_url(), list(notes), found.added, found.uid))


@require_safe
def tag(request: HttpRequest, name: str) -> HttpResponse:
    """What has a tag. Whether others have it on what is their own only is not told."""
    key = tag_key(name.replace("\0", ""))
    listed = Annotation.objects.listed().tagged([key])
    notes = list(listed[:MOST])
    if not notes:
        raise Http404
    spelled = Tag.objects.spelling(key, listed)
    page = reverse("annotations:tag", args=[spelled])
    return _feed(request, Channel(f"#{spelled}", page, notes, notes[-1].created))


@require_safe
def person(request: HttpRequest, username: str) -> HttpResponse:
    """What a reader has made public."""
    user = get_object_or_404(User, username=username.replace("\0", ""), is_active=True)
    notes = list(Annotation.objects.listed().filter(creator=user)[:MOST])
    if not notes:
        raise Http404
    page = reverse("annotations:person", args=[username])
    title = _("Notes by %s") % username
    return _feed(request, Channel(title, page, notes, notes[-1].created, author=username))


def _feed(request: HttpRequest, channel: Channel) -> HttpResponse:
    """The feed, or 304 where it is known as it is; in the site's own language, as no person fetches it."""
    with override(settings.LANGUAGE_CODE):
        return _answer(request, channel)


def _answer(request: HttpRequest, channel: Channel) -> HttpResponse:
    rows = [f"{note.uid} {note.version} {note.author} {note.interview.title}" for note in channel.notes]
    parts = [fingerprint(), request.build_absolute_uri(), str(channel.title), *rows]
    etag = quote_etag(sha256("\n".join(parts).encode()).hexdigest()[:32])
    latest = int(max((note.modified for note in channel.notes), default=channel.since).timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=latest)
    if response is None:
        content = written(channel, request)
        response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(latest)
    response.headers["Cache-Control"] = FOR_EVERYBODY
    return response
