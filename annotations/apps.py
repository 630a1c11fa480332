"""What readers lay over the text."""

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_delete, pre_delete
from django.utils.translation import gettext_lazy


class AnnotationsConfig(AppConfig):
    name = "annotations"
    verbose_name = gettext_lazy("Notes")

    def ready(self) -> None:
        from annotations.groups import before_account_goes
        from annotations.mail import languages  # noqa: F401
        from annotations.models import Annotation
        from annotations.searching import forget_note

        pre_delete.connect(before_account_goes, sender=settings.AUTH_USER_MODEL)
        post_delete.connect(forget_note, sender=Annotation)
