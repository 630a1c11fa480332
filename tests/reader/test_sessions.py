"""Whose session a browser's cookie names."""

import pytest
from django.conf import settings

from reader.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    session = SessionStore()
    session["who"] = "anna"
    session.save()
    return session


def test_a_session_is_found_by_its_key(kept):
    assert SessionStore(kept.session_key)["who"] == "anna"


@pytest.mark.parametrize("more", ["\0", "\ud800", '"', "%"])
def test_what_can_be_no_key_is_not_looked_up(kept, more, django_assert_num_queries):
    with django_assert_num_queries(0):
        named = SessionStore(kept.session_key + more)
        assert named.load() == {}
    assert named.session_key is None


def test_a_page_comes_whatever_the_cookie_holds(kept, client):
    answer = client.get("/", headers={"cookie": f'{settings.SESSION_COOKIE_NAME}="{kept.session_key}\\000"'})
    assert answer.status_code == 200
