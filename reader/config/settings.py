"""Settings from the environment, safe when a variable is forgotten. README has the table of variables."""

from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from reader.config.environment import data_folder, first_address, flag, number, secret, text, words
from reader.config.mail import mailer, sender

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = data_folder(BASE_DIR)

DEBUG = flag("DEBUG", default=False)
# Off only for a server that plain browsers reach without TLS, such as the demo on 127.0.0.1.
HTTPS = flag("HTTPS", default=not DEBUG)
SECRET_KEY = secret("SECRET_KEY", DATA_DIR / "secret_key")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", default="localhost 127.0.0.1 [::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "reader.config.administration.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "annotations.accounts.config.SessionsConfig",
    "django_htmx",
    "reader",
    "annotations",
]

MIDDLEWARE = [
    "reader.intake.IntakeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "reader.compression.CompressionMiddleware",
    "reader.caching.PrivateByDefault",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "reader.interface_language.LanguageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "reader.config.urls"
WSGI_APPLICATION = "reader.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "reader.appearance.appearance",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reader.htmx.said",
                "reader.site.context",
                "annotations.readers.reader",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}", conn_max_age=None, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        # Waiting for the write lock works only if a transaction takes it at its beginning.
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 20000;",
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}}
}
# Browsers take cookies so named only over TLS and only for this very host.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, GUEST_COOKIE_NAME, BEGUN_COOKIE_NAME, SAID_COOKIE_NAME = (
    f"{'__Host-' if HTTPS else ''}{name}" for name in ("sessionid", "csrftoken", "guest", "begun", "said")
)
MESSAGE_STORAGE = "reader.htmx.Storage"
SESSION_ENGINE = "reader.sessions"
SESSION_COOKIE_AGE = 365 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "reader.problems.csrf_failure"
CSRF_COOKIE_SAMESITE = "Lax"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "reader:library"
LOGOUT_REDIRECT_URL = "reader:library"
AUTHENTICATION_BACKENDS = ["annotations.accounts.backends.AccountBackend"]

# Accounts work without any mail: an address is asked for, and only what needs it needs it confirmed.
ACCOUNT_ADAPTER = "annotations.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"annotations.accounts.forms.{form}"
    for name, form in {
        "login": "SignInForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
    }.items()
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "annotations.accounts.reset_links.LatestOnly"  # noqa: S105
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "account"
# Several accounts may claim an address, one may confirm it: so nobody learns who has an account.
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Randnotiz: "
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Who has your screen unlocked may have your mail open too: no codes by mail.
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
# None is longer than what the page of reader.problems.too_many says. `login_failed` is for second factors.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "reset_password": "10/5m/ip,3/5m/key"}
MFA_ADAPTER = "annotations.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Randnotiz"

EMAIL_URL = text("EMAIL_URL")
MAILERS = {"default": mailer(EMAIL_URL)}
# Otherwise mails are printed: pages that need them say so.
SENDS_MAIL = bool(EMAIL_URL)
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", default=sender(ALLOWED_HOSTS))

LANGUAGE_CODE = text("LANGUAGE_CODE", default="de")
LANGUAGES = [("de", _("German")), ("en", _("English"))]
if LANGUAGE_CODE not in dict(LANGUAGES):
    raise ImproperlyConfigured(f"LANGUAGE_CODE is {LANGUAGE_CODE!r}; set it to one of: de, en.")
LOCALE_PATHS = [BASE_DIR / "reader" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = text("TIME_ZONE", default="Europe/Berlin")

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "reader.config.storage.StaticFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# What lies over an interview's text; the reader knows none of them by name.
READER_LAYERS = [
    "annotations.layers.NotesLayer",
    "annotations.reanchoring.aftermath.AftermathLayer",
    "annotations.suggestions.settling.SuggestionsLayer",
    "annotations.places.PlacesLayer",
    "annotations.popular.PopularLayer",
    "annotations.searching.SearchLayer",
]
IMPORT_MAX_BYTES = 20 * 1024 * 1024
# The pages that take files, and how large these may be together with the rest of the form.
FILES_COME_TO = {
    "/new/": IMPORT_MAX_BYTES,
    "/notes/import/": 8 * 1024 * 1024,
    "/comments/import/": IMPORT_MAX_BYTES,
}
# How long reading one file may take.
IMPORT_SECONDS = 20
# Comments of one reader within ten minutes, 0 for any number. All guests at one address (a school has
# but one) may write four times as many, highlights ten times.
COMMENT_LIMIT = number("COMMENT_LIMIT", default=30)
# A guest's comment that was written more quickly is looked at before it appears.
SECONDS_TO_WRITE = 2
# Whether people may have pages of the public web fetched by this server.
FETCH_URLS = flag("FETCH_URLS", default=True)

# Where links in mails lead: no request says it there.
SITE_URL = text("SITE_URL", default=first_address(ALLOWED_HOSTS, https=HTTPS))
# Whether the server itself sends mail that is due; `manage.py send_notices` does so in any case.
MAIL_FROM_SERVER = flag("MAIL_FROM_SERVER", default=True)
# For so many hours guests may change the words of what others can read; 0: as long as they like.
GUEST_EDIT_HOURS = number("GUEST_EDIT_HOURS", default=24)

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
TRUST_PROXY = flag("TRUST_PROXY", default=False)
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message!r}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Who signed in (annotations.accounts.trail).
        "django.accounts": {"level": "INFO"},
    },
}
