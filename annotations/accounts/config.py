"""How allauth's record of sign-ins is kept here."""

from allauth.usersessions.apps import UserSessionsConfig


class SessionsConfig(UserSessionsConfig):
    """In place of allauth's own: that keeps addresses, and asks for each browser of an account one by one."""

    def ready(self) -> None:
        from allauth.account import signals
        from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

        from annotations.accounts import trail
        from annotations.accounts.sessions import forget, remember

        for signal in (signals.user_logged_in, signals.password_changed, signals.password_set):
            signal.connect(remember)
        user_logged_out.connect(forget)
        user_logged_in.connect(trail.signed_in)
        user_logged_out.connect(trail.signed_out)
        user_login_failed.connect(trail.refused)
        for signal in (signals.password_changed, signals.password_set, signals.password_reset):
            signal.connect(trail.changed)
