"""Addresses of accounts. Those with allauth's names are asked for by it; some have ours too."""

from django.urls import include, path, re_path

from annotations.views import account, entrance, own_data, passkeys, second_factors, sign_ins

coming_in = [
    path("login/", entrance.SignIn.as_view(), name="login"),
    path("login/", entrance.SignIn.as_view(), name="account_login"),
    path("login/code/", second_factors.SecondStep.as_view(), name="mfa_authenticate"),
    path("login/passkey/", passkeys.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("logout/", entrance.SignOut.as_view(), name="logout"),
    path("register/", entrance.SignUp.as_view(), name="register"),
    path("register/", entrance.SignUp.as_view(), name="account_signup"),
    path("password/reset/", entrance.ForgottenPassword.as_view(), name="account_reset_password"),
    path("password/reset/sent/", entrance.LinkSent.as_view(), name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        entrance.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("email/<str:key>/", account.ConfirmEmail.as_view(), name="account_confirm_email"),
]

once_more = [
    path("", account.Reauthenticate.as_view(), name="account_reauthenticate"),
    path("code/", second_factors.CodeOnceMore.as_view(), name="mfa_reauthenticate"),
    path("passkey/", passkeys.PasskeyOnceMore.as_view(), name="mfa_reauthenticate_webauthn"),
]

settings = [
    path("", account.account, name="account"),
    path("", account.account, name="mfa_index"),
    path("name/", account.name, name="account_name"),
    path("email/", account.Email.as_view(), name="account_email"),
    path("password/", account.ChangePassword.as_view(), name="account_change_password"),
    path("password/first/", account.SetPassword.as_view(), name="account_set_password"),
    path("passkeys/new/", passkeys.NewPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", passkeys.Passkey.as_view(), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/removal/", passkeys.PasskeyRemoval.as_view(), name="mfa_remove_webauthn"),
    path("app/new/", second_factors.NewApp.as_view(), name="mfa_activate_totp"),
    path("app/new/code.svg", second_factors.picture, name="account_app_picture"),
    path("app/removal/", second_factors.AppRemoval.as_view(), name="mfa_deactivate_totp"),
    path("codes/", second_factors.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("codes/new/", second_factors.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("codes/file/", second_factors.RecoveryCodesFile.as_view(), name="mfa_download_recovery_codes"),
    path("browsers/", sign_ins.browsers, name="account_browsers"),
    path("browsers/<int:pk>/end/", sign_ins.end, name="account_browser_end"),
    path("browsers/end/", sign_ins.end_all, name="account_browsers_end"),
    path("data/", own_data.data, name="account_data"),
    path("deletion/", own_data.deletion, name="account_deletion"),
]

urlpatterns = [*coming_in, *settings, path("once-more/", include(once_more))]
