"""`manage.py demo`: the site with the sample interview and a reader to try it as."""

from importlib.resources import files
from secrets import token_urlsafe

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from reader.importing import import_file
from reader.management.commands.serve import Command as ServeCommand

NAME = "demo"
SAMPLE = "dialog.html"


class Command(ServeCommand):
    help = "Set up everything, load the sample interview, make a demo reader, and serve the site."

    def before_serving(self) -> None:
        reader = self._reader()
        sample = files("reader") / "samples" / SAMPLE
        interview, new = import_file(SAMPLE, sample.read_bytes(), reader)
        if new:
            self.stdout.write(_("Sample interview loaded: %s") % interview.title)

    def _reader(self) -> User:
        """The demo reader, who has added the sample and so may change its text."""
        there = User.objects.filter(username=NAME).first()
        if there is not None:
            self.stdout.write(
                _("Sign in as %(name)s with the password shown at the first start (new one: %(command)s).")
                % {"name": NAME, "command": f"manage.py changepassword {NAME}"}
            )
            return there
        password = token_urlsafe(12)
        self.stdout.write(
            _("Sign in as %(name)s, password %(password)s (shown only this once).")
            % {"name": NAME, "password": password}
        )
        return User.objects.create_user(NAME, password=password)
