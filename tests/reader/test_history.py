"""The history of a text, and bringing an old one back."""

import pytest

from reader.access import may_edit
from reader.drafts import draft_of
from reader.models import Revision
from reader.revising import revise


@pytest.fixture
def edited(interview, people):
    """Anna's interview, in which she has corrected one question."""
    interview.added_by = people["anna"]
    interview.save()
    text = draft_of(interview)
    text.blocks[1].text = "Was ist daran neu?"
    revise(interview, text, people["anna"], "edit", 1)
    return interview


def test_who_added_it_and_the_staff_may_edit_but_not_what_is_private(edited, people, rf):
    from django.contrib.auth.models import AnonymousUser

    people["clara"].is_staff = True
    allowed = [may_edit(user, edited) for user in (people["anna"], people["ben"], people["clara"])]
    assert allowed == [True, False, True]
    edited.visibility = "private"
    assert not may_edit(people["clara"], edited)
    edited.added_by = None
    assert not may_edit(AnonymousUser(), edited)


def test_the_history_tells_when_who_and_why(edited, sign_in, django_assert_max_num_queries):
    anna = sign_in("anna")
    with django_assert_max_num_queries(8):
        page = anna.get(f"/interviews/{edited.slug}/history/").content.decode()
    assert "Korrigiert" in page
    assert "anna" in page
    assert "Leser sehen Fassung 2." in page


@pytest.mark.parametrize("who", ["", "ben"])
@pytest.mark.parametrize("path", ["history/", "history/1/"])
def test_strangers_see_no_history(edited, sign_in, who, path):
    client = sign_in(who)
    assert client.get(f"/interviews/{edited.slug}/{path}").status_code == 404
    assert client.post(f"/interviews/{edited.slug}/history/1/", {"revision": "2"}).status_code == 404
    edited.refresh_from_db()
    assert edited.revision == 2


def test_an_old_text_comes_back_after_a_look_at_what_it_does(edited, sign_in):
    anna = sign_in("anna")
    page = anna.get(f"/interviews/{edited.slug}/history/1/").content.decode()
    assert 'name="revision" value="2"' in page
    edited.refresh_from_db()
    assert edited.revision == 2
    answer = anna.post(f"/interviews/{edited.slug}/history/1/", {"revision": "2"})
    assert answer.url == f"/interviews/{edited.slug}/history/"
    edited.refresh_from_db()
    assert edited.blocks.get(position=1).text.startswith("Was ist das Besondere daran?")
    assert [(r.number, r.reason) for r in Revision.objects.all()] == [(2, "restored"), (1, "edit")]
    assert "Die Fassung 1 ist wieder da." in anna.get(answer.url).content.decode()


@pytest.mark.parametrize("revision", ["1", "", "x"])
def test_a_text_changed_meanwhile_is_not_overwritten(edited, sign_in, revision):
    answer = sign_in("anna").post(f"/interviews/{edited.slug}/history/1/", {"revision": revision})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Der Text wurde inzwischen geändert. Bitte sehen Sie ihn noch einmal an." in page
    assert 'name="revision" value="2"' in page
    assert "Wiederherstellen" in page
    edited.refresh_from_db()
    assert edited.revision == 2


@pytest.mark.parametrize("sent", ["9" * 5000, "-1", "", "x", "1.5"])
def test_a_revision_that_is_no_number_is_not_the_newest(edited, sign_in, sent):
    answer = sign_in("anna").post(f"/interviews/{edited.slug}/history/1/", {"revision": sent})
    assert answer.status_code == 409
    edited.refresh_from_db()
    assert edited.revision == 2
