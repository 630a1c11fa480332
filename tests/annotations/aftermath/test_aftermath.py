"""After a change of the text: orphans are listed, and owners are told what became of theirs."""

from uuid import uuid4

from annotations.models import Fate
from tests.annotations.aftermath.lost import LOST, orphans, placement
from tests.annotations.conftest import HTMX


def test_without_orphans_there_is_no_list(add, read):
    add("anna", LOST, position=4, visibility="public")
    assert "Nicht mehr zuzuordnen" not in read("anna") + read()


def test_orphans_stand_in_a_list_with_quote_place_and_thread(add, cut, read, sign_in):
    note = add("anna", LOST, position=4, body="Wohin denn?", visibility="public")
    sign_in("clara").post(f"/annotations/{note.uid}/replies/", {"body": "Nach vorn."})
    cut()
    for who in ("anna", "clara", ""):
        shown = orphans(read(who))
        for words in (LOST, "zuletzt in Wortmeldung 2, Lee Antwort", "Wohin denn?", "Nach vorn."):
            assert words in shown
        assert ("Neu zuordnen" in shown) == (who == "anna")
        assert read(who).count("Wohin denn?") == 1


def test_nobody_sees_the_private_orphans_of_others(add, cut, read, sign_in):
    note = add("anna", LOST, position=4, visibility="private")
    cut()
    assert LOST in orphans(read("anna"))
    for who in ("ben", ""):
        assert LOST not in read(who)
        assert sign_in(who).get(placement(note)).status_code == 404


def test_who_may_edit_the_text_may_place_what_all_see(add, cut, read, sign_in, interview, people):
    interview.added_by = people["ben"]
    interview.save()
    note = add("anna", LOST, position=4, visibility="public")
    cut()
    assert "Neu zuordnen" in orphans(read("ben"))
    assert "Neu zuordnen" not in orphans(read("clara"))
    assert sign_in("ben").get(placement(note)).status_code == 200
    assert sign_in("clara").get(placement(note)).status_code == 404


def test_a_deleted_orphan_is_not_listed(add, cut, read, sign_in):
    note = add("anna", LOST, position=4, visibility="public")
    cut()
    sign_in("anna").post(f"/annotations/{note.uid}/deletion/")
    assert LOST not in read("anna") + read()


def test_an_orphan_can_be_answered_edited_and_deleted(add, cut, sign_in, htmx):
    note = add("anna", LOST, position=4, body="Wohin?", visibility="public")
    cut()
    anna = sign_in("anna")
    answer = sign_in("ben").post(f"/annotations/{note.uid}/replies/", {"body": "Dahin."}, **htmx)
    assert "Dahin." in orphans(answer.content.decode())
    answer = anna.post(f"/annotations/{note.uid}/revision/", {"body": "Und nun?", "version": 1}, **htmx)
    assert "Und nun?" in orphans(answer.content.decode())
    assert anna.post(f"/annotations/{note.uid}/deletion/", **htmx).status_code == 200
    assert anna.post(f"/annotations/{note.uid}/restoration/", **htmx).status_code == 200


def test_owners_are_told_once_what_became_of_theirs(add, cut, read, sign_in, interview):
    add("anna", "Zweiter Absatz")
    add("anna", "Ein 😀 sehr gutes Modell")
    add("anna", LOST, position=4)
    assert 'id="news"' not in read("anna")
    cut()
    html = read("anna")
    assert (
        "Von Ihren 3 Anmerkungen:\n1 unverändert, 1 mit geändertem Wortlaut, 1 nicht mehr zuzuordnen." in html
    )
    assert "<del>sehr</del>" in html
    assert "<ins>ziemlich</ins>" in html
    for who in ("ben", ""):
        assert 'id="news"' not in read(who)
    sign_in("anna").post(f"/interviews/{interview.slug}/annotations/fates/", {"revision": "2"})
    assert 'id="news"' not in read("anna")
    assert Fate.objects.filter(told=None).count() == 0


def test_what_happened_since_is_told_though_the_older_is_taken_note_of(add, cut, read, sign_in, interview):
    add("anna", LOST, position=4)
    cut()
    url = f"/interviews/{interview.slug}/annotations/fates/"
    sign_in("anna").post(url, {"revision": "1"}, headers=HTMX)
    assert 'id="news"' in read("anna")
    assert sign_in("anna").post(url, {"revision": "x"}).status_code == 422
    sign_in("ben").post(url, {"revision": "2"})
    sign_in("").post(url, {"revision": "2"})
    assert 'id="news"' in read("anna")


def test_what_was_placed_again_is_not_told_as_unchanged(add, cut, read, sign_in, interview):
    add("anna", "Zweiter Absatz")
    add("anna", "sehr gutes")
    note = add("anna", LOST, position=4)
    cut()
    sign_in("anna").post(placement(note), {"words": "handelt von Pferden"})
    assert "Von Ihren 3 Anmerkungen:\n1 unverändert, 1 mit geändertem Wortlaut, 1 wieder zugeordnet." in read(
        "anna"
    )
    sign_in("anna").post(f"/interviews/{interview.slug}/annotations/fates/", {"revision": "2"})
    assert not Fate.objects.filter(told=None).exists()


def test_what_has_a_place_again_is_no_news(add, cut, read, sign_in):
    note = add("anna", LOST, position=4)
    cut()
    sign_in("anna").post(placement(note), {"words": "Zweiter Absatz"})
    assert 'id="news"' not in read("anna")


def test_a_page_that_a_browser_keeps_is_made_anew_when_news_are_noted(add, cut, sign_in, interview):
    add("anna", LOST, position=4)
    cut()
    anna = sign_in("anna")
    tag = anna.get(interview.get_absolute_url()).headers["ETag"]
    anna.post(f"/interviews/{interview.slug}/annotations/fates/", {"revision": "2"})
    again = anna.get(interview.get_absolute_url(), headers={"if-none-match": tag})
    assert again.status_code == 200


def test_the_card_of_a_changed_note_says_what_was_meant(add, cut, read):
    add("anna", "Ein 😀 sehr gutes Modell", body="Stimmt.", visibility="public")
    cut()
    for who in ("anna", "ben", ""):
        assert "Die Worte waren: „Ein 😀 sehr gutes Modell“" in read(who)


def test_few_queries_however_many_orphans(add, cut, sign_in, interview, django_assert_max_num_queries):
    note = add("anna", LOST, position=4, body="Wohin?", visibility="public")
    for number in range(30):
        note.pk, note.uid = None, uuid4()
        note.body = f"Wohin {number}?"
        note.save()
    cut()
    anna, visitor = sign_in("anna"), sign_in("")
    with django_assert_max_num_queries(8):
        assert anna.get(interview.get_absolute_url()).status_code == 200
    with django_assert_max_num_queries(8):
        assert visitor.get(interview.get_absolute_url()).status_code == 200
    with django_assert_max_num_queries(8):
        assert anna.get(placement(note)).status_code == 200
