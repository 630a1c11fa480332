"""Who may open an interview."""

import pytest
from django.contrib.auth.models import AnonymousUser

from reader.models import Interview, Visibility


@pytest.mark.parametrize("visibility", Visibility.values)
def test_one_interview_is_readable_as_the_many_are(interview, people, visibility):
    interview.visibility, interview.added_by = visibility, people["anna"]
    interview.save()
    for user in (people["anna"], people["clara"], AnonymousUser()):
        among_all = Interview.objects.readable_by(user).filter(pk=interview.pk).exists()
        assert interview.is_readable_by(user) is among_all
