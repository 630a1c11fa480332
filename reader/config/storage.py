"""Static files: small, with hashed names, compressed beforehand, cached for ever."""

import re
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
IMPORT = re.compile(r'@import "([^"]+)";')


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files, where `import "./x.js"` is rewritten to the hashed name too."""

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """As in Django, from files without what only people read, and style sheets with what they import."""
        if not dry_run:
            paths = {name: self._made_smaller(name, paths) for name in paths}
        yield from super().post_process(paths, dry_run, **options)

    def _made_smaller(self, name: str, paths: dict[str, tuple[Storage, str]]) -> tuple[Storage, str]:
        smaller = SMALLER.get(PurePath(name).suffix)
        if smaller is None or name.endswith(".min.js"):
            return paths[name]

        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                text: str = file.read().decode()
            if not name.endswith(".css"):
                return text
            # One request and one dictionary to compress with, where there would be seven.
            return IMPORT.sub(lambda found: read(str(PurePath(name).with_name(found[1]))), text)

        text = read(name)
        self.delete(name)
        self._save(name, ContentFile(smaller(text).encode()))
        return self, name
