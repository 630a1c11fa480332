"""Addresses that come from outside and lead back to one of our own pages."""

from urllib.parse import unquote, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme


def own_page(request: HttpRequest, address: str) -> str:
    """The address if it names a page of this site, else an empty string."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        return ""
    try:
        resolve(unquote(urlsplit(address).path))
    except (Resolver404, ValueError):
        return ""
    return address
