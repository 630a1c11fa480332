"""A text that loses a turn and has other words in another, and its page."""

import pytest

from reader.drafts import draft_of
from reader.revising import revise
from tests.annotations.new_texts import told_apart


@pytest.fixture
def interview(db):
    return told_apart()


@pytest.fixture
def cut(interview, people):
    """The text without the turn that is lost, and with other words in the first answer."""

    def change():
        interview.refresh_from_db()
        text = draft_of(interview)
        text.blocks[2].text = text.blocks[2].text.replace("sehr gutes", "ziemlich gutes")
        del text.blocks[4]
        revise(interview, text, people["ben"], "edit", interview.revision)
        interview.refresh_from_db()

    return change


@pytest.fixture
def read(interview, sign_in):
    def get(who="", query=""):
        return sign_in(who).get(f"{interview.get_absolute_url()}{query}").content.decode()

    return get
