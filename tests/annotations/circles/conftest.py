"""A note that is for the circle alone, and taking somebody out of that."""

import pytest

from annotations import groups
from tests.annotations.circles.seeing import SECRET


@pytest.fixture
def note(add, circle):
    return add("anna", "sehr gutes", body=SECRET, visibility=str(circle.uid))


@pytest.fixture
def remove(circle, people):
    def take_out(name: str) -> None:
        groups.part(circle.memberships.get(user=people[name]))

    return take_out
