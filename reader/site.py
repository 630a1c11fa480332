"""How this site is run: who may write and add, what is preset. One row, kept in memory for a moment."""

from time import monotonic
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

# So long another process may go on with what was set before.
SECONDS = 10


class Commenters(models.TextChoices):
    """Who may write notes."""

    EVERYONE = "everyone", _("everyone")
    MODERATED = "moderated", _("everyone; what guests write is looked at first")
    ACCOUNTS = "accounts", _("readers with an account")


class Adders(models.TextChoices):
    """Who may add interviews."""

    READERS = "readers", _("readers with an account")
    STAFF = "staff", _("only those who run the site")


class Preset(models.TextChoices):
    """Who sees a new note, until its author says otherwise. Values as in the notes' own choices."""

    PRIVATE = "private", _("only its author")
    PUBLIC = "public", _("everyone")


class Site(models.Model):
    """The one row of settings. Without it the defaults hold."""

    name = models.CharField(_("Name of the site"), max_length=80, default="Randnotiz")
    commenters = models.CharField(
        _("Who may comment"), max_length=10, choices=Commenters, default=Commenters.EVERYONE
    )
    adders = models.CharField(
        _("Who may add interviews"), max_length=10, choices=Adders, default=Adders.READERS
    )
    highlights = models.CharField(
        _("Who sees new highlights"), max_length=10, choices=Preset, default=Preset.PRIVATE
    )
    comments = models.CharField(
        _("Who sees new comments"), max_length=10, choices=Preset, default=Preset.PUBLIC
    )
    links = models.PositiveSmallIntegerField(
        _("Links in a guest’s comment"),
        default=2,
        help_text=_("With more of them it waits until somebody has looked at it."),
    )
    version = models.PositiveIntegerField(default=1, editable=False, help_text="counts the changes")

    class Meta:
        verbose_name = _("Site settings")
        verbose_name_plural = _("Site settings")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="site_has_one_row"),
            models.CheckConstraint(condition=~Q(name=""), name="site_has_name"),
            models.CheckConstraint(
                condition=Q(commenters__in=Commenters.values), name="site_commenters_known"
            ),
            models.CheckConstraint(condition=Q(adders__in=Adders.values), name="site_adders_known"),
            models.CheckConstraint(
                condition=Q(highlights__in=Preset.values, comments__in=Preset.values),
                name="site_presets_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it as the one row; in this process it holds from now on."""
        self.pk = 1
        with transaction.atomic():
            last = Site.objects.select_for_update().filter(pk=1).values_list("version", flat=True).first()
            self.version = max(self.version, last or 0) + 1
            super().save(*args, **kwargs)
        keep(self)

    @property
    def only_accounts(self) -> bool:
        return self.commenters == Commenters.ACCOUNTS

    @property
    def guests_wait(self) -> bool:
        return self.commenters == Commenters.MODERATED


_kept: tuple[float, Site] | None = None


def site() -> Site:
    """The settings. Only to be read: the object is shared."""
    if _kept is None or monotonic() - _kept[0] > SECONDS:
        return keep(stored())
    return _kept[1]


def stored() -> Site:
    """The settings as the database has them, to be changed and saved."""
    return Site.objects.filter(pk=1).first() or Site(pk=1)


def keep(settings: Site) -> Site:
    """Let these hold in this process for a while."""
    global _kept
    _kept = (monotonic(), settings)
    return settings


def may_add(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this person may add interviews (a visitor: once they have signed in)."""
    return site().adders != Adders.STAFF or bool(getattr(user, "is_staff", False))


def context(request: HttpRequest) -> dict[str, object]:
    """Context processor: `site`, and `may_add` of this person; looked up only where a page asks."""
    return {
        "site": SimpleLazyObject(site),
        "may_add": SimpleLazyObject(lambda: may_add(request.user)),
    }
