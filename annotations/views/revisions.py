"""Changing one's own: words, colour, visibility, reach; and taking off the page and back."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import access, writing
from annotations.answers import changed, form_again, said_of, short, shown_blocks, slow_down
from annotations.audiences import Audiences
from annotations.forms.audiences import VisibilityForm
from annotations.forms.bodies import BodyForm
from annotations.forms.passages import PassageForm
from annotations.forms.revisions import ColourForm, RevisionForm
from annotations.forms.tags import NewTagsForm
from annotations.models import Annotation, Visibility
from annotations.permits import writes
from annotations.readers import reader_of
from annotations.spam import is_too_often, judged_again
from annotations.targets import as_posted, blocks_of
from annotations.writing import Closed, Stale
from reader.begun import stamp
from reader.htmx import fragment
from reader.ids import uuid7
from reader.problems import refused

REVISION = "annotations/revision.html"
# What an edit may change, and its undoing brings back.
UNDONE = ("body", "colour")


def refuses_stale(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, answering 409 where another change came in between or a group was closed."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Stale:
            return refused(
                request, 409, _("This was changed elsewhere a moment ago. Please reload the page.")
            )
        except Closed:
            say = _("In this group you can’t write any more. Your note stays as it is.")
            return refused(request, 409, say)

    return wrapped


@require_http_methods(["GET", "HEAD", "POST"])
@writes
@refuses_stale
def revision(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form for an edit, and the edit itself; 409 with both texts where another came first."""
    annotation = access.annotation_write(request, uid)
    until = access.reword_until(annotation)
    if until is not None and until < timezone.now():
        return _over(request, annotation)
    if request.method != "POST":
        initial = {name: getattr(annotation, name) for name in ("body", "colour", "version")}
        initial["visibility"] = annotation.audience
        form = RevisionForm(initial=initial, annotation=annotation)
        return render(request, fragment(request, REVISION, "revision"), _context(annotation, form))
    if request.POST.get("keep") == "theirs":
        return changed(request, annotation, _("The saved text stays"), focus=f"#n-{annotation.ref}")
    form = RevisionForm(request.POST, annotation=annotation)
    if not form.is_valid():
        return form_again(request, REVISION, "revision", _context(annotation, form))
    if form.cleaned_data["body"] != annotation.body and is_too_often(request, "revision"):
        again = partial(form_again, request, REVISION, "revision", _context(annotation, form))
        return slow_down(request, again)
    return _revised(request, annotation, form)


def _revised(request: HttpRequest, annotation: Annotation, form: RevisionForm) -> HttpResponse:
    """The page after an edit that may be made; or both texts."""
    fields = {name: value for name, value in form.cleaned_data.items() if value or name == "body"}
    before = {name: getattr(annotation, name) for name in UNDONE}
    before["motivation"] = annotation.motivation if annotation.is_highlight else ""
    before["visibility"] = annotation.audience
    version, audience = fields.pop("version"), fields.pop("visibility", None)
    fields |= judged_again(request, annotation, fields["body"], audience.visibility if audience else "")
    try:
        # What is undone is the change that the reader has just made, whatever its version.
        version = annotation.version if "undo" in request.POST else version
        writing.revise(annotation, version, audience, **fields)
    except Stale:
        annotation = access.annotation_write(request, annotation.uid)
        context = _context(annotation, form) | {"theirs": annotation.body}
        return form_again(request, REVISION, "revision", context, status=409)
    values = before | {"version": annotation.version}
    say = said_of(annotation, _("Changed"))
    return changed(request, annotation, say, focus=f"#n-{annotation.ref}", undo="revision", values=values)


def _over(request: HttpRequest, annotation: Annotation) -> HttpResponse:
    """The words stay as they are. What was written, here or in a draft, can be copied or become a reply."""
    if "undo" in request.POST:
        say = _("The time for changing these words is over. You can still delete them.")
        return refused(request, 403, say)
    audiences = Audiences(reader_of(request), annotation)
    wanted = request.POST.get("visibility", "")
    context = {
        "annotation": annotation,
        "interview": annotation.interview,
        "over": access.reword_until(annotation),
        "form_id": f"revision-{annotation.ref}",
        "form": BodyForm(initial={"body": request.POST.get("body", "")}, audiences=audiences),
        "tags_form": NewTagsForm(initial={"tags": request.POST.get("tags", "")}),
        "chosen": wanted if audiences.find(wanted) else annotation.audience,
        "uid": str(uuid7()),
        "begun": stamp(),
    }
    if request.method != "POST":
        return render(request, fragment(request, REVISION, "revision"), context)
    return form_again(request, REVISION, "revision", context, status=409)


def _context(annotation: Annotation, form: RevisionForm) -> dict[str, object]:
    return {
        "annotation": annotation,
        "interview": annotation.interview,
        "form": form,
        "until": access.reword_until(annotation),
        "form_id": f"revision-{annotation.ref}",
        "action": reverse("annotations:revision", args=[annotation.uid]),
    }


@require_POST
@writes
@refuses_stale
def colour(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another colour. The last one wins: there is nothing to lose."""
    annotation = access.annotation_write(request, uid)
    form = ColourForm(request.POST)
    if not form.is_valid() or not annotation.takes_colour:
        return refused(request, 422, _("Please choose one of the four colours."))
    before = annotation.colour
    writing.revise(annotation, annotation.version, colour=form.cleaned_data["colour"])
    say = annotation.get_colour_display()
    return changed(request, annotation, say, undo="colour", values={"colour": before})


@require_POST
@writes
@refuses_stale
def visibility(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show an own annotation to everybody, or to nobody else any more."""
    annotation = access.annotation_write(request, uid)
    if annotation.is_suggestion:
        return refused(request, 422, _("Everybody sees a suggested correction. You can withdraw it."))
    audiences = Audiences(reader_of(request), annotation.reply_to)
    form = VisibilityForm(request.POST, audiences=audiences)
    if not form.is_valid():
        return refused(request, 422, _("Please choose who may see it."))
    before, audience = annotation.audience, form.cleaned_data["visibility"]
    standing = judged_again(request, annotation, annotation.body, audience.visibility)
    writing.revise(annotation, annotation.version, audience, **standing)
    say = _("Now only you can see it")
    if annotation.visibility == Visibility.PUBLIC:
        say = said_of(annotation, _("Now visible to everyone"))
    elif annotation.group is not None:
        say = _("Now visible to the group “%s”") % annotation.group
    return changed(
        request,
        annotation,
        say,
        focus=f"#n-{annotation.ref}",
        undo="visibility",
        values={"visibility": before},
    )


@require_POST
@writes
@refuses_stale
def extension(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let an own highlight reach over the selected passage too."""
    annotation = access.annotation_write(request, uid)
    form = PassageForm(request.POST, interview=annotation.interview)
    if not annotation.takes_colour or not form.is_valid():
        messages = [str(e) for errors in form.errors.values() for e in errors]
        return refused(
            request, 422, " ".join(dict.fromkeys(messages)) or _("Nothing selected. Please select a passage.")
        )
    before, values = blocks_of(annotation), as_posted(annotation)
    if "undo" in request.POST:
        writing.retarget(annotation, form.target)
        say = _("Restored")
    else:
        writing.extend(annotation, form.target)
        say = _("Extended: “%s”") % short(annotation.exact)
    return changed(request, annotation, say, also=before, undo="extension", values=values)


@require_POST
@refuses_stale
def deletion(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take an own annotation off the page. What is off already stays off."""
    annotation = access.annotation_write(request, uid, deleted=True)
    if annotation.deleted is None:
        writing.delete(annotation)
    say = _("Highlight deleted") if annotation.is_highlight else _("Note deleted")
    return changed(request, annotation, say, undo="restoration", focus=_left_beside(request, annotation))


@require_POST
@writes
@refuses_stale
def restoration(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Undo a deletion."""
    annotation = access.annotation_write(request, uid, deleted=True)
    if annotation.deleted is not None:
        writing.restore(annotation)
    return changed(request, annotation, _("Restored"), focus=f"#n-{annotation.ref}")


def _left_beside(request: HttpRequest, annotation: Annotation) -> str:
    if annotation.root is not None:
        return f"#n-{annotation.root.ref}"
    blocks = shown_blocks(request, annotation)
    return f"#t-{blocks[0].key}" if blocks else "#comments"
