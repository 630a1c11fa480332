"""The form for a file of notes: chosen or pasted, into which interview, and whose notes it holds."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.importers import ImportProblem, Incoming, read
from reader.models import Interview

# So many interviews are offered, the newest first.
OFFERED = 300


def largest() -> int:
    """How many bytes a file of notes may have."""
    return settings.FILES_COME_TO["/notes/import/"]


class ImportForm(forms.Form):
    """Either a file or its pasted text; afterwards `notes` holds what was read."""

    limits: ClassVar = {"file": f"at most {largest()} bytes"}
    file = forms.FileField(label=gettext_lazy("File"), required=False, allow_empty_file=True)
    text = forms.CharField(label=gettext_lazy("Or its text, pasted"), required=False, strip=False)
    interview = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    by = forms.CharField(
        label=gettext_lazy("Your name in the file"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only if it holds notes by several people."),
    )

    def __init__(self, *args: Any, user: User | AnonymousUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = Interview.objects.listed_for(user).values_list("slug", "title")[:OFFERED]
        choices = [("", _("the interviews that the file names")), *listed]
        self.fields["interview"].choices = choices  # type: ignore[attr-defined]
        self.notes: list[Incoming] = []

    def clean_file(self) -> "UploadedFile[bytes] | None":
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > largest():
            say = _("The file is too large: at most %(limit)s can be read. Split it into parts.")
            raise forms.ValidationError(say % {"limit": filesizeformat(largest())}, code="too_large")
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file, text = data.get("file"), data.get("text", "")
        if self.errors:
            return data
        if file is None and not text.strip():
            self.add_error("file", _("Please choose a file, or paste its text."))
            return data
        try:
            self.notes = read(file.read() if file is not None else text.encode("utf-8", "replace"))
        except ImportProblem as problem:
            self.add_error("file" if file is not None else "text", str(problem))
        return data
