"""Addresses: claimed, confirmed, and needed for a forgotten password; who has one is not to be learnt."""

import re
from datetime import datetime, timedelta
from itertools import count

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.accounts.reset_links import LatestOnly
from annotations.accounts.wording import NOT_SENT
from annotations.models import ResetLink

PASSWORD = "ein langer neuer Satz"


@pytest.fixture(autouse=True)
def _has_an_address(settings):
    """Not the one under which a request comes in: anybody can make up that."""
    settings.SITE_URL = "https://notes.example/"


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def anna(people):
    """anna, who has confirmed anna@example.org."""
    EmailAddress.objects.create(user=people["anna"], email="anna@example.org", verified=True, primary=True)
    return people["anna"]


def links(message) -> list[str]:
    assert "testserver" not in message.body
    return re.findall(r"https://notes\.example(/accounts/\S+)", message.body)


def register(client, name: str, email: str):
    data = {"username": name, "password1": PASSWORD, "email": email}
    return client.post("/accounts/register/", data)


def ask_for_link(client, email: str):
    return client.post("/accounts/password/reset/", {"email": email})


def once_more(client, password: str):
    """Show that it is oneself, as is asked for before something important."""
    assert client.post("/accounts/once-more/", {"password": password}).status_code == 302


def test_an_account_works_at_once_and_its_address_is_confirmed_by_a_link(client, db):
    assert register(client, "nora", "Nora@Example.org").status_code == 302
    assert client.get("/new/").status_code == 200
    (message,) = mail.outbox
    assert message.to == ["nora@example.org"]
    assert message.subject == "Randnotiz: Confirm your e-mail address"
    (link,) = links(message)
    assert not EmailAddress.objects.get().verified
    assert "nora@example.org" in client.get(link).content.decode()
    assert not EmailAddress.objects.get().verified, "looking changes nothing"
    assert client.post(link).url == "/accounts/"
    assert EmailAddress.objects.get().verified
    assert client.get(link).status_code == 410, "a link is for once"


def test_mails_are_in_the_readers_language(db):
    register(Client(headers={"accept-language": "de"}), "nora", "nora@example.org")
    assert mail.outbox[0].subject == "Randnotiz: Bestätigen Sie Ihre E-Mail-Adresse"
    assert "Das Konto „nora“" in mail.outbox[0].body


def test_no_address_is_needed(client, db):
    assert register(client, "nora", "").status_code == 302
    assert mail.outbox == []
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize("sends", [True, False])
@pytest.mark.parametrize("email", ["", "nora@example.org"])
def test_a_new_account_is_said_to_be_there_and_its_password_asked_for_but_once(
    client, db, settings, sends, email
):
    settings.SENDS_MAIL = sends
    register(client, "nora", email)
    html = client.get("/").content.decode()
    assert "Your account is ready, and you are signed in." in html
    assert ("A mail is on its way." in html) == bool(sends and email)
    assert ("This site sends no mails." in html) == bool(not sends and email)
    for path in ("deletion", "passkeys/new", "app/new"):
        assert client.get(f"/accounts/{path}/").status_code == 200, path


@pytest.mark.parametrize("email", ["nora", "nora@example.org\r\nBcc: eve@example.org", "nora@example"])
def test_an_address_that_is_none_is_refused_at_its_field(client, db, email):
    answer = register(client, "nora", email)
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.content.decode()
    assert mail.outbox == []


def test_who_registers_with_a_known_address_is_told_nothing_and_its_owner_is(client, anna):
    known = register(client, "nora", "anna@example.org")
    unknown = register(Client(headers={"accept-language": "en"}), "otto", "otto@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    to_anna, to_otto = mail.outbox
    assert to_anna.to == ["anna@example.org"]
    assert to_anna.subject == "Randnotiz: You have an account already"
    assert not any("/accounts/email/" in link for link in links(to_anna))
    assert "/accounts/email/" in links(to_otto)[0]
    pages = [one.get("/accounts/").content.decode() for one in (client, login(Client(), "otto"))]
    assert all("not confirmed yet" in page or "noch nicht bestätigt" in page for page in pages)


def login(client, name: str, password: str = PASSWORD):
    assert client.post("/accounts/login/", {"username": name, "password": password}).status_code == 302
    return client


def test_an_address_of_two_accounts_is_the_one_who_confirms_it(client, db):
    """Who claims an address first can't keep its owner from it."""
    register(client, "eve", "nora@example.org")
    cache.clear()
    nora = Client(headers={"accept-language": "en"})
    register(nora, "nora", "nora@example.org")
    eves, noras = (links(message)[0] for message in mail.outbox)
    nora.post(noras)
    assert EmailAddress.objects.get(verified=True).user.username == "nora"
    refused = client.get(client.post(eves).url).content.decode()
    assert "This address belongs to another account." in refused
    assert EmailAddress.objects.filter(verified=True).count() == 1


def test_a_forgotten_password_is_set_anew_by_a_link_that_is_good_once(client, anna, people):
    elsewhere = login(Client(), "anna", "anna-has-a-password")
    other = ask_for_link(client, "anna@example.org")
    assert other.url == "/accounts/password/reset/sent/"
    (message,) = mail.outbox
    (link,) = links(message)
    form = client.get(link)
    assert form.url.endswith("set-password/"), "the key does not stay in the address"
    assert client.post(form.url, {"password1": "kurz"}).status_code == 422
    assert client.post(form.url, {"password1": PASSWORD}).url == "/accounts/login/"
    assert mail.outbox[1].body.count("was set anew") == 1
    assert links(mail.outbox[1]) == ["/accounts/password/reset/"]
    assert elsewhere.get("/new/").status_code == 302, "signed out everywhere"
    assert client.get(link).status_code == 410
    assert Client().get(link).status_code == 410
    login(Client(), "anna")
    login(Client(), "anna@example.org")


def test_a_link_is_void_once_the_password_was_changed(client, anna):
    ask_for_link(client, "anna@example.org")
    anna.set_password(PASSWORD)
    anna.save()
    assert client.get(links(mail.outbox[0])[0]).status_code == 410


def test_a_link_is_void_once_the_account_is_closed(client, anna):
    ask_for_link(client, "anna@example.org")
    form = client.get(links(mail.outbox[0])[0]).url
    type(anna).objects.update(is_active=False)
    assert client.post(form, {"password1": PASSWORD}).status_code == 410
    assert client.get(links(mail.outbox[0])[0]).status_code == 410
    anna.refresh_from_db()
    assert anna.check_password("anna-has-a-password")


@pytest.fixture
def later(monkeypatch):
    """Links of one second are the same: each call is some seconds later."""
    now = count(int(datetime(2026, 1, 1).timestamp()), 5)
    monkeypatch.setattr(LatestOnly, "_now", lambda self: datetime.fromtimestamp(next(now)))


def test_a_link_is_void_once_there_is_a_newer_one(client, anna, later):
    for _ in range(2):
        ask_for_link(client, "anna@example.org")
    old, new = (links(message)[0] for message in mail.outbox)
    assert old != new
    assert client.get(old).status_code == 410
    assert client.get(new).status_code == 302


def test_which_link_is_the_latest_is_known_to_every_process_and_after_a_restart(client, anna, later):
    for _ in range(2):
        ask_for_link(client, "anna@example.org")
    old, new = (links(message)[0] for message in mail.outbox)
    cache.clear()
    assert client.get(old).status_code == 410
    assert client.get(new).status_code == 302


@pytest.mark.parametrize("email", ["anna@example.org", "nobody@example.org"])
def test_of_links_only_the_latest_are_kept_and_none_that_is_too_old(client, anna, people, later, email):
    old = timezone.now() - timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 1)
    for user in (None, people["ben"], people["clara"]):
        ResetLink.objects.create(user=user, digest="0" * 64, created=old)
    ResetLink.objects.filter(user=people["ben"]).update(created=timezone.now())
    for _ in range(3):
        ask_for_link(client, email)
    kept = dict(ResetLink.objects.values_list("user__username", "digest"))
    assert kept.keys() == {"ben", "anna" if email.startswith("anna") else None}
    assert not any(digest in message.body for digest in kept.values() for message in mail.outbox)


def test_asking_for_a_link_writes_the_same_for_an_address_that_nobody_has(client, anna):
    def written(email: str) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            ask_for_link(client, email)
        verbs = ("INSERT", "UPDATE", "DELETE")
        return [query["sql"].split("(")[0] for query in queries if query["sql"].startswith(verbs)]

    known, unknown = written("anna@example.org"), written("nobody@example.org")
    assert [sql.split()[:3] for sql in known] == [sql.split()[:3] for sql in unknown] != []


def test_a_form_for_a_new_password_is_void_once_there_is_a_newer_link(client, anna, later):
    ask_for_link(client, "anna@example.org")
    form = client.get(links(mail.outbox[0])[0]).url
    ask_for_link(Client(), "anna@example.org")
    assert client.post(form, {"password1": PASSWORD}).status_code == 410


@pytest.mark.parametrize("known", [True, False])
def test_the_answer_is_the_same_whether_an_address_is_known(client, anna, known):
    email = "anna@example.org" if known else "nobody@example.org"
    answer = ask_for_link(client, email)
    assert (answer.status_code, answer.url) == (302, "/accounts/password/reset/sent/")
    assert email not in client.get(answer.url).content.decode()
    assert [message.to for message in mail.outbox] == [[email]]
    assert len(links(mail.outbox[0])) == 1


def test_an_address_that_was_only_claimed_sets_no_password(client, people):
    EmailAddress.objects.create(user=people["ben"], email="ben@example.org", primary=True)
    ask_for_link(client, "ben@example.org")
    assert mail.outbox[0].subject == "Randnotiz: No account with this address"


def test_nobody_can_have_many_mails_sent(client, anna):
    for _ in range(3):
        assert ask_for_link(client, "anna@example.org").status_code == 302
    answer = ask_for_link(client, "anna@example.org")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "300"
    assert "Too many attempts." in answer.content.decode()
    assert len(mail.outbox) == 3
    assert ask_for_link(client, "nobody@example.org").status_code == 302


def test_a_new_address_takes_the_place_of_the_old_when_it_is_confirmed(client, anna):
    login(client, "anna", "anna-has-a-password")
    once_more(client, "anna-has-a-password")
    data = {"email": "new@example.org", "action_add": "1"}
    assert client.post("/accounts/email/", data).url == "/accounts/"
    assert EmailAddress.objects.get(verified=True).email == "anna@example.org"
    client.post(links(mail.outbox[0])[0])
    assert [(a.email, a.primary) for a in EmailAddress.objects.all()] == [("new@example.org", True)]
    assert mail.outbox[1].to == ["anna@example.org"], "the old one hears of it"


def test_an_address_is_changed_only_by_who_knows_the_password(client, anna):
    login(client, "anna", "anna-has-a-password")
    answer = client.post("/accounts/email/", {"email": "new@example.org", "action_add": "1"})
    assert answer.url.startswith("/accounts/once-more/")
    assert client.post(answer.url, {"password": "wrong"}).status_code == 422
    assert EmailAddress.objects.count() == 1
    # What was asked for is done then.
    client.post(answer.url, {"password": "anna-has-a-password", "next": "/accounts/email/"})
    assert EmailAddress.objects.count() == 2


def test_a_known_address_can_be_named_as_a_new_one_and_nothing_is_learnt(client, anna):
    login(client, "ben", "ben-has-a-password")
    once_more(client, "ben-has-a-password")
    data = {"email": "anna@example.org", "action_add": "1"}
    assert client.post("/accounts/email/", data).url == "/accounts/"
    assert mail.outbox[0].subject == "Randnotiz: You have an account already"


def test_a_mail_server_that_is_down_undoes_nothing(client, db, settings):
    smtp = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
    settings.MAILERS = {"default": smtp | {"OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 2}}}
    answer = register(client, "nora", "nora@example.org")
    assert answer.status_code == 302
    assert str(NOT_SENT) in client.get(answer.url).content.decode()
    assert EmailAddress.objects.get().user.username == "nora"


def test_pages_say_when_a_site_sends_no_mails(client, db, settings):
    for path in ("/accounts/password/reset/", "/accounts/password/reset/sent/"):
        settings.SENDS_MAIL = True
        assert "sends no mails" not in client.get(path).content.decode()
        settings.SENDS_MAIL = False
        assert "sends no mails" in client.get(path).content.decode()
        assert "on its way" not in client.get(path).content.decode()
