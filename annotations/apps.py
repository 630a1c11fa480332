"""What readers lay over the text."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    name = "annotations"
