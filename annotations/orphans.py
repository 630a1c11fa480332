"""The threads whose words are not in the text any more, as a page shows them."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import SafeString

from annotations.access import may_place
from annotations.threads import Thread
from reader.models import Interview
from reader.rendering import join_safe


def render_orphans(found: Iterable[Thread], interview: Interview, request: HttpRequest) -> SafeString:
    """Their cards in the order in which they stood, each with what this reader may do about it."""
    template = get_template("annotations/orphan.html")
    return join_safe(
        template.render(
            {
                "thread": thread,
                "interview": interview,
                "may_place": may_place(request, thread.root, interview),
            }
        )
        for thread in sorted(found, key=lambda thread: thread.root.last_offset or 0)
    )
