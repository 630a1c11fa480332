"""How a reader likes the page: a cookie that the server writes into `<html>`, so that nothing flashes."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "appearance"
AGE = 365 * 24 * 3600
# Ours has fewer; another site on the same domain may have written it.
MOST_FIELDS = 20
# The first of each is the default and is not written.
CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("auto", "light", "sepia", "dark"),
    "font": ("serif", "sans"),
    "size": ("2", "1", "3", "4", "5"),
    "width": ("m", "s", "l"),
    "lh": ("m", "s", "l"),
    "marks": ("on", "off", "none"),
    "popular": ("off", "on"),
    "keys": ("on", "off"),
}
# Of the notes over a text also a part may be shown, which goes by a name that this app knows nothing of.
PART = re.compile("[0-9a-f]{32}")


def choices(wanted: Mapping[str, str]) -> dict[str, str]:
    """Those of the wanted choices that exist and are not the default."""
    found = {name: wanted[name] for name, values in CHOICES.items() if wanted.get(name) in values[1:]}
    if PART.fullmatch(wanted.get("marks", "")):
        found["marks"] = wanted["marks"]
    return found


def appearance_of(request: HttpRequest) -> dict[str, str]:
    """This reader's choices, from their cookie; anything unknown in it is left out."""
    try:
        return choices(dict(parse_qsl(request.COOKIES.get(COOKIE, ""), max_num_fields=MOST_FIELDS)))
    except ValueError:
        return {}


def appearance(request: HttpRequest) -> dict[str, object]:
    """Context processor: `appearance` with every choice, `appearance_attributes` for `<html>`."""
    chosen = appearance_of(request)
    return {
        "appearance": {name: chosen.get(name, values[0]) for name, values in CHOICES.items()},
        "appearance_attributes": chosen,
    }


def remember(response: HttpResponse, wanted: Mapping[str, str]) -> None:
    """Keep the choices in the reader's browser for a year. Scripts may read and write the cookie."""
    response.set_cookie(
        COOKIE, urlencode(choices(wanted)), max_age=AGE, samesite="Lax", secure=settings.HTTPS
    )
