"""The mails that readers get, in their language: plain text, with a link to each note."""

from collections.abc import Sequence
from textwrap import indent
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.mail.addresses import absolute, address_of
from annotations.mail.headers import Letter
from annotations.mail.links import confirming, muting, unsubscribing
from annotations.models import Annotation, Contact, Kind, Notice
from annotations.permalinks import permalink
from annotations.saying import words_of

# So much of a note, of the passage that it is about, and so many notes in one mail.
WORDS, QUOTE, MOST = 700, 300, 50


def one_line(text: str) -> str:
    """The text as a header can hold it: without line ends, which would begin another header."""
    return Truncator(" ".join(text.split())).chars(150)


def sentence(notice: Notice) -> str:
    """Who did what, in the language of the moment."""
    kind, author = Kind(notice.kind), notice.annotation.author
    if notice.is_verdict:
        return {
            Kind.APPROVED: _("Everyone can see your note now"),
            Kind.HIDDEN: _("The moderation has hidden your note"),
            Kind.REMOVED: _("The moderation has deleted your note"),
            Kind.ACCEPTED: _("Your suggested correction was accepted"),
            Kind.DECLINED: _("Your suggested correction was declined"),
            Kind.OUTDATED: _("Your suggested correction is outdated"),
            Kind.REOPENED: _("Your suggested correction is open again"),
        }[kind]
    said = {
        Kind.MENTION: _("%s mentioned you"),
        Kind.REPLY: _("%s replied to you"),
        Kind.THREAD: _("%s wrote in a thread that you take part in"),
        Kind.COMMENT: _("%s commented on your interview"),
    }
    if kind == Kind.COMMENT and notice.annotation.is_suggestion:
        return _("%s suggested a correction in your interview") % author
    return said[kind] % author


def particulars(notice: Notice) -> str:
    """Why the moderation, or whoever decided, did that; where a correction is credited, or what the text
    says instead. Often nothing.
    """
    note, kind = notice.annotation, notice.kind
    if kind == Kind.ACCEPTED:
        return _("Revision %d of the text credits you.") % note.suggestion.revision
    if kind == Kind.OUTDATED:
        if note.is_orphan:
            return _("The text was changed and does not have these words any more.")
        return _("The text was changed. The passage now reads: “%s”") % Truncator(note.exact).chars(QUOTE)
    why = note.verdict if kind in (Kind.HIDDEN, Kind.REMOVED) else ""
    if kind == Kind.DECLINED:
        why = note.suggestion.reply
    return f"{_('Reason:')} {why}" if why else ""


def letter(contact: Contact, notices: Sequence[Notice]) -> EmailMessage:
    """One mail about these notices, one or more, all for this contact."""
    with translation.override(contact.language or settings.LANGUAGE_CODE):
        first = notices[0]
        if len(notices) == 1:
            subject = f"{sentence(first)}: {first.interview.title}"
        else:
            subject = ngettext("%d new notice for you", "%d new notices for you", len(notices)) % len(notices)
        parts = [_part(contact, notice) for notice in notices[:MOST]]
        if len(notices) > MOST:
            parts.append(_("All notices:") + " " + absolute("/notices/"))
        leave = unsubscribing(contact)
        parts.append(f"-- \n{_('No more mail of this kind:')} {leave}")
        headers = {
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Message-ID": _message_id(first.uid.hex),
        }
        if len(notices) == 1:
            headers["References"] = _message_id(_root(first.annotation).uid.hex)
        return _mail(address_of(contact), subject, "\n\n\n".join(parts), headers)


def _part(contact: Contact, notice: Notice) -> str:
    annotation, root = notice.annotation, _root(notice.annotation)
    title = one_line(notice.interview.title)
    lines = [_("%(sentence)s in “%(title)s”:") % {"sentence": sentence(notice), "title": title}]
    if notice.passage:
        lines.append(indent(Truncator(notice.passage).chars(QUOTE), "> ", lambda line: True))
    lines.append(Truncator(words_of(annotation)).chars(WORDS))
    if notice.is_verdict:
        lines.append(Truncator(" ".join(particulars(notice).split())).chars(WORDS))
        if notice.kind != Kind.REMOVED:
            lines.append(f"{_('Your note:')} {absolute(permalink(annotation))}")
    else:
        lines.append(f"{_('Read and reply:')} {absolute(permalink(annotation))}")
        lines.append(f"{_('Mute this thread:')} {muting(contact, root)}")
    return "\n\n".join(filter(None, lines))


def question(contact: Contact) -> EmailMessage:
    """Whether an address is its guest's. It holds nothing that somebody else has typed."""
    with translation.override(contact.language or settings.LANGUAGE_CODE):
        text = [
            _("Somebody, probably you, wants to be told at this address of replies to their comments."),
            f"{_('If it was you, confirm it here within a week:')}\n{confirming(contact)}",
            _("If it was not you, do nothing: nothing more will be sent."),
        ]
        return _mail(contact.address, _("Please confirm your e-mail address"), "\n\n".join(text), {})


def _mail(to: str, subject: str, text: str, headers: dict[str, str]) -> EmailMessage:
    # No machine is to answer it (RFC 3834, section 5).
    headers = {"Auto-Submitted": "auto-generated", **headers}
    return Letter(one_line(f"{subject} · Randnotiz"), f"{text}\n", to=[to], headers=headers)


def _root(annotation: Annotation) -> Annotation:
    return annotation.root or annotation


def _message_id(name: str) -> str:
    return f"<{name}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"
