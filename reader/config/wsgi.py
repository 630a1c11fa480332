"""What the server runs."""

import os

from django.core.wsgi import get_wsgi_application

from reader.intake import charset_aside, read_first

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reader.config.settings")

application = read_first(charset_aside(get_wsgi_application()))
