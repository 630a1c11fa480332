"""Groups: what is written in one only its members see, on every page and by every way."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from annotations import groups
from annotations.audiences import EVERYBODY, Audience
from annotations.models import Annotation, Membership
from annotations.posting import reply
from annotations.readers import Reader
from annotations.writing import Closed
from reader.importing import save
from tests.annotations.circles.seeing import SECRET, page_of
from tests.conftest import draft


def test_members_see_it_on_the_page_in_counts_and_by_its_address_and_nobody_else(note, sign_in, interview):
    for who, sees in [("anna", True), ("ben", True), ("clara", False), ("", False)]:
        client = sign_in(who)
        html = page_of(client, interview)
        assert (SECRET in html) is sees
        assert (note.ref in html) is sees
        assert ('class="lock">Lesekreis' in html) is sees
        assert (client.get(f"/annotations/{note.uid}/").status_code == 200) is sees
        assert ("1 Kommentar<" in client.get("/").content.decode()) is sees
    interview.refresh_from_db()
    assert interview.comments == 0


WAYS = [
    ("get", ""),
    ("get", "actions/"),
    ("get", "revision/"),
    ("post", "revision/"),
    ("get", "replies/"),
    ("post", "replies/"),
    ("post", "colour/"),
    ("post", "visibility/"),
    ("post", "extension/"),
    ("get", "placement/"),
    ("post", "placement/"),
    ("post", "deletion/"),
    ("post", "restoration/"),
]
# What a fellow member may do with another's note: read and answer.
FELLOW = {("get", ""), ("get", "actions/"), ("get", "replies/"), ("post", "replies/")}


@pytest.mark.parametrize("who", ["ben", "clara", "", "removed"])
@pytest.mark.parametrize(("method", "path"), WAYS)
@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
def test_each_way_is_open_to_whom_it_should_be(note, sign_in, remove, who, method, path, headers):
    if who == "removed":
        remove("ben")
    client = sign_in("ben" if who == "removed" else who)
    data = {"body": "gehackt", "name": "Eve", "version": 1, "colour": "b", "visibility": "public"}
    if path == "replies/":
        del data["visibility"]
    response = getattr(client, method)(f"/annotations/{note.uid}/{path}", data, headers=headers)
    if who == "ben" and (method, path) in FELLOW:
        assert response.status_code in (200, 302)
    else:
        assert response.status_code == 404
        assert SECRET not in response.content.decode()
    note.refresh_from_db()
    assert (note.body, note.version, note.deleted) == (SECRET, 1, None)


def test_who_is_removed_loses_sight_at_once_be_the_page_kept_or_not(note, sign_in, interview, remove):
    ben = sign_in("ben")
    page = ben.get(interview.get_absolute_url())
    assert SECRET in page.content.decode()
    known = {"if-none-match": page.headers["ETag"]}
    assert ben.get(interview.get_absolute_url(), headers=known).status_code == 304
    remove("ben")
    again = ben.get(interview.get_absolute_url(), headers=known)
    assert again.status_code == 200
    assert SECRET not in again.content.decode()
    assert "Lesekreis" not in again.content.decode()
    assert "0 Kommentare" in ben.get("/").content.decode()


def test_what_is_written_edited_or_deleted_members_see_at_once(note, sign_in, interview):
    ben = sign_in("ben")
    assert SECRET in page_of(ben, interview)
    anna = sign_in("anna")
    anna.post(f"/annotations/{note.uid}/revision/", {"body": "Anders gesagt", "version": 1})
    assert "Anders gesagt" in page_of(ben, interview)
    anna.post(f"/annotations/{note.uid}/deletion/")
    assert "Anders gesagt" not in page_of(ben, interview)
    anna.post(f"/annotations/{note.uid}/restoration/")
    assert "Anders gesagt" in page_of(ben, interview)


def test_a_new_name_of_the_group_is_shown_on_its_notes(note, circle, sign_in, interview):
    ben = sign_in("ben")
    assert "Lesekreis" in page_of(ben, interview)
    sign_in("anna").post(circle.get_absolute_url(), {"name": "Deutschkurs"})
    assert "Lesekreis" not in page_of(ben, interview)
    assert 'class="lock">Deutschkurs' in page_of(ben, interview)


def test_a_highlight_of_the_group_is_a_mark_for_its_members(add, circle, sign_in, interview, htmx):
    mark = add("anna", "sehr gutes", motivation="highlighting", visibility=str(circle.uid))
    for who, sees in [("anna", True), ("ben", True), ("clara", False), ("", False)]:
        assert (mark.ref in page_of(sign_in(who), interview)) is sees
    panel = sign_in("anna").get(f"/annotations/{mark.uid}/actions/", **htmx).content.decode()
    assert f'value="{circle.uid}" selected' in panel
    sign_in("anna").post(f"/annotations/{mark.uid}/visibility/", {"visibility": "private"})
    assert mark.ref not in page_of(sign_in("ben"), interview)
    sign_in("anna").post(f"/annotations/{mark.uid}/visibility/", {"visibility": str(circle.uid)})
    assert mark.ref in page_of(sign_in("ben"), interview)


def test_changes_in_a_group_change_nothing_for_others(note, sign_in, interview):
    clara = sign_in("clara")
    before = interview.version, clara.get(interview.get_absolute_url()).headers["ETag"]
    sign_in("ben").post(f"/annotations/{note.uid}/replies/", {"body": "Ja"})
    sign_in("anna").post(f"/annotations/{note.uid}/revision/", {"body": "Neu", "version": 1})
    assert Annotation.objects.filter(motivation="replying").count() == 1
    interview.refresh_from_db()
    assert (interview.version, clara.get(interview.get_absolute_url()).headers["ETag"]) == before


class TestReplies:
    def test_stay_in_the_group_or_are_private(self, note, circle, sign_in):
        ben = sign_in("ben")
        url = f"/annotations/{note.uid}/replies/"
        form = ben.get(url).content.decode()
        assert f'value="{circle.uid}" selected' in form
        assert 'value="public"' not in form
        assert ben.post(url, {"body": "Laut", "visibility": "public"}).status_code == 422
        ben.post(url, {"body": "Im Kreis"})
        ben.post(url, {"body": "Fuer mich", "visibility": "private"})
        kept = dict(Annotation.objects.filter(root=note).values_list("body", "group"))
        assert kept == {"Im Kreis": circle.pk, "Fuer mich": None}

    def test_can_not_be_made_public_afterwards(self, note, sign_in):
        ben = sign_in("ben")
        ben.post(f"/annotations/{note.uid}/replies/", {"body": "Im Kreis"})
        answer = Annotation.objects.get(body="Im Kreis")
        edit = {"body": "Im Kreis", "version": 1, "visibility": "public"}
        assert ben.post(f"/annotations/{answer.uid}/revision/", edit).status_code == 422
        public = {"visibility": "public"}
        assert ben.post(f"/annotations/{answer.uid}/visibility/", public).status_code == 422

    def test_to_a_reply_of_a_group_in_a_public_thread_stay_in_the_group(self, add, circle, sign_in, people):
        root = add("clara", "sehr gutes", body="Für alle")
        ben = sign_in("ben")
        answer = {"body": SECRET, "visibility": str(circle.uid)}
        assert ben.post(f"/annotations/{root.uid}/replies/", answer).status_code == 302
        inner = Annotation.objects.get(body=SECRET)
        assert SECRET not in sign_in("clara").get(f"/annotations/{root.uid}/").content.decode()
        assert SECRET in sign_in("anna").get(f"/annotations/{root.uid}/").content.decode()
        assert reply(inner, Reader(user=people["anna"]), "Leise").group == circle
        for audience in (EVERYBODY, Audience("group", groups.found(people["anna"], "Anderer Kreis"))):
            with pytest.raises(Closed):
                reply(inner, Reader(user=people["anna"]), "Laut", audience)

    def test_of_others_stay_theirs_where_the_thread_is_made_public(self, note, sign_in, interview):
        sign_in("ben").post(f"/annotations/{note.uid}/replies/", {"body": "Im Kreis gesagt"})
        sign_in("anna").post(f"/annotations/{note.uid}/visibility/", {"visibility": "public"})
        html = page_of(sign_in("clara"), interview)
        assert SECRET in html
        assert "Im Kreis gesagt" not in html
        assert "Im Kreis gesagt" in page_of(sign_in("anna"), interview)

    def test_that_were_public_vanish_for_others_with_a_thread_moved_into_a_group(
        self, add, circle, sign_in, interview
    ):
        root = add("anna", "sehr gutes", body="Erst offen")
        sign_in("clara").post(f"/annotations/{root.uid}/replies/", {"body": "Von draussen"})
        sign_in("anna").post(f"/annotations/{root.uid}/visibility/", {"visibility": str(circle.uid)})
        assert "Von draussen" in page_of(sign_in("ben"), interview)
        assert "Von draussen" not in page_of(sign_in("clara"), interview)
        assert "Von draussen" not in page_of(sign_in(""), interview)


@pytest.mark.parametrize("visibility", ["unknown", "group", "01a2162f-0000-7000-8000-000000000000", "\0"])
def test_what_is_no_audience_of_this_reader_is_refused_and_the_words_kept(url, sign_in, visibility):
    response = sign_in("anna").post(url, {"body": "Meine Worte", "visibility": visibility})
    assert response.status_code == 422
    assert "Meine Worte" in response.content.decode()
    assert "aria-invalid" in response.content.decode() or "err" in response.content.decode()
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("who", ["clara", ""])
def test_nobody_writes_into_a_group_they_are_not_in(url, circle, sign_in, who):
    data = {"body": "Eingeschlichen", "name": "Eve", "visibility": str(circle.uid)}
    assert sign_in(who).post(url, data).status_code == 422
    assert not Annotation.objects.exists()


def test_without_groups_nothing_changes(sign_in, interview, circle):
    clara, ben = sign_in("clara"), sign_in("ben")
    new = f"/interviews/{interview.slug}/annotations/new/"
    for html in (page_of(clara, interview), clara.get(new).content.decode()):
        assert 'type="radio" name="visibility"' in html
        assert 'name="visibility"><option' not in html
    for html in (page_of(ben, interview), ben.get(new).content.decode()):
        assert f'<option value="{circle.uid}">Lesekreis</option>' in html
        assert '<option value="public" selected>' in html


def test_the_next_comment_on_an_interview_is_offered_to_whom_the_last_was_shown(
    url, circle, sign_in, interview
):
    ben = sign_in("ben")
    before = ben.get(interview.get_absolute_url()).headers["ETag"]
    ben.post(url, {"body": "Im Kreis", "visibility": str(circle.uid)})
    for address in (interview.get_absolute_url(), f"{url}new/"):
        html = ben.get(address).content.decode()
        assert f'<option value="{circle.uid}" selected>' in html
    assert ben.get(interview.get_absolute_url()).headers["ETag"] != before
    other = save(draft("Anderes"), "anderes.txt", b"anderes")
    assert '<option value="public" selected>' in page_of(ben, other)
    ben.post(url, {"body": "Fuer alle", "visibility": "public"})
    assert '<option value="public" selected>' in page_of(ben, interview)


def test_a_form_that_names_a_group_and_then_nothing_is_private(url, circle, sign_in):
    form = sign_in("ben").get(f"{url}new/").content.decode()
    first = form.index('<input type="hidden" name="visibility" value="private">')
    assert first < form.index('<select class="in"'), "of two the last one counts"


class TestConstraints:
    @pytest.mark.parametrize("fields", [{"visibility": "group"}, {"group": True}])
    def test_a_group_is_set_exactly_where_the_visibility_says_so(self, note, circle, add, fields):
        loose = add("anna", "gutes Modell", body="Offen")
        if "group" in fields:
            fields = {"group": circle}
        with pytest.raises(IntegrityError), transaction.atomic():
            Annotation.objects.filter(pk=loose.pk).update(**fields)

    def test_nobody_is_a_member_twice(self, circle, people):
        assert groups.join(circle, people["ben"]) is False
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(group=circle, user=people["ben"])


@pytest.mark.parametrize("who", ["anna", "ben"])
def test_a_members_page_costs_at_most_eight_queries_however_much_is_in_it(people, sign_in, who):
    def cost(pairs: int) -> list[int]:
        interview = save(draft(f"Länge {pairs}", pairs), f"{pairs}.txt", str(pairs).encode())
        turns = list(interview.blocks.filter(kind="turn"))
        for number in range(pairs):
            group = groups.found(people["anna"], f"Kreis {number}")
            groups.join(group, people["ben"])
            block = turns[number]
            Annotation.objects.create(
                interview=interview, creator=people["anna"], motivation="commenting", body="Worte",
                visibility="group", group=group, colour="y", start_block=block, start=0, end_block=block,
                end=5, exact=block.text[:5],
            )  # fmt: skip
        counts = []
        client = sign_in(who)
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                client.get(interview.get_absolute_url())
            counts.append(len(queries))
        return counts

    few, many = cost(2), cost(20)
    assert few == many
    assert max(many) <= 8
