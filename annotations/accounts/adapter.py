"""Where allauth asks how things are done here."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from annotations.accounts.addresses import confirmed_address
from annotations.accounts.arriving import arrive
from annotations.accounts.wording import (
    ACCOUNT_MADE,
    ERRORS,
    LINK_SENT,
    NO_MAIL,
    NOT_SENT,
    NOTICES,
    SAID,
)
from annotations.mail.addresses import absolute
from reader.addresses import own_page
from reader.htmx import leave_word, word_left
from reader.intake import stepped_aside
from reader.limits import peer
from reader.problems import refused

logger = logging.getLogger("django.accounts")


class NameTaken(Exception):
    """Since the form was looked at somebody else has taken the name; `problem` is what the form says."""

    def __init__(self, problem: ValidationError) -> None:
        super().__init__(problem)
        self.problem = problem


class AccountAdapter(DefaultAccountAdapter):
    """Accounts with a public name; an address that they may have is nobody else's business."""

    error_messages = DefaultAccountAdapter.error_messages | ERRORS

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """A name that others may see, however its accents were typed. Raises ValidationError."""
        name = User.normalize_username(username)
        if "@" in name:
            raise self.validation_error("username_has_at")
        return super().clean_username(name, shallow)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Raises NameTaken where somebody was quicker."""
        try:
            with transaction.atomic():
                return super().save_user(request, user, form, commit)
        except IntegrityError as error:
            raise NameTaken(self.validation_error("username_taken")) from error

    def is_safe_url(self, url: str) -> bool:
        return bool(own_page(self.request, url))

    def is_ajax(self, request: HttpRequest) -> bool:
        """Forms of ours are sent as forms."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return peer(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Mistakes are counted by the view, by address: counted by account, anybody could lock it."""

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if kwargs["signup"]:
            leave_word(request, ACCOUNT_MADE)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        if kwargs["signup"]:
            # The password was typed a moment ago: what needs it once more has it.
            reauthenticate_by_password(request)
        return arrive(request, user, super().post_login(request, user, **kwargs))

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return refused(request, 403, _("This is not open to you."))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Let the next page say it, in our words; that a mail was not sent is not covered by more."""
        say = message or SAID.get(message_template or "")
        if message_template == LINK_SENT and not settings.SENDS_MAIL:
            say = NO_MAIL
        if say and str(NOT_SENT) not in word_left(request):
            leave_word(request, say)

    def send_confirmation_mail(self, request: HttpRequest, confirmation: Any, signup: bool) -> None:
        """The link that confirms an address; of one that is confirmed by another account its owner hears."""
        if confirmation.email_address.can_set_verified():
            super().send_confirmation_mail(request, confirmation, signup=False)
        else:
            self.send_account_already_exists_mail(confirmation.email_address.email)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """What was changed about the account, to the address that is confirmed."""
        if to := email or confirmed_address(user):
            self.send_mail("account/email/notice", to, {"user": user, "notice": NOTICES[template_prefix]})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it while others compute; what can't be sent now is said, and undoes nothing.

        Links lead to `site`, as in all mails: who asks for one may name any host as that of this server.
        """
        try:
            message = self.render_mail(template_prefix, email, {"site": absolute(""), **context})
            with stepped_aside():
                message.send()
        except OSError:
            logger.exception("A mail could not be sent.")
            leave_word(self.request, NOT_SENT)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | ERRORS

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        return _("Passkey")
