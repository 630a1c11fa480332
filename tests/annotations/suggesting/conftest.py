"""An interview of anna's, suggesting other words for it, and deciding on that."""

import pytest

from annotations.models import Annotation, Suggestion


@pytest.fixture
def owned(interview, people):
    """Anna added it."""
    interview.added_by = people["anna"]
    interview.save()
    return interview


@pytest.fixture
def suggest(owned, passage, sign_in):
    """suggest("ben", "sehr gutes", "ziemlich gutes") posts a suggestion and returns it."""

    def post(who: str, exact: str, words: str, status: int = 302, **more) -> Suggestion | None:
        data = passage(exact) | {"words": words, **more}
        response = sign_in(who).post(f"/interviews/{owned.slug}/suggestions/new/", data)
        assert response.status_code == status, response.content.decode()
        found = Annotation.objects.filter(uid=data["uid"]).first()
        return found.suggestion if found else None

    return post


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
