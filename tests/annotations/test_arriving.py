"""What a new note does to its page: it is counted at once, as counting all of them again would have it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.changes import count_up
from annotations.models import Annotation
from reader.site import Preset, Site, keep


def counts(interview):
    interview.refresh_from_db(fields=["highlights", "comments", "version"])
    return interview.highlights, interview.comments


def check(interview, *expected):
    """The counts, and that a count of everything comes to the same."""
    assert counts(interview) == expected
    count_up(interview.pk)
    assert counts(interview) == expected


def answer(client, parent, **more):
    response = client.post(f"/annotations/{parent.uid}/replies/", {"body": "Eben.", **more})
    assert response.status_code == 302


def test_each_kind_is_counted_where_it_belongs(interview, add, sign_in, blocks):
    keep(Site(pk=1, highlights=Preset.PUBLIC, comments=Preset.PUBLIC))
    highlight = add("anna")
    check(interview, 1, 0)
    comment = add("anna", "schön", body="Ja.")
    check(interview, 1, 1)
    add("anna", "", body="Zum Ganzen", motivation="commenting")
    add("anna", "", body="Zum Turn", motivation="commenting", start_block=blocks[1].key)
    check(interview, 1, 3)
    answer(sign_in("ben"), comment)
    answer(sign_in("ben"), highlight)
    check(interview, 1, 5)


def test_what_others_do_not_see_is_not_counted(interview, add, sign_in):
    secret = add("anna", body="Für mich", visibility="private")
    answer(sign_in("anna"), secret, visibility="private")
    public = add("anna", "schön", body="Für alle", visibility="public")
    answer(sign_in("ben"), public, visibility="private")
    check(interview, 0, 1)


def test_a_guest_s_comment_that_waits_is_counted_later(interview, url, client):
    keep(Site(pk=1, commenters="moderated"))
    client.post(url, {"body": "Hallo", "motivation": "commenting", "name": "Gast"})
    assert Annotation.objects.get().standing == "waiting"
    check(interview, 0, 0)


def test_replies_to_a_settled_suggestion_are_not_counted(interview, url, passage, sign_in):
    data = passage("sehr gutes") | {"words": "gutes"}
    sign_in("ben").post(url.replace("annotations/", "suggestions/new/"), data)
    suggestion = Annotation.objects.get()
    answer(sign_in("anna"), suggestion)
    before = counts(interview)
    check(interview, *before)
    type(suggestion.suggestion).objects.update(status="declined", decided="2026-01-01T00:00Z")
    count_up(interview.pk)
    answer(sign_in("ben"), suggestion)
    check(interview, 0, 0)


@pytest.mark.parametrize("where", ["Zum Ganzen", "Zum Turn"])
def test_sending_one_again_counts_it_once(interview, add, url, sign_in, blocks, where):
    more = {"start_block": blocks[1].key} if where == "Zum Turn" else {}
    note = add("anna", "", body=where, motivation="commenting", **more)
    again = {"uid": str(note.uid), "body": where, "motivation": "commenting", **more}
    assert sign_in("anna").post(url, again).status_code == 302
    check(interview, 0, 1)
    assert sign_in("ben").post(url, again).status_code == 409
    check(interview, 0, 1)


def test_a_comment_counts_nothing_again_and_writes_once(interview, add, url, sign_in, blocks):
    anna = sign_in("anna")
    sent = {"body": "Kurz.", "motivation": "commenting", "start_block": blocks[1].key}
    assert anna.post(url, sent).status_code == 302
    with CaptureQueriesContext(connection) as queries:
        assert anna.post(url, sent).status_code == 302
    asked = [query["sql"] for query in queries]
    assert not any("COUNT(" in sql for sql in asked)
    assert not any("django_session" in sql for sql in asked if not sql.startswith("SELECT"))
    begun = [sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert len(begun) <= 9, begun
