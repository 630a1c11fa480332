"""What becomes of a group's notes when somebody leaves, and when the group is closed or deleted."""

import pytest

from annotations import groups
from annotations.accounts.portrait import sections
from annotations.models import Annotation, Group
from tests.annotations.circles.seeing import SECRET, page_of


def test_who_left_can_delete_or_hide_what_they_wrote_but_say_nothing_more(note, circle, sign_in, people):
    groups.hand_over(circle, circle.memberships.get(user=people["ben"]))
    groups.part(circle.memberships.get(user=people["anna"]))
    anna = sign_in("anna")
    assert SECRET in anna.get(f"/annotations/{note.uid}/").content.decode()
    edit = {"body": "Nachgerufen", "version": 1}
    assert anna.post(f"/annotations/{note.uid}/revision/", edit).status_code == 422
    assert anna.post(f"/annotations/{note.uid}/colour/", {"colour": "b"}).status_code == 409
    assert anna.post(f"/annotations/{note.uid}/visibility/", {"visibility": "private"}).status_code == 302
    assert sign_in("ben").get(f"/annotations/{note.uid}/").status_code == 404


@pytest.mark.parametrize("closed", [True, False])
def test_who_left_does_not_learn_what_the_group_is_called_since(
    add, circle, sign_in, people, interview, closed
):
    note = add("ben", "sehr gutes", body="Bens Worte", visibility=str(circle.uid))
    ben, pages = sign_in("ben"), (interview.get_absolute_url(), "/notes/", f"/annotations/{note.uid}/")
    if closed:
        groups.close(circle)
    for page in pages:
        assert "Lesekreis" in ben.get(page).content.decode()
    groups.part(circle.memberships.get(user=people["ben"]))
    groups.rename(circle, "Ohne Ben")
    for page in pages:
        html = ben.get(page).content.decode()
        assert "Bens Worte" in html
        assert "Ohne Ben" not in html, page
        assert "Lesekreis" not in html, page
        assert "eine frühere Gruppe" in html
    (own,) = dict(sections(people["ben"], ""))["annotations"]
    assert own["group"] == "a former group"
    assert "Ohne Ben" in sign_in("anna").get(interview.get_absolute_url()).content.decode()


class TestClosed:
    def test_it_stays_readable_and_nothing_new_is_written(self, note, circle, sign_in, interview, url):
        anna, ben = sign_in("anna"), sign_in("ben")
        assert anna.post(f"{circle.get_absolute_url()}closure/").status_code == 302
        assert SECRET in page_of(ben, interview)
        assert f'value="{circle.uid}"' not in page_of(ben, interview)
        answer = {"body": "Noch was", "visibility": str(circle.uid)}
        assert ben.post(f"/annotations/{note.uid}/replies/", answer).status_code == 422
        assert ben.post(url, answer).status_code == 422
        edit = {"body": "Anders", "version": 1}
        assert anna.post(f"/annotations/{note.uid}/revision/", edit).status_code == 422
        assert ben.post(f"/annotations/{note.uid}/replies/", {"body": "Fuer mich"}).status_code == 302
        assert Annotation.objects.get(body="Fuer mich").visibility == "private"
        assert anna.post(f"/annotations/{note.uid}/deletion/").status_code == 302

    def test_it_invites_nobody_and_can_be_opened_again(self, circle, sign_in, url):
        anna = sign_in("anna")
        link = f"/invitations/{circle.token}/"
        anna.post(f"{circle.get_absolute_url()}closure/")
        assert sign_in("clara").get(link).status_code == 404
        assert anna.post(f"{circle.get_absolute_url()}invitation/").status_code == 409
        anna.post(f"{circle.get_absolute_url()}closure/", {"reopen": "1"})
        again = {"body": "Weiter", "visibility": str(circle.uid)}
        assert sign_in("ben").post(url, again).status_code == 302


def test_with_a_deleted_group_its_notes_become_their_authors_own(note, circle, sign_in, interview):
    sign_in("ben").post(f"/annotations/{note.uid}/replies/", {"body": "Antwort im Kreis"})
    page_of(sign_in("ben"), interview)
    response = sign_in("anna").post(f"{circle.get_absolute_url()}deletion/")
    assert response.headers["Location"] == "/groups/"
    assert not Group.objects.exists()
    note.refresh_from_db()
    assert (note.visibility, note.group) == ("private", None)
    assert SECRET in page_of(sign_in("anna"), interview)
    assert "Lesekreis" not in page_of(sign_in("anna"), interview)
    assert SECRET not in page_of(sign_in("ben"), interview)
    assert Annotation.objects.get(body="Antwort im Kreis").visibility == "private"


class TestAccountsThatGo:
    def test_a_group_gets_the_member_of_longest_standing_as_owner(self, note, circle, people):
        groups.join(circle, people["clara"])
        people["anna"].delete()
        circle.refresh_from_db()
        assert circle.owner == people["ben"]
        assert circle.memberships.count() == 2

    def test_without_anybody_else_it_goes_too(self, note, circle, people):
        people["ben"].delete()
        people["anna"].delete()
        assert not Group.objects.exists()
        assert not Annotation.objects.exists()
