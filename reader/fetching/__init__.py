"""All fetching from the web goes through `fetch`.

A visitor names the address and this server goes there, from inside of its own network: so only what
is public is fetched. A host's name is looked up once, all of its addresses must be public, and the
connection goes to one of these very addresses; the same again at each redirect.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from ssl import SSLCertVerificationError
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from reader.fetching.hosts import Address, addresses_of, is_public, public_name
from reader.fetching.naming import content_type_of, in_utf8, name_for
from reader.fetching.wire import Answer, Deadline, Target, TooLarge, ask
from reader.importers.problem import ImportProblem
from reader.queueing import Queue

# In all, from looking up the name to the last byte.
SECONDS = 10
MAX_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
LONGEST_URL = 2000
# Pages for readers stand here. Behind other ports are services, which must not be felt for through us.
PORTS = frozenset({80, 443})
# What addresses may hold beside letters and digits (RFC 3986); what else is in them gets percent signs.
KEPT = "%/:=&?~+!$,;'@()*[]|-._"

_queue = Queue(at_once=8, waiting=0)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched: a file, as an importer takes it.

    `url` is where it was found in the end, after redirects. `name` ends as the importers know it.
    """

    url: str
    data: bytes
    content_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How far fetching goes."""

    seconds: float = SECONDS
    ports: frozenset[int] = PORTS
    resolve: Callable[[str, int, float], list[Address]] = addresses_of
    allows: Callable[[Address], bool] = is_public


def fetch(url: str) -> Fetched:
    """What is at this address of the public web.

    Raises ImportProblem, with a sentence for people: switched off, no public web page, not to be
    reached, too slow, too large, or of a kind that can't be read.
    """
    if not settings.FETCH_URLS:
        raise ImportProblem(
            _("Fetching pages is switched off here. Save the page as a file, or paste its text instead.")
        )
    with _queue.place(SECONDS):
        return fetch_within(Reach(), url)


def fetch_within(reach: Reach, url: str) -> Fetched:
    """As `fetch`, but this far."""
    deadline = Deadline(reach.seconds)
    url = url.strip()
    for _hop in range(MAX_REDIRECTS + 1):
        answer = _answer(reach, _target(reach, url), deadline)
        if answer.status not in REDIRECTS:
            return _fetched(url, answer)
        url = _next(url, answer.headers["Location"] or "")
    raise _failed(_("it leads from one address to the next without end"))


def _target(reach: Reach, url: str) -> Target:
    """What the address means. Raises ImportProblem where it is none that is fetched from."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _no_address() from None
    secure = parts.scheme == "https"
    odd = len(url) > LONGEST_URL or any(c.isspace() or not c.isprintable() or c == "\\" for c in url)
    if odd or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _no_address()
    if "@" in parts.netloc:
        raise ImportProblem(_("Addresses with a name or a password in them are not fetched. Leave it out."))
    port = port if port is not None else 443 if secure else 80
    if port not in reach.ports:
        raise ImportProblem(
            _("Only the usual ports of the web are fetched from, not %d. Save the page as a file instead.")
            % port
        )
    try:
        host = public_name(parts.hostname)
    except ValueError:
        raise _not_public(parts.hostname) from None
    path = quote(parts.path or "/", safe=KEPT) + (f"?{quote(parts.query, safe=KEPT)}" if parts.query else "")
    return Target(secure, host, port, path)


def _answer(reach: Reach, target: Target, deadline: Deadline) -> Answer:
    try:
        try:
            addresses = reach.resolve(target.host, target.port, deadline.left())
        except TimeoutError:
            raise
        except OSError:
            addresses = []
        # One sentence for both: what names stand for in our own network is nobody's business.
        if not addresses or not all(map(reach.allows, addresses)):
            raise _not_public(target.host)
        return ask(target, addresses, deadline, settings.IMPORT_MAX_BYTES)
    except TooLarge:
        raise ImportProblem(
            _("The page is too large: at most %d MB can be read.") % (settings.IMPORT_MAX_BYTES // 2**20)
        ) from None
    except TimeoutError:
        raise _failed(_("it took too long")) from None
    except SSLCertVerificationError:
        raise _failed(_("the site can't prove that it is the one")) from None
    except (OSError, HTTPException):
        raise _failed(_("the connection failed")) from None


def _next(url: str, location: str) -> str:
    # Headers come as Latin-1; what browsers send is UTF-8.
    location = location.encode("latin-1", "replace").decode("utf-8", "replace").strip().replace(" ", "%20")
    try:
        found = urljoin(url, location)
    except ValueError:
        found = ""
    if not found or not location:
        raise _failed(_("the site's answer makes no sense"))
    if url.startswith("https:") and not found.startswith("https:"):
        raise _failed(_("it leads to an address without encryption"))
    return found


def _fetched(url: str, answer: Answer) -> Fetched:
    if answer.status in {404, 410}:
        raise _failed(_("the site has no such page"))
    if answer.status in {401, 402, 403, 451}:
        raise _failed(_("the site does not show it to everybody"))
    if answer.status != 200:
        raise _failed(_("the site answered with error %d") % answer.status)
    name = name_for(url, answer.headers)
    kind = content_type_of(answer.headers)
    if not name:
        raise ImportProblem(
            _("What is at this address can't be read: it is of the kind “%s”. Paste the text instead?") % kind
        )
    final = urlsplit(url)._replace(fragment="").geturl()
    return Fetched(final, in_utf8(name, answer.headers, answer.body), kind, name)


def _no_address() -> ImportProblem:
    return ImportProblem(_("This is not the address of a web page: those begin with http:// or https://."))


def _not_public(host: str) -> ImportProblem:
    return ImportProblem(
        _("There is no public web page at %s. Check the address, or paste the text instead.") % host
    )


def _failed(why: str) -> ImportProblem:
    return ImportProblem(_("The page could not be loaded (%s). Paste the text instead?") % why)
