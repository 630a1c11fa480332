"""The text: what an interview is, how it comes in, how it is shown."""

from django.apps import AppConfig


class ReaderConfig(AppConfig):
    name = "reader"
