"""Nobody else ever sees a private one: not on the page, in counts, in a fragment, nor by its id."""

from uuid import uuid4

import pytest

from annotations.models import Annotation

SECRET = "Nur fuer mich"
WAYS = [
    ("get", ""),
    ("get", "revision/"),
    ("post", "revision/"),
    ("get", "replies/"),
    ("post", "replies/"),
    ("post", "colour/"),
    ("get", "tags/"),
    ("post", "tags/"),
    ("post", "extension/"),
    ("get", "placement/"),
    ("post", "placement/"),
    ("post", "deletion/"),
    ("post", "restoration/"),
]


@pytest.fixture
def private(add):
    return add("anna", "sehr gutes", body=SECRET, visibility="private")


@pytest.mark.parametrize("who", ["clara", ""])
@pytest.mark.parametrize(("method", "path"), WAYS)
@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
def test_strangers_get_the_same_answer_as_for_what_is_not_there(private, sign_in, who, method, path, headers):
    client = sign_in(who)
    data = {"body": "gehackt", "name": "Eve", "version": 1, "colour": "b", "visibility": "public"}
    ask = getattr(client, method)
    there = ask(f"/annotations/{private.uid}/{path}", data, headers=headers)
    missing = ask(f"/annotations/{uuid4()}/{path}", data, headers=headers)
    assert there.status_code == missing.status_code == 404
    assert SECRET not in there.content.decode()
    private.refresh_from_db()
    assert (private.body, private.version, private.deleted) == (SECRET, 1, None)


def test_pages_and_counts_of_others_know_nothing(private, sign_in, interview):
    anna, page = sign_in("anna"), interview.get_absolute_url()
    assert SECRET in anna.get(page).content.decode()
    assert "1 Kommentar" in anna.get("/").content.decode()
    for who in ("clara", ""):
        assert SECRET not in sign_in(who).get(page).content.decode()
        assert "<mark" not in sign_in(who).get(page).content.decode()
        assert "0 Kommentare" in sign_in(who).get("/").content.decode()


def test_a_private_reply_to_anothers_highlight_does_not_show_that_there_is_one(add, sign_in, interview):
    highlight = add("anna", "sehr gutes", visibility="public")
    url = f"/annotations/{highlight.uid}/replies/"
    sign_in("ben").post(url, {"body": SECRET, "visibility": "private"})
    for who in ("anna", "clara", ""):
        html = sign_in(who).get(interview.get_absolute_url()).content.decode()
        assert SECRET not in html
        assert f'id="n-{highlight.ref}"' not in html
    assert SECRET in sign_in("ben").get(interview.get_absolute_url()).content.decode()


def test_replies_vanish_for_others_with_a_thread_made_private(add, sign_in, interview):
    root = add("anna", "sehr gutes", body="Wurzel")
    sign_in("ben").post(f"/annotations/{root.uid}/replies/", {"body": "Erwiderung"})
    sign_in("anna").post(
        f"/annotations/{root.uid}/revision/", {"body": "Wurzel", "version": 1, "visibility": "private"}
    )
    page = interview.get_absolute_url()
    assert "Erwiderung" not in sign_in("clara").get(page).content.decode()
    assert "Erwiderung" in sign_in("anna").get(page).content.decode()


@pytest.mark.parametrize("first", ["anna", "clara", ""])
def test_what_answers_a_private_reply_answers_the_root_for_others(add, sign_in, interview, first):
    def reply(parent, who: str, body: str, visibility: str):
        url = f"/annotations/{parent.uid}/replies/"
        assert sign_in(who).post(url, {"body": body, "visibility": visibility}).status_code == 302
        return Annotation.objects.get(body=body)

    root = add("ben", "sehr gutes", body="Wurzel")
    hidden = reply(root, "anna", SECRET, "private")
    answer = reply(hidden, "anna", "Nach der geheimen", "public")
    reply(root, "ben", "Später an die Wurzel", "public")
    page = interview.get_absolute_url()
    sign_in(first).get(page)
    for who, depth in [("clara", 1), ("", 1), ("anna", 2)]:
        html = sign_in(who).get(page).content.decode()
        place = html.index(f'id="n-{answer.ref}"')
        assert f'data-depth="{depth}"' in html[html.rindex("<div", 0, place) : html.index(">", place)]
        assert html.index("Nach der geheimen") < html.index("Später an die Wurzel")
        assert (SECRET in html) is (who == "anna")


def test_fragments_that_others_cause_do_not_carry_it(private, sign_in, url, passage, htmx):
    html = sign_in("clara").post(url, passage("gutes Modell"), **htmx).content.decode()
    assert SECRET not in html
    assert private.ref not in html


def test_owner_fields_cannot_be_set_from_outside(url, passage, sign_in, people):
    sign_in("clara").post(
        url, passage("sehr gutes") | {"creator": people["anna"].pk, "version": 7, "state": "moved"}
    )
    annotation = Annotation.objects.get()
    assert (annotation.creator, annotation.version, annotation.state) == (people["clara"], 1, "anchored")


@pytest.mark.parametrize("way", ["", "annotations/new/"])
def test_a_private_interview_is_open_to_its_owner_alone(interview, people, sign_in, way):
    interview.visibility, interview.added_by = "private", people["anna"]
    interview.save()
    assert sign_in("anna").get(interview.get_absolute_url() + way).status_code == 200
    assert sign_in("clara").get(interview.get_absolute_url() + way).status_code == 404
    assert sign_in().get(interview.get_absolute_url() + way, {"lang": "de"}).status_code == 404
    assert interview.title not in sign_in("clara").get("/").content.decode()


def test_a_public_reply_in_a_private_thread_changes_nothing_for_others(add, sign_in, interview):
    root = add("anna", "sehr gutes", body="Geheim", visibility="private")

    def state():
        interview.refresh_from_db()
        return interview.version, interview.comments

    before = state()
    anna = sign_in("anna")
    anna.post(
        f"/annotations/{root.uid}/replies/", {"uid": str(uuid4()), "body": "Ich", "visibility": "public"}
    )
    reply = Annotation.objects.get(motivation="replying")
    anna.post(f"/annotations/{reply.uid}/revision/", {"body": "Anders", "version": 1, "visibility": "public"})
    anna.post(f"/annotations/{reply.uid}/deletion/")
    anna.post(f"/annotations/{reply.uid}/restoration/")
    assert state() == before


def test_where_a_thread_lies_that_was_hidden_is_not_told(add, sign_in, blocks, htmx):
    root = add("anna", "sehr gutes", body="Erst offen")
    ben = sign_in("ben")
    ben.post(f"/annotations/{root.uid}/replies/", {"uid": str(uuid4()), "body": "Antwort"})
    sign_in("anna").post(
        f"/annotations/{root.uid}/revision/", {"body": "Nun geheim", "version": 1, "visibility": "private"}
    )
    reply = Annotation.objects.get(motivation="replying")
    edit = {"body": "Geändert", "version": reply.version, "visibility": "public"}
    html = ben.post(f"/annotations/{reply.uid}/revision/", edit, **htmx).content.decode()
    assert not any(f'id="t-{block.key}"' in html for block in blocks)
    assert "geheim" not in html
    gone = ben.post(f"/annotations/{reply.uid}/deletion/", **htmx)
    assert root.start_block.key not in str(gone.headers) + gone.content.decode()


def test_a_hidden_thread_that_moves_changes_nothing_for_who_replied(add, sign_in, interview):
    root = add("anna", "sehr gutes", body="Erst offen")
    ben = sign_in("ben")
    ben.post(f"/annotations/{root.uid}/replies/", {"uid": str(uuid4()), "body": "Antwort"})
    anna = sign_in("anna")
    anna.post(f"/annotations/{root.uid}/revision/", {"body": "Geheim", "version": 1, "visibility": "private"})
    ben.get(interview.get_absolute_url())
    before = ben.get(interview.get_absolute_url()).headers["ETag"]
    Annotation.objects.filter(pk=root.pk).update(start_block=interview.blocks.get(position=1), start=0)
    assert ben.get(interview.get_absolute_url()).headers["ETag"] == before


def test_only_what_an_annotation_needs_waits_for_a_sign_in(url, passage, sign_in):
    visitor = sign_in()
    more = {"motivation": "highlighting", "then": "login", "junk": "x" * 5000}
    assert visitor.post(url, passage("sehr gutes", **more)).status_code == 302
    kept = visitor.session["pending_annotation"]["data"]
    assert "junk" not in kept
    assert kept["exact"] == "sehr gutes"
    long = {"motivation": "commenting", "then": "login", "body": "x" * 30_000}
    assert visitor.post(url, passage("sehr gutes", **long)).status_code == 422


@pytest.mark.parametrize("path", ["/annotations/{}/", "/annotations/{}/share/", "/a/{}/"])
def test_what_a_hidden_thread_is_about_is_not_told_to_who_replied(add, answer, sign_in, path):
    root = add("anna", "sehr gutes", body="Erst offen")
    reply = answer("ben", root, "Bens Antwort")
    ben = sign_in("ben")
    assert ben.get(path.format(reply.uid), follow=True).status_code == 200
    sign_in("anna").post(f"/annotations/{root.uid}/visibility/", {"visibility": "private"})
    Annotation.objects.filter(pk=root.pk).update(exact="Annas Stelle")
    if path == "/a/{}/":
        gone = ben.post(f"/annotations/{reply.uid}/deletion/")
        assert root.start_block.key not in gone.headers["Location"]
    html = ben.get(path.format(reply.uid)).content.decode()
    assert "Annas Stelle" not in html
    assert f"t-{root.start_block.key}" not in html


def test_a_muted_thread_is_listed_as_long_as_its_reader_sees_it(add, sign_in):
    root = add("anna", "sehr gutes", body="Erst offen")
    ben = sign_in("ben")
    ben.post(f"/annotations/{root.uid}/mute/")
    assert str(root.uid) in ben.get("/notices/settings/").content.decode()
    sign_in("anna").post(f"/annotations/{root.uid}/visibility/", {"visibility": "private"})
    assert str(root.uid) not in ben.get("/notices/settings/").content.decode()


def test_the_kept_page_does_not_name_the_query_of_who_came_first(sign_in, interview):
    page = interview.get_absolute_url()
    assert sign_in().get(f"{page}?mail=nora@a.example").status_code == 200
    assert "nora@a.example" not in sign_in().get(page).content.decode()


def test_a_hidden_note_has_no_picture_by_way_of_its_replies(add, answer, sign_in):
    root = add("anna", "sehr gutes", body="Erst offen")
    reply = answer("ben", root, "Bens Antwort")
    assert sign_in().get(f"/a/{reply.uid}/card.svg").status_code == 200
    Annotation.objects.filter(pk=root.pk).update(standing="hidden")
    assert sign_in().get(f"/a/{reply.uid}/card.svg").status_code == 404


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("revision/", {"version": 1, "visibility": "public", "body": "Geändert"}, True),
        ("replies/", {"visibility": "public", "body": "Geändert"}, True),
        ("deletion/", {}, False),
        ("visibility/", {"visibility": "private"}, False),
    ],
)
def test_what_others_answered_in_a_thread_made_private_stays_as_it_is_for_its_owner(
    add, answer, sign_in, interview, path, data, said
):
    root = add("anna", body="Wurzel")
    reply = answer("ben", root, "Bens Worte")
    anna, ben = sign_in("anna"), sign_in("ben")
    anna.post(f"/annotations/{root.uid}/visibility/", {"visibility": "private"})
    assert "Bens Worte" in anna.get(interview.get_absolute_url()).content.decode()
    assert ben.post(f"/annotations/{reply.uid}/{path}", data).status_code == 302
    html = anna.get(interview.get_absolute_url()).content.decode()
    assert ("Geändert" in html) is said
    assert ("Bens Worte" in html) is (path == "replies/")
