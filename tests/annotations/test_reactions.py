"""Reactions: one of each for a reader, counted for everybody, one's own shown to oneself."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from annotations.models import Annotation, Group, Guest, Membership, Reaction

PRESSED = 'aria-pressed="true"'


@pytest.fixture
def note(add):
    return add("anna", "sehr gutes", body="Stimmt", visibility="public")


def address(note):
    return f"/annotations/{note.uid}/reactions/"


def counts(note):
    note.refresh_from_db()
    return note.reaction_counts


def test_a_reaction_is_counted_once_and_taken_back(note, sign_in):
    ben = sign_in("ben")
    for _ in range(2):
        response = ben.post(address(note), {"emoji": "like"})
        assert response.status_code == 302
    assert response.headers["Location"].endswith(f"#n-{note.ref}")
    sign_in("clara").post(address(note), {"emoji": "like"})
    ben.post(address(note), {"emoji": "doubt"})
    assert counts(note) == {"like": 2, "doubt": 1}
    ben.post(address(note), {"without": "like"})
    ben.post(address(note), {"without": "like"})
    assert counts(note) == {"like": 1, "doubt": 1}


def test_the_database_keeps_one_of_each(note, people):
    given = {"interview": note.interview, "annotation": note, "emoji": "like"}
    Reaction.objects.create(creator=people["ben"], **given)
    for wrong in (
        given | {"creator": people["ben"]},
        given,
        given | {"creator": people["ben"], "emoji": "no"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reaction.objects.create(**wrong)


def test_everybody_sees_how_many_and_readers_which_are_theirs(note, sign_in, interview):
    page = interview.get_absolute_url()
    visitor, ben, clara = (sign_in(who) for who in ("", "ben", "clara"))
    before = visitor.get(page).headers["ETag"]
    ben.post(address(note), {"emoji": "idea"})
    html = visitor.get(page).content.decode()
    assert "💡 1" in html
    assert PRESSED not in html.split("<main")[1]
    assert visitor.get(page).headers["ETag"] != before
    assert PRESSED in ben.get(page).content.decode().split("<main")[1]
    assert PRESSED not in clara.get(page).content.decode().split("<main")[1]
    ben.post(address(note), {"without": "idea"})
    for who in (visitor, ben):
        assert "💡" not in who.get(page).content.decode()


def test_htmx_gets_the_block_with_the_chip_and_the_focus_on_it(note, sign_in, htmx):
    response = sign_in("ben").post(address(note), {"emoji": "love"}, **htmx)
    assert response.status_code == 200
    assert PRESSED in response.content.decode()
    assert "love" in json.loads(response.headers["HX-Trigger-After-Settle"])["randnotiz:done"]["focus"]


def test_a_visitor_gives_a_name_first(note, sign_in, htmx):
    visitor = sign_in()
    response = visitor.post(address(note), {"emoji": "like"}, **htmx)
    assert response.status_code == 422
    assert response.headers["HX-Retarget"] == f"#slot-{note.ref}"
    assert 'name="name"' in response.content.decode()
    assert visitor.post(address(note), {"emoji": "like"}).status_code == 422
    again = visitor.post(address(note), {"emoji": "like", "name": " "})
    assert "Bitte geben Sie Ihren Namen ein" in again.content.decode()
    assert visitor.post(address(note), {"emoji": "like", "name": "Gerda"}).status_code == 302
    assert Reaction.objects.get().guest.name == "Gerda"
    assert PRESSED in visitor.get(note.interview.get_absolute_url()).content.decode().split("<main")[1]


@pytest.mark.parametrize("data", [{}, {"emoji": "spam"}, {"emoji": "like", "without": "like"}])
def test_only_the_few_reactions_are_taken(note, sign_in, data):
    assert sign_in("ben").post(address(note), data).status_code == 422
    assert not Reaction.objects.exists()


def test_a_guests_reactions_go_to_the_account_and_doubles_become_one(note, add, sign_in, people):
    other = add("anna", "Modell", body="Auch das")
    guest = sign_in()
    guest.post(address(note), {"emoji": "like", "name": "Ben"})
    guest.post(address(other), {"emoji": "like"})
    sign_in("ben").post(address(note), {"emoji": "like"})
    assert counts(note) == {"like": 2}
    guest.post("/accounts/login/", {"username": "ben", "password": "ben-has-a-password"})
    assert not Guest.objects.exists()
    assert set(Reaction.objects.values_list("creator", flat=True)) == {people["ben"].pk}
    assert (counts(note), counts(other)) == ({"like": 1}, {"like": 1})


@pytest.mark.parametrize("who", ["", "clara"])
@pytest.mark.parametrize("way", ["reactions/", "resolution/"])
def test_what_is_private_is_not_there_for_others(add, sign_in, who, way):
    secret = add("anna", "sehr gutes", body="Geheim", visibility="private")
    client = sign_in(who)
    for data in ({"emoji": "like", "name": "Eve"}, {"resolved": "1"}):
        assert client.post(f"/annotations/{secret.uid}/{way}", data).status_code == 404
    assert client.get(f"/annotations/{secret.uid}/{way}").status_code == 405
    assert not Reaction.objects.exists()


def test_one_who_reacted_learns_nothing_of_what_was_made_private(note, sign_in, interview):
    ben = sign_in("ben")
    ben.post(address(note), {"emoji": "like"})
    Annotation.objects.filter(pk=note.pk).update(visibility="private")
    # The first page still says what was done.
    ben.get(interview.get_absolute_url())
    page = ben.get(interview.get_absolute_url())
    assert "👍" not in page.content.decode()
    before = page.headers["ETag"]
    Annotation.objects.filter(pk=note.pk).update(body="Noch geheimer", version=7)
    assert ben.get(interview.get_absolute_url()).headers["ETag"] == before


@pytest.mark.parametrize("number", [2, 40])
def test_reading_takes_as_many_queries_however_many_react(
    add, sign_in, interview, people, number, django_assert_max_num_queries
):
    for _ in range(number):
        note = add("anna", "sehr gutes", body="Stimmt")
        sign_in("ben").post(address(note), {"emoji": "like"})
    ben, visitor = sign_in("ben"), Client(headers={"accept-language": "de"})
    with django_assert_max_num_queries(8):
        ben.get(interview.get_absolute_url())
    with django_assert_max_num_queries(8):
        visitor.get(interview.get_absolute_url())


def test_a_group_sees_its_members_reactions_and_nobody_else_does(note, sign_in, people, interview):
    with transaction.atomic():
        group = Group.objects.create(name="Kreis", owner=people["anna"])
        for name in ("anna", "ben"):
            Membership.objects.create(group=group, user=people[name])
    Annotation.objects.filter(pk=note.pk).update(visibility="group", group=group)
    anna, ben, clara = (sign_in(who) for who in ("anna", "ben", "clara"))
    page = interview.get_absolute_url()
    before = {who: who.get(page).headers["ETag"] for who in (anna, clara)}
    ben.post(address(note), {"emoji": "like"})
    assert "👍 1" in anna.get(page).content.decode()
    assert anna.get(page).headers["ETag"] != before[anna]
    assert clara.get(page).headers["ETag"] == before[clara]
    assert clara.post(address(note), {"emoji": "like"}).status_code == 404
    assert clara.get(f"/a/{note.uid}/").status_code == 404
    assert ben.get(f"/a/{note.uid}/").status_code == 302
    assert ben.get(f"/a/{note.uid}/card.svg").status_code == 404
    anna.post(f"/annotations/{note.uid}/resolution/", {"resolved": "1"})
    assert "Erledigt durch anna" in ben.get(page).content.decode()


def test_a_reaction_is_counted_as_no_note(add, sign_in, interview):
    note = add("anna", "sehr gutes", body="Stimmt")
    ben = sign_in("ben")
    ben.post(address(note), {"emoji": "like"})
    assert 'aria-label="1 Anmerkung"' in ben.get(interview.get_absolute_url()).content.decode()
