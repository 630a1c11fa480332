"""The form for a file of old comments, and the choice of where each page's comments go."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.old_comments.importers import ImportProblem, OldComment, read
from annotations.old_comments.pages import Page
from reader.models import Interview
from reader.queueing import Queue

# So many interviews are offered, the newest first.
OFFERED = 300
# So many comments are read; a thread below a page rarely has a thousand.
MOST = 50_000
# How long somebody waits for those whose files are being read.
SECONDS = 20
# More tags than a file of so many comments has; each costs time.
MAX_TAGS = 1_000_000
# A large file takes a second or two, and some hundred MB.
_queue = Queue(at_once=1, waiting=4)


def largest() -> int:
    """How many bytes a file of old comments may have."""
    return settings.FILES_COME_TO["/comments/import/"]


class CommentFileForm(forms.Form):
    """A file; afterwards `comments` holds what was read, and `chosen` the only interview it is for."""

    limits: ClassVar = {"file": f"at most {largest()} bytes"}
    file = forms.FileField(label=gettext_lazy("File"), required=False, allow_empty_file=True)
    interview = forms.ChoiceField(label=gettext_lazy("About"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = Interview.objects.editable_by(user)
        names = self.offered.values_list("slug", "title")[:OFFERED]
        choices = [("", _("the interviews that the pages seem to belong to")), *names]
        self.fields["interview"].choices = choices  # type: ignore[attr-defined]
        self.comments: list[OldComment] = []

    @property
    def chosen(self) -> Interview | None:
        slug = self.cleaned_data["interview"]
        return self.offered.defer("source").get(slug=slug) if slug else None

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            raise forms.ValidationError(_("Please choose a file."), code="required")
        if not file.size:
            raise forms.ValidationError(_("This file is empty. Please choose another one."), code="empty")
        if (file.size or 0) > largest():
            say = _("The file is too large: at most %(limit)s can be read. Export fewer pages at once.")
            raise forms.ValidationError(say % {"limit": filesizeformat(largest())}, code="too_large")
        try:
            self.comments = _read(file.read())
        except ImportProblem as problem:
            raise forms.ValidationError(str(problem), code="unreadable") from None
        return file


def _read(data: bytes) -> list[OldComment]:
    if data.count(b"<") > MAX_TAGS:
        raise _too_many()
    with _queue.place(SECONDS):
        comments = read(data)
    if not comments:
        raise ImportProblem(_("There are no comments in this file. Check that it is the right one."))
    if len(comments) > MOST:
        raise _too_many()
    return comments


def _too_many() -> ImportProblem:
    return ImportProblem(
        _("There is more in this file than can be read at once. Export fewer pages at once.")
    )


def field_of(number: int) -> str:
    """The name of the field that says where the comments of this page go; pages are counted from 0."""
    return f"page-{number}"


def choose(
    pages: Sequence[Page], data: Mapping[str, str], interviews: Iterable[Interview], only: str = ""
) -> list[int]:
    """Let each page belong to the one of these interviews that was chosen for it, or to none.

    `only` may be the number of one page: then the others belong to none. Returns the numbers of the pages
    for which somebody chose what is not among them.
    """
    asked = range(len(pages))
    slugs = {number: data.get(field_of(number), "") for number in asked if only in {"", str(number)}}
    found = {interview.slug: interview for interview in interviews}
    for number, page in enumerate(pages):
        page.interview = found.get(slugs.get(number, ""))
    return [number for number, slug in slugs.items() if slug and slug not in found]
