"""What readers wrote is found by those who may see it."""

from annotations.models import Annotation
from reader.models import Entry
from tests.reader.asking import found


def test_public_notes_are_found_by_all_private_ones_by_their_owner(add, sign_in):
    add("anna", "sehr gutes", body="Das kenne ich aus *Lissabon*.")
    add("anna", "Modell", body="Lissabon, ganz privat.", visibility="private")
    page = sign_in().get("/search/", {"q": "lissabon"}).content.decode()
    assert "Das kenne ich aus <mark>Lissabon</mark>." in page
    counts = {name: len(found(sign_in(name), "lissabon")) for name in ("anna", "ben", "")}
    assert counts == {"anna": 2, "ben": 1, "": 1}


def test_a_hit_leads_to_the_note(add, sign_in, interview):
    note = add("anna", "sehr gutes", body="Lissabon")
    page = sign_in().get("/search/", {"q": "lissabon"}).content.decode()
    assert f'href="/interviews/{interview.slug}/#n-{note.ref}"' in page
    assert "Anmerkung von anna" in page


def test_edits_replies_deletions_and_changes_of_who_sees_it_are_followed(add, sign_in):
    note = add("anna", "sehr gutes", body="Lissabon")
    anna, ben, url = sign_in("anna"), sign_in("ben"), f"/annotations/{note.uid}"
    ben.post(f"{url}/replies/", {"body": "Oder Porto?"})
    assert len(found(ben, "porto")) == 1
    anna.post(f"{url}/revision/", {"body": "Madrid", "version": 1, "visibility": "public"})
    assert (len(found(ben, "lissabon")), len(found(ben, "madrid"))) == (0, 1)
    anna.post(f"{url}/visibility/", {"visibility": "private"})
    assert (len(found(ben, "madrid")), len(found(anna, "madrid"))) == (0, 1)
    assert len(found(anna, "porto")) == 1
    anna.post(f"{url}/deletion/")
    assert len(found(anna, "madrid")) == 0
    anna.post(f"{url}/restoration/")
    assert len(found(anna, "madrid")) == 1
    Annotation.objects.all().delete()
    assert not Entry.objects.filter(source="note").exists()


def test_notes_on_private_interviews_are_found_by_its_owner_only(add, sign_in, interview, people):
    add("anna", "sehr gutes", body="Lissabon")
    interview.visibility, interview.added_by = "private", people["anna"]
    interview.save()
    counts = {name: len(found(sign_in(name), "lissabon")) for name in ("anna", "ben", "")}
    assert counts == {"anna": 1, "ben": 0, "": 0}


def test_notes_are_searched_with_at_most_eight_queries(add, sign_in, django_assert_max_num_queries):
    for n in range(25):
        add("anna" if n % 2 else "ben", "", body=f"Lissabon {n}")
    anna = sign_in("anna")
    with django_assert_max_num_queries(8):
        assert len(found(anna, "lissabon")) == 20
