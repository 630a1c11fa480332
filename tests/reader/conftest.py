"""Anna, and a text that she is about to add."""

import pytest

from reader.proofs import begin
from reader.sources import Source
from tests.conftest import draft


@pytest.fixture
def anna(sign_in):
    return sign_in("anna")


@pytest.fixture
def proof(people):
    return begin(people["anna"], Source(draft(), "gespraech.txt", b"gespraech"))
