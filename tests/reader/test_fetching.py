"""Fetching from the web: what is refused without a connection, and what comes of answers of all kinds."""

import ssl
import time
from ipaddress import ip_address

import pytest
import trustme

from reader.fetching import MAX_REDIRECTS, fetch, fetch_within, wire
from reader.fetching.hosts import is_public
from reader.importers import ImportProblem
from tests.reader.web_sites import PAGE, PRIVATE, PUBLIC, answer, reach, redirect, serving


@pytest.fixture
def sentinel():
    """A service within, which nothing may ever reach."""
    with serving(PRIVATE) as sentinel:
        yield sentinel
    assert sentinel.connections == 0


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "LOCALHOST", "localhost.", "127.0.0.1.", "127.1", "0", "2130706433",
        "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.0.0.1%00", "[::]", "[::1]",
        "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "127。0。0。1", "１２７.0.0.1", "①27.0.0.1", "printer", "site.localhost", "printer.local",
        "metadata.google.internal", "router.lan", "127.0.0.1%2eexample", "-.example", "a..example",
        "a\u202eb.example", "127.0.0.1\\@site.example", "",
    ],
)  # fmt: skip
def test_a_host_that_is_not_a_public_one_is_refused_without_a_connection(sentinel, host):
    inside = reach(sentinel, resolve=lambda host, port, seconds: [ip_address(PRIVATE)])
    for scheme in ("http", "https"):
        with pytest.raises(ImportProblem, match="web page"):
            fetch_within(inside, f"{scheme}://{host}:{sentinel.port}/")


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.8.8.8", "168.63.129.16",
        "169.254.169.254", "172.16.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1",
        "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "100::1",
        "2001::1", "2001:20::1", "2001:db8::1", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1",
        "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_an_address_with_a_special_purpose_is_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::200e"])
def test_an_ordinary_address_is_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "dict://127.0.0.1:11211/", "gopher://127.0.0.1/", "javascript:alert(1)",
        "about:blank", "view-source:http://127.0.0.1", "http:/127.0.0.1/", "http://", "http:///talk", "",
        "//site.example/", "site.example", "http://[::1", "http://site.example:99999/", "http://x y.example/",
        "http://site.example/\r\nHost: other", "http://site.example/" + "a" * 2000,
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_told_so(url):
    with pytest.raises(ImportProblem, match="not the address of a web page"):
        fetch(url)


@pytest.mark.parametrize("url", ["http://ann@site.example/", "http://ann:secret@site.example/"])
def test_an_address_with_a_name_or_a_password_is_refused(url):
    with pytest.raises(ImportProblem, match="password"):
        fetch(url)


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 8000])
def test_other_ports_than_the_usual_ones_are_refused(port):
    with pytest.raises(ImportProblem, match=str(port)):
        fetch(f"http://site.example:{port}/")


def test_one_address_that_is_not_public_is_enough_to_refuse(site, sentinel):
    both = [ip_address(PUBLIC), ip_address(PRIVATE)]
    with pytest.raises(ImportProblem, match="no public web page"):
        fetch_within(reach(site, sentinel, resolve=lambda *_: both), site.url("/talk"))
    assert site.connections == 0


def test_a_name_that_leads_nowhere_reads_like_one_that_leads_inside(site):
    def unknown(host, port, seconds):
        raise OSError("unknown name")

    sentences = set()
    for resolve in (unknown, lambda *_: [], lambda *_: [ip_address(PRIVATE)]):
        with pytest.raises(ImportProblem) as problem:
            fetch_within(reach(site, resolve=resolve), site.url("/talk"))
        sentences.add(str(problem.value))
    assert len(sentences) == 1


def test_a_name_is_looked_up_once_so_that_it_can_not_change_in_between(site, sentinel):
    answers = iter([[ip_address(PUBLIC)], [ip_address(PRIVATE)]])
    fetched = fetch_within(reach(site, resolve=lambda *_: next(answers)), site.url("/talk"))
    assert fetched.data == PAGE
    assert next(answers), "the second was never asked for"


def test_a_page_comes_with_its_address_and_a_name_that_importers_know(site):
    fetched = fetch_within(reach(site), site.url("/talk") + "#part")
    assert (fetched.url, fetched.name, fetched.content_type) == (site.url("/talk"), "talk.html", "text/html")
    path, headers = site.asked[0]
    assert path == "/talk"
    assert headers["Host"] == f"site.example:{site.port}"
    assert "Cookie" not in headers


def test_proxies_in_the_environment_are_not_used(site, sentinel, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{sentinel.port}")
    assert fetch_within(reach(site), site.url("/talk")).data == PAGE


def test_letters_in_an_address_are_sent_as_browsers_send_them(site):
    site.answers["/gespr%C3%A4ch?q=%C3%BC%20x"] = answer(PAGE)
    fetched = fetch_within(reach(site), site.url("/gespräch?q=ü%20x", host="straße.example"))
    assert fetched.name == "gespräch.html"
    assert site.asked[0][1]["Host"].startswith("xn--strae-oqa.example")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_last_address_counts(site, status):
    site.answers["/old"] = redirect("talk?from=old", status)
    site.answers["/talk?from=old"] = answer(PAGE)
    assert fetch_within(reach(site), site.url("/old")).url == site.url("/talk?from=old")


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1:{port}/", "//127.0.0.1:{port}/", "http://localhost:{port}/", "http://[::1]:{port}/"],
)
def test_a_redirect_to_the_inside_is_refused(site, sentinel, location):
    site.answers["/old"] = redirect(location.format(port=sentinel.port))
    with pytest.raises(ImportProblem, match="no public web page"):
        fetch_within(reach(site, sentinel), site.url("/old"))


def test_a_name_is_looked_up_anew_at_each_redirect(site, sentinel):
    site.answers["/old"] = redirect("/talk")
    answers = iter([[ip_address(PUBLIC)], [ip_address(PRIVATE)]])
    with pytest.raises(ImportProblem, match="no public web page"):
        fetch_within(reach(site, resolve=lambda *_: next(answers)), site.url("/old"))


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://site.example/", "http://ann:x@site.example/"]
)
def test_a_redirect_to_what_is_never_fetched_is_refused(site, location):
    site.answers["/old"] = redirect(location)
    with pytest.raises(ImportProblem):
        fetch_within(reach(site), site.url("/old"))


def test_redirects_in_a_circle_end(site):
    site.answers["/a"] = redirect("/b")
    site.answers["/b"] = redirect("/a")
    with pytest.raises(ImportProblem, match="without end"):
        fetch_within(reach(site), site.url("/a"))
    assert len(site.asked) == MAX_REDIRECTS + 1


def test_a_redirect_without_a_place_is_told(site):
    site.answers["/old"] = redirect("")
    with pytest.raises(ImportProblem, match="makes no sense"):
        fetch_within(reach(site), site.url("/old"))


def drips_body(handler):
    answer(Content_Length="100000")(handler)
    while True:
        handler.wfile.write(b"<")
        time.sleep(0.02)


def drips_head(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        handler.wfile.write(b"o")
        time.sleep(0.02)


def drips_go_on(handler):
    while True:
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.02)


def says_nothing(handler):
    handler.rfile.read(1)  # until the other one hangs up


@pytest.mark.parametrize("slow", [drips_body, drips_head, drips_go_on, says_nothing])
def test_an_answer_that_comes_bit_by_bit_ends_all_the_same(site, slow):
    site.answers["/slow"] = slow
    with pytest.raises(ImportProblem, match="took too long"):
        fetch_within(reach(site, seconds=0.3), site.url("/slow"))


def test_the_time_limit_is_one_for_all_redirects(site):
    def slow_redirect(handler):
        time.sleep(0.2)
        redirect("/again")(handler)

    site.answers["/again"] = slow_redirect
    with pytest.raises(ImportProblem, match="took too long"):
        fetch_within(reach(site, seconds=0.5), site.url("/again"))


def test_a_resolver_that_does_not_answer_is_left_behind(site):
    def slow(host, port, seconds):
        raise TimeoutError

    with pytest.raises(ImportProblem, match="took too long"):
        fetch_within(reach(site, resolve=slow), site.url("/talk"))


def test_fetching_can_be_switched_off(settings):
    settings.FETCH_URLS = False
    with pytest.raises(ImportProblem, match="switched off"):
        fetch("https://site.example/")


@pytest.fixture
def authority(tmp_path, monkeypatch):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    wire._trusted.cache_clear()
    yield authority
    wire._trusted.cache_clear()


def secured(authority, name):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def test_the_certificate_must_be_for_the_name_and_not_for_the_address(authority):
    context = secured(authority, "site.example")
    named = []
    context.sni_callback = lambda line, name, context: named.append(name)
    with serving(PUBLIC, context) as site:
        site.answers["/talk"] = answer(PAGE)
        site.answers["/down"] = redirect(site.url("/talk", scheme="http"))
        assert fetch_within(reach(site), site.url("/talk", scheme="https")).data == PAGE
        assert named == ["site.example"]
        with pytest.raises(ImportProblem, match="can't prove"):
            fetch_within(reach(site), site.url("/talk", host="other.example", scheme="https"))
        with pytest.raises(ImportProblem, match="without encryption"):
            fetch_within(reach(site), site.url("/down", scheme="https"))


def test_a_certificate_that_nobody_vouches_for_is_refused(authority):
    with serving(PUBLIC, secured(trustme.CA(), "site.example")) as site:
        with pytest.raises(ImportProblem, match="can't prove"):
            fetch_within(reach(site), site.url("/talk", scheme="https"))
        assert site.asked == []
