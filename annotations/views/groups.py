"""Groups: a reader's own, one with its members and settings, and the invitation to it."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import retarget

from annotations import access, groups
from annotations.forms.groups import GroupForm
from annotations.markdown import to_text
from annotations.models import Annotation, Group, Membership
from annotations.readers import reader_of
from reader.access import account, signed_in
from reader.htmx import done, fragment, leave_to, leave_word, wants_fragment
from reader.models import Interview
from reader.problems import refused

GROUP = "annotations/group.html"
GROUPS = "annotations/groups.html"
# So many of the latest notes a group's page shows.
LATEST = 30


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """The groups that this reader is in; a POST makes a new one."""
    form = GroupForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            group = groups.found(account(request), form.cleaned_data["name"])
        except groups.Full:
            form.add_error("name", _too_many())
        else:
            response = leave_to(request, group.get_absolute_url(), _("Group created"))
            response.headers["X-Object-Id"] = str(group.uid)
            return response
    mine = Group.objects.of(reader_of(request))
    counted = Group.objects.filter(pk__in=mine.order_by().values("pk")).order_by("name", "pk")
    context = {"groups": counted.annotate(members=Count("memberships")), "form": form}
    response = render(
        request, fragment(request, GROUPS, "groups"), context, status=422 if form.errors else 200
    )
    return retarget(response, "#groups") if form.errors else response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def group(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One group for its members; a POST of its owner's gives it another name."""
    if request.method != "POST":
        return _page(request, access.group_read(request, uid))
    found = access.group_owned(request, uid)
    form = GroupForm(request.POST)
    if not form.is_valid():
        return retarget(_page(request, found, form, status=422), "#group")
    groups.rename(found, form.cleaned_data["name"])
    return _changed(request, found, _("Name changed"))


def _page(
    request: HttpRequest, found: Group, form: GroupForm | None = None, status: int = 200
) -> HttpResponse:
    mine = found.owner_id == request.user.pk
    latest = (
        Annotation.objects.visible_to(reader_of(request))
        .filter(group=found, interview__in=Interview.objects.readable_by(request.user).values("pk"))
        .present()
        .with_people()
        .select_related("interview", "root")
        .defer("interview__source")
        .order_by("-pk")[:LATEST]
    )
    notes = sorted(latest, key=lambda note: note.interview_id)
    # Shown without its formatting, and not kept.
    for note in notes:
        note.body = to_text(note.body)
    by_interview = [list(some) for _pk, some in groupby(notes, key=lambda note: note.interview_id)]
    context = {
        "group": found,
        "mine": mine,
        "form": form or GroupForm(initial={"name": found.name}),
        "members": list(found.memberships.select_related("user")),
        "written": sorted(by_interview, key=lambda notes: -notes[0].pk),
        "address": request.build_absolute_uri(_invitation(found)) if mine and found.token else "",
    }
    return render(request, fragment(request, GROUP, "group"), context, status=status)


def _changed(request: HttpRequest, found: Group, say: str, focus: str = "#group-title") -> HttpResponse:
    """The group as it is now, and what was done."""
    if not wants_fragment(request):
        leave_word(request, say)
        return redirect(found)
    return done(_page(request, found), say, focus=focus)


@require_POST
@signed_in
def invitation_link(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A new invitation in place of the old; or none, where the form says so."""
    found = access.group_owned(request, uid)
    if "withdraw" in request.POST:
        groups.withdraw(found)
        return _changed(request, found, _("The invitation link no longer works"), "#invite")
    if found.closed is not None:
        return refused(request, 409, _("This group is closed."))
    groups.invite(found)
    return _changed(request, found, _("New invitation link"), "#invitation")


@require_POST
@signed_in
def removal(request: HttpRequest, uid: UUID, member: UUID) -> HttpResponse:
    """Take a member out of the group: its owner anybody, everybody themselves."""
    found = access.group_read(request, uid)
    person = _member(found, member)
    leaves = person.user_id == request.user.pk
    if not leaves:
        access.group_owned(request, uid)
    try:
        groups.part(person)
    except groups.Gone:
        raise Http404 from None
    except groups.OwnerStays:
        return refused(request, 409, _("Hand the group over to another member first, or delete it."))
    if leaves:
        return leave_to(request, reverse("annotations:groups"), _("You left the group “%s”") % found)
    found.token = ""
    return _changed(request, found, _("%s is no longer in the group") % person.user.get_username())


@require_POST
@signed_in
def ownership(request: HttpRequest, uid: UUID, member: UUID) -> HttpResponse:
    """Hand the group over to one of its members."""
    found = access.group_owned(request, uid)
    person = _member(found, member)
    try:
        groups.hand_over(found, person)
    except groups.Gone:
        raise Http404 from None
    return _changed(request, found, _("The group belongs to %s now") % person.user.get_username())


@require_POST
@signed_in
def closure(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Close the group; with `reopen`, open it again."""
    found = access.group_owned(request, uid)
    if "reopen" in request.POST:
        groups.reopen(found)
        return _changed(request, found, _("The group is open again"))
    groups.close(found)
    return _changed(request, found, _("The group is closed"))


@require_POST
@signed_in
def deletion(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Delete the group. Everybody keeps their own notes, as private ones."""
    found = access.group_owned(request, uid)
    try:
        groups.dissolve(found)
    except groups.Gone:
        raise Http404 from None
    return leave_to(request, reverse("annotations:groups"), _("Group deleted"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites to which group. Whoever has signed in may join it."""
    # Where an invitation is withdrawn the token is empty, and PostgreSQL takes no NUL in any.
    held = Group.objects.open().exclude(token="").select_related("owner")
    found = None if "\0" in token else held.filter(token=token).first()
    if found is None:
        return _withdrawn(request)
    if request.method == "POST":
        return _join(request, found)
    is_in = Group.objects.of(reader_of(request)).filter(pk=found.pk).exists()
    context = {"group": found, "is_in": is_in, "here": _invitation(found)}
    return render(request, "annotations/invitation.html", context)


@signed_in
def _join(request: HttpRequest, found: Group) -> HttpResponse:
    try:
        groups.accept_invitation(found, account(request))
    except groups.Gone:
        return _withdrawn(request)
    except groups.Full:
        return refused(request, 409, _too_many())
    return leave_to(request, found.get_absolute_url(), _("You are in the group “%s” now") % found)


def _withdrawn(request: HttpRequest) -> HttpResponse:
    return refused(request, 404, _("This invitation no longer holds. Ask for a new link."))


def _member(found: Group, uid: UUID) -> Membership:
    return get_object_or_404(found.memberships.select_related("user"), uid=uid)


def _invitation(found: Group) -> str:
    return reverse("annotations:invitation", args=[found.token])


def _too_many() -> Any:
    return _("You are in %s groups. Leave one before you join another.") % groups.MOST
