"""The template of one note that a reader can edit: words with named gaps, and nothing that computes.

A gap is `{{name}}`. Where its value has several lines, what stands before it on its line is set before
each of them if that is a quote mark or an indent; behind the mark of a list they are indented as far as
that, to stay in it. A line whose gaps are all empty is left out.
"""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_TEMPLATE = 4000
DEFAULT = """> {{quote}}
>
> — {{speakers}}
> [{{place}}]({{link}}) {{time}}

^{{id}}

**{{author}}:**
{{comment}}

{{tags}}
"""
GAP = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
BEGINNING = re.compile(r"([ \t]*(?:>[ \t]?)*[ \t]*)((?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S))?((?:>[ \t]?)*)")
BLANK_LINES = re.compile(r"\n{3,}")
# Marks of quotation with nothing behind them, where the lines before them were left out.
STRAY = re.compile(r"\A(?:[ \t]*>[ \t]*\n)+")

FIELDS = {
    "quote": gettext_lazy("the passage"),
    "comment": gettext_lazy("your comment"),
    "speakers": gettext_lazy("who speaks in it"),
    "place": gettext_lazy("the turn, as in “Turn 3”"),
    "turn": gettext_lazy("the turn’s number"),
    "time": gettext_lazy("when it is said in the recording"),
    "link": gettext_lazy("link to the note"),
    "turn_link": gettext_lazy("link to the turn"),
    "id": gettext_lazy("the note’s lasting name"),
    "colour": gettext_lazy("the highlight’s colour"),
    "meaning": gettext_lazy("what the colour means to you"),
    "tags": gettext_lazy("its tags, as in #tag"),
    "author": gettext_lazy("who wrote the note, if it was not you"),
    "date": gettext_lazy("when it was written"),
    "title": gettext_lazy("the interview’s title"),
    "interview_link": gettext_lazy("link to the interview"),
    "source_link": gettext_lazy("where the interview came from"),
}


def check(text: str) -> None:
    """Raise ValidationError where a gap has no such name, or the note could not be found again by its id."""
    unknown = [name for name in GAP.findall(text) if name not in FIELDS]
    if unknown:
        raise ValidationError(
            _("There is no field “%(name)s”. Use one of these: %(names)s.")
            % {"name": unknown[0][:60], "names": ", ".join(FIELDS)},
            code="unknown",
        )
    if "{{" in GAP.sub("", text) or "}}" in GAP.sub("", text):
        raise ValidationError(
            _("A field is written as {{quote}}, with two braces on either side."), code="braces"
        )
    if "id" not in GAP.findall(text):
        raise ValidationError(
            _("Please keep ^{{id}}: by it a note is found again when you export once more."), code="id"
        )


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its gaps filled; values are taken as they are."""
    lines = [filled for line in template.split("\n") if (filled := _line(line, values)) is not None]
    text = BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n") + "\n"
    return STRAY.sub("", text)


def _line(line: str, values: Mapping[str, str]) -> str | None:
    names = GAP.findall(line)
    if names and not any(values.get(name) for name in names):
        return None
    around, mark, inside = BEGINNING.match(line).groups(default="")  # type: ignore[union-attr]
    before = f"{around}{' ' * len(mark)}{inside}"

    def value(match: re.Match[str]) -> str:
        return values.get(match[1], "").replace("\n", f"\n{before}")

    return "\n".join(part.rstrip() for part in GAP.sub(value, line).split("\n"))
