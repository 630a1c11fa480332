"""Comments on an interview as a whole: the first with the page, the others in parts."""

import re
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations import writing
from annotations.changes import count_up
from annotations.edges import Edge
from annotations.models import Annotation
from annotations.whole import FIRST, PART
from tests.growth import growth

CARD = re.compile(r'<div(?: hx-swap-oob="true")? class="note[^>]*id="n-([0-9a-f]{32})"')
LINK = re.compile(r'href="([^"]+)" hx-get="([^"]+)"[^>]*>Weitere Kommentare zeigen \((\d+)\)')


@pytest.fixture
def look(interview, sign_in):
    def ask(who: str = "", query: str = "") -> str:
        return sign_in(who).get(interview.get_absolute_url() + query).content.decode()

    return ask


def shown(html: str) -> list[str]:
    return CARD.findall(html)


def refs(notes) -> list[str]:
    return [note.ref for note in notes]


def links(html: str) -> list[tuple[str, str, str]]:
    return [(plain, inline.replace("&amp;", "&"), count) for plain, inline, count in LINK.findall(html)]


def test_few_comments_come_all_with_the_page(comments, look):
    made = comments(FIRST)
    assert shown(look()) == refs(made)
    assert "Weitere Kommentare" not in look()


def test_the_rest_comes_in_parts_that_join_without_a_gap(comments, look, sign_in, htmx):
    made = comments(FIRST + PART + 7)
    html = look()
    assert shown(html) == refs(made[:FIRST])
    [(_plain, inline, count)] = links(html)
    assert int(count) == PART + 7
    visitor = sign_in()
    part = visitor.get(inline, **htmx).content.decode()
    assert "<html" not in part
    assert f"{PART} weitere Kommentare</p>" in part
    assert shown(part) == refs(made[FIRST : FIRST + PART])
    [(_plain, inline, count)] = links(part)
    assert int(count) == 7
    last = visitor.get(inline, **htmx).content.decode()
    assert shown(last) == refs(made[-7:])
    assert links(last) == []


def test_without_scripts_the_parts_are_pages(comments, look, sign_in, interview):
    made = comments(FIRST + PART + 7)
    [(plain, _inline, _count)] = links(look())
    page = sign_in().get(plain).content.decode()
    assert "<html" in page
    assert f'href="{interview.get_absolute_url()}#comments"' in page
    assert shown(page) == refs(made[FIRST : FIRST + PART])
    [(plain, _inline, _count)] = links(page)
    assert shown(sign_in().get(plain).content.decode()) == refs(made[-7:])


@pytest.mark.parametrize(
    "query",
    ["", "?after=x", f"?after={UUID(int=7)}", f"?after=1-{UUID(int=7)}", "?at=x", "?at=99999999999999999999"],
)
def test_what_names_no_comment_gives_the_beginning(comments, sign_in, interview, query, htmx):
    made = comments(3)
    html = sign_in().get(f"/interviews/{interview.slug}/comments/{query}", **htmx).content.decode()
    assert shown(html) == refs(made)


def test_a_permalink_brings_a_comment_of_a_later_part_in_its_place(comments, look, sign_in, htmx):
    made = comments(FIRST + 40)
    wanted = made[FIRST + 12]
    address = sign_in().get(f"/a/{wanted.uid}/").headers["Location"]
    html = look(query="?" + address.split("?")[1].split("#")[0])
    assert shown(html) == refs([*made[:FIRST], wanted])
    (_p, between, before), (_q, behind, after) = links(html)
    assert (int(before), int(after)) == (12, 27)
    place = [
        html.index(sign)
        for sign in (between.replace("&", "&amp;"), f'id="n-{wanted.ref}"', behind.replace("&", "&amp;"))
    ]
    assert place == sorted(place)
    part = sign_in().get(between, **htmx).content.decode()
    assert (shown(part), links(part)) == (refs(made[FIRST : FIRST + 12]), [])
    assert shown(sign_in().get(behind, **htmx).content.decode()) == refs(made[FIRST + 13 :])


def test_what_is_asked_for_and_comes_next_has_no_gap_before_it(comments, look):
    made = comments(FIRST + 2)
    html = look(query=f"?note={made[FIRST].uid}")
    assert shown(html) == refs(made[: FIRST + 1])
    assert [count for *_links, count in links(html)] == ["1"]
    html = look(query=f"?note={made[3].uid}")
    assert shown(html) == refs(made[:FIRST])


def test_a_reply_in_a_later_part_brings_its_thread(comments, look, answer):
    made = comments(FIRST + 3)
    reply = answer("ben", made[-2])
    html = look(query=f"?note={reply.uid}")
    assert f'id="n-{reply.ref}"' in html
    assert shown(html) == refs([*made[:FIRST], made[-2]])


def test_a_new_comment_is_put_last_and_in_no_part_of_the_rest(comments, look, url, sign_in, htmx, interview):
    made = comments(FIRST + 5)
    [(_plain, inline, _count)] = links(look("anna"))
    anna, uid = sign_in("anna"), uuid4()
    data = {"uid": str(uid), "motivation": "commenting", "body": "Zuletzt"}
    html = anna.post(url, data, **htmx).content.decode()
    assert shown(html) == [uid.hex]
    assert re.search(r'hx-swap-oob="beforeend:#comment-list">\s*<div class="note mine"', html)
    assert f"Alle {FIRST + 6} Anmerkungen" in html
    assert shown(anna.get(inline, **htmx).content.decode()) == refs(made[FIRST:])
    assert [count for *_links, count in links(look("anna"))] == ["6"]


def test_without_scripts_a_new_comment_is_shown_beside_the_link_to_the_rest(comments, url, sign_in):
    comments(FIRST + 5)
    anna, uid = sign_in("anna"), uuid4()
    data = {"uid": str(uid), "motivation": "commenting", "body": "Zuletzt"}
    address = anna.post(url, data).headers["Location"]
    assert address.endswith(f"?note={uid}#n-{uid.hex}")
    html = anna.get(address).content.decode()
    assert shown(html)[-1] == uid.hex
    assert [count for *_links, count in links(html)] == ["5"]


def test_a_change_sends_the_one_card_and_an_undo_finds_its_place(comments, sign_in, htmx, answer, people):
    made = comments(FIRST + 5)
    ben = sign_in("ben")
    one = made[FIRST + 1]
    reply = {"uid": str(uuid4()), "body": "Dazu"}
    html = sign_in("anna").post(f"/annotations/{made[2].uid}/replies/", reply, **htmx).content.decode()
    assert shown(html) == [made[2].ref]
    assert "Dazu" in html
    assert 'id="comment-list"' not in html
    gone = ben.post(f"/annotations/{one.uid}/deletion/", **htmx).content.decode()
    assert f'<div hx-swap-oob="true" id="n-{one.ref}" hidden></div>' in gone
    back = ben.post(f"/annotations/{one.uid}/restoration/", **htmx).content.decode()
    assert re.search(rf'<div hx-swap-oob="true" class="note mine"[^>]*id="n-{one.ref}"', back)


def test_what_others_may_not_see_is_neither_shown_nor_counted(comments, look, answer, people, sign_in, htmx):
    comments(FIRST + 2)
    secret = comments(3, creator=people["anna"], visibility="private")
    hidden = comments(2, standing="hidden")
    deleted = comments(2, deleted=timezone.now())
    kept = comments(1, deleted=timezone.now())
    Annotation.objects.create(
        interview=kept[0].interview, creator=people["ben"], motivation="replying", body="Trotzdem",
        visibility="public", root=kept[0], reply_to=kept[0],
    )  # fmt: skip
    counts = {who: int(links(look(who))[0][2]) for who in ("", "anna", "ben", "clara")}
    assert counts == {"": 3, "clara": 3, "anna": 6, "ben": 5}
    for who, mine in (("anna", secret), ("ben", hidden), ("", [])):
        [(_plain, inline, count)] = links(look(who))
        part = sign_in(who).get(inline, **htmx).content.decode()
        assert len(shown(part)) == int(count)
        assert {note.ref for note in (*secret, *hidden, *deleted)} & set(shown(part)) == set(refs(mine))
        assert "Trotzdem" in part


def test_the_sheet_knows_how_many_notes_do_not_come_with_the_page(comments, look, answer):
    made = comments(FIRST + 4)
    answer("ben", made[0])
    answer("ben", made[-1])
    html = look()
    assert f"Alle {FIRST + 6} Anmerkungen" in html
    assert [int(rest) for rest in re.findall(r'data-rest="(\d+)"', html)] == [5]
    html = look(query=f"?note={made[-2].uid}")
    assert [int(rest) for rest in re.findall(r'data-rest="(\d+)"', html)] == [2, 2]


def test_the_comments_of_a_private_interview_are_its_owners(comments, sign_in, interview, people, htmx):
    comments(2)
    type(interview).objects.update(visibility="private", added_by=people["ben"])
    path = f"/interviews/{interview.slug}/comments/"
    answers = {who: sign_in(who).get(path, **htmx).status_code for who in ("", "anna", "ben")}
    assert answers == {"": 404, "anna": 404, "ben": 200}
    assert sign_in("ben").post(path).status_code == 405
    assert sign_in().get("/interviews/nirgends/comments/").status_code == 404


@pytest.mark.parametrize("number", [10, 1000])
def test_queries_and_size_do_not_grow_with_the_rest(comments, number, sign_in, interview, htmx):
    made = comments(number)
    page, part = interview.get_absolute_url(), f"/interviews/{interview.slug}/comments/"
    asked = f"{page}?note={made[-1].uid}"
    # Two more of a reader are the session and the account; a note that is named is looked up.
    for who, path, most in (("", page, 8), ("anna", page, 10), ("ben", asked, 11), ("ben", part, 8)):
        client = sign_in(who)
        with CaptureQueriesContext(connection) as captured:
            html = client.get(path, headers=htmx["headers"] if path == part else {}).content.decode()
        assert len(captured) <= most, (who, path)
        assert len(shown(html)) <= (PART if path == part else FIRST + 1)


def test_the_pages_time_does_not_grow_with_the_rest(comments, look):
    def write(number: int) -> None:
        Annotation.objects.all().delete()
        comments(number)
        look("anna")

    def read(_number: int) -> None:
        for _again in range(3):
            assert len(shown(look("anna"))) == FIRST

    assert growth(read, 100, beforehand=write) < 2


def test_the_list_is_drawn_again_only_when_something_changed(comments, add, sign_in, interview):
    comments(3)
    page, anna, clara = interview.get_absolute_url(), sign_in("anna"), sign_in("clara")
    assert "Nummer 2" in sign_in().get(page).content.decode()
    with CaptureQueriesContext(connection) as queries:
        assert "Nummer 2" in clara.get(page).content.decode()
    assert not [one for one in queries if '"body"' in one["sql"]]
    secret = add("anna", "", body="Nur für mich", visibility="private")
    assert "Nur für mich" in anna.get(page).content.decode()
    assert "Nur für mich" not in clara.get(page).content.decode()
    writing.delete(secret)
    assert "Nur für mich" not in anna.get(page).content.decode()
    add("anna", "", body="Für alle", visibility="public")
    assert "Für alle" in clara.get(page).content.decode()
    assert "Für alle" in sign_in().get(page).content.decode()


@pytest.mark.parametrize("query", ["after={}", "after={}&until={}", "until={}&at=99999999999999999"])
def test_comments_that_one_may_not_see_bound_no_part(comments, sign_in, interview, people, htmx, query):
    comments(4)
    [secret] = comments(1, creator=people["anna"], visibility="private")
    [waits] = comments(1, creator=people["anna"], standing="waiting", doubt="links")
    comments(3)

    def ask(uid, who):
        edge = Edge(1, uid)
        address = f"/interviews/{interview.slug}/comments/?{query.format(edge, edge)}"
        return [shown(sign_in(who).get(address, **more).content.decode()) for more in ({}, htmx)]

    for note in (secret, waits):
        assert ask(note.uid, "ben") == ask(uuid4(), "ben") == ask(note.uid, "")
        assert ask(note.uid, "anna") != ask(uuid4(), "anna")


@pytest.mark.parametrize("change", [{"visibility": "private"}, {"standing": "waiting", "doubt": "links"}, {}])
def test_the_list_goes_on_in_its_place_when_the_comment_that_it_ended_with_is_gone(
    change, comments, look, sign_in, htmx
):
    made = comments(FIRST + 40)
    asked, visitor = made[FIRST + 12], sign_in()
    [(plain, inline, _count)] = links(look())
    (_plain, between, _before), _behind = links(look(query=f"?note={asked.uid}"))
    edges = Annotation.objects.filter(pk__in=[made[FIRST - 1].pk, asked.pk])
    edges.update(**change) if change else edges.delete()
    count_up(made[0].interview_id)
    rest = made[FIRST : FIRST + 12], made[FIRST + 13 :]
    for address, more in ((plain, {}), (inline, htmx)):
        assert shown(visitor.get(address, **more).content.decode()) == refs([*rest[0], *rest[1]])
    assert shown(visitor.get(between, **htmx).content.decode()) == refs(rest[0])


def test_of_what_was_made_in_one_moment_none_is_left_out(comments, look, sign_in, htmx):
    made = comments(FIRST + 5)
    Annotation.objects.update(created=made[0].created)
    [(_plain, inline, _count)] = links(look())
    assert shown(sign_in().get(inline, **htmx).content.decode()) == refs(made[FIRST:])
    Annotation.objects.filter(pk=made[FIRST - 1].pk).delete()
    assert set(refs(made[FIRST:])) <= set(shown(sign_in().get(inline, **htmx).content.decode()))
