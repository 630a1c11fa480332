"""What each field of our forms takes, as a table made from the forms themselves (ASVS 5.0, V2.1.1)."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.validators import FileExtensionValidator, RegexValidator
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string
from django.utils.translation import override

# The first that fits.
KINDS: list[tuple[type[forms.Field], str]] = [
    (forms.EmailField, "e-mail address"),
    (forms.UUIDField, "UUID"),
    (forms.IntegerField, "whole number"),
    (forms.DateField, "date"),
    (forms.BooleanField, "yes or no"),
    (forms.MultipleChoiceField, "some of a list"),
    (forms.ChoiceField, "one of a list"),
    (forms.FileField, "file"),
    (forms.CharField, "text"),
    (forms.Field, "checked by its form"),
]
# Longer lists are made from what there is, or belong to the form.
SHOWN = 8
HEAD = """# What the fields of forms take

Made by `manage.py field_rules`. What depends on other fields, or on what there is, each form's `clean` says.
Limits that it sets besides stand in the form's `limits`.

"""
# What `limits` of several forms say.
SEEN = "has something to be seen"
WEB = "begins with https:// or http://, which a bare host gets"
BOUNDS = {
    "min_length": "at least {} characters",
    "max_length": "at most {} characters",
    "min_value": "from {}",
    "max_value": "up to {}",
}


class Rule(NamedTuple):
    """One field: of which form, what it takes, whether it is asked for, and within which limits."""

    form: str
    field: str
    kind: str
    required: str
    limits: str


def rules() -> list[Rule]:
    """The fields of all forms of ours, and of others' forms that our addresses show."""
    with override("en"):
        return sorted(rule for form in all_forms() for rule in _rules_of(form))


def table() -> str:
    """The rules in Markdown, as `FIELDS.md` has them."""
    rows = [Rule("Form", "Field", "Takes", "Required", "Limits"), Rule(*["---"] * 5), *rules()]
    lines = (f"| {' | '.join(cell.replace('|', r'\|') for cell in row)} |\n" for row in rows)
    return HEAD + "".join(lines)


def all_forms() -> set[Any]:
    """Forms of ours, and of others' that our addresses show."""
    shown = {form for view in _views(get_resolver().url_patterns) if (form := _shown_by(view)) is not None}
    replaced = {import_string(path) for path in settings.ACCOUNT_FORMS.values()}
    apps_of_ours = {app.name for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR}
    ours = {form for form in _beneath(forms.BaseForm) if form.__module__.split(".")[0] in apps_of_ours}
    # Of others' forms that ours stand in for nobody sees anything.
    return ours | shown - {base for form in replaced for base in form.__mro__[1:]}


def _views(patterns: Iterable[Any]) -> Iterator[Callable[..., Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.callback


def _shown_by(view: Any) -> Any:
    found = getattr(getattr(view, "view_class", None), "form_class", None)
    return found if isinstance(found, type) and not found.__module__.startswith("django.") else None


def _beneath(form: Any) -> Iterator[Any]:
    for one in form.__subclasses__():
        yield one
        yield from _beneath(one)


def _rules_of(form: Any) -> Iterator[Rule]:
    besides = getattr(form, "limits", {})
    for name, field in _fields_of(form).items():
        kind = next(words for base, words in KINDS if isinstance(field, base))
        required = "yes" if field.required else "no"
        limits = [*_limits(field), *([besides[name]] if name in besides else [])]
        yield Rule(f"{form.__module__}.{form.__qualname__}", name, kind, required, ", ".join(limits))


def _fields_of(form: Any) -> dict[str, forms.Field]:
    """With those that it makes for itself and without those that it drops, if it can be made of nothing."""
    try:
        return form().fields
    except (KeyError, TypeError):
        return form.base_fields


def _limits(field: forms.Field) -> Iterator[str]:
    for name, words in BOUNDS.items():
        if (bound := getattr(field, name, None)) is not None:
            yield words.format(bound)
    choices = [str(value) for value in _values(getattr(field, "choices", None) or ()) if value != ""]
    if 0 < len(choices) <= SHOWN:
        yield ", ".join(f"`{choice}`" for choice in choices)
    for validator in field.validators:
        if isinstance(validator, FileExtensionValidator):
            yield "ends in " + ", ".join(validator.allowed_extensions or ())
        elif isinstance(validator, RegexValidator):
            yield f"like `{getattr(validator.regex, 'pattern', validator.regex)}`"
    if field.widget.attrs.get("autocomplete") == "new-password":
        yield from (text.rstrip(".") for text in password_validators_help_texts())


def _values(choices: Iterable[Any]) -> Iterator[Any]:
    """What is sent for each; a list of ours may have the values alone."""
    for choice in choices:
        yield choice if isinstance(choice, str) else choice[0]
