"""What allauth's pages have in common here."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from annotations import pending


class OurManners:
    """Wrong input is answered with 422, other methods with 405; nothing of it is kept by a browser."""

    http_method_names = ["get", "head", "post"]
    request: HttpRequest

    def form_invalid(self, form: Form) -> HttpResponse:
        context = self.get_context_data(form=form)  # type: ignore[attr-defined]
        return self.render_to_response(context, status=422)

    def render_to_response(self, context: dict[str, Any], **response: Any) -> HttpResponse:
        answer: HttpResponse = super().render_to_response(context, **response)  # type: ignore[misc]
        add_never_cache_headers(answer)
        return answer


class Entrance(OurManners):
    """A page on the way in: it knows where to go on, and whether something waits to be saved."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"next": get_next_redirect_url(self.request) or "", "waiting": pending.is_kept(self.request)}
        return super().get_context_data(**kwargs) | more  # type: ignore[misc]
