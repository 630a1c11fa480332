"""What is said about accounts: errors in forms, what was done, what mails tell the owner."""

from django.utils.translation import gettext_lazy as _

_WRONG = _("User name or password is wrong.")
_TOO_MANY = _("Too many attempts. Please wait five minutes, then try again.")

# By allauth's codes; what is not here can't come up, or is said in Django's own words.
ERRORS = {
    "username_password_mismatch": _WRONG,
    "email_password_mismatch": _WRONG,
    "too_many_login_attempts": _TOO_MANY,
    "rate_limited": _TOO_MANY,
    "username_has_at": _(
        "A user name has no @: others see it. Your e-mail address belongs in a field of its own."
    ),
    "username_taken": _("This name is taken. Please choose another."),
    "duplicate_email": _("This is your address already."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_password": _("This is not your password."),
    "incorrect_code": _("This code is wrong or used up. Please enter the one that is shown now."),
    "invalid_password_reset": _("This link is used up or too old."),
}
PASSKEY_REFUSED = _("This passkey was not accepted. Please try again, or sign in with your password.")

# By the template in which allauth has its own words.
LINK_SENT = "account/messages/email_confirmation_sent.txt"
SAID = {
    LINK_SENT: _("A mail is on its way. The link in it confirms the address."),
    "account/messages/email_confirmed.txt": _("E-mail address confirmed"),
    "account/messages/email_confirmation_failed.txt": _("This address belongs to another account."),
    "account/messages/email_deleted.txt": _("E-mail address removed"),
    "account/messages/cannot_delete_primary_email.txt": _(
        "A confirmed address can be removed when no other one waits for its confirmation."
    ),
    "account/messages/password_changed.txt": _("Password changed"),
    "account/messages/password_set.txt": _("Password changed"),
    "mfa/messages/totp_activated.txt": _("Authenticator app set up"),
    "mfa/messages/totp_deactivated.txt": _("Authenticator app removed"),
    "mfa/messages/webauthn_added.txt": _("Passkey added"),
    "mfa/messages/webauthn_removed.txt": _("Passkey removed"),
}
NO_MAIL = _("This site sends no mails. Whoever runs it finds the link that confirms the address in its log.")
ACCOUNT_MADE = _("Your account is ready, and you are signed in.")
NOT_SENT = _("The mail could not be sent. Please try again later.")

# By the template of allauth's mail: to the confirmed address, when something about the account changed.
NOTICES = {
    "account/email/password_changed": _("The password of your account was changed."),
    "account/email/password_set": _("The password of your account was changed."),
    "account/email/password_reset": _("The password of your account was set anew."),
    "account/email/email_changed": _("Your account has another e-mail address now."),
    "account/email/email_deleted": _("The e-mail address of your account was removed."),
    "mfa/email/totp_activated": _("An authenticator app was set up for your account."),
    "mfa/email/totp_deactivated": _("The authenticator app of your account was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey of your account was removed."),
}
