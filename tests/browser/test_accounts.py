"""An account's life in a real browser: made, confirmed, guarded by passkey and app, taken along, left."""

import json
import re
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from allauth.mfa.totp.internal import auth
from django.core import mail
from playwright.sync_api import Page, expect

from annotations.models import Annotation
from tests.browser.conftest import wait_until_ready
from tests.browser.selecting import answer_of, highlight, select
from tests.browser.test_accessibility import PHONE, assert_clean
from tests.browser.waiting import fits

NOW = 1_800_000_000
PASSWORD = "lang-genug-und-sicher"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def key_ring(context):
    """key_ring(page) gives the page's browser a device that keeps passkeys; what it is told is returned."""

    def give(page: Page):
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        return session, made["authenticatorId"]

    return give


@pytest.fixture
def go(live_server):
    def to(page: Page, path: str) -> None:
        page.goto(live_server.url + path)
        wait_until_ready(page)

    return to


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Konto von").click()
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Anmelden")).to_be_visible()


def enter_password(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Passwort", exact=True).fill(password)
    page.locator("main").get_by_role("button", name=re.compile("^(Weiter|Anmelden)$")).click()


def test_a_new_account_is_confirmed_and_guarded_by_a_passkey(open_page, go, key_ring, live_server):
    page = open_page()
    session, authenticator = key_ring(page)
    page.get_by_role("banner").get_by_role("link", name="Anmelden").click()
    page.get_by_role("link", name="Konto anlegen").click()
    page.get_by_label("Benutzername").fill("nora")
    page.get_by_label("E-Mail-Adresse").fill("nora@example.org")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Konto anlegen").click()
    expect(page.get_by_role("region", name="Meldung")).to_contain_text("Ihr Konto ist angelegt")
    link = re.search(r"/accounts/email/\S+", mail.outbox[0].body)[0]
    go(page, link)
    page.get_by_role("button", name="Bestätigen").click()
    expect(page.get_by_text("nora@example.org bestätigt")).to_be_visible()

    # The password was typed a moment ago.
    page.get_by_role("link", name="Passkey hinzufügen").click()
    page.get_by_label("Name").fill("Mein Rechner")
    assert_clean(page, "a new passkey")
    page.get_by_role("button", name="Passkey hinzufügen").click()
    expect(page.get_by_role("heading", name="Wiederherstellungscodes")).to_be_visible()
    assert_clean(page, "the codes")
    kept = session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    assert [one["isResidentCredential"] for one in kept] == [True]
    page.get_by_role("link", name="Ihr Konto").last.click()
    page.get_by_role("link", name="Mein Rechner umbenennen").click()
    page.get_by_label("Name").fill("Büro")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("listitem").filter(has_text="Büro")).to_be_visible()

    sign_out(page)
    page.get_by_role("banner").get_by_role("link", name="Anmelden").click()
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("button", name="Konto von nora")).to_be_visible()

    # The password alone is no longer enough.
    sign_out(page)
    go(page, "/accounts/login/?next=/new/")
    page.get_by_label("Benutzername").fill("nora@example.org")
    enter_password(page)
    expect(page.get_by_role("heading", name="Zweiter Schritt")).to_be_visible()
    assert_clean(page, "the second step")
    page.get_by_role("button", name="Passkey verwenden").click()
    expect(page).to_have_url(live_server.url + "/new/")

    # Once more the passkey, then it is removed.
    go(page, "/accounts/")
    page.get_by_role("link", name="Büro entfernen").click()
    page.get_by_role("link", name="Passkey verwenden").click()
    page.get_by_role("button", name="Passkey verwenden").click()
    page.get_by_role("button", name="Entfernen").click()
    expect(page.get_by_role("region", name="Meldung")).to_contain_text("Passkey entfernt")
    expect(page.get_by_role("link", name="Codes zeigen")).to_have_count(0)


def test_a_device_that_refuses_leaves_the_password_and_one_signs_out_elsewhere(
    open_page, key_ring, go, browser
):
    page = open_page(path="/accounts/login/")
    session, authenticator = key_ring(page)
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator})
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"isUserVerified": False}})
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Es wurde kein Passkey verwendet.")
    page.get_by_label("Benutzername").fill("anna")
    enter_password(page, "anna-has-a-password")
    expect(page.get_by_role("button", name="Konto von anna")).to_be_visible()

    elsewhere = open_page("anna", "/accounts/browsers/", context=browser.new_context(locale="de-DE"))
    go(page, "/accounts/")
    page.get_by_role("link", name="Browser anzeigen").click()
    assert_clean(page, "the browsers")
    page.get_by_role("button", name="Dort abmelden").click()
    expect(page.get_by_role("region", name="Meldung")).to_contain_text("Dort abgemeldet")
    expect(page.get_by_role("listitem").filter(has_text="dieser Browser")).to_be_visible()
    elsewhere.reload()
    expect(elsewhere.get_by_label("Benutzername")).to_be_visible()
    elsewhere.context.close()


def test_an_app_is_set_up_and_its_code_asked_for(open_page, go, browser, monkeypatch):
    # The clock of the codes stands: none is over before it is typed.
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: NOW))
    context = browser.new_context(viewport=PHONE, locale="de-DE", color_scheme="dark")
    page = open_page("anna", "/accounts/", context=context)
    assert_clean(page, "the account")
    for path in ("email/", "name/", "password/", "browsers/"):
        go(page, f"/accounts/{path}")
        assert_clean(page, path)
    go(page, "/accounts/")
    page.get_by_role("link", name="App einrichten").click()
    enter_password(page, "anna-has-a-password")
    picture = page.get_by_role("img", name="QR-Code")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert_clean(page, "a new app")
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="App einrichten").click()
    expect(page.get_by_role("heading", name="Wiederherstellungscodes")).to_be_visible()
    recovery = page.locator(".codes code").first.inner_text()
    sign_out(page)
    go(page, "/accounts/login/")
    page.get_by_label("Benutzername").fill("anna")
    enter_password(page, "anna-has-a-password")
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("button", name="Konto von anna")).to_be_visible()
    fits(page)
    context.close()


def code(secret: str) -> str:
    """What an app would show now."""
    return auth.format_hotp_value(auth.hotp_value(secret, NOW // 30))


def test_a_reader_takes_everything_along_and_leaves(open_page, go, sample, tmp_path):
    page = open_page("anna")
    select(answer_of(page).filter(has_text="sehr interessantes"), "sehr interessantes")
    highlight(page)
    expect(page.locator("mark.mine")).to_have_count(1)
    Annotation.objects.create(
        interview=sample, creator=Annotation.objects.get().creator, motivation="commenting",
        visibility="public", body="Ein Wort zum Abschied",
    )  # fmt: skip
    go(page, "/accounts/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Alle meine Daten exportieren").click()
    download.value.save_as(tmp_path / "all.zip")
    data = json.loads(ZipFile(tmp_path / "all.zip").read("data.json"))
    assert [one["quote"]["exact"] for one in data["annotations"] if one["begins"]] == ["sehr interessantes"]

    page.get_by_role("link", name="Konto löschen …").click()
    enter_password(page, "anna-has-a-password")
    page.get_by_role("button", name="Konto löschen").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert_clean(page, "leaving")
    page.get_by_role("radio", name="bleiben, unter dem Namen").check()
    page.get_by_role("button", name="Konto löschen").click()
    expect(page.get_by_role("region", name="Meldung")).to_contain_text("Ihr Konto ist gelöscht.")
    go(page, sample.get_absolute_url())
    card = page.locator("#comments .note")
    expect(card).to_contain_text("gelöschtes Konto")
    expect(card).to_contain_text("Ein Wort zum Abschied")
    expect(page.locator("mark")).to_have_count(0)
    expect(page.get_by_role("banner").get_by_role("link", name="Anmelden")).to_be_visible()
