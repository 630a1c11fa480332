"""Circles of readers who write for each other alone."""

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from reader.ids import uuid7

if TYPE_CHECKING:
    from annotations.readers import Reader

LONGEST_NAME = 80


def new_token() -> str:
    """What makes an invitation's address: 128 random bits."""
    return secrets.token_urlsafe(16)


class GroupQuerySet(models.QuerySet["Group"]):
    def of(self, reader: "Reader") -> "GroupQuerySet":
        """Those that this reader is in, by name. Without an account one is in none."""
        if reader.user is None:
            return self.none()
        return self.filter(memberships__user=reader.user.pk).order_by("name", "pk")

    def open(self) -> "GroupQuerySet":
        """Those in which can be written."""
        return self.filter(closed__isnull=True)


class Group(models.Model):
    """A reading circle, a class, a team: what is written in it only its members see.

    An empty `token` invites nobody. Its owner is one of its members; `annotations.groups` sees to
    that, and to who follows when an account goes.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="owned_groups")
    token = models.CharField(max_length=22, blank=True, default=new_token)
    created = models.DateTimeField(auto_now_add=True)
    closed = models.DateTimeField(null=True, blank=True, help_text="from then on nothing new is written")

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="group_has_name"),
            models.UniqueConstraint(fields=["token"], condition=~Q(token=""), name="group_token_once"),
            models.CheckConstraint(
                condition=Q(closed__isnull=True) | Q(token=""), name="group_closed_invites_nobody"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("annotations:group", args=[self.uid])


class Membership(models.Model):
    """That an account is in a group."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.group_id}"
