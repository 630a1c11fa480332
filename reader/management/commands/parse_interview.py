"""`manage.py parse_interview FILE…`: what an import would make of files, without keeping anything."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.utils.translation import gettext as _

from reader.document import Document, Draft, DraftBlock, Kind
from reader.importers import ImportProblem, read
from reader.management.console import Command as ConsoleCommand
from reader.management.console import bytes_of
from reader.turns import segment


class Command(ConsoleCommand):
    help = "Show how files would be split into turns, without importing them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="all of it as JSON instead of a summary")
        parser.add_argument("--out", type=Path, metavar="DIR", help="write DIR/FILE.json for each file")

    def handle(self, *args: Any, files: list[Path], json: bool, out: Path | None, **options: Any) -> None:
        if json and out is None and len(files) > 1:
            raise CommandError(_("With --json and several files, name a folder for the results with --out."))
        failed = 0
        for path in files:
            try:
                draft = segment(_read(path))
                self._show(path, draft, json or out is not None, out)
            except (ImportProblem, OSError) as problem:
                failed += 1
                self.stderr.write(f"{path}: {_sentence(problem)}")
        if failed:
            raise SystemExit(1)

    def _show(self, path: Path, draft: Draft, as_json: bool, out: Path | None) -> None:
        if not as_json:
            self.stdout.write(f"{path}: {_summary(draft)}")
            return
        text = json.dumps(as_data(draft), ensure_ascii=False, indent=1)
        if out is None:
            self.stdout.write(text)
        else:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{path.name}.json").write_text(text + "\n", encoding="utf-8")


def _read(path: Path) -> Document:
    return read(path.name, bytes_of(path), settings.IMPORT_MAX_BYTES)


def _sentence(problem: ImportProblem | OSError) -> str:
    if isinstance(problem, OSError):
        return _("The file can't be read or written (%s).") % (problem.strerror or problem)
    return str(problem)


def _summary(draft: Draft) -> str:
    turns = sum(block.kind == Kind.TURN and not block.continued for block in draft.blocks)
    names = ", ".join(f"{s.name} ({s.role})" if s.role else s.name for s in draft.speakers)
    return _(
        "“%(title)s”, language %(language)s, %(blocks)s blocks, %(turns)s turns. Speakers: %(names)s"
    ) % {
        "title": draft.title or "–",
        "language": draft.language or "–",
        "blocks": len(draft.blocks),
        "turns": turns,
        "names": names or "–",
    }


def as_data(draft: Draft) -> dict[str, Any]:
    """The draft as JSON can hold it, under names that stay: texts split by hand are compared with it."""
    return {
        "title": draft.title,
        "language": draft.language,
        "date": draft.published.isoformat() if draft.published else None,
        "site_name": draft.site_name,
        "source_url": draft.source_url,
        "media_url": draft.media_url,
        "speakers": [speaker.name for speaker in draft.speakers],
        "roles": {speaker.name: speaker.role for speaker in draft.speakers},
        "blocks": [_block(block) for block in draft.blocks],
    }


def _block(block: DraftBlock) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": str(block.kind), "speaker": block.speaker, "text": block.text}
    optional = {
        "cont": block.continued,
        "boilerplate": block.boilerplate,
        "url": block.url,
        "begins": block.begins,
        "ends": block.ends,
    }
    return data | {name: value for name, value in optional.items() if value not in (None, False)}
