"""Robots and floods: what looks strange waits for somebody's eye; who writes honestly is not hit."""

from uuid import uuid4

import pytest
from django.core.signing import TimestampSigner
from django.test import Client

from annotations.models import Annotation
from annotations.spam import links
from reader.site import Site, keep

LONG = "Das ist ein ganzer Satz, den kaum zwei Menschen genau gleich schreiben."


@pytest.fixture
def write(url, sign_in):
    """write("words") comments as a new visitor, or as `client`, and returns the answer and the note."""

    def post(words: str, client: Client | None = None, **more):
        headers = more.pop("headers", {})
        address = more.pop("address", "192.0.2.1")
        data = {"uid": str(uuid4()), "motivation": "commenting", "body": words, "name": "Nora", **more}
        answer = (client or sign_in()).post(url, data, headers=headers, REMOTE_ADDR=address)
        return answer, Annotation.objects.filter(uid=data["uid"]).first()

    return post


def test_an_honest_guest_is_not_hit(write):
    _, note = write("Danke, https://a.example und https://b.example haben mehr dazu.")
    assert (note.standing, note.doubt) == ("visible", "")


@pytest.mark.parametrize(
    ("words", "more", "doubt"),
    [
        ("https://a.example https://b.example www.c.example", {}, "links"),
        ("[a](https://a.example) [b](mailto:b@b.example) [c](/c)", {}, "links"),
        ("Hallo", {"subject": "Uhren"}, "trap"),
    ],
)
def test_what_looks_strange_waits_and_its_guest_is_told(write, sign_in, interview, words, more, doubt):
    client = sign_in()
    answer, note = write(words, client, **more)
    assert (note.standing, note.doubt) == ("waiting", doubt)
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Andere sehen es, sobald die Moderation es angesehen hat." in page
    assert "Wartet auf die Moderation" in page
    assert f"n-{note.ref}" not in sign_in().get(interview.get_absolute_url()).content.decode()


@pytest.mark.parametrize("client", ["anna", ""])
def test_links_count_for_guests_alone(write, sign_in, client):
    keep(Site(pk=1, links=0))
    _, note = write("https://a.example", sign_in(client))
    assert note.standing == ("visible" if client else "waiting")


def test_what_only_its_author_sees_never_waits(write):
    keep(Site(pk=1, commenters="moderated"))
    _, note = write("https://a.example " * 9, visibility="private")
    assert note.standing == "visible"


@pytest.mark.parametrize(
    ("words", "count"),
    [("kein Link", 0), ("HTTPS://A.example", 1), ("<https://a.example>", 1), ("[x](//a.example)", 1)],
)
def test_links_are_counted_however_they_are_written(words, count):
    assert links(words) == count


def test_the_same_text_again_waits(write):
    assert write(LONG)[1].standing == "visible"
    _, again = write(f"  {LONG.upper()} ", address="198.51.100.7")
    assert (again.standing, again.doubt) == ("waiting", "repeated")


def test_sending_once_more_is_no_repetition(write, url, sign_in):
    client = sign_in()
    _, note = write(LONG, client)
    data = {"uid": str(note.uid), "motivation": "commenting", "body": LONG}
    assert client.post(url, data).status_code == 302
    note.refresh_from_db()
    assert (Annotation.objects.count(), note.standing) == (1, "visible")


def test_short_thanks_from_two_places_are_no_repetition(write):
    assert write("Danke!")[1].standing == "visible"
    assert write("Danke!", address="198.51.100.7")[1].standing == "visible"
    assert write("Danke!")[1].doubt == "repeated"


class TestTime:
    """How long it took from the form to the comment."""

    @pytest.fixture(autouse=True)
    def _a_minute(self, settings):
        """So that no test takes as long by itself."""
        settings.SECONDS_TO_WRITE = 60

    @pytest.fixture
    def began(self, monkeypatch):
        """began(90) is a stamp that is 90 seconds old."""

        def stamp(seconds: float) -> str:
            signer = TimestampSigner(salt="begun")
            with monkeypatch.context() as then:
                import time

                now = time.time()
                then.setattr("django.core.signing.time.time", lambda: now - seconds)
                return signer.sign("begun")

        return stamp

    @pytest.mark.parametrize(
        ("seconds", "doubt"), [(0, "quick"), (90, ""), (3600, ""), (2 * 24 * 3600, "quick")]
    )
    def test_by_a_form_of_its_own(self, write, began, seconds, doubt):
        assert write("Hallo", begun=began(seconds))[1].doubt == doubt

    @pytest.mark.parametrize(("seconds", "doubt"), [(0, "quick"), (90, "")])
    def test_by_the_form_that_all_share(self, write, began, sign_in, seconds, doubt):
        client = sign_in()
        client.cookies["begun"] = began(seconds)
        assert write("Hallo", client)[1].doubt == doubt

    def test_who_saw_no_form_or_forged_the_time(self, write, began):
        assert write("Hallo")[1].doubt == "quick"
        forged = began(90).rpartition(":")[0] + ":forged"
        assert write("Hallo du", begun=forged)[1].doubt == "quick"

    def test_the_token_brings_the_time_and_does_not_set_it_anew(self, sign_in, began):
        assert "begun" not in sign_in("anna").get("/token/").cookies
        client = sign_in()
        assert "begun" in client.get("/token/").cookies
        client.cookies["begun"] = early = began(90)
        client.get("/token/")
        assert client.cookies["begun"].value == early

    def test_a_form_by_itself_carries_it(self, url, sign_in, add):
        root = add("anna", "sehr gutes", body="Wurzel")
        for address in (f"{url}new/", f"/annotations/{root.uid}/replies/"):
            assert 'name="begun" value="begun:' in sign_in().get(address).content.decode()
            assert 'name="begun"' not in sign_in("anna").get(address).content.decode()

    def test_accounts_may_be_quick(self, write, sign_in):
        assert write("Hallo", sign_in("anna"))[1].standing == "visible"


class TestFloods:
    @pytest.fixture(autouse=True)
    def _few(self, settings):
        settings.COMMENT_LIMIT = 3

    @pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
    def test_one_reader_has_to_wait_and_what_was_typed_stays(self, write, sign_in, headers):
        anna = sign_in("anna")
        for n in range(3):
            assert write(f"Nummer {n}", anna)[0].status_code == 302
        answer, note = write("Getippte Worte", anna, headers=headers)
        assert (answer.status_code, note) == (429, None)
        assert answer.headers["Retry-After"] == "600"
        html = answer.content.decode()
        assert "Das ging etwas schnell." in html
        if headers:
            assert answer.headers["HX-Reswap"] == "none"
        else:
            assert "Getippte Worte</textarea>" in html
        assert write("Ben darf", sign_in("ben"))[0].status_code == 302

    def test_guests_of_one_address_have_to_wait_together(self, write, sign_in):
        for n in range(12):
            assert write(f"Nummer {n}")[0].status_code == 302
        assert write("Noch einer")[0].status_code == 429
        assert write("Von anderswo", address="198.51.100.7")[0].status_code == 302
        assert write("Mit Konto", sign_in("anna"))[0].status_code == 302

    def test_what_a_client_says_of_its_address_counts_for_nothing(self, write, settings):
        for n in range(12):
            write(f"Nummer {n}", headers={"x-forwarded-for": f"198.51.100.{n}"})
        assert write("Noch einer", headers={"x-forwarded-for": "198.51.100.77"})[0].status_code == 429
        settings.TRUST_PROXY = True
        assert write("Durch den Proxy", headers={"x-forwarded-for": "198.51.100.77"})[0].status_code == 302

    @pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
    def test_replies_count_too(self, write, sign_in, add, headers):
        root = add("ben", "sehr gutes", body="Wurzel")
        anna = sign_in("anna")
        for n in range(3):
            write(f"Nummer {n}", anna)
        data = {"uid": str(uuid4()), "body": "Getippte Antwort"}
        answer = anna.post(f"/annotations/{root.uid}/replies/", data, headers=headers)
        assert answer.status_code == 429
        assert headers or "Getippte Antwort</textarea>" in answer.content.decode()

    def test_of_highlights_there_may_be_ten_times_as_many(self, write, url, passage, sign_in):
        anna = sign_in("anna")
        for _ in range(30):
            assert anna.post(url, passage("sehr gutes")).status_code == 302
        assert anna.post(url, passage("sehr gutes")).status_code == 429
        assert write("Ein Wort", anna)[0].status_code == 302


def test_without_a_limit_nobody_waits(write, sign_in, settings):
    settings.COMMENT_LIMIT = 0
    anna = sign_in("anna")
    assert {write(f"Nummer {n}", anna)[0].status_code for n in range(40)} == {302}


def test_what_was_approved_waits_again_when_it_says_something_else(write, sign_in):
    keep(Site(pk=1, commenters="moderated"))
    client = sign_in()
    _, note = write("Erst harmlos", client)
    Annotation.objects.update(standing="visible")
    at = f"/annotations/{note.uid}/revision/"
    same = {"body": "Erst harmlos", "version": 1, "visibility": "public"}
    client.post(at, same)
    note.refresh_from_db()
    assert note.standing == "visible"
    client.post(at, same | {"body": "Dann nicht mehr", "version": note.version})
    note.refresh_from_db()
    assert (note.standing, note.body, note.doubt) == ("waiting", "Dann nicht mehr", "edited")


def test_while_a_changed_one_waits_the_answers_of_others_stay(write, sign_in, interview):
    keep(Site(pk=1, commenters="moderated"))
    client = sign_in()
    _, note = write("Erst harmlos", client)
    Annotation.objects.update(standing="visible")
    sign_in("anna").post(f"/annotations/{note.uid}/replies/", {"body": "Annas Antwort"})
    edit = {"body": "Dann nicht mehr", "version": 1, "visibility": "public"}
    client.post(f"/annotations/{note.uid}/revision/", edit)
    html = sign_in().get(interview.get_absolute_url()).content.decode()
    assert "Annas Antwort" in html
    assert "Verborgener Kommentar" in html
    assert "Dann nicht mehr" not in html
    assert "Erst harmlos" not in html
