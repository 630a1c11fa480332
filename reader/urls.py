"""Addresses of the text."""

from django.urls import path

from reader import views

app_name = "reader"

urlpatterns = [
    path("", views.library, name="library"),
    path("interviews/<slug:slug>/", views.interview, name="interview"),
    path("token/", views.token, name="token"),
    path("language/", views.choose_language, name="language"),
    path("appearance/", views.choose_appearance, name="appearance"),
]
