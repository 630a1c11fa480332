"""Roughly which browser a user agent's name is of, as people call it."""

from django.utils.translation import gettext as _

# The first that is found counts: most pretend to be those further down as well.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Vivaldi/": "Vivaldi",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def browser_of(user_agent: str) -> str:
    """Such as “Firefox, Windows”; of what is not known as much as is."""
    found = (_found(names, user_agent) for names in (BROWSERS, SYSTEMS))
    return ", ".join(filter(None, found)) or _("Unknown browser")


def _found(names: dict[str, str], user_agent: str) -> str:
    return next((name for sign, name in names.items() if sign in user_agent), "")
