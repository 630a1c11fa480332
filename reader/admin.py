"""Interviews and their texts in the admin. Texts are corrected in the editor, not here."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest

from reader.models import Block, Correction, Entry, Interview, Proof, Revision, Site, Speaker, Visibility
from reader.read_only_admin import ReadOnlyAdmin, show, translated


def of_readable(path: str = "") -> Any:
    """The condition: not of a private interview that somebody else has added."""

    def shown_to(user: User) -> Q:
        return ~Q(**{f"{path}visibility": Visibility.PRIVATE}) | Q(**{f"{path}added_by": user.pk})

    return staticmethod(shown_to)


@admin.register(Interview)
class InterviewAdmin(ReadOnlyAdmin):
    """What is said of an interview can be changed, and who may read it; deleting takes all notes along."""

    list_display = (
        "title",
        "visibility",
        "language",
        "published",
        "added",
        "added_by",
        "highlights",
        "comments",
    )
    list_filter = ("visibility", "language", "added")
    search_fields = ("title", "slug", "author", "site_name", "speakers__name")
    date_hierarchy = "added"
    editable = ("visibility", "popular", "published", "author", "site_name", "source_url")
    shown_to = of_readable()

    def save_model(self, request: HttpRequest, obj: Interview, form: Any, change: bool) -> None:
        obj.version += 1
        obj.save(update_fields=[*form.changed_data, "version"])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """Titles and counts: nobody reads a list of thousands of blocks and notes."""
        counts: dict[str, Any] = {str(Interview._meta.verbose_name_plural): len(objs)}
        for relation in Interview._meta.related_objects:
            rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": objs})
            name = str(relation.related_model._meta.verbose_name_plural)
            counts[name] = counts.get(name, 0) + rows.count()
        return [str(one) for one in objs], {k: n for k, n in counts.items() if n}, set(), []


@admin.register(Site)
class SiteAdmin(ReadOnlyAdmin):
    """The one row; the page for it is /site/."""

    list_display = ("name", "commenters", "adders", "comments", "highlights", "links")
    editable = ("name", "commenters", "adders", "comments", "highlights", "links")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request) and not Site.objects.exists()


_READABLE = of_readable("interview__")
show(Speaker, "name", "role", "interview", list_filter=("role",), search_fields=("name",), shown_to=_READABLE)
show(
    Block, "__str__", "interview",
    list_filter=("kind",), search_fields=("text", "key"), shown_to=_READABLE,
)  # fmt: skip
show(
    Revision, "number", "interview", "reason", "by", "created",
    list_filter=("reason",), shown_to=_READABLE,
)  # fmt: skip
# The search's own words: of private notes too.
show(Entry, "source", "interview", listed_only=True, shown_to=_READABLE)
# What somebody is at, and nobody else sees.
show(Proof, "uid", "owner", "created", "modified", listed_only=True)
show(Correction, "number", "proof_id", listed_only=True)

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """An account is switched off, not deleted: what it wrote stands on pages that would not learn of it."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


translated(apps.get_app_config("reader").get_models())
