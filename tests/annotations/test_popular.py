"""Popular passages: from three different people on, private ones counted and nothing else told of them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations import popular
from annotations.coverage import Stretch
from annotations.models import Annotation, Guest
from reader.importing import save
from tests.conftest import draft


@pytest.fixture(autouse=True)
def _counted_at_once(monkeypatch):
    monkeypatch.setattr(popular, "FRESH", 0)


@pytest.fixture
def wants(sign_in):
    """wants("anna") is a browser in which popular passages are turned on."""

    def enter(who: str = "") -> Client:
        client = sign_in(who)
        client.cookies["appearance"] = "popular=on"
        return client

    return enter


@pytest.fixture
def marks(interview, blocks, django_user_model):
    """marks("gustav", "sehr gutes") is a new account's private highlight of these words, or a guest's."""

    def mark(name: str, words: str, position: int = 2, *, guest: bool = False) -> Annotation:
        block = blocks[position]
        start = block.text.index(words)
        if guest:
            owner = {"guest": Guest.objects.create(name=name)}
        else:
            owner = {"creator": django_user_model.objects.create_user(name)}
        return Annotation.objects.create(
            interview=interview, **owner, motivation="highlighting", colour="y",
            visibility="private", start_block=block, start=start, end_block=block, end=start + len(words),
            exact=words,
        )  # fmt: skip

    return mark


@pytest.fixture
def three(add, marks):
    """Two accounts and a guest marked what overlaps in “sehr gutes”."""
    return [
        add("anna", "Ein 😀 sehr gutes"),
        add("ben", "sehr gutes Modell"),
        marks("Gesa", "sehr gutes", guest=True),
    ]


def seen(client, interview) -> list[tuple[str, str]]:
    """The underlined words and the numbers beside them."""
    html = client.get(interview.get_absolute_url()).content.decode()
    words = [re.sub("<.*?>", "", one) for one in re.findall(r'class="popular">(.*?)</span>', html)]
    return list(zip(words, re.findall(r'class="many"[^>]*data-n="(\d+)"', html), strict=True))


def test_three_people_make_a_passage_popular_for_whoever_turned_it_on(three, wants, sign_in, interview):
    assert seen(wants(), interview) == [("sehr gutes", "3")]
    assert seen(wants("clara"), interview) == [("sehr gutes", "3")]
    assert seen(sign_in("clara"), interview) == []
    assert seen(sign_in(), interview) == []
    html = wants().get(interview.get_absolute_url()).content.decode()
    assert "3 Personen haben diese Stelle markiert" in html


def test_nothing_else_is_told_of_private_ones(three, wants, interview):
    html = wants().get(interview.get_absolute_url()).content.decode()
    html += wants().get(f"{interview.get_absolute_url()}passages/").content.decode()
    assert "<mark" not in html
    for note in three:
        assert note.ref not in html
        assert str(note.uid) not in html
    assert not re.search(r"\b(anna|ben|Gesa)\b", html)


def test_two_people_are_never_told_of_however_often_they_mark(add, wants, interview):
    for _ in range(3):
        add("anna", "sehr gutes")
        add("ben", "sehr gutes")
    assert seen(wants(), interview) == []
    page = wants().get(f"{interview.get_absolute_url()}passages/").content.decode()
    assert "sehr gutes" not in page


def test_guests_cannot_show_what_somebody_marked_for_themselves(add, marks, wants, interview):
    add("anna", "sehr gutes")
    for number in range(4):
        marks(f"Gast {number}", "sehr gutes", guest=True)
    assert seen(wants(), interview) == []
    add("ben", "sehr gutes")
    assert seen(wants(), interview) == [("sehr gutes", "3")]


@pytest.mark.parametrize("change", ["deleted", "orphaned"])
def test_what_is_gone_counts_no_more(three, wants, sign_in, interview, change):
    assert seen(wants(), interview)
    if change == "deleted":
        sign_in("anna").post(f"/annotations/{three[0].uid}/deletion/")
    else:
        gone = {"start_block": None, "end_block": None, "start": None, "end": None, "state": "orphaned"}
        Annotation.objects.filter(pk=three[0].pk).update(**gone)
    assert seen(wants(), interview) == []


def test_ones_own_mark_stays_a_mark(three, wants, interview):
    html = wants("anna").get(interview.get_absolute_url()).content.decode()
    assert re.findall(r'<mark [^>]*class="(.*?)"[^>]*>(.*?)</mark>', html) == [
        ("mine", "Ein 😀 "),
        ("mine popular", "sehr gutes"),
    ]
    assert 'data-n="3" aria-label' in html


def test_a_kept_page_follows_the_counts(three, wants, interview, marks):
    client = wants()
    page = client.get(interview.get_absolute_url())
    known = {"if-none-match": page.headers["ETag"]}
    assert client.get(interview.get_absolute_url(), headers=known).status_code == 304
    marks("gustav", "sehr gutes")
    again = client.get(interview.get_absolute_url(), headers=known)
    assert again.status_code == 200
    assert 'data-n="4"' in again.content.decode()


def test_counts_are_renewed_only_now_and_then(three, wants, interview, marks, monkeypatch):
    assert seen(wants(), interview) == [("sehr gutes", "3")]
    monkeypatch.setattr(popular, "FRESH", 600)
    marks("gustav", "sehr gutes")
    assert seen(wants(), interview) == [("sehr gutes", "3")]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (1, 8, "Ein sehr"),
        (3, 6, "sehr"),
        (4, 5, "sehr"),
        (3, 4, None),
        (0, 999, "Ein sehr gutes."),
        (8, 14, "gutes"),
        (14, 15, None),
        (15, 99, None),
    ],
)
def test_a_stretch_is_shown_in_whole_words(start, end, words):
    text = "Ein sehr gutes."
    found = popular.within(Stretch(start, end, 3), text)
    assert (text[found.start : found.end] if found else None) == words


def test_where_no_blanks_are_words_end_anywhere():
    assert popular.within(Stretch(2, 4, 3), "日本語の文章です") == Stretch(2, 4, 3)


def test_a_passage_over_several_blocks_counts_in_each_that_is_spoken(interview, blocks, people, wants):
    for person in people.values():
        Annotation.objects.create(
            interview=interview, creator=person, motivation="highlighting", colour="y", visibility="private",
            start_block=blocks[2], start=len(blocks[2].text) - 5, end_block=blocks[5], end=3, exact="…",
        )  # fmt: skip
    assert [blocks[n].kind for n in (3, 4)] == ["aside", "turn"]
    assert [words for words, _number in seen(wants(), interview)] == [". (0)", blocks[4].text, "Was"]


class TestForbidding:
    @pytest.fixture
    def owned(self, interview, people):
        interview.added_by = people["anna"]
        interview.save()
        return interview

    def test_an_owner_can_forbid_it_and_allow_it_again(self, owned, three, sign_in, wants):
        anna, url = sign_in("anna"), f"{owned.get_absolute_url()}passages/"
        assert "Beliebte Stellen ausblenden" in anna.get(owned.get_absolute_url()).content.decode()
        assert anna.post(url, {"popular": "off"}).headers["Location"] == owned.get_absolute_url()
        assert seen(wants(), owned) == []
        assert "sehr gutes" not in wants().get(url).content.decode()
        assert "möchte nicht, dass" in wants().get(owned.get_absolute_url()).content.decode()
        assert "Beliebte Stellen zulassen" in anna.get(owned.get_absolute_url()).content.decode()
        anna.post(url, {"popular": "on"})
        assert seen(wants(), owned) == [("sehr gutes", "3")]

    @pytest.mark.parametrize("who", ["ben", ""])
    def test_nobody_else_can(self, owned, sign_in, who):
        client = sign_in(who)
        assert client.post(f"{owned.get_absolute_url()}passages/", {"popular": "off"}).status_code == 403
        owned.refresh_from_db()
        assert owned.popular

    @pytest.mark.parametrize(("who", "status"), [("anna", 200), ("ben", 404), ("", 404)])
    def test_of_a_private_interview_only_its_owner_sees_the_page(self, owned, sign_in, who, status):
        owned.visibility = "private"
        owned.save()
        url = f"{owned.get_absolute_url()}passages/?lang=de"
        assert sign_in(who).get(url).status_code == status
        assert sign_in(who).put(url).status_code == 405


def test_the_page_lists_them_by_number_with_speaker_and_link(three, marks, wants, interview, blocks):
    for number in range(4):
        marks(f"gast{number}", "Zweiter Absatz")
    html = wants().get(f"{interview.get_absolute_url()}passages/").content.decode()
    assert html.index("Zweiter Absatz") < html.index("sehr gutes")
    assert "Lee Antwort" in html
    assert "4 Personen haben diese Stelle markiert" in html
    assert f'href="{interview.get_absolute_url()}#t-{blocks[2].key}:~:text=' in html
    page = wants().get(interview.get_absolute_url()).content.decode()
    link = re.search(r'class="many" href="([^"]+)#([^"]+)"', page)
    assert link[1] == f"{interview.get_absolute_url()}passages/"
    assert f'id="{link[2]}"' in html


def test_the_form_without_scripts_leaves_it_off_unless_ticked(sign_in, interview):
    client = sign_in()
    client.post("/appearance/", {"theme": "dark"})
    assert "popular" not in client.cookies["appearance"].value
    client.post("/appearance/", {"theme": "dark", "popular": "on"})
    assert "popular=on" in client.cookies["appearance"].value


@pytest.mark.parametrize("who", ["", "anna"])
def test_it_costs_no_more_queries_however_many_marks(people, wants, who):
    def cost(pairs: int) -> tuple[list[int], list[int]]:
        interview = save(draft(f"Länge {pairs}", pairs), f"{pairs}.txt", str(pairs).encode())
        turns = list(interview.blocks.filter(kind="turn"))
        Annotation.objects.bulk_create(
            Annotation(
                interview=interview, creator=person, motivation="highlighting", colour="y",
                visibility="private", start_block=block, start=0, end_block=block, end=5, exact="…",
            )
            for block in turns for person in people.values()
        )  # fmt: skip
        pages, lists = [], []
        client = wants(who)
        for url, counts in [(interview.get_absolute_url(), pages)] * 2 + [
            (f"{interview.get_absolute_url()}passages/", lists)
        ]:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
        return pages, lists

    few, many = cost(2), cost(40)
    assert few == many
    assert max(*many[0], *many[1]) <= 8
