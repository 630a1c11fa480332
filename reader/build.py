"""What this installation's code looks like, as a short text: pages kept by browsers depend on it."""

from functools import cache
from hashlib import sha256

from django.conf import settings

PARTS = ("reader", "annotations", "templates", "static")
ENDINGS = {".py", ".html", ".mo", ".css", ".js", ".svg"}


@cache
def fingerprint() -> str:
    """The same for the same code on every machine, another one after every change."""
    digest = sha256()
    for part in PARTS:
        for path in sorted((settings.BASE_DIR / part).rglob("*")):
            if path.suffix in ENDINGS:
                digest.update(path.relative_to(settings.BASE_DIR).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
