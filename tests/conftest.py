"""The cast: anna wrote it, ben may read it, clara must see nothing of what is private."""

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import override_settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from reader.document import Draft, DraftBlock, DraftSpeaker
from reader.importing import save
from reader.models import Interview
from reader.site import Site, keep

# What a test waits for is its result: other work on the machine makes it slow at times.
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
# The same code gets the same examples. New ones are looked for with `--hypothesis-profile=search`.
hypothesis_settings.register_profile("patient", derandomize=True, **PATIENT)
hypothesis_settings.register_profile("search", derandomize=False, **PATIENT)
hypothesis_settings.load_profile("patient")

# Emoji outside the BMP, a combining mark, and a paragraph break: offsets differ in every other unit.
ANSWER = "Ein 😀 sehr gutes Modell. Ko\u0308ln ist schön.\n\nZweiter Absatz mit mehr Text."
QUESTION = "Was ist das Besondere daran? Erzählen Sie."


def pytest_itemcollected(item):
    """What asks no database is the same on each: `-m database` leaves it out."""
    asked = {"db", "transactional_db", "live_server"}
    if asked.intersection(item.fixturenames) or item.get_closest_marker("django_db"):
        item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite in a file, as it runs: in memory one thread's reading would refuse another's writing."""
    database = django_settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        database["OPTIONS"]["init_command"] += "PRAGMA synchronous = OFF;"


@pytest.fixture(scope="session", autouse=True)
def _plain_server():
    """For the whole session: the live server reads these but once."""
    files = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        HTTPS=False,
        GUEST_COOKIE_NAME="guest",
        BEGUN_COOKIE_NAME="begun",
        SESSION_COOKIE_NAME="sessionid",
        CSRF_COOKIE_NAME="csrftoken",
        SAID_COOKIE_NAME="said",
        SECURE_SSL_REDIRECT=False,
        SESSION_COOKIE_SECURE=False,
        MAIL_FROM_SERVER=False,
        CSRF_COOKIE_SECURE=False,
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
        # Scripts type at once, and often.
        SECONDS_TO_WRITE=0,
        COMMENT_LIMIT=0,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES=django_settings.STORAGES | {"staticfiles": files},
    ):
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """What a process keeps in its memory does not go back with the database after a test."""
    cache.clear()
    keep(Site(pk=1))


@pytest.fixture(autouse=True)
def _english_console():
    """Outside of requests, sentences are English; pages are in the language that a test asks for."""
    with translation.override("en"):
        yield


def draft(title: str = "Ein Gespräch", pairs: int = 2) -> Draft:
    """An interview with an introduction and so many questions with answers; an aside cuts the first."""
    blocks = [DraftBlock(kind="lead", text="Zur Einleitung ein Satz.")]
    for n in range(pairs):
        blocks.append(DraftBlock(kind="turn", speaker="Kim Frage", text=f"{QUESTION} ({n})"))
        blocks.append(DraftBlock(kind="turn", speaker="Lee Antwort", text=f"{ANSWER} ({n})"))
        if n == 0:
            blocks.append(DraftBlock(kind="aside", text="Siehe auch Etwas anderes"))
            blocks.append(
                DraftBlock(kind="turn", speaker="Lee Antwort", text="Und es geht weiter.", continued=True)
            )
    return Draft(
        title=title,
        language="de",
        speakers=[DraftSpeaker("Kim Frage", "interviewer"), DraftSpeaker("Lee Antwort", "guest")],
        blocks=blocks,
    )


@pytest.fixture
def interview(db) -> Interview:
    return save(draft(), "gespraech.txt", b"gespraech")


@pytest.fixture
def people(db, django_user_model):
    return {
        name: django_user_model.objects.create_user(name, password=f"{name}-has-a-password")
        for name in ("anna", "ben", "clara")
    }


@pytest.fixture
def sign_in(people):
    """sign_in("anna") gives a test client signed in as anna; sign_in() one of a visitor."""
    from django.test import Client

    def enter(name: str = "") -> Client:
        client = Client(headers={"accept-language": "de"})
        if name:
            client.force_login(people[name])
        return client

    return enter
