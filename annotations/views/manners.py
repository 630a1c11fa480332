"""What allauth's pages have in common here."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import add_never_cache_headers

from annotations import pending

# By allauth's codes; the words ask to wait five minutes.
TOO_OFTEN = {"too_many_login_attempts", "rate_limited"}


class OurManners:
    """Wrong input is answered with 422, other methods with 405; nothing of it is kept by a browser."""

    http_method_names = ["get", "head", "post"]
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Other methods are refused before allauth looks at links and at who asks."""
        if (request.method or "").lower() not in self.http_method_names:
            return HttpResponseNotAllowed([name.upper() for name in self.http_method_names])
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def form_invalid(self, form: Form) -> HttpResponse:
        return self.refuse(form, self.get_context_data(form=form))  # type: ignore[attr-defined]

    def refuse(self, form: Form, context: dict[str, Any]) -> HttpResponse:
        """The page with what is wrong; 429 where it was tried too often."""
        codes = {error.code for errors in form.errors.as_data().values() for error in errors}
        if codes.isdisjoint(TOO_OFTEN):
            return self.render_to_response(context, status=422)
        answer = self.render_to_response(context, status=429)
        answer.headers["Retry-After"] = "300"
        return answer

    def render_to_response(self, context: dict[str, Any], **response: Any) -> HttpResponse:
        answer: HttpResponse = super().render_to_response(context, **response)  # type: ignore[misc]
        add_never_cache_headers(answer)
        return answer


class Entrance(OurManners):
    """A page on the way in: it knows where to go on, and whether something waits to be saved."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"next": get_next_redirect_url(self.request) or "", "waiting": pending.is_kept(self.request)}
        return super().get_context_data(**kwargs) | more  # type: ignore[misc]
