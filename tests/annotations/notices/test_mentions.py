"""Names in comments: which become links, who is kept as mentioned, and which names are offered."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from annotations.markdown import names_in, to_html
from annotations.models import Annotation, Mention
from reader.importing import save
from reader.models import Visibility
from tests.conftest import draft

NAMES = ["anna", "Änne.Müller", "jo-ann", "x@y"]


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("Hallo @anna.", ["anna"]),
        ("@ANNA: ja", ["anna"]),
        ("(@anna) und @änne.müller...", ["anna", "Änne.Müller"]),
        ("**@jo-ann**", ["jo-ann"]),
        ("@x@y ist einer", ["x@y"]),
        ("> @anna sagt", ["anna"]),
        ("mail@anna.example und a.@anna", []),
        ("`@anna` und \\@anna", []),
        ("    @anna im Code", []),
        ("[@anna](https://a.example)", []),
        ("<mailto:@anna>", []),
        ("<b@anna.de>", []),
        ("@annas @niemand @ @@anna", []),
        ("https://a.example/@anna", []),
    ],
)
def test_names_are_links_where_they_stand_alone(source, linked):
    html = to_html(source, NAMES)
    assert html.count('href="/readers/') == len(linked)
    for name in linked:
        assert f'href="/readers/{quote(name, safe="@+")}/"' in html
    assert 'href="/readers/' not in to_html(source)


@given(st.text(alphabet="@an.<>[]()`*_ \n-:/\\", max_size=60))
def test_whatever_stands_around_a_name_nothing_but_safe_links_comes_out(source):
    html = to_html(source, ["a", "n", "anna"])
    assert "<script" not in html
    assert all(not name.startswith("@") or "@" in source for name in names_in(source))


@pytest.mark.parametrize("size", [2_000, 20_000])
def test_many_signs_take_no_more_time_each(size):
    assert names_in("@" * size) == []
    assert len(names_in("@a " * (size // 3))) == 1


def test_who_is_named_is_kept_in_whatever_case_and_linked_on_the_page(add, sign_in, interview, people):
    add("ben", "Modell", body="Ich bin da")
    note = add("anna", body="Wie @BEN sagt, und @clara, und @anna@example.org")
    assert list(note.mentions.values_list("person__username", flat=True)) == ["ben"]
    html = sign_in("clara").get(interview.get_absolute_url()).content.decode()
    assert '<a href="/readers/ben/" rel="nofollow ugc noopener">@BEN</a>' in html
    assert "@clara" in html
    assert "/readers/clara/" not in html


def test_an_edit_changes_who_is_named(add, sign_in, people):
    add("ben", "Modell", body="Ich bin da")
    note = add("anna", body="@ben")
    url = f"/annotations/{note.uid}/revision/"
    data = {"version": 1, "visibility": "public", "colour": "y", "body": "Doch nicht"}
    assert sign_in("anna").post(url, data).status_code == 302
    assert not Mention.objects.exists()
    assert not people["ben"].notices.exists()


def test_of_names_that_differ_in_case_only_the_one_as_written_is_meant(
    add, sign_in, people, django_user_model, interview
):
    people["Ben"] = django_user_model.objects.create_user("Ben")
    for who in ("ben", "Ben"):
        add(who, "Modell", body=f"Von {who}")
    assert add("anna", body="@Ben").mentions.get().person == people["Ben"]
    assert add("anna", body="@ben").mentions.get().person == people["ben"]


def test_names_are_offered_of_those_here_first_and_of_nobody_who_wrote_nothing_public(
    add, sign_in, interview, people, django_user_model
):
    for name in ("bea", "bernd", "bert"):
        people[name] = django_user_model.objects.create_user(name)
    add("bernd", "Modell", body="Hier")
    add("bert", "Modell", body="Nur für mich", visibility="private")
    add("bea", body="Auch hier")
    elsewhere = {"interview": "anders", "q": "BE"}
    ask = sign_in("anna").get
    assert ask("/people/", {"interview": interview.slug, "q": "BE"}).json() == {"people": ["bea", "bernd"]}
    assert ask("/people/", elsewhere).json() == {"people": ["bea", "bernd"]}
    assert ask("/people/", {"interview": interview.slug}).json() == {"people": ["bea", "bernd"]}
    assert ask("/people/", {"interview": "anders"}).json() == {"people": []}
    assert sign_in().get("/people/", elsewhere).json() == {"people": ["bea", "bernd"]}
    assert sign_in("bert").get("/people/", {"q": "bert"}).json() == {"people": []}
    assert ask("/people/", {"q": "be\0", "interview": "\0"}).status_code == 200


def test_who_writes_in_an_unlisted_interview_is_told_there_alone(add, sign_in, interview, people):
    add("ben", body="Hier")
    interview.visibility = Visibility.UNLISTED
    interview.save()
    other = save(draft("Anderes"), "b.txt", b"b")
    ask = sign_in("anna").get
    assert ask("/people/", {"q": "b"}).json() == {"people": []}
    assert ask("/people/", {"q": "b", "interview": other.slug}).json() == {"people": []}
    assert ask("/people/", {"q": "b", "interview": interview.slug}).json() == {"people": ["ben"]}
    assert add("anna", body="Und @ben?").mentions.get().person == people["ben"]
    url = f"/interviews/{other.slug}/annotations/"
    sign_in("anna").post(url, {"motivation": "commenting", "body": "Kennt ihr @ben?"})
    assert not Annotation.objects.get(body="Kennt ihr @ben?").mentions.exists()


def test_of_a_private_interview_nobody_is_offered(add, sign_in, interview):
    add("ben", body="Hier")
    interview.visibility = Visibility.PRIVATE
    interview.save()
    assert sign_in("anna").get("/people/", {"q": "b", "interview": interview.slug}).json() == {"people": []}


def test_names_cost_as_many_queries_however_many_are_named(add, sign_in, url):
    add("ben", "Modell", body="Da")
    anna, costs = sign_in("anna"), []
    for body in ["@ben", " ".join(f"@ben{n} @Ben" for n in range(50))]:
        with CaptureQueriesContext(connection) as queries:
            assert anna.post(url, {"motivation": "commenting", "body": body}).status_code == 302
        costs.append(len(queries))
    assert costs[1] <= costs[0]
