"""A guest writes and waits, the staff judges, others see it, the author reads why; settings and admin."""

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Annotation, Ban, Flag
from annotations.moderation.judging import judge
from reader.site import Site, keep
from tests.browser.conftest import violations, wait_until_ready
from tests.browser.waiting import box_of, fits

ADVERT = "Uhren zu verkaufen"


@pytest.fixture
def staff(people):
    people["anna"].is_staff = people["anna"].is_superuser = True
    people["anna"].save()
    return people["anna"]


@pytest.fixture
def other(browser):
    context = browser.new_context(locale="de-DE", viewport={"width": 390, "height": 844})
    yield context
    context.close()


def clean(page: Page) -> None:
    found = violations(page)
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []
    fits(page)


def comment(page: Page, words: str, name: str = "") -> None:
    form = page.locator("#comments form.composer")
    form.get_by_label("Ihr Kommentar").fill(words)
    if name:
        form.get_by_label("Ihr Name").fill(name)
    form.get_by_role("button", name="Speichern").click()
    expect(page.locator("#comments .note", has_text=words)).to_be_focused()


def test_a_guest_waits_is_approved_and_seen(staff, open_page, other):
    Site(pk=1, commenters="moderated").save()
    guest = open_page(context=other)
    expect(guest.locator("#comments form")).to_contain_text("Was Gäste schreiben, wird angesehen")
    comment(guest, "Ein schönes Gespräch", "Nora")
    expect(guest.locator("#live")).to_contain_text("Andere sehen es, sobald die Moderation")
    expect(guest.locator("#comments .note")).to_contain_text("Wartet auf die Moderation")
    comment(guest, ADVERT)
    page = open_page("anna", "/moderation/")
    cases = page.locator(".case")
    expect(cases).to_have_count(2)
    clean(page)
    reason = cases.last.get_by_label("Grund, zu lesen für den Verfasser")
    reason.fill("Halb getippt")
    reason.blur()
    page.keyboard.press("j")
    expect(cases.first).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("#live")).to_have_text("1 Anmerkung freigegeben")
    expect(cases).to_have_count(1)
    expect(cases).to_be_focused()
    page.keyboard.press("h")
    expect(reason).to_be_focused()
    expect(reason).to_have_value("Halb getippt")
    reason.fill("")
    cases.get_by_role("button", name="Verbergen").click()
    expect(reason).to_be_focused()
    expect(reason).to_have_accessible_description("Bitte sagen Sie, warum: Wer es geschrieben hat, liest es.")
    hide = box_of(cases.get_by_role("button", name="Verbergen"))
    field = box_of(reason)
    assert field["y"] <= hide["y"], "they stand beside it"
    assert hide["y"] + hide["height"] <= field["y"] + field["height"]
    reason.fill("Das ist Werbung")
    cases.get_by_role("button", name="Verbergen").click()
    expect(page.locator(".empty")).to_be_visible()
    # Taken back and done again.
    page.get_by_role("button", name="Rückgängig").click()
    expect(cases).to_have_count(1)
    judge(staff, "hide", Annotation.objects.filter(body=ADVERT), "Das ist Werbung")
    visitor = open_page(context=page.context.browser.new_context(locale="de-DE"))
    expect(visitor.locator("#comments .note")).to_have_count(1)
    expect(visitor.locator("#comments .note")).to_contain_text("Ein schönes Gespräch")
    visitor.context.close()
    guest.reload()
    wait_until_ready(guest)
    expect(guest.locator("#comments .note").last).to_contain_text(
        "Von der Moderation verborgen: Das ist Werbung"
    )
    clean(guest)
    guest.locator("#bell").click()
    told = guest.get_by_role("listitem").filter(has_text="Die Moderation hat Ihre Anmerkung verborgen")
    expect(told).to_contain_text("Grund: Das ist Werbung")
    clean(guest)


def test_a_reader_flags_and_the_staff_chooses_several(staff, sample, people, open_page, other):
    for n in range(3):
        Annotation.objects.create(
            interview=sample, creator=people["clara"], motivation="commenting", visibility="public",
            body=f"Nummer {n}",
        )  # fmt: skip
    ben = open_page("ben", context=other)
    note = ben.locator("#comments .note").first
    note.get_by_role("link", name="Mehr zur Anmerkung").click()
    note.get_by_role("link", name="Diese Anmerkung melden").click()
    form = note.locator(".panel")
    form.get_by_role("button", name="Melden").click()
    expect(form.get_by_text("Bitte wählen Sie einen Grund.")).to_be_visible()
    form.get_by_label("Werbung oder Spam").check()
    clean(ben)
    form.get_by_role("button", name="Melden").click()
    expect(ben.locator("#live")).to_have_text("Danke. Die Moderation sieht es sich an.")
    for one in Annotation.objects.filter(flags__isnull=True):
        Flag.objects.create(interview=sample, annotation=one, creator=people["ben"], complaint="spam")
    page = open_page("anna", "/moderation/?state=flagged")
    page.get_by_label("Alle", exact=True).check()
    page.get_by_label("Grund, für alle ausgewählten").fill("Werbung")
    page.locator("#bulk").get_by_role("button", name="Verbergen").click()
    expect(page.locator("#live")).to_have_text("3 Anmerkungen verborgen")
    page.get_by_role("link", name="Verborgen 3").click()
    expect(page.locator(".case")).to_have_count(3)
    page.locator(".case").first.get_by_role("button", name="clara sperren").click()
    expect(page.locator(".case").first).to_contain_text("gesperrt")
    assert Ban.objects.get().creator == people["clara"]
    page.get_by_role("link", name="Was getan wurde").click()
    expect(page.locator(".line")).to_have_count(4)
    clean(page)


def test_settings_are_saved_in_place_and_hold(staff, sample, open_page, other):
    page = open_page("anna", "/site/")
    page.get_by_label("Name der Seite").fill("")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_label("Name der Seite")).to_be_focused()
    page.get_by_label("Name der Seite").fill("Lesekreis")
    page.get_by_role("group", name="Wer darf kommentieren?").get_by_label("Leser mit Konto").check()
    clean(page)
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#live")).to_have_text("Einstellungen gespeichert")
    visitor = open_page(context=other)
    expect(visitor.locator("#comments")).to_contain_text("Hier können nur Leser mit Konto schreiben.")
    expect(visitor.locator("#comments form")).to_have_count(0)
    clean(visitor)


def test_without_scripts_a_note_is_flagged_and_judged(staff, sample, people, browser, live_server):
    from tests.browser.conftest import sign_in

    note = Annotation.objects.create(
        interview=sample, creator=people["clara"], motivation="commenting", visibility="public", body="Nun ja"
    )
    keep(Site(pk=1))
    for who in ("ben", "anna"):
        context = browser.new_context(locale="de-DE", java_script_enabled=False)
        sign_in(context, people[who], live_server.url)
        page = context.new_page()
        if who == "ben":
            page.goto(f"{live_server.url}/annotations/{note.uid}/flag/")
            page.get_by_label("Beleidigend").check()
            page.get_by_role("button", name="Melden", exact=True).click()
            expect(page.locator(".toast", has_text="Danke. Die Moderation sieht es sich an.")).to_be_visible()
        else:
            page.goto(f"{live_server.url}/moderation/?state=flagged")
            page.locator(".case").get_by_label("Grund").fill("Beleidigend")
            page.locator(".case").get_by_role("button", name="Verbergen").click()
            expect(page.locator(".toast", has_text="1 Anmerkung verborgen")).to_be_visible()
            page.get_by_role("link", name="Was getan wurde").click()
            page.get_by_role("button", name="Zurücknehmen").click()
            expect(page.locator(".toast", has_text="Zurückgenommen")).to_be_visible()
        context.close()


def test_the_admin_keeps_to_our_policy(staff, sample, people, context, live_server, problems):
    """Its pages load no script or style that ours forbid; `problems` holds what the browser complained of."""
    from tests.browser.conftest import sign_in, watch

    Annotation.objects.create(
        interview=sample, creator=people["ben"], motivation="commenting", visibility="public", body="Hallo"
    )
    sign_in(context, staff, live_server.url)
    page = context.new_page()
    watch(page, problems)
    for path in ("", "annotations/annotation/", "reader/interview/", f"reader/interview/{sample.pk}/change/"):
        page.goto(f"{live_server.url}/admin/{path}")
        expect(page.locator("#content h1, #content h2").first).to_be_visible()
    page.goto(f"{live_server.url}/admin/annotations/annotation/")
    page.locator("input.action-select").check()
    page.locator("select[name=action]").select_option("hide")
    page.locator("button[name=index]").click()
    expect(page.locator(".success")).to_contain_text("1")
    assert Annotation.objects.get().standing == "hidden"
    assert problems == []
