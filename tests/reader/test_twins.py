"""Knowing an interview again: by file, words and address, and telling only what a person may find."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from reader.importing import import_file, import_url, save
from reader.models import Interview, Visibility
from reader.revising import revise
from reader.twins import address_key, known, text_key
from tests.conftest import draft
from tests.reader import web_sites
from tests.reader.web_sites import answer, reach, serving

PAGE = "https://site.example/talk"
TALK = b"Ann Bo: Why?\n\nBen Ko: So.\n\nAnn Bo: Really?\n\nBen Ko: Yes.\n"


@pytest.mark.parametrize(
    "other",
    [
        "http://site.example/talk", "https://www.site.example/talk/", "https://SITE.example:443/talk#part",
        "https://site.example/talk?utm_source=news&utm_medium=mail", "https://site.example/talk?fbclid=1&gclid=2",
    ],
)  # fmt: skip
def test_addresses_of_one_page_are_the_same(other):
    assert address_key(other) == address_key(PAGE) != ""


@pytest.mark.parametrize(
    "other",
    [
        "https://site.example/Talk", "https://site.example/talk/2", "https://site.example/talk?id=2",
        "https://other.example/talk", "https://site.example:8443/talk", "https://blog.site.example/talk",
    ],
)  # fmt: skip
def test_addresses_of_other_pages_are_not(other):
    assert address_key(other) not in {"", address_key(PAGE)}


def test_the_order_of_what_an_address_asks_for_means_nothing():
    assert address_key(f"{PAGE}?a=1&b=2") == address_key(f"{PAGE}?b=2&a=1") != address_key(f"{PAGE}?a=2&b=1")


@pytest.mark.parametrize(
    "url", ["", "https://site.example/", "https://site.example", "mailto:a@site.example", "x", "http://[::1"]
)
def test_a_first_page_and_what_is_no_address_are_no_page(url):
    assert address_key(url) == ""


def test_words_are_the_same_whatever_stands_between_them():
    told = draft()
    other = draft()
    for block in other.blocks:
        block.text = block.text.replace(" ", "\n").replace(".", "…").upper()
        block.spans = []
    other.blocks.append(replace(other.blocks[0], kind="aside", text="Anzeige"))
    assert text_key(other.kept) == text_key(told.kept) != ""
    other.blocks[1].text += " nicht"
    assert text_key(other.kept) != text_key(told.kept)
    assert text_key([]) == ""


@pytest.fixture
def hers(people):
    text = draft()
    text.source_url = PAGE
    return save(text, "talk.txt", TALK, people["anna"])


def looks(who) -> list[Interview | None]:
    """What somebody finds who has the file, the words, the address, or words that name the address."""
    named = draft("Ganz anders", pairs=5)
    named.source_url = f"{PAGE}?utm_source=x"
    return [
        known(who, data=TALK),
        known(who, draft=draft("Anders")),
        known(who, url=f"{PAGE}#part"),
        known(who, draft=named),
        known(who, url=PAGE, data=b"other", draft=draft(pairs=5)),
    ]


def test_what_everybody_finds_is_known_to_everybody(hers, people):
    for who in (people["anna"], people["ben"], AnonymousUser(), None):
        assert looks(who) == [hers] * 5
    assert known(people["ben"], url=f"{PAGE}/2", data=b"other", draft=draft(pairs=5)) is None
    assert known(people["ben"]) is None


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.UNLISTED])
def test_what_somebody_keeps_to_herself_is_known_to_her_alone(hers, people, visibility):
    Interview.objects.update(visibility=visibility)
    assert looks(people["anna"]) == [hers] * 5
    for who in (people["clara"], AnonymousUser(), None):
        assert looks(who) == [None] * 5


def test_others_keep_the_same_file_as_if_it_were_not_there(hers, people):
    Interview.objects.update(visibility=Visibility.PRIVATE)
    theirs = save(draft(), "talk.txt", TALK, people["clara"])
    assert known(people["clara"], data=TALK) == theirs
    assert known(people["anna"], data=TALK) == hers


def test_ones_own_comes_before_that_of_others(hers, people):
    own = save(draft(), "talk.txt", TALK, people["ben"])
    assert known(people["ben"], data=TALK) == own


def test_the_database_keeps_a_persons_file_once(hers, people):
    with pytest.raises(IntegrityError), transaction.atomic():
        save(draft(), "talk.txt", TALK, people["anna"])


def test_accounts_that_go_leave_the_same_file_behind_without_trouble(hers, people):
    save(draft(), "talk.txt", TALK, people["ben"])
    people["anna"].delete()
    people["ben"].delete()
    assert Interview.objects.filter(added_by=None).count() == 2


def test_a_changed_text_is_known_by_its_new_words(hers, people):
    text = draft(pairs=3)
    text.source_url = PAGE
    revise(hers, text, people["anna"], "edit", 1)
    assert known(people["ben"], draft=draft(pairs=3)) == hers
    assert known(people["ben"], draft=draft()) is None


def test_importing_again_gives_what_is_there(db):
    first, new = import_file("talk.txt", TALK)
    assert new
    assert import_file("other.txt", TALK) == (first, False)
    assert import_file("talk.txt", TALK.replace(b"\n\n", b"\r\n\r\n\r\n")) == (first, False)


def test_a_page_is_fetched_once(db, monkeypatch):
    with serving(web_sites.PUBLIC) as site:
        site.answers["/talk"] = answer(
            b"<html lang=en><title>Talk</title><p>Ann Bo: Why?<p>Ben Ko: So.</html>"
        )
        monkeypatch.setattr("reader.fetching.Reach", lambda: reach(site))
        interview, new = import_url(site.url("/talk"))
        assert (new, interview.title, interview.source_url) == (True, "Talk", site.url("/talk"))
        assert import_url(site.url("/talk?utm_source=x#y")) == (interview, False)
        assert len(site.asked) == 1
