"""Anna with a text that she is about to add, and a site of the web."""

import pytest

from reader.proofs.keeping import begin
from reader.sources import Source
from tests.conftest import draft
from tests.reader.web_sites import PAGE, PUBLIC, answer, serving


@pytest.fixture
def anna(sign_in):
    return sign_in("anna")


@pytest.fixture
def proof(people):
    return begin(people["anna"], Source(draft(), "gespraech.txt", b"gespraech"))


@pytest.fixture
def site():
    with serving(PUBLIC) as site:
        site.answers["/talk"] = answer(PAGE)
        yield site
