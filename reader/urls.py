"""Addresses of the text."""

from django.urls import path, re_path

from reader.views import adding, cards, history, proofs, reading, searching, site

app_name = "reader"

urlpatterns = [
    path("", reading.library, name="library"),
    path("interviews/<slug:slug>/", reading.interview, name="interview"),
    re_path(r"^interviews/(?P<slug>[-\w]+)/card\.(?P<form>svg|png)$", cards.card, name="card"),
    path("interviews/<slug:slug>/proof/", proofs.begin, name="correct_interview"),
    path("interviews/<slug:slug>/history/", history.history, name="history"),
    path("interviews/<slug:slug>/history/<int:number>/", history.restoration, name="restoration"),
    path("new/", adding.add, name="add"),
    path("new/preview/", adding.preview, name="preview"),
    path("proofs/<uuid:uid>/", proofs.proof, name="proof"),
    path("proofs/<uuid:uid>/corrections/", proofs.correct, name="corrections"),
    path("proofs/<uuid:uid>/undo/", proofs.undo, name="undo"),
    path("proofs/<uuid:uid>/save/", proofs.save, name="save"),
    path("proofs/<uuid:uid>/adoption/", proofs.adopt, name="adopt"),
    path("proofs/<uuid:uid>/delete/", proofs.discard, name="discard"),
    path("site/", site.settings, name="site"),
    path("favicon.ico", site.icon, name="icon"),
    path("search/", searching.search, name="search"),
    path("token/", reading.token, name="token"),
    path("language/", reading.choose_language, name="language"),
    path("appearance/", reading.choose_appearance, name="appearance"),
]
