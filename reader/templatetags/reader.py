"""Small parts of pages: icons, radios, addresses of files. No queries."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString

from reader.script_texts import texts

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture from the sprite; what it means is said by the text or label around it."""
    return format_html(
        '<svg class="ic" aria-hidden="true"><use href="{}#{}"/></svg>', static("img/icons.svg"), name
    )


@register.simple_tag
def radio(name: str, value: str, label: str, chosen: str) -> SafeString:
    """One choice of a segmented control."""
    checked = SafeString(" checked") if value == chosen else ""
    return format_html(
        '<label><input type="radio" name="{}" value="{}"{}>{}</label>', name, value, checked, label
    )


@register.simple_tag
def static_file(*parts: str) -> str:
    """The address of a static file whose name is put together from these parts."""
    return static("".join(parts))


@register.filter
def words(text: str) -> list[str]:
    return text.split()


@register.simple_tag(takes_context=True)
def ui_texts(context: template.Context) -> SafeString:
    """The texts that scripts show, as data; where the page has other `texts` for some, with those."""
    return json_script(texts() | (context.get("texts") or {}), "texts")
