"""Django's admin as this site has it: signing in is ours, with its limit on mistakes."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reader.problems import refused


class Administration(AdminSite):
    site_title = site_header = "Randnotiz"
    index_title = gettext_lazy("Administration")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Whoever is signed in and comes here is not of the staff: another password is no help."""
        if request.user.is_authenticated:
            return refused(request, 403, _("This is not open to you."))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
