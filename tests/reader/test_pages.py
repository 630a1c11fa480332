"""The library and an interview's page: what they show, cost and let caches keep."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reader.importing import save
from reader.models import Interview
from tests.conftest import draft


@pytest.fixture
def german():
    return Client(headers={"accept-language": "de"})


def test_the_library_lists_interviews(german, interview):
    html = german.get("/").content.decode()
    assert interview.title in html
    assert "Kim Frage" in html
    assert "0 Markierungen" in html
    assert "1 Gespräch<" in html


def test_the_library_says_what_to_do_when_it_is_empty(german, db):
    assert "Noch keine Gespräche." in german.get("/").content.decode()


@pytest.mark.parametrize(
    ("query", "found"), [("gespräch", True), ("lee", True), ("nirgends", False), ("\0", True)]
)
def test_the_library_is_searched_by_title_and_speaker(german, interview, query, found):
    html = german.get("/", {"search": query}).content.decode()
    assert (interview.get_absolute_url() in html) is found
    assert ("Nichts gefunden für" in html) is not found


def test_the_librarys_results_come_as_a_fragment(german, interview):
    html = german.get("/", headers={"hx-request": "true"}).content.decode()
    assert html.strip().startswith('<div class="cq" id="results">')


def test_turns_have_stable_ids_numbers_and_headings(german, interview):
    html = german.get(interview.get_absolute_url()).content.decode()
    keys = list(interview.blocks.order_by("position").values_list("key", flat=True))
    assert re.findall(r'id="t-(\w+)"', html) == keys
    assert html.count("<article") == 5
    assert html.count('class="no"') == 4, "a turn that goes on has no number of its own"
    assert f'<h2 id="h-{keys[1]}">Kim Frage</h2>' in html
    assert re.findall(r'class="no" href="#t-(\w+)"', html) == [keys[n] for n in (1, 2, 5, 6)]
    assert 'lang="de"' in html


def test_a_visitor_gets_the_same_bytes_as_everybody(interview):
    def visit(**headers):
        return Client(headers={"accept-language": "de", **headers}).get(interview.get_absolute_url())

    one, other = visit(), visit(**{"user-agent": "another"})
    assert one.content == other.content
    assert not one.cookies
    assert b"csrfmiddlewaretoken" not in one.content
    assert re.fullmatch(r'"[0-9a-f]{32}"', one.headers["ETag"])
    assert one.headers["Cache-Control"] == "public, s-maxage=60, stale-while-revalidate=600"
    assert {"Cookie", "Accept-Language"} <= {v.strip() for v in one.headers["Vary"].split(",")}


def test_another_language_has_its_own_address(interview):
    client = Client(headers={"accept-language": "en"})
    response = client.get(interview.get_absolute_url())
    assert response.status_code == 302
    assert response.headers["Location"] == f"{interview.get_absolute_url()}?lang=en"
    page = client.get(response.headers["Location"])
    assert '<html lang="en"' in page.content.decode()
    assert "Accept-Language" not in page.headers["Vary"]


def test_an_unchanged_page_is_304_with_few_queries(german, interview, django_assert_max_num_queries):
    page = german.get(interview.get_absolute_url())
    with django_assert_max_num_queries(1):
        again = german.get(interview.get_absolute_url(), headers={"if-none-match": page.headers["ETag"]})
    assert again.status_code == 304
    assert not again.content


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_each_encoding_has_a_strong_etag_of_its_own(interview, encoding):
    client = Client(headers={"accept-language": "de", "accept-encoding": encoding})
    page = client.get(interview.get_absolute_url())
    assert page.headers["Content-Encoding"] == encoding
    assert page.headers["ETag"].endswith(f'-{encoding}"')
    again = client.get(interview.get_absolute_url(), headers={"if-none-match": page.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["ETag"] == page.headers["ETag"]


def test_the_look_is_written_into_the_page(interview):
    client = Client(headers={"accept-language": "de"})
    client.cookies["appearance"] = "theme=dark&size=4&width=nonsense&evil=1"
    page = client.get(interview.get_absolute_url())
    assert '<html lang="de" data-theme="dark" data-size="4">' in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-cache"


def test_the_language_is_chosen_and_remembered(german, interview):
    response = german.post("/language/", {"language": "en", "next": interview.get_absolute_url()})
    assert response.headers["Location"] == interview.get_absolute_url()
    assert '<html lang="en"' in german.get(interview.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/%09/evil.example", "javascript:x"],
)
def test_nobody_is_sent_to_another_site(german, db, address):
    for path, data in (("/language/", {"language": "en"}), ("/appearance/", {"theme": "dark"})):
        assert german.post(path, data | {"next": address}).headers["Location"] == "/"


@pytest.mark.parametrize(
    "path", ["/", "/interviews/ein-gesprach/", "/token/", "/accounts/login/", "/accounts/register/"]
)
@pytest.mark.parametrize("method", ["trace", "delete", "put"])
def test_other_methods_are_refused(german, interview, path, method):
    assert getattr(german, method)(path).status_code == 405


def test_what_is_not_there_is_404_in_the_readers_language(german, db):
    response = german.get("/interviews/nothing/?lang=de")
    assert response.status_code == 404
    assert "Diese Seite gibt es nicht." in response.content.decode()


def test_the_reader_stands_without_any_layer(german, interview, settings):
    settings.READER_LAYERS = []
    html = german.get(interview.get_absolute_url()).content.decode()
    assert html.count("<article") == 5
    assert 'id="comments"' not in html
    assert interview.title in german.get("/").content.decode()


@pytest.mark.parametrize("who", ["", "anna"])
def test_a_page_costs_at_most_eight_queries_whatever_is_on_it(sign_in, passages, who):
    def cost(interview: Interview) -> tuple[int, int]:
        client = sign_in(who)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(interview.get_absolute_url()).status_code == 200
            counts.append(len(queries))
        return tuple(counts)

    short = save(draft("Kurz", 2), "kurz.txt", b"kurz")
    long = save(draft("Lang", 60), "lang.txt", b"lang")
    passages(short, 2)
    passages(long, 120)
    assert cost(short) == cost(long)
    assert max(cost(long)) <= 8


@pytest.mark.parametrize("who", ["", "anna"])
def test_the_library_costs_the_same_however_many_interviews(sign_in, passages, who):
    def cost() -> int:
        client = sign_in(who)
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    passages(save(draft("Eins"), "1.txt", b"1"), 3)
    one = cost()
    for n in range(2, 12):
        passages(save(draft(f"Gespräch {n}"), f"{n}.txt", str(n).encode()), 3)
    assert cost() == one <= 8


@pytest.fixture
def passages(people):
    """passages(interview, n): n highlights and comments by three people, public and private."""
    from annotations.changes import touch_everything
    from annotations.models import Annotation

    def add(interview: Interview, count: int) -> None:
        turns = [b for b in interview.blocks.order_by("position") if b.kind == "turn"]
        authors = list(people.values())
        for n in range(count):
            block = turns[n % len(turns)]
            annotation = Annotation.objects.create(
                interview=interview,
                creator=authors[n % 3],
                motivation="commenting" if n % 2 else "highlighting",
                body="Worte" if n % 2 else "",
                colour="ygbp"[n % 4],
                visibility="private" if n % 5 == 0 else "public",
                start_block=block,
                start=0,
                end_block=block,
                end=5,
                exact=block.text[:5],
            )
            if n % 2:
                Annotation.objects.create(
                    interview=interview,
                    creator=authors[(n + 1) % 3],
                    motivation="replying",
                    body="Antwort",
                    visibility="public",
                    reply_to=annotation,
                    root=annotation,
                )
        touch_everything(interview.pk)

    return add


@pytest.mark.parametrize("cookie", ["&".join(f"a{n}=1" for n in range(30)), "&&&=;%ff", "theme=dark" * 500])
def test_a_strange_cookie_of_looks_breaks_nothing(german, interview, cookie):
    german.cookies["appearance"] = cookie
    for path in ("/", interview.get_absolute_url(), "/accounts/login/", "/nothing/"):
        assert german.get(path).status_code in {200, 404}


def test_a_page_and_its_part_are_told_apart_by_the_browsers_cache(sign_in, passages, interview):
    from annotations.models import Annotation

    passages(interview, 2)
    anna = sign_in("anna")
    address = Annotation.objects.filter(creator__username="anna").first().get_absolute_url()
    for path in (
        "/",
        address,
        f"{address}replies/",
        f"{interview.get_absolute_url()}annotations/new/",
        "/no/",
    ):
        assert "HX-Request" in anna.get(path).headers["Vary"], path
    assert "HX-Request" not in Client().get(interview.get_absolute_url(), {"lang": "de"}).headers["Vary"]


def test_a_new_session_gets_a_page_with_its_own_token(sign_in, people, interview):
    """The browser may hold the page of the session before, with a token that the new one does not take."""
    client = sign_in("anna")
    first = client.get(interview.get_absolute_url())
    client.logout()
    client.cookies.clear()
    client.force_login(people["anna"])
    again = client.get(interview.get_absolute_url(), headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 200
