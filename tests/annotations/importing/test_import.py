"""Notes from files: each at its place, once, as the reader's own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.models import Annotation, Guest
from tests.annotations.importing.bringing import URL, bring, hypothesis, sums


def test_a_file_of_hypothesis_finds_the_interview_by_its_title(interview, sign_in):
    reply = hypothesis(
        id="reply", text="Ja.", references=["AbC-dEf_0123456789abcd"], target=[{"source": "x"}]
    )
    file = {"annotations": [reply, hypothesis(tags=["Eins"])], "client_version": "1.2"}
    assert sums(bring(sign_in("anna"), file))["placed"] == 2
    note = Annotation.objects.get(exact="sehr gutes Modell")
    assert (note.visibility, note.colour, note.motivation) == ("private", "y", "highlighting")
    assert note.created.year == 2024
    assert note.origin == "AbC-dEf_0123456789abcd"
    assert [one.name for one in note.tags.all()] == ["Eins"]
    answer = Annotation.objects.get(body="Ja.")
    assert (answer.root, answer.reply_to) == (note, note)


def test_what_is_not_in_the_text_becomes_an_orphan_and_what_is_a_little_else_is_said(interview, sign_in):
    file = [
        hypothesis(id="1", quote="Davon steht hier überhaupt gar nichts geschrieben"),
        hypothesis(id="2", quote="sehr gutes Model. Köln ist schön. Zweiter Absatz mit mehr Text"),
        hypothesis(id="3", uri="https://b.example/", document={"title": ["Etwas anderes"]}),
        hypothesis(id="4", quote="", text=""),
    ]
    response = bring(sign_in("anna"), {"annotations": file})
    assert sums(response) == {"known": 0, "placed": 0, "changed": 1, "orphaned": 1, "left": 2}
    changed = Annotation.objects.get(state="changed")
    assert changed.exact.startswith("sehr gutes Modell.")
    assert changed.original.startswith("sehr gutes Model.")
    assert "Kein Gespräch hier" in response.content.decode()


def test_notes_on_addresses_where_the_text_came_from(interview, sign_in):
    from reader.twins import address_key

    interview.source_url = "https://a.example/talk?id=7"
    interview.url_sha256 = address_key(interview.source_url)
    interview.save()
    file = [hypothesis(uri="http://www.a.example/talk?id=7#here", document={})]
    assert sums(bring(sign_in("anna"), file))["placed"] == 1


def test_nobody_learns_of_interviews_that_they_may_not_open(interview, people, sign_in):
    interview.visibility, interview.added_by = "private", people["clara"]
    interview.save()
    ours = f"http://testserver{interview.get_absolute_url()}"
    file = [hypothesis(), hypothesis(id="2", uri=ours, document={})]
    assert sums(bring(sign_in("anna"), file))["left"] == 2
    assert bring(sign_in("anna"), file, interview=interview.slug).status_code == 422
    assert sums(bring(sign_in("clara"), file))["placed"] == 2


def test_the_reader_may_say_which_interview_it_is_and_whose_notes(interview, sign_in):
    anna = sign_in("anna")
    file = [
        hypothesis(user="acct:alice@hypothes.is", uri="https://z.example/", document={}),
        hypothesis(id="2", user="acct:bob@hypothes.is", uri="https://z.example/", document={}),
    ]
    refused = bring(anna, file, interview=interview.slug)
    assert refused.status_code == 422
    assert "alice, bob" in refused.content.decode()
    assert "Datei noch einmal" in refused.content.decode(), "nothing keeps a file without scripts"
    kept = bring(anna, file, interview=interview.slug, headers={"hx-request": "true"}).content.decode()
    assert "hx-preserve" in kept
    assert "Datei noch einmal" not in kept
    assert not Annotation.objects.exists()
    done = bring(anna, file, interview=interview.slug, by="alice")
    assert sums(done)["placed"] == 1
    assert sums(done)["left"] == 1
    assert Annotation.objects.get().creator.username == "anna"


def test_only_ones_own_public_notes_stay_public(interview, sign_in):
    public = {"permissions": {"read": ["group:__world__"]}}
    bring(sign_in("anna"), [hypothesis(**public)])
    assert Annotation.objects.get().is_public
    version = interview.version
    interview.refresh_from_db()
    assert interview.version > version
    assert interview.highlights == 1
    Annotation.objects.all().delete()
    bring(sign_in("ben"), [hypothesis(**public)])
    assert not Annotation.objects.get().is_public


def test_ids_of_others_are_not_taken_and_not_told(add, exported, sign_in):
    theirs = add("ben", "gutes", body="Von Ben", visibility="private")
    file = exported("ben", "jsonld")
    response = bring(sign_in("anna"), file.replace(b'"ben"', b'"anna"'))
    assert sums(response)["placed"] == 1
    mine = Annotation.objects.get(creator__username="anna")
    assert mine.uid != theirs.uid
    assert sums(bring(sign_in("anna"), file))["known"] == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b"\xff\xfe\x00",
        b"Highlight,Title\r\n",
        b'{"annotations": [1, null]}',
        b'{"type": "Annotation"}',
        b"a,b\r\n1,2",
        b"\x00\x01\x02" * 100,
    ],
)
def test_what_is_no_file_of_notes_is_said_in_the_form(data, interview, sign_in):
    response = sign_in("anna").post(
        URL, {"file": SimpleUploadedFile("x.json", data), "interview": interview.slug}
    )
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert "selected" in response.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {"type": "Annotation", "target": "https://a.example/", "body": ["x", 7, None, {"value": ["y"]}]},
        {"@type": "oa:Annotation", "target": [{"source": 7, "selector": [{"type": "TextQuoteSelector"}, 5]}]},
        {
            "type": "Annotation",
            "target": {"selector": {"type": 5, "refinedBy": {"type": "TextQuoteSelector"}}},
            "id": "x" * 5000,
            "motivation": {"a": 1},
            "creator": [3],
            "created": "0000-99-99",
        },
        {
            "annotations": [
                hypothesis(target=7, references=3, tags="x", document=[], permissions=[], text=None)
            ]
        },
        {
            "annotations": [
                hypothesis(quote="\ud800\0 gutes", text="\ud800\0", tags=["", "#", ".", "a" * 500])
            ]
        },
        {"annotations": [hypothesis(created="9999-01-01T00:00:00Z", updated=None, id=None)]},
    ],
)
def test_whatever_a_file_holds_instead_of_what_it_should(data, interview, sign_in):
    assert bring(sign_in("anna"), data, interview=interview.slug).status_code == 200


def test_guests_may_visitors_are_asked_to_sign_in(interview, sign_in, client, url):
    assert client.get(URL).status_code == 302
    assert bring(client, [hypothesis()]).status_code == 302
    client.post(url, {"body": "Hallo", "name": "Gast", "motivation": "commenting"})
    assert sums(bring(client, [hypothesis()]))["placed"] == 1
    assert Annotation.objects.get(exact="sehr gutes Modell").guest == Guest.objects.get()
    assert client.put(URL).status_code == 405


def test_an_account_keeps_both_when_guest_and_account_have_imported(interview, people, sign_in):
    from annotations.guests import hand_over

    guest = Guest.objects.create(name="Gast")
    for owner in ({"guest": guest}, {"creator": people["anna"]}):
        Annotation.objects.create(
            interview=interview, motivation="commenting", body="x", visibility="private", origin="o", **owner
        )
    assert hand_over(guest, people["anna"]) == 1
    assert Annotation.objects.filter(creator=people["anna"]).count() == 2


def test_importing_many_takes_a_bounded_number_of_queries(interview, sign_in, django_assert_max_num_queries):
    anna = sign_in("anna")
    file = [hypothesis(id=str(n), text=f"Nr. {n}", tags=[f"t{n % 7}"]) for n in range(600)]
    with django_assert_max_num_queries(40):
        assert sums(bring(anna, file))["placed"] == 600


def test_too_many_at_once_are_refused(interview, sign_in):
    response = bring(sign_in("anna"), [hypothesis(id=str(n)) for n in range(5001)])
    assert response.status_code == 422
    assert "5000" in response.content.decode()
