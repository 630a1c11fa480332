"""How a reader wants to be told: how often, for guests also where."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations.answers import form_again
from annotations.mail.addresses import address_of
from annotations.mail.contacting import ask_at
from annotations.models import Contact, Mute
from annotations.notices.choosing import choose
from annotations.notices.forms import ToldHowForm
from annotations.readers import Reader, known_only, reader_of
from reader.htmx import done, leave_word, wants_fragment

PAGE = "annotations/notice_settings.html"


@require_http_methods(["GET", "HEAD", "POST"])
@known_only
def settings(request: HttpRequest) -> HttpResponse:
    """The choices, and which threads are muted."""
    reader = reader_of(request)
    if request.method != "POST":
        contact = Contact.objects.of(reader)
        form = ToldHowForm(initial={"frequency": contact.frequency, "email": contact.address})
        return render(request, PAGE, _context(reader, contact, form))
    contact, _new = Contact.objects.get_or_create(**reader.as_owner())
    form = ToldHowForm(request.POST)
    if not form.is_valid():
        return form_again(request, PAGE, "settings", _context(reader, contact, form))
    say = _saved(request, reader, contact, form)
    if not wants_fragment(request):
        leave_word(request, say)
        return redirect(request.path)
    context = _context(reader, Contact.objects.of(reader), form)
    return done(render(request, f"{PAGE}#settings", context), say, focus="#notice-settings button")


def _saved(request: HttpRequest, reader: Reader, contact: Contact, form: ToldHowForm) -> str:
    """Keep what was chosen. Returns what to say about it."""
    contact.language = get_language() or ""
    address = form.cleaned_data["email"]
    asks = reader.guest is not None and address != contact.address
    if asks:
        # The old address gets nothing more, whatever becomes of the new one.
        contact.address, contact.confirmed, contact.due = "", None, None
    choose(contact, form.cleaned_data["frequency"])
    if not asks or not address or reader.guest is None:
        return _("Saved")
    if ask_at(request, reader.guest, address):
        return _("Saved. Please confirm your address: a mail is on its way.")
    return _("That address was asked too often. Please try again tomorrow.")


def _context(reader: Reader, contact: Contact, form: ToldHowForm) -> dict[str, object]:
    muted = Mute.objects.shown_to(reader).select_related("root__creator", "root__guest", "interview")
    return {
        "form": form,
        "form_id": "notice-settings",
        "contact": contact,
        "address": address_of(contact),
        "muted": muted.defer("interview__source").order_by("-pk"),
    }
