"""Static files: small, with hashed names, compressed beforehand, cached for ever."""

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Comments and indentation are for people: a third of what would be sent.
SMALLER: dict[str, Callable[[str], str]] = {".css": cssmin, ".js": jsmin}


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files, where `import "./x.js"` is rewritten to the hashed name too."""

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """As in Django, from files without what only people read."""
        if not dry_run:
            paths = {name: self._made_smaller(name, *place) for name, place in paths.items()}
        yield from super().post_process(paths, dry_run, **options)

    def _made_smaller(self, name: str, storage: Storage, path: str) -> tuple[Storage, str]:
        smaller = SMALLER.get(PurePath(name).suffix)
        if smaller is None or name.endswith(".min.js"):
            return storage, path
        with storage.open(path) as file:
            text = file.read().decode()
        self.delete(name)
        self._save(name, ContentFile(smaller(text).encode()))
        return self, name
