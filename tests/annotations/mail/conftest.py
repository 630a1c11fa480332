"""Readers with confirmed addresses, one of whom is told of something."""

import pytest
from allauth.account.models import EmailAddress

from annotations.models import Contact


@pytest.fixture
def people(people, settings):
    settings.SITE_URL = "https://notes.example"
    for name, user in people.items():
        EmailAddress.objects.create(user=user, email=f"{name}@example.org", verified=True, primary=True)
    return people


@pytest.fixture
def told(add, answer, people):
    """anna is told of ben's reply."""
    reply = answer("ben", add("anna", body="Wurzel"), "Ich sehe das **anders**.")
    Contact.objects.update(language="de")
    return reply
