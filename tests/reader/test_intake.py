"""What is refused before it is read, and forms that did not come from our own pages."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier, Event, Lock
from time import sleep

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from reader.intake import charset_aside, read_first, stepped_aside

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def german():
    return Client(headers={"accept-language": "de"})


OTHERS = ["utf-7", "hex", "rot13", "unicode_escape", "base64", "idna", "nonsense", "latin-1", '"x']


@pytest.mark.parametrize("charset", OTHERS)
@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_other_encodings_are_refused(rf, db, charset, kind, method):
    """By the whole application: Django alone fails at some before any middleware."""
    environ = rf.generic(method, "/", b"username=+2AA-").environ
    environ |= {"QUERY_STRING": "search=%C3%A4", "CONTENT_TYPE": f"{kind}; charset={charset}"}
    said, application = [], charset_aside(WSGIHandler())
    body = b"".join(application(environ, lambda status, headers: said.append(status)))
    assert said == ["415 Unsupported Media Type"]
    assert b"UTF-8" in body


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=UTF-8"])
def test_utf_8_is_taken(german, db, charset):
    assert (
        german.generic("POST", "/language/", b"language=de", content_type=FORM + charset).status_code == 302
    )


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x"])
def test_a_body_that_is_too_long_is_refused_unread(german, db, kind, settings):
    length = str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = german.generic("POST", "/language/", b"x", content_type=kind, CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert "höchstens 2,5\xa0MB" in answer.content.decode()


@pytest.mark.parametrize("length", ["-1", "abc", "1e9"])
def test_a_length_that_is_none_is_refused(german, db, length):
    answer = german.generic("POST", "/language/", b"x", content_type=FORM, CONTENT_LENGTH=length)
    assert answer.status_code == 400


@pytest.fixture
def strict():
    """Checks tokens, as a browser finds it."""
    return Client(enforce_csrf_checks=True, headers={"accept-language": "de"})


WORDS = {"username": "anna", "next": "/"}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "hx-request": "true"},
    ],
)
def test_no_form_is_made_ready_for_another_sites_page(strict, db, headers):
    answer = strict.post("/accounts/login/", WORDS, headers=headers)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Das kam von einer anderen Website" in html
    assert "csrfmiddlewaretoken" not in html
    assert "anna" not in html


@pytest.mark.parametrize(
    "headers",
    [{}, {"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}, {"sec-fetch-site": "none"}],
)
def test_an_own_form_that_is_too_old_comes_again_with_all_that_was_typed(strict, db, headers):
    answer = strict.post("/accounts/login/", WORDS, headers=headers)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert 'name="username" value="anna"' in html
    assert "csrfmiddlewaretoken" in html


def test_a_body_is_there_before_a_request_takes_its_place():
    """Many bodies may come slowly while no more than two requests are worked on."""
    at_work, most, lock, two = 0, 0, Lock(), Barrier(2)
    first_come = Event()

    def application(environ, _start_response):
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        two.wait(60)
        # A third one would come now.
        sleep(0.02)
        with lock:
            at_work -= 1
        return [environ["wsgi.input"].read()]

    class Slow(BytesIO):
        def read(self, size=-1):
            assert first_come.wait(60)
            return super().read(size)

    wrapped = read_first(application)

    def ask(body: BytesIO) -> list[bytes]:
        return list(wrapped({"CONTENT_LENGTH": "2", "wsgi.input": body, "REQUEST_METHOD": "POST"}, None))

    with ThreadPoolExecutor(12) as pool:
        slow = [pool.submit(ask, Slow(b"ab")) for _ in range(6)]
        quick = [pool.submit(ask, BytesIO(b"cd")) for _ in range(6)]
        assert [one.result(60) for one in quick] == [[b"cd"]] * 6
        first_come.set()
        assert [one.result(60) for one in slow] == [[b"ab"]] * 6
    assert most == 2


def test_who_waits_for_another_machine_leaves_the_place_to_others():
    waiting, go = Event(), Event()

    def application(environ, _start_response):
        if environ["PATH_INFO"] == "/waits":
            with stepped_aside(), stepped_aside():
                waiting.set()
                assert go.wait(60)
        return [environ["PATH_INFO"].encode()]

    wrapped = read_first(application, at_once=1)

    def ask(path: str) -> list[bytes]:
        return list(wrapped({"REQUEST_METHOD": "GET", "PATH_INFO": path}, None))

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, "/waits")
        assert waiting.wait(60)
        assert ask("/other") == [b"/other"]
        go.set()
        assert first.result(60) == [b"/waits"]
    assert ask("/after") == [b"/after"], "one place, as before"


def test_outside_of_requests_there_is_nothing_to_leave():
    with stepped_aside():
        pass


def test_of_a_body_that_is_too_long_nothing_is_read(settings):
    class Untouched(BytesIO):
        def read(self, size=-1):
            raise AssertionError

    length = str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    environ = {"CONTENT_LENGTH": length, "wsgi.input": Untouched()}
    assert read_first(lambda *_: [b"refused"])(environ, None) == [b"refused"]


def test_half_a_form_is_not_taken_for_a_whole_one():
    said = []
    environ = {"CONTENT_LENGTH": "9", "wsgi.input": BytesIO(b"body=hal"), "REQUEST_METHOD": "POST"}
    wrapped = read_first(lambda *_: pytest.fail("it was taken"))
    assert wrapped(environ, lambda status, _headers: said.append(status)) == [b"The request was cut off."]
    assert said == ["400 Bad Request"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_request_for_a_page_has_no_body_to_wait_for(method):
    class Never(BytesIO):
        def read(self, size=-1):
            raise AssertionError

    environ = {"CONTENT_LENGTH": "100", "wsgi.input": Never(), "REQUEST_METHOD": method}
    assert read_first(lambda environ, _: [environ["wsgi.input"].read()])(environ, None) == [b""]
