"""How a reader wants their notes to be written in Markdown."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotations.models.people import Guest, one_owner
from annotations.owned_queries import ExportTemplateQuerySet


class ExportTemplate(models.Model):
    """The template of one note in a reader's Markdown export (see annotations.exporters.template)."""

    creator = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="export_template"
    )
    guest = models.OneToOneField(Guest, models.CASCADE, null=True, blank=True, related_name="export_template")
    text = models.TextField()

    objects = ExportTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            one_owner("export_template_of_account_or_guest"),
            models.CheckConstraint(condition=~Q(text=""), name="export_template_has_text"),
        ]

    def __str__(self) -> str:
        return f"template {self.pk}"
