"""`manage.py send_notices`: send the mails that are due. Run it from cron, as often as you like."""

from typing import Any

from django.utils.translation import gettext as _

from annotations.mail.mailing import send_due
from reader.management.console import Command as ConsoleCommand


class Command(ConsoleCommand):
    help = "Send the mails about replies, mentions and comments that are due."

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = send_due()
        self.stdout.write(_("Mails sent: %(sent)d, failed: %(failed)d.") % {"sent": sent, "failed": failed})
