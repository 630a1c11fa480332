"""How far readers are: what is kept while they read, and what the library makes of it."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.models import Guest, Place
from annotations.places import percent_before
from reader.importing import save
from tests.conftest import draft


@pytest.fixture
def read(interview):
    """read(client, block) tells that this client has come to the block; `end` that all was seen."""

    def tell(client: Client, block, end: str = ""):
        data = {"block": block.key, "end": end}
        return client.post(f"{block.interview.get_absolute_url()}place/", data)

    return tell


def test_a_place_is_kept_once_and_never_goes_back(sign_in, people, blocks, read):
    anna = sign_in("anna")
    assert read(anna, blocks[4]).status_code == 204
    far = Place.objects.get().percent
    assert far == percent_before(blocks[4]) > 0
    read(anna, blocks[1])
    place = Place.objects.get(creator=people["anna"])
    assert (place.block, place.percent, place.finished) == (blocks[1], far, None)


def test_the_end_makes_it_read_and_reading_again_leaves_it_so(sign_in, blocks, read):
    anna = sign_in("anna")
    read(anna, blocks[-2], end="1")
    finished = Place.objects.get().finished
    assert finished is not None
    read(anna, blocks[0])
    read(anna, blocks[-2], end="1")
    assert (Place.objects.get().percent, Place.objects.get().finished) == (100, finished)


def test_nothing_is_kept_of_visitors(blocks, read, interview):
    visitor = Client(headers={"accept-language": "de"})
    assert read(visitor, blocks[1]).status_code == 403
    assert not Place.objects.exists()
    assert b"data-place" not in visitor.get(interview.get_absolute_url()).content
    html = visitor.get("/").content.decode()
    assert "ungelesen" not in html
    assert 'name="state"' not in html


def test_a_block_that_is_not_there_is_404(sign_in, interview):
    assert sign_in("anna").post(f"{interview.get_absolute_url()}place/", {"block": "x"}).status_code == 404


def test_one_place_for_each_reader_and_interview(people, interview):
    Place.objects.create(interview=interview, creator=people["anna"])
    for wrong in (
        {"creator": people["anna"]},
        {},
        {"creator": people["ben"], "guest": Guest.objects.create(name="Gast")},
        {"creator": people["ben"], "percent": 101},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Place.objects.create(interview=interview, **wrong)


@pytest.mark.parametrize(("own", "guests", "kept"), [(None, 40, 40), (30, 40, 40), (50, 40, 50)])
def test_a_guests_places_move_to_the_account(people, interview, own, guests, kept):
    guest = Guest.objects.create(name="Gast")
    Place.objects.create(interview=interview, guest=guest, percent=guests)
    if own is not None:
        Place.objects.create(interview=interview, creator=people["anna"], percent=own)
    Place.objects.create(interview=interview, creator=people["ben"], percent=1)
    Place.objects.hand_over(guest, people["anna"])
    guest.delete()
    assert Place.objects.get(creator=people["anna"]).percent == kept
    assert Place.objects.get(creator=people["ben"]).percent == 1


@pytest.fixture
def shelf(sign_in, interview, read):
    """Three interviews: one unread, one begun, one read. Gives anna's client."""
    anna = sign_in("anna")
    begun, done = (save(draft(title), f"{title}.txt", title.encode()) for title in ("Begonnen", "Fertig"))
    read(anna, begun.blocks.get(position=4))
    read(anna, done.blocks.get(position=4), end="1")
    return anna


def titles(html: str) -> set[str]:
    rows = html[html.index('id="results"') :]
    return set(re.findall(r'<a href="/interviews/[^"]+">([^<]+)</a></h2>', rows))


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("", {"Ein Gespräch", "Begonnen", "Fertig"}),
        ("unread", {"Ein Gespräch"}),
        ("started", {"Begonnen"}),
        ("read", {"Fertig"}),
        ("nonsense", {"Ein Gespräch", "Begonnen", "Fertig"}),
    ],
)
def test_the_library_is_narrowed_to_a_state(shelf, state, shown):
    html = shelf.get("/", {"state": state}).content.decode()
    assert titles(html) == shown
    for label, count in (("Alle", 3), ("Ungelesen", 1), ("Angefangen", 1), ("Gelesen", 1)):
        assert f"{label} {count}</label>" in html


def test_the_library_tells_how_far_one_is(shelf):
    html = " ".join(shelf.get("/").content.decode().split())
    assert "gelesen am" in html
    assert re.search(r"zu \d+ % gelesen</span><progress", html)
    assert "<span>ungelesen</span>" in html


def test_the_library_offers_to_read_on_at_the_very_turn(shelf, people):
    from annotations.models import Annotation

    place = Place.objects.get(finished=None)
    Annotation.objects.create(
        interview=place.interview, creator=people["anna"], motivation="highlighting", colour="g",
        visibility="private", start_block=place.block, start=0, end_block=place.block, end=3, exact="Und",
    )  # fmt: skip
    html = " ".join(shelf.get("/").content.decode().split())
    card = html[html.index('class="cont"') : html.index('role="search"')]
    assert f'href="{place.interview.get_absolute_url()}#t-{place.block.key}"' in card
    assert "weiter bei „Was ist das Besondere daran?“" in card
    assert 'data-c="g"' in card
    assert ">Und</blockquote>" in card


def test_others_see_nothing_of_it(shelf, sign_in):
    html = sign_in("ben").get("/").content.decode()
    assert 'class="cont"' not in html
    assert "Ungelesen 3</label>" in html


def test_a_search_brings_rows_and_counts_alone(shelf):
    html = shelf.get("/", {"search": "fertig"}, headers={"hx-request": "true"}).content.decode()
    assert titles(html) == {"Fertig"}
    assert 'class="cont"' not in html
    assert re.search(r'<fieldset[^>]+id="states"[^>]+hx-swap-oob="true"', html)
    assert "Alle 1</label>" in html
    assert "Angefangen 0</label>" in html


def test_a_full_library_costs_at_most_eight_queries(shelf):
    with CaptureQueriesContext(connection) as queries:
        assert 'class="cont"' in shelf.get("/").content.decode()
    assert len(queries) <= 8, [query["sql"][:90] for query in queries]
