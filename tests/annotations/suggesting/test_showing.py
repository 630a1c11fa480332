"""Where suggestions are shown: cards, lists, counts, exports, feeds, notices."""

from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from annotations.mail.mailing import send_due
from annotations.models import Contact, Notice
from tests.annotations.circles.seeing import page_of


def test_lists_of_notes_show_the_words_struck_and_inserted(suggest, sign_in):
    suggest("ben", "sehr gutes Modell", "ziemlich gutes Modell", body="Klingt besser")
    for who, path in (("ben", "/notes/"), ("", "/readers/ben/")):
        html = sign_in(who).get(path).content.decode()
        assert '<del role="deletion">sehr</del>' in html, path
        assert '<ins role="insertion">ziemlich</ins>' in html, path
        assert "Klingt besser" in html, path


def test_a_suggestion_stands_struck_and_inserted_on_its_card_with_a_mark_without_colour(
    suggest, owned, sign_in
):
    made = suggest("ben", "sehr gutes", "ziemlich gutes", body="Weniger *laut*.")
    page = page_of(sign_in("clara"), owned)
    changed = '<del role="deletion">sehr</del><ins role="insertion">ziemlich</ins> gutes</p>'
    assert changed in page
    assert 'role="suggestion"' in page
    assert "<em>laut</em>" in page
    assert f'data-a="{made.annotation.ref}" data-c="e"' in page
    assert (made.status, made.annotation.visibility, made.annotation.motivation) == (
        "open",
        "public",
        "editing",
    )


def test_the_counts_leave_out_what_is_settled(suggest, decide, owned):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    owned.refresh_from_db()
    assert owned.comments == 1
    decide("anna", made, "declined")
    owned.refresh_from_db()
    assert owned.comments == 0


def test_decisions_are_offered_only_to_those_who_may_decide(suggest, owned, sign_in):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    offers = {name: page_of(sign_in(name), owned) for name in ("anna", "ben", "clara", "")}
    accept = '<button class="btn sm" name="status" value="accepted">'
    assert [accept in page for page in offers.values()] == [True, False, False, False]
    assert [">Zurückziehen<" in page for page in offers.values()] == [False, True, False, False]
    assert [">Finde ich auch<" in page for page in offers.values()] == [False, False, True, True]
    assert ">1 Vorschlag<" in offers["anna"]
    # Without JavaScript the button leads to the page where it is done.
    assert f'action="/annotations/{made.annotation.uid}/decision/"' in offers["anna"]
    page = sign_in("anna").get(f"/annotations/{made.annotation.uid}/decision/?status=accepted")
    assert accept.replace(" sm", "") in page.content.decode()
    made.refresh_from_db()
    assert made.is_open


@pytest.mark.parametrize("count", [2, 12])
def test_pages_with_suggestions_take_few_queries(
    suggest, owned, sign_in, count, blocks, django_assert_max_num_queries
):
    words = [word for word in dict.fromkeys(blocks[2].text.split()) if word.isalpha()][:count]
    for n, word in enumerate(words):
        suggest("ben" if n % 2 else "clara", word, f"x{uuid4().hex[:5]}")
    anna = sign_in("anna")
    for url in (owned.get_absolute_url(), f"/interviews/{owned.slug}/suggestions/"):
        with django_assert_max_num_queries(8):
            assert anna.get(url).status_code == 200


def test_lists_of_notes_show_the_words_and_what_became_of_them(suggest, decide, sign_in):
    made = suggest("ben", "sehr gutes", "ziemlich gutes", body="Leiser.")
    decide("anna", made, "declined", reply="Gesagt ist gesagt.")
    for page in ("/notes/", "/readers/ben/"):
        shown = sign_in("ben").get(page).content.decode()
        assert '<del role="deletion">sehr</del><ins role="insertion">ziemlich</ins> gutes' in shown, page
        assert "Gesagt ist gesagt." in shown, page
        assert "Leiser." in shown, page
    in_the_text = f'href="{made.interview.get_absolute_url()}#n-{made.annotation.ref}"'
    assert in_the_text in sign_in("ben").get("/notes/").content.decode()
    # There everybody reads the same, and for others it is not beside the text any more.
    assert f'href="/annotations/{made.annotation.uid}/"' in shown


@pytest.mark.parametrize(
    ("status", "who", "say"),
    [
        ("accepted", "anna", "Übernommen"),
        ("declined", "anna", "Abgelehnt"),
        ("withdrawn", "ben", "Zurückgezogen"),
    ],
)
def test_the_address_of_a_decided_one_leads_to_where_it_still_is(
    suggest, decide, answer, sign_in, owned, status, who, say
):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    reply = answer("clara", made.annotation)
    in_the_text = f"{owned.get_absolute_url()}?note={made.annotation.uid}#n-{made.annotation.ref}"
    assert sign_in("clara").get(f"/a/{made.annotation.uid}/").headers["Location"] == in_the_text
    decide(who, made, status)
    for note in (made.annotation, reply):
        for reader in (sign_in("clara"), sign_in()):
            shown = reader.get(f"/a/{note.uid}/", follow=True)
            assert shown.status_code == 200
            assert say in shown.content.decode()
    assert sign_in("ben").get(f"/a/{made.annotation.uid}/").headers["Location"] == in_the_text


@pytest.mark.parametrize("key", ["markdown", "text", "html", "csv", "jsonld", "hypothesis", "clippings"])
def test_exports_hold_the_words_that_are_suggested(suggest, exported, key):
    suggest("ben", "sehr gutes", "ziemlich gutes", body="Leiser.")
    suggest("clara", "Modell", "Muster")
    file = exported("ben", key).decode()
    says = '"purpose":"editing","value":"%s"' if key == "jsonld" else "Vorgeschlagen: „%s“"
    assert says % "ziemlich gutes" in file
    assert says % "Muster" in file
    assert "Leiser." in file


def test_feeds_tell_what_is_suggested(suggest, sign_in):
    suggest("ben", "sehr gutes", "<b>ziemlich</b> gutes", body="Leiser.")
    feed = sign_in().get("/readers/ben/feed/").content.decode()
    assert "ben hat eine Verbesserung in „Ein Gespräch“ vorgeschlagen" in feed
    assert "Vorgeschlagen: „&amp;lt;b&amp;gt;ziemlich&amp;lt;/b&amp;gt; gutes“" in feed


def test_the_owner_is_told_of_a_suggestion_with_and_without_a_reason(suggest, sign_in, people, mailoutbox):
    EmailAddress.objects.create(user=people["anna"], email="anna@example.org", verified=True)
    suggest("ben", "sehr gutes", "ziemlich gutes")
    suggest("clara", "Modell", "Muster", body="Kürzer.")
    page = sign_in("anna").get("/notices/").content.decode()
    for name, words in (("ben", "ziemlich gutes"), ("clara", "Muster")):
        assert f"{name} hat eine Verbesserung in Ihrem Gespräch vorgeschlagen" in page
        assert f"Vorgeschlagen: „{words}“" in page
    Contact.objects.update(language="de")
    Notice.objects.update(due=timezone.now())
    send_due()
    first, second = (mail.body for mail in mailoutbox)
    assert "Vorgeschlagen: „ziemlich gutes“" in first
    assert "Vorgeschlagen: „Muster“\n\nKürzer." in second
