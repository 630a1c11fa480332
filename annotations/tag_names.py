"""What can be the name of a tag, and how many a note may have."""

from collections.abc import Iterable
from contextlib import suppress
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.models import tag_key
from annotations.models.tags import LONGEST_TAG
from reader.text import clean_line, is_visible

MOST_TAGS = 20
# As reader/FIELDS.md says it.
LIMITS = f"at most {MOST_TAGS} tags of at most {LONGEST_TAG} characters, separated by commas"


def names_in(typed: Iterable[str]) -> list[str]:
    """The tags in these texts, which separate them by commas; each once. Raises ValidationError."""
    names: dict[str, str] = {}
    for part in ",".join(typed).split(","):
        if name := _plain(part):
            names.setdefault(_check(name), name)
    if len(names) > MOST_TAGS:
        raise ValidationError(_too_many(), code="too_many")
    return list(names.values())


def fitting(tags: Iterable[str]) -> dict[str, str]:
    """The names of tags from elsewhere, by key: cut where they are too long, without those that are none."""
    names: dict[str, str] = {}
    for tag in tags:
        name = _plain(tag)[:LONGEST_TAG].strip()
        with suppress(ValidationError):
            names.setdefault(_check(name), name)
    return dict(islice(names.items(), MOST_TAGS))


def _too_many() -> str:
    """That there are more tags than a note may have."""
    return ngettext("A note has at most %(limit)d tag.", "A note has at most %(limit)d tags.", MOST_TAGS) % {
        "limit": MOST_TAGS
    }


def _plain(typed: str) -> str:
    return clean_line(typed).removeprefix("#").strip()


def _check(name: str) -> str:
    """The key of a tag of this name. Raises ValidationError where that can be none."""
    key = tag_key(name)
    # Addresses name tags, and there dots alone lead elsewhere.
    if not is_visible(name) or not key.strip("./"):
        raise ValidationError(_("A tag needs letters or digits."), code="empty")
    if len(name) > LONGEST_TAG or len(key) > 3 * LONGEST_TAG:
        raise ValidationError(
            _("The tag “%(name)s…” is too long (%(limit)d characters at most).")
            % {"name": name[:20], "limit": LONGEST_TAG},
            code="too_long",
        )
    return key
