"""The form for a new comment: what it carries along, and where it is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.audiences import Audiences, Circle
from annotations.forms.bodies import BodyForm
from annotations.forms.names import NameForm
from annotations.forms.tags import NewTagsForm
from annotations.models import Motivation
from annotations.readers import Reader
from reader.begun import stamp
from reader.models import Block, Interview
from reader.site import site

# What a form carries along for the annotation beside its words.
CARRIED = ("start_block", "start", "end_block", "end", "exact", "prefix", "suffix", "colour")
# All that makes an annotation but its words.
ASKED = {"uid", "motivation", "visibility", *CARRIED}


def composer(
    interview: Interview,
    block: Block | None,
    *,
    body: BodyForm,
    name: NameForm | None,
    sent: Mapping[str, str],
    uid: str = "",
    audience: str = "",
    tags: NewTagsForm | None = None,
) -> dict[str, Any]:
    """The context of the form for a comment on a block (or a passage in it), or on the whole interview.

    `audience` is chosen at first (else what the site presets), `sent` is what came with an earlier
    attempt; `uid` names the annotation to be, so that sending twice stores once (a page that all readers
    share leaves it to the browser).
    """
    key = block.key if block else sent.get("start_block", "")
    carried = {field: sent.get(field, "") for field in CARRIED}
    carried |= {"start_block": key, "motivation": Motivation.COMMENTING, "uid": sent.get("uid") or uid}
    return {
        "interview": interview,
        "about": block,
        "quote": carried["exact"],
        "body_form": body,
        "name_form": name,
        "tags_form": tags or NewTagsForm(),
        "carried": list(carried.items()),
        "visibility": sent.get("visibility") or audience or site().comments,
        "form_id": f"composer-{key or 'whole'}",
        "action": reverse("annotations:annotations", args=[interview.slug]),
        "label": _("Your comment"),
        "begun": stamp(),
    }


def resident(
    interview: Interview, reader: Reader, circles: Sequence[Circle], audience: str
) -> dict[str, Any]:
    """The context of the form that always stands at the interview's end."""
    name = None if reader.known else NameForm()
    body = BodyForm(audiences=Audiences(reader, circles=circles))
    return composer(interview, None, body=body, name=name, sent={}, audience=audience)
