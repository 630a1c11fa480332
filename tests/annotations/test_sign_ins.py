"""Where an account is signed in: each of its browsers, and signing it out there."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.accounts.browsers import browser_of
from annotations.accounts.portrait import sections

PAGE = "/accounts/browsers/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.1 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        (SAFARI, "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/130 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/130 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/17 Safari/605.1.15", "Safari, macOS"),
        ("curl/8.5 on Linux", "Linux"),
        ("<script>", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_browsers_are_named_as_people_do(user_agent, name):
    assert browser_of(user_agent) == name


@pytest.fixture
def enter(people):
    """enter("anna", FIREFOX) signs in with the password, as a browser that calls itself so."""

    def sign_in(who: str, user_agent: str = FIREFOX) -> Client:
        client = Client(headers={"accept-language": "de", "user-agent": user_agent})
        data = {"username": who, "password": f"{who}-has-a-password"}
        assert client.post("/accounts/login/", data).status_code == 302
        return client

    return sign_in


def is_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def listed(client: Client) -> list[str]:
    return re.findall(r"<li><span><b>(.*?)</b>", client.get(PAGE).content.decode())


def test_each_browser_is_listed_and_can_be_signed_out_alone(enter):
    phone, other, here = enter("anna", SAFARI), enter("anna"), enter("anna")
    enter("ben")
    html = here.get(PAGE).content.decode()
    assert listed(here) == ["Firefox, Windows", "Firefox, Windows", "Safari, iPhone"]
    assert listed(phone)[0] == "Safari, iPhone"
    assert html.count("dieser Browser") == 1
    assert "Dort abmelden: Safari, iPhone, angemeldet am" in html
    ends = re.findall(rf'action="({PAGE}\d+/end/)"', html)
    assert len(ends) == 2
    assert "Dort abgemeldet" in here.post(ends[-1], follow=True).content.decode()
    assert [is_in(one) for one in (phone, other, here)] == [False, True, True]
    assert here.post(ends[-1]).status_code == 404


def test_all_others_are_signed_out_at_once(enter):
    others, here, ben = [enter("anna", SAFARI), enter("anna")], enter("anna"), enter("ben")
    assert "Überall sonst abgemeldet" in here.post(f"{PAGE}end/", follow=True).content.decode()
    assert [is_in(one) for one in (*others, here, ben)] == [False, False, True, True]
    html = here.get(PAGE).content.decode()
    assert "Überall sonst abmelden" not in html
    assert len(listed(here)) == 1


def test_nobody_signs_out_others_or_by_looking(enter, sign_in):
    anna, ben = enter("anna"), enter("ben")
    annas = UserSession.objects.get(user__username="anna")
    for path in (f"{PAGE}{annas.pk}/end/", f"{PAGE}end/"):
        assert anna.get(path).status_code == 405
        assert sign_in().post(path).status_code == 302
    assert ben.post(f"{PAGE}{annas.pk}/end/").status_code == 404
    # Here one signs out as ever.
    assert anna.post(f"{PAGE}{annas.pk}/end/").status_code == 404
    assert anna.post(PAGE).status_code == 405
    assert sign_in().get(PAGE).url == f"/accounts/login/?next={PAGE}"
    assert is_in(anna)


def test_who_signed_out_or_has_another_password_is_listed_no_more(enter, people):
    gone, stale, here = enter("anna", SAFARI), enter("anna", SAFARI), enter("anna")
    gone.post("/accounts/logout/")
    assert UserSession.objects.count() == 2
    people["anna"].set_password("ein-anderes-kennwort-7")
    people["anna"].save()
    data = {"username": "anna", "password": "ein-anderes-kennwort-7"}
    here.post("/accounts/login/", data)
    assert listed(here) == ["Firefox, Windows"]
    assert not is_in(stale)
    Session.objects.exclude(session_key=here.session.session_key).delete()
    here.post("/accounts/logout/")
    here.post("/accounts/login/", data)
    assert UserSession.objects.count() == 1


def test_a_new_password_leaves_this_browser_in_the_list(enter):
    here = enter("anna")
    changed = {"oldpassword": "anna-has-a-password", "password1": "ein-anderes-kennwort-7"}
    assert here.post("/accounts/password/", changed).status_code == 302
    assert listed(here) == ["Firefox, Windows"]


def test_who_came_in_before_there_was_a_list_is_on_it(sign_in, django_assert_max_num_queries):
    client = sign_in("anna")
    with django_assert_max_num_queries(8):
        assert listed(client) == ["Unbekannter Browser"]
    since = UserSession.objects.get().created_at
    assert listed(client) == ["Unbekannter Browser"]
    assert UserSession.objects.get().created_at == since


def test_no_address_is_kept_and_nobody_looks_into_the_list(enter, people):
    enter("anna")
    assert UserSession.objects.get().ip == "0.0.0.0"
    assert not admin.site.is_registered(UserSession)
    account = dict(sections(people["anna"], ""))["account"]
    assert [one["browser"] for one in account["signed_in"]] == [FIREFOX]


def test_queries_stay_few_however_many_browsers(enter):
    here, counts = enter("anna"), []
    for path in (PAGE, PAGE):
        with CaptureQueriesContext(connection) as queries:
            assert here.get(path).status_code == 200
        counts.append(len(queries))
        for _ in range(5):
            enter("anna")
    with CaptureQueriesContext(connection) as queries:
        here.get(PAGE)
    assert counts[0] == counts[1] == len(queries) <= 8
