"""Markdown, as Obsidian keeps notes: YAML front matter, headings by interview, `^id` on every note."""

from collections.abc import Iterator
from itertools import chain

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from annotations.exporters.export import Export
from annotations.exporters.markdown_text import address, comment, escaped, tag, yaml_text
from annotations.exporters.record import Exported, Source
from annotations.exporters.template import fill


def write(export: Export) -> Iterator[str]:
    """The file, piece by piece."""
    notes = export.notes()
    first = next(notes, None)
    about = first.source if first and export.interview else None
    yield _front_matter(export, about)
    current = None
    for note in chain([first] if first else [], notes):
        if note.source.key != current:
            current = note.source.key
            yield f"\n# {escaped(_line(note.source.title))}\n"
            if about is None:
                yield f"\n[{escaped(_people(note.source))}]({address(note.source.url)})\n"
        yield "\n" + one(note, export)


def one(note: Exported, export: Export) -> str:
    """One note by the reader's template."""
    return fill(export.template, values(note, export))


def values(note: Exported, export: Export) -> dict[str, str]:
    """What fills the template's gaps, each as Markdown."""
    return {
        "quote": escaped(note.quote),
        "comment": comment(note.comment),
        "speakers": "" if note.is_reply else escaped(note.who),
        "place": escaped(_("Reply") if note.is_reply else note.place),
        "turn": str(note.turn or ""),
        "time": note.time,
        "link": address(note.link),
        "turn_link": address(note.turn_link or note.source.url),
        "id": note.ref,
        "colour": export.colour_name(note.colour),
        "meaning": escaped(export.meaning(note)),
        "tags": " ".join(map(tag, note.tags)),
        "author": escaped(note.written_by),
        "date": localtime(note.created).date().isoformat(),
        "title": escaped(_line(note.source.title)),
        "interview_link": address(note.source.url),
        "source_link": address(note.source.source_url),
    }


def _front_matter(export: Export, source: Source | None) -> str:
    fields = {"title": export.title, "url": export.url}
    if source is not None:
        fields = {
            "title": source.title,
            "url": source.url,
            "source": source.source_url,
            "site": source.site_name,
            "author": source.author,
            "published": source.published.isoformat() if source.published else "",
            "language": source.language,
        }
    lines = [f"{name}: {yaml_text(value)}" for name, value in fields.items() if value]
    people = source.people if source else ()
    if people:
        lines += ["people:", *(f"  - {yaml_text(name)}" for name in people)]
    return "\n".join(["---", *lines, "---", ""])


def _people(source: Source) -> str:
    return ", ".join(source.people) or source.site_name or source.title


def _line(text: str) -> str:
    return " ".join(text.split())
