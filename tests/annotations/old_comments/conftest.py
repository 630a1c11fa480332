"""An interview that came from the page of the old comments, and who may change it."""

import pytest

from reader.models import Interview
from reader.twins import address_key
from tests.annotations.old_comments.exports import PAGE


@pytest.fixture
def own(interview, people):
    """Anna's interview, which came from the page."""
    Interview.objects.filter(pk=interview.pk).update(
        added_by=people["anna"], source_url=PAGE, url_sha256=address_key(PAGE)
    )
    return Interview.objects.get(pk=interview.pk)


@pytest.fixture
def staff(people, sign_in):
    people["ben"].is_staff = True
    people["ben"].save()
    return sign_in("ben")
