"""Tags on notes: what was typed becomes tags, and which ones are offered while typing."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations import writing
from annotations.models import Annotation, Tag, Tagging, tag_key
from annotations.models.tags import LONGEST_TAG
from annotations.readers import Reader
from reader.models import Interview
from reader.text import clean, is_visible

MOST_TAGS = 20
# So many are offered for completion, the most used first.
OFFERED = 200


def names_in(typed: Iterable[str]) -> list[str]:
    """The tags in these texts, which separate them by commas; each once. Raises ValidationError."""
    names: dict[str, str] = {}
    for part in ",".join(typed).split(","):
        name = " ".join(clean(part).split()).removeprefix("#").strip()
        if name:
            names.setdefault(_check(name), name)
    if len(names) > MOST_TAGS:
        raise ValidationError(too_many(), code="too_many")
    return list(names.values())


def too_many() -> str:
    """That there are more tags than a note may have."""
    return ngettext("A note has at most %(limit)d tag.", "A note has at most %(limit)d tags.", MOST_TAGS) % {
        "limit": MOST_TAGS
    }


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


def tags_named(names: Iterable[str]) -> list[Tag]:
    """The tags of these names, made where there are none yet."""
    return [Tag.objects.get_or_create(key=tag_key(name), defaults={"name": name})[0] for name in names]


@transaction.atomic
def set_tags(annotation: Annotation, names: Iterable[str]) -> None:
    """Let the annotation have these tags and no others. Raises writing.Stale."""
    writing.revise(annotation, annotation.version)
    tags = tags_named(names)
    annotation.taggings.exclude(tag__in=tags).delete()
    Tagging.objects.bulk_create(
        [Tagging(interview_id=annotation.interview_id, annotation=annotation, tag=tag) for tag in tags],
        ignore_conflicts=True,
    )


def offered(reader: Reader, interview: Interview | None = None) -> list[str]:
    """Names of tags that this reader may want: their own, and what everybody sees on the interview."""
    return list(Tag.objects.offered(reader, interview)[:OFFERED].values_list("name", flat=True))
