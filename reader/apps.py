"""The text: what an interview is, how it comes in, how it is shown."""

from django.apps import AppConfig


class ReaderConfig(AppConfig):
    name = "reader"

    def ready(self) -> None:
        from reader.required import say_what_to_do

        say_what_to_do()
