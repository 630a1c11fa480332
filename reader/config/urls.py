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
# Not Django's: allauth asks for it.
handler429 = "reader.problems.too_many"
handler500 = "reader.problems.server_error"
