"""A group's pages: for its owner, its members, strangers and visitors, with every method."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import groups
from annotations.models import Group

LOGIN = "/accounts/login/"


@pytest.fixture
def member(circle, people):
    """member("ben") is the address of his membership."""
    return lambda who: f"{circle.get_absolute_url()}members/{circle.memberships.get(user=people[who]).uid}/"


def test_a_group_is_made_by_its_name(sign_in, people):
    anna = sign_in("anna")
    assert "Sie sind noch in keiner Gruppe." in anna.get("/groups/").content.decode()
    response = anna.post("/groups/", {"name": "  Der   Lesekreis "})
    group = Group.objects.get()
    assert (group.name, group.owner) == ("Der Lesekreis", people["anna"])
    assert response.headers["Location"] == group.get_absolute_url()
    assert response.headers["X-Object-Id"] == str(group.uid)
    assert "Der Lesekreis" in anna.get("/groups/").content.decode()
    assert "Gruppen" in anna.get("/").content.decode()


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 81])
def test_a_wrong_name_is_refused_at_its_field_and_stays(circle, sign_in, name):
    anna = sign_in("anna")
    for url in ("/groups/", circle.get_absolute_url()):
        response = anna.post(url, {"name": name})
        assert response.status_code == 422
        html = response.content.decode()
        assert 'aria-describedby="name-error"' in html
        assert f'value="{name}"' in html or not name.strip()
        assert response.headers["HX-Retarget"] in {"#groups", "#group"}, "the field says it, no toast"
    assert list(Group.objects.values_list("name", flat=True)) == ["Lesekreis"]


POSTS = ["", "invitation/", "closure/", "deletion/", "ben:removal/", "ben:ownership/", "anna:removal/"]


# Who leaves needs nobody's leave.
@pytest.mark.parametrize(
    ("who", "status", "path"),
    [
        (who, status, path)
        for who, status in [("ben", 403), ("clara", 404), ("", 302)]
        for path in POSTS
        if (who, path) != ("ben", "ben:removal/")
    ],
)
@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
def test_what_its_owner_may_nobody_else_may(circle, member, sign_in, path, who, status, headers):
    name, _colon, way = path.rpartition(":")
    url = (member(name) if name else circle.get_absolute_url()) + way
    response = sign_in(who).post(url, {"name": "Gekapert"}, headers=headers)
    assert response.status_code == (401 if status == 302 and headers else status)
    circle.refresh_from_db()
    assert (circle.name, circle.closed, circle.memberships.count()) == ("Lesekreis", None, 2)
    assert circle.owner.username == "anna"


@pytest.mark.parametrize(("who", "status"), [("anna", 200), ("ben", 200), ("clara", 404), ("", 302)])
def test_only_members_see_its_page(circle, sign_in, who, status):
    response = sign_in(who).get(circle.get_absolute_url())
    assert response.status_code == status
    if status == 302:
        assert response.headers["Location"] == f"{LOGIN}?next={circle.get_absolute_url()}"
    assert (circle.token in response.content.decode()) is (who == "anna"), "its owner invites"


@pytest.mark.parametrize("path", POSTS[1:])
def test_what_changes_something_is_asked_for_by_post(circle, member, sign_in, path):
    name, _colon, way = path.rpartition(":")
    url = (member(name) if name else circle.get_absolute_url()) + way
    for method in ("get", "put", "delete", "trace"):
        assert getattr(sign_in("anna"), method)(url).status_code == 405
    assert sign_in("anna").delete(circle.get_absolute_url()).status_code == 405
    assert sign_in("anna").put(f"/invitations/{circle.token}/").status_code == 405


class TestInvitation:
    def test_it_says_who_invites_to_what_and_a_sign_in_comes_back(self, circle, sign_in):
        link = f"/invitations/{circle.token}/"
        html = sign_in().get(link).content.decode()
        assert "anna lädt Sie in die Gruppe „Lesekreis“ ein." in html
        assert f'href="{LOGIN}?next={link}"' in html
        visitor = sign_in()
        password = {"username": "clara", "password": "clara-has-a-password", "next": link}
        assert visitor.post(LOGIN, password).headers["Location"] == link
        assert "Beitreten" in visitor.get(link).content.decode()
        assert visitor.post(link).headers["Location"] == circle.get_absolute_url()
        assert "clara" in sign_in("ben").get(circle.get_absolute_url()).content.decode()

    def test_a_new_account_comes_back_too(self, circle, sign_in):
        link = f"/invitations/{circle.token}/"
        new = {"username": "dora", "password1": "dora-has-a-password", "next": link}
        assert sign_in().post("/accounts/register/", new).headers["Location"] == link

    def test_looking_at_it_makes_nobody_a_member(self, circle, sign_in):
        assert sign_in("clara").get(f"/invitations/{circle.token}/").status_code == 200
        assert sign_in().post(f"/invitations/{circle.token}/").status_code == 302
        assert circle.memberships.count() == 2

    @pytest.mark.parametrize(("data", "is_new"), [({}, True), ({"withdraw": "1"}, False)])
    def test_a_renewed_or_withdrawn_link_no_longer_holds(self, circle, sign_in, data, is_new):
        old = f"/invitations/{circle.token}/"
        sign_in("anna").post(f"{circle.get_absolute_url()}invitation/", data)
        assert sign_in("clara").get(old).status_code == 404
        assert sign_in("clara").post(old).status_code == 404
        assert "Bitten Sie um einen neuen Link." in sign_in("clara").get(old).content.decode()
        circle.refresh_from_db()
        assert bool(circle.token) is is_new
        assert circle.memberships.count() == 2

    def test_who_was_removed_does_not_come_back_by_the_link(self, circle, member, sign_in):
        old = f"/invitations/{circle.token}/"
        sign_in("anna").post(f"{member('ben')}removal/")
        assert sign_in("ben").post(old).status_code == 404
        assert sign_in("ben").get(circle.get_absolute_url()).status_code == 404

    def test_it_can_not_be_guessed(self, circle, people):
        tokens = {circle.token, groups.found(people["anna"], "Zweiter").token}
        assert len(tokens) == 2
        assert all(re.fullmatch(r"[\w-]{22}", token) for token in tokens)

    def test_nobody_is_in_more_groups_than_a_form_can_show(self, circle, sign_in, people, monkeypatch):
        monkeypatch.setattr(groups, "MOST", 1)
        groups.found(people["clara"], "Eigene")
        assert sign_in("clara").post(f"/invitations/{circle.token}/").status_code == 409
        assert sign_in("clara").post("/groups/", {"name": "Noch eine"}).status_code == 422


class TestMembers:
    def test_one_leaves_by_oneself(self, circle, member, sign_in):
        ben = sign_in("ben")
        assert ben.post(f"{member('ben')}removal/").headers["Location"] == "/groups/"
        assert ben.get(circle.get_absolute_url()).status_code == 404

    def test_the_owner_hands_over_before_leaving(self, circle, member, sign_in, people):
        anna = sign_in("anna")
        assert anna.post(f"{member('anna')}removal/").status_code == 409
        assert anna.post(f"{member('ben')}ownership/").status_code == 302
        circle.refresh_from_db()
        assert circle.owner == people["ben"]
        assert anna.post(f"{member('anna')}removal/").headers["Location"] == "/groups/"

    def test_a_member_of_another_group_is_none_of_this_one(self, circle, sign_in, people):
        other = groups.found(people["clara"], "Andere")
        stranger = other.memberships.get()
        url = f"{circle.get_absolute_url()}members/{stranger.uid}/"
        for way in ("removal/", "ownership/"):
            assert sign_in("anna").post(url + way).status_code == 404
        assert other.memberships.count() == 1


def test_htmx_gets_the_group_as_it_is_now(circle, sign_in, htmx):
    response = sign_in("anna").post(circle.get_absolute_url(), {"name": "Deutschkurs"}, **htmx)
    html = response.content.decode()
    assert html.strip().startswith('<div class="groups" id="group"')
    assert "Deutschkurs" in html
    assert "Name ge" in response.headers["HX-Trigger-After-Settle"]


def test_its_page_shows_members_alone_what_was_written(circle, add, sign_in, interview, people):
    add("anna", "sehr gutes", body="<b>Lesenswert</b>", visibility=str(circle.uid))
    add("anna", "gutes Modell", body="Privat", visibility="private")
    html = sign_in("ben").get(circle.get_absolute_url()).content.decode()
    assert interview.title in html
    assert "&lt;b&gt;Lesenswert&lt;/b&gt;" in html
    assert "sehr gutes" in html
    assert "Privat<" not in html
    interview.visibility, interview.added_by = "private", people["anna"]
    interview.save()
    assert interview.title not in sign_in("ben").get(circle.get_absolute_url()).content.decode()


@pytest.mark.parametrize("path", ["", "/groups/"])
def test_pages_cost_the_same_however_much_there_is(circle, add, sign_in, people, django_user_model, path):
    def cost() -> int:
        client = sign_in("anna")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path or circle.get_absolute_url()).status_code == 200
        return len(queries)

    add("anna", "sehr gutes", body="Eins", visibility=str(circle.uid))
    before = cost()
    for number in range(12):
        add("ben", "gutes Modell", body=f"Wort {number}", visibility=str(circle.uid))
        groups.join(circle, django_user_model.objects.create(username=f"Leser {number}"))
        groups.found(people["anna"], f"Kreis {number}")
    assert cost() == before <= 8
