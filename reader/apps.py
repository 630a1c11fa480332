"""The text: what an interview is, how it comes in, how it is shown."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy


class ReaderConfig(AppConfig):
    name = "reader"
    verbose_name = gettext_lazy("Interviews")

    def ready(self) -> None:
        from reader.required import say_what_to_do
        from reader.searching.ranking import teach

        connection_created.connect(teach)
        say_what_to_do()
