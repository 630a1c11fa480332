"""Those who judge, and what there is to judge."""

from uuid import uuid4

import pytest
from django.test import Client

from annotations.models import Annotation
from reader.models import Interview
from reader.site import Site, keep


@pytest.fixture
def staff(people, sign_in):
    """anna runs the site."""
    people["anna"].is_staff = True
    people["anna"].save()
    return sign_in("anna")


@pytest.fixture
def owned(interview, people):
    """The interview, added by ben."""
    Interview.objects.filter(pk=interview.pk).update(added_by=people["ben"])
    return interview


@pytest.fixture
def nora():
    return Client(headers={"accept-language": "de"})


@pytest.fixture
def waiting(url, nora, interview):
    """What a guest has written while the site looks at such things first."""
    keep(Site(pk=1, commenters="moderated"))
    uid = str(uuid4())
    nora.post(url, {"uid": uid, "motivation": "commenting", "body": "Noras Worte", "name": "Nora"})
    return Annotation.objects.get(uid=uid)
