"""All addresses, by app."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("reader.urls")),
    path("", include("annotations.urls")),
    path("accounts/", include("annotations.account_urls")),
    path("admin/", admin.site.urls),
]

handler400 = "reader.problems.bad_request"
handler403 = "reader.problems.forbidden"
handler404 = "reader.problems.not_found"
handler500 = "reader.problems.server_error"
