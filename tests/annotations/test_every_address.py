"""Every address of this site: who may open it, and that nothing is done without the page's own token.

A new address needs a row here. Interview, note, group, draft, file and so on are all anna's own (`world`).
"""

import pytest
from django.apps import apps
from django.test import Client

from tests.annotations.world import made

# What a visitor, another reader, the staff and anna get who look at these (GET): who is to sign in is led
# to where that is done (302), what is others' is not there (404), what only takes forms says so (405).
ANSWERS = {
    "200 200 200 200": """
        reader:library reader:search reader:token annotations:notebook annotations:invitation
        annotations:chosen
        annotations:people account_reset_password account_reset_password_done
    """,
    "404 404 404 200": """
        reader:interview reader:card reader:history annotations:interview_exports
        annotations:interview_export annotations:new annotations:offered_tags annotations:comments
        annotations:passages annotations:suggestions annotations:annotation annotations:actions
        annotations:share annotations:replies annotations:revision annotations:tags
    """,
    "302 405 405 405": """
        reader:correct_interview reader:preview reader:undo reader:adopt reader:discard
    """,
    "404 404 404 404": """
        reader:restoration annotations:tag_feed annotations:tag annotations:share_passage
        annotations:card annotations:suggest annotations:interview_feed annotations:flag
        annotations:placement annotations:decision annotations:supporting annotations:unsubscribe
        annotations:mute_by_mail annotations:person annotations:person_feed
    """,
    "302 200 200 200": """
        reader:add annotations:colours annotations:exports annotations:export_template
        annotations:export annotations:import annotations:groups annotations:notices
        annotations:notice_settings account account_name account_email account_change_password
        account_browsers account_data account_reauthenticate
    """,
    "302 404 404 200": """
        reader:proof annotations:group
    """,
    "302 404 404 302": """
        reader:corrections reader:save
    """,
    "302 403 200 403": """
        reader:site annotations:moderation_log
    """,
    "302 302 302 302": """
        reader:icon mfa_authenticate mfa_login_webauthn account_set_password mfa_add_webauthn
        mfa_edit_webauthn mfa_remove_webauthn mfa_activate_totp account_app_picture
        mfa_generate_recovery_codes account_deletion mfa_reauthenticate mfa_reauthenticate_webauthn
    """,
    "405 405 405 405": """
        reader:language reader:appearance annotations:changes annotations:undone annotations:annotations
        annotations:fates annotations:place annotations:reactions annotations:resolution
        annotations:mute annotations:colour annotations:visibility annotations:extension
        annotations:deletion annotations:restoration annotations:invitation_link annotations:removal
        annotations:ownership annotations:closure annotations:group_deletion
        annotations:comment_file_deletion annotations:moderation_undo annotations:notice logout
        account_browser_end account_browsers_end
    """,
    "404 404 404 302": """
        annotations:permalink
    """,
    "302 403 200 200": """
        annotations:import_comments annotations:moderation
    """,
    "302 403 404 200": """
        annotations:comment_file
    """,
    "204 204 204 200": """
        annotations:bell
    """,
    "410 410 410 410": """
        annotations:confirm account_reset_password_from_key account_confirm_email
    """,
    "200 302 302 302": """
        login register
    """,
    "302 404 404 404": """
        mfa_deactivate_totp mfa_view_recovery_codes mfa_download_recovery_codes
    """,
}
# Their links themselves are the right to do it, or they only change how this browser shows the pages.
WITHOUT_TOKEN = {
    "annotations:unsubscribe", "annotations:mute_by_mail", "annotations:confirm", "reader:language",
    "reader:appearance",
}  # fmt: skip
# Whoever knows it is invited to what it names.
INVITES = "annotations:invitation"


@pytest.fixture
def world(people, interview, sign_in):
    people["ben"].is_staff = True
    people["ben"].save()
    return made(people["anna"], people["ben"], interview, sign_in("anna"))


def test_every_page_is_open_to_whom_it_should_be(world, sign_in):
    rules = {name: codes for codes, names in ANSWERS.items() for name in names.split()}
    visitors = {"": sign_in(), "clara": sign_in("clara"), "ben": sign_in("ben"), "anna": sign_in("anna")}
    found = {}
    for name, address in world.addresses():
        answers = [client.get(address) for client in visitors.values()]
        found[name] = " ".join(str(answer.status_code) for answer in answers)
        for who, answer in zip(visitors, answers, strict=True):
            content = b"".join(answer) if answer.streaming else answer.content
            told = b"Geheim" in content or b"Annas eigenes" in content
            assert not told or who == "anna" or name == INVITES, f"{name} tells {who}"
    assert found == rules


def test_nothing_is_done_without_the_pages_own_token(world, people):
    anna = Client(enforce_csrf_checks=True)
    anna.force_login(people["anna"])
    before = {model: list(model.objects.values()) for model in apps.get_models()}
    for name, address in world.addresses():
        # As a form of another site's, as htmx would, and as what proxies may turn into another method.
        for headers in ({}, {"hx-request": "true"}, {"x-http-method-override": "GET"}):
            answer = anna.post(address, {"do": "delete", "_method": "DELETE"}, headers=headers)
            assert (answer.status_code == 403) == (name not in WITHOUT_TOKEN), name
        for method in ("PUT", "PATCH", "DELETE"):
            assert anna.generic(method, address).status_code in {403, 405}, f"{method} {name}"
        for method in ("TRACE", "OPTIONS"):
            assert anna.generic(method, address).status_code in {404, 405}, f"{method} {name}"
    assert {model: list(model.objects.values()) for model in apps.get_models()} == before
