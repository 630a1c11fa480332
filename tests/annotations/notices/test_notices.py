"""Who is told of what: replies, threads, mentions, comments on one's interviews; never of what is hidden."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from annotations import groups
from annotations.models import Annotation, Contact, Guest, Mute, Notice
from annotations.notices.announcing import announce
from reader.models import Interview, Visibility


def told(who) -> set[tuple[str, str]]:
    """What this account is told of: the kind, and the words."""
    return set(who.notices.values_list("kind", "annotation__body"))


def revise(client, note, body: str) -> None:
    """Write other words into a note that nobody has changed since."""
    data = {"version": note.version, "visibility": "public", "body": body, "colour": "y"}
    assert client.post(f"/annotations/{note.uid}/revision/", data).status_code == 302


def test_who_is_told_and_why(add, answer, people, interview):
    Interview.objects.update(added_by=people["clara"])
    root = add("anna", body="Wurzel")
    reply = answer("ben", root, "Antwort")
    answer("clara", reply, "Auch @anna gefragt")
    assert told(people["anna"]) == {("reply", "Antwort"), ("mention", "Auch @anna gefragt")}
    assert told(people["ben"]) == {("reply", "Auch @anna gefragt")}
    assert told(people["clara"]) == {("comment", "Wurzel"), ("comment", "Antwort")}
    answer("clara", root, "Noch eine")
    assert ("thread", "Noch eine") in told(people["ben"])


def test_nobody_is_told_of_what_they_may_not_see(add, answer, people, sign_in):
    Interview.objects.update(added_by=people["clara"])
    root = add("anna", body="Wurzel")
    answer("ben", root, "Heimlich @anna", visibility="private")
    add("anna", body="Für mich", visibility="private")
    assert not Notice.objects.exclude(annotation=root).exists()
    private = Annotation.objects.get(body="Für mich")
    data = {"version": 1, "visibility": "public", "body": "Jetzt für alle", "colour": "y"}
    sign_in("anna").post(f"/annotations/{private.uid}/revision/", data)
    assert ("comment", "Jetzt für alle") in told(people["clara"])


def test_in_a_private_interview_only_its_owner_is_told(add, answer, people):
    root = add("anna", body="Wurzel")
    Interview.objects.update(added_by=people["clara"], visibility=Visibility.PRIVATE)
    answer("clara", root, "Für mich allein")
    assert not people["anna"].notices.exists()


def test_in_a_group_its_members_are_told_as_long_as_they_are(add, answer, people, sign_in):
    circle = groups.found(people["anna"], "Lesekreis")
    groups.join(circle, people["ben"])
    add("clara", "Modell", body="Ich bin da")
    root = add("anna", body="Unter uns", visibility=str(circle.uid))
    answer("ben", root, "Auch unter uns, @anna und @clara")
    assert told(people["anna"]) == {("mention", "Auch unter uns, @anna und @clara")}
    assert not people["clara"].notices.exists()
    answer("anna", root, "Noch etwas")
    assert "Noch etwas" in sign_in("ben").get("/notices/").content.decode()
    groups.part(circle.memberships.get(user=people["ben"]))
    assert "Noch etwas" not in sign_in("ben").get("/notices/").content.decode()
    assert sign_in("ben").get("/notices/bell/").status_code == 204
    html = sign_in("clara").get("/readers/anna/")
    assert html.status_code == 404


def test_nobody_is_told_twice_or_of_their_own(add, answer, people):
    Interview.objects.update(added_by=people["anna"])
    root = add("anna", body="Wurzel @anna")
    reply = answer("ben", root, "Antwort")
    for _ in range(2):
        announce(reply)
    assert Notice.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            interview=root.interview, annotation=reply, creator=people["anna"], kind="reply"
        )


def test_an_owner_who_is_named_is_told_so_once_and_the_page_shows_nothing_of_it(
    add, people, sign_in, interview
):
    Interview.objects.update(added_by=people["clara"])
    note = add("anna", body="Was meint @Clara?")
    assert told(people["clara"]) == {("mention", "Was meint @Clara?")}
    assert "/readers/clara/" not in sign_in("ben").get(interview.get_absolute_url()).content.decode()
    revise(sign_in("anna"), note, "Und was meint @clara, @ben?")
    assert told(people["clara"]) == {("mention", "Und was meint @clara, @ben?")}


def test_a_comment_that_names_its_reader_later_becomes_a_mention(add, people, sign_in):
    Interview.objects.update(added_by=people["clara"])
    note = add("anna", body="Ohne Namen")
    assert told(people["clara"]) == {("comment", "Ohne Namen")}
    revise(sign_in("anna"), note, "Mit Namen: @clara")
    assert told(people["clara"]) == {("mention", "Mit Namen: @clara")}


@pytest.mark.parametrize("way", ["deletion", "private"])
def test_a_notice_goes_with_its_note_and_comes_back(add, answer, sign_in, way):
    reply = answer("ben", add("anna", body="Wurzel"), "Antwort")
    anna, ben = sign_in("anna"), sign_in("ben")
    assert "Antwort" in anna.get("/notices/").content.decode()
    url, data = f"/annotations/{reply.uid}/deletion/", {}
    back, again = f"/annotations/{reply.uid}/restoration/", {}
    if way == "private":
        url, data = f"/annotations/{reply.uid}/visibility/", {"visibility": "private"}
        back, again = url, {"visibility": "public"}
    assert ben.post(url, data).status_code == 302
    assert "Antwort" not in anna.get("/notices/").content.decode()
    assert anna.get("/notices/bell/").status_code == 204
    assert anna.post(f"/notices/{Notice.objects.get().uid}/").status_code == 404
    assert ben.post(back, again).status_code == 302
    assert "Antwort" in anna.get("/notices/").content.decode()
    assert Notice.objects.count() == 1


def test_the_bell_counts_and_keeps_still_where_nothing_changed(add, answer, sign_in):
    anna = sign_in("anna")
    root = add("anna", body="Wurzel")
    answer("ben", root)
    html = anna.get("/notices/bell/").content.decode()
    assert 'aria-label="1 ungelesene Mitteilung"' in html
    assert anna.get("/notices/bell/?shown=1").status_code == 204
    answer("ben", root)
    assert 'shown=2"' in anna.get("/notices/bell/?shown=1").content.decode()
    assert sign_in().get("/notices/bell/").status_code == 204


def test_the_bell_costs_the_page_of_an_interview_nothing(add, sign_in, interview):
    page = interview.get_absolute_url()
    assert 'id="bell"' not in sign_in().get(page).content.decode()
    assert 'hx-trigger="load, every 60s"' in sign_in("anna").get(page).content.decode()


def test_a_notice_leads_to_its_note_and_is_read_then(add, answer, sign_in, interview):
    reply = answer("ben", add("anna", body="Wurzel"))
    notice, anna = Notice.objects.get(), sign_in("anna")
    for who, status in [("ben", 404), ("clara", 404), ("", 404)]:
        assert sign_in(who).post(f"/notices/{notice.uid}/").status_code == status
    assert anna.get(f"/notices/{notice.uid}/").status_code == 405
    response = anna.post(f"/notices/{notice.uid}/")
    assert response.headers["Location"] == f"{interview.get_absolute_url()}?note={reply.uid}#n-{reply.ref}"
    notice.refresh_from_db()
    assert notice.seen
    assert notice.due is None


def test_whoever_answers_has_read_the_thread(add, answer, people):
    root = add("anna", body="Wurzel")
    answer("anna", answer("ben", root))
    assert not people["anna"].notices.filter(seen=None).exists()


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
def test_all_are_marked_as_read_that_were_shown(add, answer, sign_in, headers):
    root, anna = add("anna", body="Wurzel"), sign_in("anna")
    for n in range(3):
        answer("ben", root, f"Antwort {n}")
    until = Notice.objects.latest_uid()
    answer("ben", root, "Später")
    response = anna.post("/notices/", {"until": until}, headers=headers)
    assert response.status_code == (200 if headers else 302)
    if headers:
        assert 'id="bell"' in response.content.decode()
    assert list(Notice.objects.unread().values_list("annotation__body", flat=True)) == ["Später"]
    html = anna.get("/notices/").content.decode()
    assert html.index("Später") < html.index("Antwort 2")
    assert html.count("<li data-unread>") == 1
    assert anna.post("/notices/", {"until": "x"}, headers=headers).status_code == 422


def test_a_mention_shows_the_passage_that_it_is_about(add, sign_in, people):
    add("ben", body="Etwas Öffentliches")
    add("anna", "sehr gutes", body="Was meinst du, @ben?")
    page = sign_in("ben").get("/notices/").content.decode()
    assert "<blockquote" in page
    assert "sehr gutes" in page


def test_strangers_and_visitors_see_no_notices(add, answer, sign_in):
    answer("ben", add("anna", body="Wurzel"), "Nur für anna")
    assert "Nur für anna" not in sign_in("clara").get("/notices/").content.decode()
    for path in ("/notices/", "/notices/settings/"):
        assert sign_in().get(path).status_code == 302
        assert sign_in().post(path).status_code == 302
        assert sign_in("anna").delete(path).status_code == 405


@pytest.mark.parametrize("path", ["/notices/", "/notices/settings/", "/readers/ben/"])
def test_pages_cost_the_same_however_much_is_on_them(add, answer, sign_in, path):
    anna, root = sign_in("anna"), add("anna", body="Wurzel")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert anna.get(path).status_code == 200
        return len(queries)

    def more(times: int) -> None:
        for n in range(times):
            reply = answer("ben", root, f"Antwort {n} @anna")
            Mute.objects.create(interview=root.interview, root=reply, creator=root.creator)

    more(1)
    few = cost()
    more(20)
    assert cost() == few <= 8


def test_a_muted_thread_is_heard_of_no_more(add, answer, sign_in, people, htmx):
    root = add("anna", body="Wurzel")
    reply, anna = answer("ben", root), sign_in("anna")
    url = f"/annotations/{reply.uid}/mute/"
    panel = anna.get(f"/annotations/{reply.uid}/actions/").content.decode()
    assert "Diese Diskussion stummschalten" in panel
    html = anna.post(url, {"muted": "1"}, **htmx).content.decode()
    assert "Wieder von dieser Diskussion hören" in html
    answer("ben", root, "Ungehört @anna")
    assert people["anna"].notices.count() == 1
    assert "ben zu „Ein Gespräch“" not in (shown := anna.get("/notices/settings/").content.decode())
    assert "anna zu „Ein Gespräch“" in shown
    assert anna.post(url, {"muted": "0"}).status_code == 302
    answer("ben", root, "Wieder gehört")
    assert people["anna"].notices.count() == 2
    assert sign_in().post(url).status_code == 403
    assert anna.get(url).status_code == 405
    private = add("anna", body="Geheim", visibility="private")
    assert sign_in("ben").post(f"/annotations/{private.uid}/mute/").status_code == 404
    assert "stummschalten" not in sign_in().get(f"/annotations/{reply.uid}/actions/").content.decode()


def test_what_a_guest_was_told_goes_over_to_the_account(url, answer, sign_in, django_user_model):
    visitor = sign_in()
    visitor.post(url, {"motivation": "commenting", "body": "Als Gast", "name": "Nora"})
    root, guest = Annotation.objects.get(), Guest.objects.get()
    answer("ben", root)
    Contact.objects.create(guest=guest, frequency="daily", address="nora@example.org")
    Mute.objects.create(guest=guest, root=root, interview=root.interview)
    assert Notice.objects.get().guest == guest
    visitor.post("/accounts/register/", {"username": "nora", "password1": "ein-langes-kennwort-7"})
    nora = django_user_model.objects.get(username="nora")
    assert [Notice.objects.get().creator, Mute.objects.get().creator] == [nora, nora]
    contact = Contact.objects.get(creator=nora)
    assert contact.address == ""


def test_writing_costs_the_same_however_many_are_told(add, answer, people, django_user_model, sign_in):
    root, ben = add("anna", body="Wurzel"), sign_in("ben")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            ben.post(f"/annotations/{root.uid}/replies/", {"body": "Noch eine"})
        return len(queries)

    few = cost()
    for n in range(30):
        people[f"p{n}"] = django_user_model.objects.create_user(f"p{n}")
        answer(f"p{n}", root)
    assert cost() == few
    assert Notice.objects.filter(annotation=Annotation.objects.latest("pk")).count() == 31


def test_who_gets_no_mail_for_want_of_an_address_is_led_to_where_one_is_given(sign_in):
    page = sign_in("anna").get("/notices/settings/").content.decode()
    assert 'href="/accounts/email/"' in page
