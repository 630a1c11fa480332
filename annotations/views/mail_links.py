"""What links in mails lead to: a page with one button, which works without signing in.

Opening such a link changes nothing: programs that look at mail before people do open them all. The
links themselves are the right to do it, so that no token of a form is needed; mail programs have none.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from annotations.mail import links
from annotations.mail.contacting import confirm_address
from annotations.models import Frequency
from annotations.notices.choosing import choose, mute
from annotations.readers import Reader

METHODS = ["GET", "HEAD", "POST"]


@csrf_exempt
@require_http_methods(METHODS)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """No more mail. Programs post here without asking anybody (RFC 8058)."""
    contact = links.unsubscribed(token)
    if contact is None:
        raise Http404
    if request.method == "POST":
        choose(contact, Frequency.NEVER)
        return _page(request, _("You get no more mail about replies and mentions."))
    return _page(request, _("Do you want no more mail about replies and mentions?"), _("No more mail"))


@csrf_exempt
@require_http_methods(METHODS)
def mute_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Mute the thread that a mail was about."""
    found = links.muted(token)
    if found is None:
        raise Http404
    contact, root = found
    if request.method == "POST":
        mute(root, Reader(user=contact.creator, guest=contact.guest), muted=True)
        return _page(request, _("You hear no more of this thread."))
    return _page(request, _("Do you want to hear no more of this thread?"), _("Mute this thread"))


@csrf_exempt
@require_http_methods(METHODS)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """That an address is the guest's."""
    contact = links.confirmed(token)
    if contact is None or (request.method == "POST" and not confirm_address(contact)):
        say = _("This link has expired. Please enter your address once more under “Notices”.")
        return _page(request, say, status=410)
    if request.method == "POST":
        return _page(request, _("Your address is confirmed. You will be told of replies."))
    return _page(request, _("Is this your address, and do you want to be told of replies?"), _("Confirm"))


def _page(request: HttpRequest, say: str, button: str = "", status: int = 200) -> HttpResponse:
    done = request.method == "POST" and status == 200
    context = {"say": say, "button": button, "done": done}
    response = render(request, "annotations/mail_link.html", context, status=status)
    # The address is a secret: no page that is opened from here may learn it.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
