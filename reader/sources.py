"""Where a text comes from when a person adds one: pasted, from an address, or a file."""

import re
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reader.document import Draft
from reader.fetching import fetch
from reader.languages import LanguageField
from reader.reading import read_draft
from reader.text import clean_line

# What a pasted text is, if it is no plain one: by how it begins, or by lines in it.
BEGINNINGS = {
    ".vtt": re.compile(r"WEBVTT\b"),
    ".html": re.compile(r"<(?:!doctype html|html|head|body|article|div|p)\b", re.IGNORECASE),
    ".xml": re.compile(r"<\?xml|<(?:TEI|akomaNtoso)\b"),
    ".json": re.compile(r"\{\s*\"|\[\s*[\[{]"),
    ".srt": re.compile(r"\d+\s*\n\d\d:\d\d:\d\d[,.]\d{3} --> "),
}
MARKDOWN = re.compile(r"^(?:#{1,3} \S|\*\*[^*\n]+\*\*|---$)", re.MULTILINE)
PASTED = "text"


@dataclass(frozen=True, slots=True)
class Source:
    """What was read: the draft, and the file that it came from, by name and content."""

    draft: Draft
    name: str
    data: bytes


class SourceForm(forms.Form):
    """A text, an address or a file; title and language where the person says them."""

    SOURCES = [
        ("text", gettext_lazy("Paste")),
        ("url", gettext_lazy("Web address")),
        ("file", gettext_lazy("File")),
    ]

    limits: ClassVar = {"file": f"at most {settings.IMPORT_MAX_BYTES} bytes"}
    source = forms.ChoiceField(choices=SOURCES)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=500, required=False)
    language = LanguageField(label=gettext_lazy("Language of the text"))
    text = forms.CharField(label=gettext_lazy("Text"), required=False, strip=False)
    url = forms.CharField(label=gettext_lazy("Address of the page"), max_length=2000, required=False)
    file = forms.FileField(label=gettext_lazy("File"), required=False, allow_empty_file=True)

    @property
    def sources(self) -> list[tuple[str, Any]]:
        """What can be chosen from here."""
        return [choice for choice in self.SOURCES if settings.FETCH_URLS or choice[0] != "url"]

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if self.data.get("source") == "text" and not text.strip():
            raise forms.ValidationError(_("Please paste the text of the interview."), code="required")
        return text

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        if self.data.get("source") != "url":
            return url
        if not url:
            raise forms.ValidationError(_("Please enter the address of the page."), code="required")
        return url if "://" in url else f"https://{url}"

    def clean_file(self) -> "UploadedFile[bytes] | None":
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if self.data.get("source") != "file":
            return None
        if file is None:
            raise forms.ValidationError(_("Please choose a file."), code="required")
        size = file.size or 0
        if size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(too_large(filesizeformat(size)), code="too_large")
        return file

    def read(self) -> Source:
        """Get the text and read it. Raises ImportProblem."""
        source = self._read(self.cleaned_data)
        title = clean_line(self.cleaned_data["title"])
        draft = replace(
            source.draft,
            title=title or source.draft.title,
            language=self.cleaned_data["language"] or source.draft.language,
        )
        return replace(source, draft=draft)

    def _read(self, given: dict[str, Any]) -> Source:
        if given["source"] == "url":
            fetched = fetch(given["url"])
            return Source(read_draft(fetched.name, fetched.data, fetched.url), fetched.name, fetched.data)
        if given["source"] == "file":
            name, data = given["file"].name, given["file"].read()
        else:
            name, data = pasted_name(given["text"]), given["text"].encode("utf-8", "replace")
        return Source(read_draft(name, data), name, data)


def pasted_name(text: str) -> str:
    """A file name for a pasted text, with the ending of the format that it seems to be in."""
    text = text.lstrip("\ufeff \t\r\n")
    found = (ending for ending, beginning in BEGINNINGS.items() if beginning.match(text))
    ending = next(found, ".md" if MARKDOWN.search(text) else ".txt")
    return f"{PASTED}{ending}"


def too_large(size: str = "{size}") -> str:
    """What to say of a file of this size, written out; a script fills in the size of its own."""
    return _("The file is too large: %(size)s; at most %(limit)s can be read. Split it into parts.") % {
        "size": size,
        "limit": filesizeformat(settings.IMPORT_MAX_BYTES),
    }
