"""An interview of anna's, suggesting other words for it, and deciding on that."""

import pytest

from annotations.models import Suggestion


@pytest.fixture
def owned(interview, people):
    """Anna added it."""
    interview.added_by = people["anna"]
    interview.save()
    return interview


@pytest.fixture
def suggest(owned, suggest):
    return suggest


@pytest.fixture
def decide(sign_in):
    def post(who: str, suggestion: Suggestion, status: str, code: int = 302, **more):
        url = f"/annotations/{suggestion.annotation.uid}/decision/"
        response = sign_in(who).post(url, {"status": status, **more})
        assert response.status_code == code, response.content.decode()
        suggestion.refresh_from_db()
        suggestion.annotation.refresh_from_db()
        return response

    return post
