"""What readers write, in the admin: only what is meant for everybody; judging it leaves its trail."""

from typing import Any

from allauth.mfa.admin import Authenticator
from allauth.usersessions.admin import UserSession
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from annotations.models import (
    Annotation,
    Ban,
    Batch,
    ColourMeaning,
    CommentFile,
    Contact,
    ExportTemplate,
    Fate,
    Flag,
    Group,
    Guest,
    Membership,
    Mention,
    ModerationEntry,
    Mute,
    Notice,
    Place,
    Reaction,
    ResetLink,
    Resolution,
    Suggestion,
    Support,
    Tag,
    Tagging,
    Verb,
)
from annotations.moderation.judging import judge
from reader.admin import of_readable
from reader.read_only_admin import NAMES, ReadOnlyAdmin, show, translated


def of_public(path: str) -> Any:
    """The condition: of a note that this person may look up."""

    def shown_to(user: User) -> Q:
        return Q(**{f"{path}__in": Annotation.objects.looked_up_by(user).values("pk")})

    return staticmethod(shown_to)


@admin.register(Annotation)
class AnnotationAdmin(ReadOnlyAdmin):
    list_display = ("words", "author", "interview", "motivation", "standing", "deleted", "created")
    list_filter = ("standing", "motivation", "doubt", "state", "created")
    search_fields = ("body", "exact", "uid", "creator__username", "guest__name")
    actions = ("approve", "hide")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Annotation]:
        return super().get_queryset(request).looked_up_by(request.user)  # type: ignore[attr-defined]

    @admin.display(description=pgettext_lazy(NAMES, "words"))
    def words(self, note: Annotation) -> str:
        return Truncator(note.body or note.exact).chars(80)

    @admin.display(description=pgettext_lazy(NAMES, "author"))
    def author(self, note: Annotation) -> str:
        return note.author

    @admin.action(description=gettext_lazy("Approve or show again"), permissions=["judge"])
    def approve(self, request: HttpRequest, rows: QuerySet[Annotation]) -> None:
        self._judge(request, rows, Verb.APPROVE)

    @admin.action(description=gettext_lazy("Hide"), permissions=["judge"])
    def hide(self, request: HttpRequest, rows: QuerySet[Annotation]) -> None:
        self._judge(request, rows, Verb.HIDE)

    def has_judge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("annotations.change_annotation")

    def _judge(self, request: HttpRequest, rows: QuerySet[Annotation], verb: Verb) -> None:
        notes = list(rows.filter(deleted__isnull=True).select_related("root", "start_block", "end_block"))
        judge(request.user, verb, notes)  # type: ignore[arg-type]
        messages.success(request, _("Done for %d notes; it stands in the trail.") % len(notes))


@admin.register(Ban)
class BanAdmin(ReadOnlyAdmin):
    """Deleting a ban lets its reader write again."""

    list_display = ("__str__", "creator", "guest", "until", "created")
    search_fields = ("creator__username", "guest__name")
    secret = ("address",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


admin.site.unregister(Authenticator)
# Where somebody is signed in is theirs, and with the key that stands there anybody could be them.
admin.site.unregister(UserSession)


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnlyAdmin):
    """Who has lost a second factor is helped by deleting it; what it is made of nobody sees."""

    list_display = ("user", "type", "created_at", "last_used_at")
    search_fields = ("user__username",)
    listed_only = True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


def _of_judged(user: User) -> Q:
    tagged = Tagging.objects.filter(annotation__in=Annotation.objects.looked_up_by(user).values("pk"))
    return Q(pk__in=tagged.values("tag"))


@admin.register(Tag)
class TagAdmin(ReadOnlyAdmin):
    """Only those on notes that are meant for everybody: other names may say what is nobody's business."""

    list_display = ("name", "key")
    search_fields = ("name", "key")
    shown_to = staticmethod(_of_judged)


_READABLE = of_readable("interview__")
show(
    Guest, "name", "uid", "created",
    search_fields=("name", "uid"), date_hierarchy="created", secret=("address",),
)  # fmt: skip
show(
    Flag, "complaint", "words", "creator", "guest", "interview", "created", "settled",
    list_filter=("complaint", "settled"), search_fields=("words", "creator__username", "guest__name"),
    shown_to=_READABLE,
)  # fmt: skip
show(
    ModerationEntry, "created", "by_name", "verb", "author", "reason", "interview",
    list_filter=("verb",), search_fields=("by_name", "author", "reason", "note"),
    date_hierarchy="created", secret=("before",), shown_to=_READABLE,
)  # fmt: skip
show(
    Tagging, "tag", "interview", "annotation",
    search_fields=("tag__name",), shown_to=of_public("annotation"),
)  # fmt: skip
show(
    Fate, "annotation_id", "interview", "revision", "created", "told",
    list_filter=("told",), shown_to=of_public("annotation"),
)  # fmt: skip
# How far somebody has read is theirs; who is in which group, and what it is called, is the group's.
show(Batch, "uid", listed_only=True)
show(ColourMeaning, "pk", listed_only=True)
show(CommentFile, "uid", "created", listed_only=True)
show(ExportTemplate, "pk", listed_only=True)
show(
    Reaction, "emoji", "creator", "guest", "interview",
    list_filter=("emoji",), search_fields=("creator__username", "guest__name"),
    shown_to=of_public("annotation"),
)  # fmt: skip
show(
    Suggestion, "words", "before", "status", "interview", "decided_by",
    list_filter=("status",), search_fields=("words", "before"), shown_to=of_public("annotation"),
)  # fmt: skip
show(Support, "suggestion_id", "creator", "guest", shown_to=of_public("suggestion__annotation"))
show(Resolution, "annotation", "creator", "guest", shown_to=of_public("annotation"))
# Who is told of what, and where, is between them and the site.
show(Contact, "pk", "frequency", list_filter=("frequency",), listed_only=True)
show(ResetLink, "created", listed_only=True)
show(Notice, "pk", "kind", "due", list_filter=("kind",), listed_only=True)
show(Mute, "pk", listed_only=True)
show(
    Mention, "annotation_id", "person", "interview",
    search_fields=("person__username",), shown_to=of_public("annotation"),
)  # fmt: skip
show(Group, "uid", "created", "closed", date_hierarchy="created", listed_only=True)
show(Membership, "uid", "since", listed_only=True)
show(Place, "interview", "modified", listed_only=True, shown_to=_READABLE)
translated(apps.get_app_config("annotations").get_models())
