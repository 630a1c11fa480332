"""Django's admin: every model of ours is in it, quick, and shows nothing that is nobody's business."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from django.utils.translation.trans_real import translation

from annotations.models import Annotation, Fate, Flag, Guest, ModerationEntry, Place, Tag, Tagging
from annotations.moderation.judging import judge
from reader.models import Interview, Proof
from reader.proofs.keeping import begin
from reader.site import Site
from reader.sources import Source
from tests.conftest import draft

OURS = [model for app in ("reader", "annotations") for model in apps.get_app_config(app).get_models()]
BYTES = "das-sind-die-bytes"


@pytest.fixture
def root(people, sign_in):
    people["anna"].is_staff = people["anna"].is_superuser = True
    people["anna"].save()
    return sign_in("anna")


@pytest.fixture
def full(interview, people, add):
    """Some of everything."""
    Interview.objects.update(source=BYTES.encode())
    notes = [add("clara", "sehr gutes", body=f"Nummer {n}") for n in range(6)]
    tag = Tag.objects.create(name="Modell", key="modell")
    guest = Guest.objects.create(name="Nora")
    for note in notes:
        Tagging.objects.create(interview=interview, annotation=note, tag=tag)
        Fate.objects.create(annotation=note, interview=interview, revision=2, before="vorher")
        Flag.objects.create(interview=interview, annotation=note, guest=guest, complaint="spam")
    judge(people["anna"], "hide", notes[:3], "Grund")
    judge(people["anna"], "block", notes[:1])
    Place.objects.create(interview=interview, creator=people["ben"], percent=42)
    begin(people["ben"], Source(draft("Bens Entwurf"), "geheim.txt", BYTES.encode()))
    Site(pk=1).save()
    return interview


def address(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_model_is_registered(model):
    """In reader/admin.py or annotations/admin.py, by `show(Model, "column", …)` at the least."""
    assert admin.site.is_registered(model)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_lists_and_pages_are_quick_and_show_no_bytes(root, full, model):
    asked = {"q": "a"} if admin.site._registry[model].search_fields else {}
    with CaptureQueriesContext(connection) as queries:
        listed = root.get(address(model, "changelist"), asked)
    assert listed.status_code == 200
    assert len(queries) <= 12
    rows = admin.site._registry[model].get_queryset(listed.wsgi_request)
    if (row := rows.first()) is not None:
        with CaptureQueriesContext(connection) as more:
            page = root.get(address(model, "change", row.pk))
        assert page.status_code == (403 if admin.site._registry[model].listed_only else 200)
        assert len(more) <= 12
        assert BYTES not in page.content.decode()
        for query in [*queries, *more]:
            assert '"reader_interview"."source",' not in query["sql"]
            assert '"reader_proof"."source",' not in query["sql"]
    assert BYTES not in listed.content.decode()


def test_private_things_are_nobodys_business(root, full, add, people, tagged):
    secret = add("ben", "gutes Modell", body="Nur für mich", visibility="private")
    tagged(secret, "Bens Wort")
    for asked in ({}, {"q": "Bens"}):
        assert "Bens Wort" not in root.get(address(Tag, "changelist"), asked).content.decode()
    assert "Modell" in root.get(address(Tag, "changelist")).content.decode()
    assert root.get(address(Annotation, "change", secret.pk)).status_code == 302
    for asked, shown in (("Nummer", True), ("Nur", False)):
        html = root.get(address(Annotation, "changelist"), {"q": asked}).content.decode()
        assert str(secret.uid) not in html
        assert ("Nummer 5" in html) is shown
    Interview.objects.filter(pk=full.pk).update(visibility="private", added_by=people["ben"])
    for model in (Interview, Annotation, Flag, ModerationEntry, Place):
        page = root.get(address(model, "changelist")).content.decode()
        assert full.title not in page, model
    proof = Proof.objects.get()
    assert "Bens Entwurf" not in root.get(address(Proof, "change", proof.pk)).content.decode()


def test_what_its_author_deleted_is_nobodys_business_but_what_the_moderation_did_is(
    root, full, people, add, tagged, sign_in
):
    notes = {name: add("ben", "gutes Modell", body=f"Bens {name}") for name in ("own", "ours", "both")}
    for name, note in notes.items():
        tagged(note, f"wort-{name}")
    judge(people["anna"], "delete", [notes["ours"]], "Grund")
    judge(people["anna"], "hide", [notes["both"]], "Grund")
    for name in ("own", "both"):
        sign_in("ben").post(f"/annotations/{notes[name].uid}/deletion/")
    listed = root.get(address(Annotation, "changelist")).content.decode()
    tags = root.get(address(Tag, "changelist")).content.decode()
    for name, shown in (("own", False), ("ours", True), ("both", False)):
        assert (f"Bens {name}" in listed) is shown
        assert (f"wort-{name}" in tags) is shown
        page = root.get(address(Annotation, "change", notes[name].pk))
        assert page.status_code == (200 if shown else 302)


def test_the_trail_cannot_be_changed_here(root, full):
    entry = ModerationEntry.objects.first()
    root.post(address(ModerationEntry, "change", entry.pk), {"reason": "anders"})
    root.post(address(ModerationEntry, "delete", entry.pk), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"}
    root.post(address(ModerationEntry, "changelist"), chosen)
    assert ModerationEntry.objects.get(pk=entry.pk).reason == entry.reason
    assert root.get(address(ModerationEntry, "add")).status_code == 403


def test_targets_go_through_the_writing_code_alone(root, full):
    note = Annotation.objects.first()
    answer = root.post(address(Annotation, "change", note.pk), {"body": "anders", "exact": "anders"})
    assert answer.status_code == 403
    note.refresh_from_db()
    assert note.body.startswith("Nummer")


def test_hiding_and_approving_here_leaves_its_trail_and_changes_the_page(root, full, sign_in):
    note = Annotation.objects.get(body="Nummer 5")
    assert "Nummer 5" in sign_in().get(full.get_absolute_url()).content.decode()
    root.post(address(Annotation, "changelist"), {"action": "hide", "_selected_action": [note.pk]})
    assert "Nummer 5" not in sign_in().get(full.get_absolute_url()).content.decode()
    assert ModerationEntry.objects.first().verb == "hide"
    root.post(address(Annotation, "changelist"), {"action": "approve", "_selected_action": [note.pk]})
    assert "Nummer 5" in sign_in().get(full.get_absolute_url()).content.decode()


def test_an_interview_can_be_renamed_nowhere_but_hidden_and_deleted_here(root, full, sign_in):
    page = address(Interview, "change", full.pk)
    data = {
        "visibility": "unlisted",
        "popular": "on",
        "published": "",
        "author": "Kim",
        "site_name": "",
        "source_url": "",
    }
    before = full.version
    assert root.post(page, data | {"title": "Anders"}).status_code == 302
    full.refresh_from_db()
    assert (full.visibility, full.author, full.title) == ("unlisted", "Kim", "Ein Gespräch")
    assert full.version > before
    assert bytes(Interview.objects.get(pk=full.pk).source) == BYTES.encode()
    asked = root.get(address(Interview, "delete", full.pk)).content.decode()
    assert "Ein Gespräch" in asked
    assert root.post(address(Interview, "delete", full.pk), {"post": "yes"}).status_code == 302
    assert not Annotation.objects.exists()
    assert ModerationEntry.objects.exists()


def test_settings_saved_here_hold(root, full):
    from reader.site import site

    data = {"name": "Lesekreis", "commenters": "accounts", "adders": "readers", "comments": "public"}
    root.post(address(Site, "change", 1), data | {"highlights": "private", "links": 1})
    assert (site().name, site().commenters) == ("Lesekreis", "accounts")


@pytest.mark.parametrize(("who", "status"), [("", 302), ("ben", 302)])
def test_only_the_staff_comes_in_and_signs_in_by_our_page(sign_in, interview, who, status):
    client = sign_in(who)
    answer = client.get("/admin/")
    assert answer.status_code == status
    page = client.get(answer.headers["Location"])
    if who:
        assert page.status_code == 403
    else:
        assert page.headers["Location"] == "/accounts/login/?next=/admin/"


def test_second_factors_are_listed_without_what_they_are_made_of_and_can_be_taken_away(root, people):
    from allauth.mfa.models import Authenticator

    secret = Authenticator.objects.create(user=people["ben"], type="totp", data={"secret": "GEHEIMNIS"})
    listed = root.get(address(Authenticator, "changelist")).content.decode()
    assert "ben" in listed
    assert "GEHEIMNIS" not in listed
    assert root.get(address(Authenticator, "change", secret.pk)).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [secret.pk], "post": "yes"}
    root.post(address(Authenticator, "changelist"), chosen)
    assert not Authenticator.objects.exists()


def test_accounts_are_switched_off_not_deleted(root, people):
    from django.contrib.auth.models import User

    assert root.post(address(User, "delete", people["ben"].pk), {"post": "yes"}).status_code == 403


def test_all_names_in_the_administration_are_german_where_one_reads_german():
    known = set(translation("de")._catalog.keys())
    for model in OURS:
        meta = model._meta
        names = [meta.verbose_name, meta.verbose_name_plural, *(field.verbose_name for field in meta.fields)]
        with override("en"):
            english = [str(name) for name in names]
        missing = [name for name in english if not known & {f"administration\4{name}", name}]
        assert missing == [], f"in {model.__name__}"
