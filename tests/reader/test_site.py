"""The settings of the site: who may open them, what wrong input does, and that they hold."""

import pytest

from reader import site as module
from reader.models import Interview
from reader.site import Site, keep, site

GOOD = {
    "name": "Lesekreis",
    "commenters": "moderated",
    "links": "3",
    "comments": "private",
    "highlights": "public",
    "adders": "staff",
}


@pytest.fixture
def staff(people, sign_in):
    people["anna"].is_staff = True
    people["anna"].save()
    return sign_in("anna")


def test_what_is_saved_holds_at_once_and_is_kept(staff):
    assert staff.post("/site/", GOOD).status_code == 302
    assert (site().name, site().commenters, site().links) == ("Lesekreis", "moderated", 3)
    stored = Site.objects.get()
    assert (stored.pk, stored.adders, stored.comments) == (1, "staff", "private")
    html = staff.get("/site/").content.decode()
    assert "Einstellungen gespeichert" in html
    assert 'value="Lesekreis"' in html


def test_other_processes_learn_of_it_after_a_moment(staff, monkeypatch):
    Site(pk=1).save()
    Site.objects.update(name="Anderswo gesetzt")
    assert site().name == "Randnotiz"
    monkeypatch.setattr(module, "SECONDS", -1)
    assert site().name == "Anderswo gesetzt"


def test_there_is_one_row_and_every_change_is_another_version(db):
    first = Site(name="Eins")
    first.save()
    version = site().version
    assert version > Site().version
    Site(name="Zwei").save()
    assert Site.objects.get().name == "Zwei"
    assert site().version > version


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": " \u200b"}, "Bitte geben Sie einen Namen ein."),
        ({"links": "-1"}, 'id="site-links-error"'),
        ({"links": "viele"}, 'id="site-links-error"'),
        ({"commenters": "nobody"}, 'id="site-commenters-error"'),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
def test_what_is_wrong_is_told_at_its_field_and_the_rest_stays(staff, wrong, message, headers):
    response = staff.post("/site/", GOOD | {"name": "Getippt"} | wrong, headers=headers)
    html = response.content.decode()
    assert response.status_code == 422
    assert response.headers["HX-Retarget"] == "#site-form", "the field says it, no toast"
    assert message in html
    assert 'id="site-commenters-moderated" value="moderated" checked' in html or "commenters" in wrong
    assert not Site.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("", 302), ("ben", 403), ("anna", 200)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_the_staff_opens_the_settings(staff, sign_in, who, status, method):
    answer = getattr(sign_in(who), method)("/site/", GOOD)
    assert answer.status_code == (302 if (who, method) == ("anna", "post") else status)
    assert Site.objects.exists() is ((who, method) == ("anna", "post"))


def test_other_methods_are_refused(staff):
    assert staff.put("/site/").status_code == 405


@pytest.mark.parametrize(("adders", "who", "status"), [
    ("readers", "ben", 200), ("staff", "ben", 403), ("staff", "anna", 200), ("readers", "", 302),
])  # fmt: skip
def test_who_may_add_interviews(staff, sign_in, adders, who, status):
    keep(Site(pk=1, adders=adders))
    client = sign_in(who)
    assert client.get("/new/").status_code == status
    shown = 'href="/new/"' in client.get("/").content.decode()
    assert shown is (status != 403)


def test_a_draft_begun_before_is_not_saved_by_who_may_not_add(staff, sign_in):
    ben = sign_in("ben")
    made = ben.post("/new/", {"source": "text", "text": "Kim: Warum?\n\nLee: Darum.", "title": "Neu"})
    keep(Site(pk=1, adders="staff"))
    saved = ben.post(f"{made.headers['Location']}save/", {"visibility": "public"})
    assert saved.status_code == 403
    assert not Interview.objects.filter(title="Neu").exists()


def test_a_changed_site_is_another_page_for_visitors(sign_in, interview):
    before = sign_in().get(interview.get_absolute_url())
    keep(Site(pk=1, commenters="moderated", version=2))
    after = sign_in().get(interview.get_absolute_url(), headers={"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "Was Gäste schreiben, wird angesehen" in after.content.decode()
    assert not after.cookies


def test_browsers_find_the_picture_where_a_page_names_none(client, db):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.url) == (302, "/static/img/icon.svg")
    assert client.post("/favicon.ico").status_code == 405
