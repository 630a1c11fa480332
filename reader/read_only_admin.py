"""How models show in Django's admin: safe unless a class says otherwise, one line to register one.

What goes through code of ours when it is written (texts, targets, counts that pages show) is read only;
bytes are neither fetched nor shown; foreign keys are looked up with the rows, in one query.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import BinaryField, ForeignKey, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

NAMES = "administration"
# In English, of those that do not end with an s alone.
PLURALS = {"batch": "batches", "entry": "entries"}


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Fields can be looked at; `editable` names those that can be changed. Nothing is added or deleted here.

    `shown_to` says, as a condition, which rows somebody may see, `listed_only` that a row has no page of
    its own: what is private stays so.
    """

    editable: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    listed_only = False
    shown_to: Callable[[User], Q] | None = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).defer(*self._bytes())
        for key in self._keys():
            # What a row names is looked up with it, but for its bytes.
            heavy = [f"{key.name}__{name}" for name in _bytes(key.related_model)]
            rows = rows.select_related(key.name).defer(*heavy)
        if self.shown_to is not None:
            rows = rows.filter(type(self).shown_to(request.user))  # type: ignore[misc, arg-type]
        return rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        hidden = {*self._bytes(), *self.secret}
        return [field.name for field in self.model._meta.fields if field.name not in hidden]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [name for name in self.get_fields(request, obj) if name not in self.editable]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.editable) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and not (self.listed_only and obj is not None)

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        return None if self.listed_only else super().get_list_display_links(request, list_display)

    def _bytes(self) -> list[str]:
        return _bytes(self.model)

    def _keys(self) -> list[ForeignKey[Any, Any]]:
        return [field for field in self.model._meta.fields if isinstance(field, ForeignKey)]


def _bytes(model: Any) -> list[str]:
    return [field.name for field in model._meta.fields if isinstance(field, BinaryField)]


def show(model: type[Model], *columns: str, **options: Any) -> None:
    """Register a model to be looked at: these columns, and options of ReadOnlyAdmin."""
    options = {"list_display": columns or ("__str__",), **options}
    admin.site.register(model, type(f"{model.__name__}Admin", (ReadOnlyAdmin,), options))


def translated(models: Iterable[type[Model]]) -> None:
    """Let the names of these models and of their fields be translated.

    Where nobody has given one Django makes it of the name in Python, which is English.
    """
    for model in models:
        meta = model._meta
        if not isinstance(meta.verbose_name, Promise):
            name = str(meta.verbose_name)
            meta.verbose_name = pgettext_lazy(NAMES, name)
            meta.verbose_name_plural = pgettext_lazy(NAMES, PLURALS.get(name, f"{name}s"))
        for field in meta.fields:
            if not isinstance(field.verbose_name, Promise):
                field.verbose_name = pgettext_lazy(NAMES, field.verbose_name)
