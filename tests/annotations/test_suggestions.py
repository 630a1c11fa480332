"""Readers suggest other words; whoever may change the text accepts or declines them."""

from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from annotations.accounts.leaving import leave
from annotations.mailing import send_due
from annotations.models import Annotation, Contact, Notice, Status, Suggestion, Support
from reader.drafts import draft_of
from reader.models import Revision
from reader.revising import revise

HTMX = {"hx-request": "true"}


@pytest.fixture
def owned(interview, people):
    """Anna added it."""
    interview.added_by = people["anna"]
    interview.save()
    return interview


@pytest.fixture
def suggest(owned, passage, sign_in):
    """suggest("ben", "sehr gutes", "ziemlich gutes") posts a suggestion and returns it."""

    def post(who: str, exact: str, words: str, status: int = 302, **more) -> Suggestion | None:
        data = passage(exact) | {"words": words, **more}
        response = sign_in(who).post(f"/interviews/{owned.slug}/suggestions/new/", data)
        assert response.status_code == status, response.content.decode()
        found = Annotation.objects.filter(uid=data["uid"]).first()
        return found.suggestion if found else None

    return post


@pytest.fixture
def decide(sign_in):
    def post(who: str, suggestion: Suggestion, status: str, code: int = 302, **more):
        url = f"/annotations/{suggestion.annotation.uid}/decision/"
        response = sign_in(who).post(url, {"status": status, **more})
        assert response.status_code == code, response.content.decode()
        suggestion.refresh_from_db()
        suggestion.annotation.refresh_from_db()
        return response

    return post


def text_of(blocks) -> str:
    blocks[2].refresh_from_db()
    return blocks[2].text


def page_of(interview, client) -> str:
    return client.get(interview.get_absolute_url()).content.decode()


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
    page = page_of(owned, sign_in("clara"))
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


def test_accepting_makes_a_revision_that_names_the_reader_and_keeps_others_notes_on_their_words(
    suggest, decide, add, owned, blocks, sign_in
):
    other = add("clara", "Modell")
    before = text_of(blocks)
    made = suggest("ben", "sehr gutes", "ganz und gar ausgezeichnetes")
    decide("anna", made, "accepted")
    assert text_of(blocks) == before.replace("sehr gutes", "ganz und gar ausgezeichnetes", 1)
    other.refresh_from_db()
    assert text_of(blocks)[other.start : other.end] == other.exact == "Modell"
    revision = Revision.objects.get(interview=owned)
    assert (revision.reason, revision.credit, revision.by.username) == ("suggested", "ben", "anna")
    assert (
        "vorgeschlagen von ben" in sign_in("anna").get(f"/interviews/{owned.slug}/history/").content.decode()
    )
    assert (made.status, made.revision, made.decided_by.username) == ("accepted", 2, "anna")
    assert made.annotation.exact == "ganz und gar ausgezeichnetes"
    # Its author sees what became of it, others only the text.
    assert "Übernommen; so steht es nun im Text." in page_of(owned, sign_in("ben"))
    assert made.annotation.ref not in page_of(owned, sign_in("clara"))


def test_what_was_accepted_can_be_taken_back_until_the_text_is_changed_again(suggest, decide, owned, blocks):
    before = text_of(blocks)
    made = suggest("ben", "sehr gutes", "Hund")
    decide("anna", made, "accepted")
    decide("anna", made, "open")
    assert text_of(blocks) == before
    assert (made.status, made.annotation.exact, made.annotation.state) == ("open", "sehr gutes", "anchored")
    decide("anna", made, "accepted")
    other = suggest("ben", "Modell", "Muster")
    decide("anna", other, "accepted")
    changed = text_of(blocks)
    decide("anna", made, "open", code=409)
    assert text_of(blocks) == changed


def test_an_old_text_brought_back_by_the_history_opens_suggestions_again(suggest, decide, owned, sign_in):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    decide("anna", made, "accepted")
    sign_in("anna").post(f"/interviews/{owned.slug}/history/1/", {"revision": 2})
    made.refresh_from_db()
    assert (made.status, made.revision, made.decided) == ("open", None, None)


def test_what_overlaps_the_accepted_one_is_outdated_unless_its_words_still_stand(
    suggest, decide, owned, sign_in
):
    made = suggest("ben", "sehr gutes Modell", "sehr gutes Muster")
    other = suggest("clara", "gutes Modell", "schlechtes Modell")
    within = suggest("clara", "sehr", "ziemlich")
    decide("anna", made, "accepted")
    for one in (other, within):
        one.refresh_from_db()
    assert (other.status, within.status) == ("outdated", "open")
    assert "Überholt: Die Stelle lautet inzwischen anders." in page_of(owned, sign_in("clara"))
    decide("anna", other, "accepted", code=409)


def test_an_edit_of_the_passage_outdates_a_suggestion_and_the_old_words_open_it_again(suggest, owned, blocks):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    for old, new, status in (("sehr gutes", "recht gutes", "outdated"), ("recht", "sehr", "open")):
        owned.refresh_from_db()
        draft = draft_of(owned)
        draft.blocks[2].text = draft.blocks[2].text.replace(old, new)
        revise(owned, draft, None, "edit", owned.revision)
        made.refresh_from_db()
        assert made.status == status


def test_the_same_suggestion_again_supports_the_first_and_its_reason_is_a_reply(suggest, owned, sign_in):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    assert suggest("clara", "sehr gutes", "ziemlich gutes", body="Ja.") is None
    assert suggest("ben", "sehr gutes", "ziemlich gutes") is None
    made.refresh_from_db()
    assert (made.supporters, Suggestion.objects.count()) == (1, 1)
    assert made.annotation.replies.get().body == "Ja."
    assert "1 weitere Person würde es genauso ändern" in page_of(owned, sign_in())


def test_who_leaves_supports_nothing_any_more(suggest, owned, sign_in, people):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    sign_in("clara").post(f"/annotations/{made.annotation.uid}/support/")
    assert "1 weitere Person würde es genauso ändern" in page_of(owned, sign_in())
    leave(people["clara"], keep_comments=True)
    made.refresh_from_db()
    assert made.supporters == 0
    assert "würde es genauso ändern" not in page_of(owned, sign_in())


def test_support_counts_each_reader_once_and_nobody_for_themselves(suggest, owned, sign_in, people):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    url = f"/annotations/{made.annotation.uid}/support/"
    clara, visitor = sign_in("clara"), sign_in()
    assert visitor.post(url).status_code == 422
    assert "Bitte geben Sie Ihren Namen ein." in visitor.post(url, {"name": " "}).content.decode()
    assert visitor.post(url, {"name": "Nora"}).status_code == 302
    assert [clara.post(url).status_code for _ in range(2)] == [302, 302]
    assert sign_in("ben").post(url).status_code == 422
    made.refresh_from_db()
    assert made.supporters == 2
    assert "Nicht mehr unterstützen" in clara.get(url).content.decode()
    clara.post(url, {"back": "1"})
    # The guest turns out to be Ben: nobody supports themselves.
    data = {"username": "nora", "password1": "nora-has-a-password", "password2": "nora-has-a-password"}
    assert visitor.post("/accounts/register/", data).status_code == 302
    made.refresh_from_db()
    assert (made.supporters, Support.objects.get().creator.username) == (1, "nora")


def test_all_that_do_not_overlap_are_accepted_in_one_revision(suggest, owned, blocks, sign_in):
    suggest("ben", "sehr gutes", "überaus sehr gutes")
    suggest("clara", "gutes Modell", "gutes Muster")
    suggest("clara", "schön", "wunderschön")
    anna, url = sign_in("anna"), f"/interviews/{owned.slug}/suggestions/"
    assert "Die 2 übernehmen, die sich nicht überschneiden" in anna.get(url).content.decode()
    assert anna.post(url).status_code == 302
    assert "überaus sehr gutes Modell" in text_of(blocks)
    assert "ist wunderschön." in text_of(blocks)
    accepted = Suggestion.objects.filter(status=Status.ACCEPTED).select_related("annotation")
    for one in accepted:
        assert text_of(blocks)[one.annotation.start : one.annotation.end] == one.words
    assert Revision.objects.get().credit == "ben, clara"
    page = anna.get(url).content.decode()
    assert "1 offener Vorschlag" in page
    assert anna.post(url).status_code == 302
    assert anna.post(url).status_code == 409


def test_declining_says_why_to_whoever_suggested_it(suggest, decide, owned, sign_in):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    decide("anna", made, "declined", reply="So <b>gesagt</b>.")
    page = page_of(owned, sign_in("ben"))
    assert "Abgelehnt" in page
    assert "So &lt;b&gt;gesagt&lt;/b&gt;." in page
    assert "Abgelehnt" not in page_of(owned, sign_in("clara"))
    decide("anna", made, "open")
    assert (made.status, made.reply) == ("open", "")


def test_withdrawing_is_for_whoever_suggested_it(suggest, decide, owned, sign_in):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    decide("anna", made, "withdrawn", code=404)
    decide("ben", made, "accepted", code=404)
    decide("ben", made, "withdrawn")
    decide("anna", made, "open", code=404)
    decide("anna", made, "accepted", code=409)
    decide("ben", made, "open")
    assert made.status == "open"


@pytest.mark.parametrize(
    ("words", "say"),
    [("", "Bitte geben Sie ein, wie es heißen soll."), ("sehr gutes", "So steht es schon da.")],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_wrong_words_are_told_at_the_field_and_the_reason_stays(owned, passage, sign_in, words, say, headers):
    data = passage("sehr gutes") | {"words": words, "body": "Weil es so ist."}
    url = f"/interviews/{owned.slug}/suggestions/new/"
    response = sign_in("ben").post(url, data, headers=headers)
    html = response.content.decode()
    assert response.status_code == 422
    assert say in html
    assert "Weil es so ist.</textarea>" in html
    assert ("<html" in html) is not bool(headers)


def test_a_passage_over_several_blocks_is_refused_in_a_sentence(owned, blocks, passage, sign_in):
    first = passage("Modell. ")
    data = first | {"end_block": blocks[4].key, "end": 3, "words": "x", "name": "Nora"}
    data["exact"] = f"{blocks[2].text[first['start'] :]}\n\n{blocks[4].text[:3]}"
    response = sign_in().post(f"/interviews/{owned.slug}/suggestions/new/", data, headers=HTMX)
    assert response.status_code == 422
    assert "innerhalb einer Wortmeldung" in response.content.decode()


def test_a_passage_may_be_named_by_its_words_and_span_paragraphs(owned, blocks, sign_in):
    visitor, url = sign_in(), f"/interviews/{owned.slug}/suggestions/new/"
    assert "Besserer Wortlaut" in visitor.get(f"{url}?block={blocks[2].key}").content.decode()
    exact = "schön.\r\n\r\nZweiter"
    data = {
        "start_block": blocks[2].key,
        "exact": exact,
        "words": "gut.\r\n\r\n\r\nEin zweiter",
        "name": "Nora",
    }
    assert visitor.post(url, data).status_code == 302
    made = Suggestion.objects.get()
    assert (made.before, made.words) == ("schön.\n\nZweiter", "gut.\n\nEin zweiter")
    response = visitor.post(url, {**data, "exact": "steht nicht da"})
    assert response.status_code == 422
    assert "Ein zweiter</textarea>" in response.content.decode().replace("\n\n\n", "")


def test_blanks_at_the_ends_of_the_selection_are_no_part_of_it(suggest, blocks):
    made = suggest("ben", " sehr gutes ", " ziemlich gutes ")
    assert (made.before, made.words) == ("sehr gutes", "ziemlich gutes")
    start, end = made.annotation.start, made.annotation.end
    assert text_of(blocks)[start:end] == "sehr gutes"


def test_sending_twice_stores_once_and_anothers_id_is_refused(owned, passage, sign_in):
    url = f"/interviews/{owned.slug}/suggestions/new/"
    data = passage("sehr gutes") | {"words": "ziemlich gutes"}
    ben = sign_in("ben")
    assert [ben.post(url, data).status_code for _ in range(2)] == [302, 302]
    assert sign_in("clara").post(url, data | {"words": "x"}).status_code == 409
    assert Suggestion.objects.count() == 1


def test_strangers_learn_nothing_and_change_nothing(suggest, owned, sign_in, people):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    uid = made.annotation.uid
    decision, listed = f"/annotations/{uid}/decision/", f"/interviews/{owned.slug}/suggestions/"
    for client in (sign_in("clara"), sign_in()):
        for url in (decision, listed):
            assert client.get(url).status_code == client.post(url, {"status": "accepted"}).status_code == 404
            assert client.delete(url).status_code == client.put(url).status_code == 405
    owned.visibility = "private"
    owned.save()
    for url in (decision, f"/annotations/{uid}/support/", listed, f"{listed}new/"):
        for client in (sign_in("ben"), sign_in("clara"), sign_in()):
            assert client.get(url).status_code == client.post(url).status_code == 404
    made.refresh_from_db()
    assert made.status == "open"


def test_a_suggestion_has_no_colour_no_privacy_and_no_more_passage(suggest, sign_in, passage):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    ben, url = sign_in("ben"), f"/annotations/{made.annotation.uid}"
    assert ben.post(f"{url}/colour/", {"colour": "y"}).status_code == 422
    assert ben.post(f"{url}/visibility/", {"visibility": "private"}).status_code == 422
    assert ben.post(f"{url}/extension/", passage("Modell")).status_code == 422
    assert ben.get(f"{url}/placement/").status_code == 404
    edit = {"body": "Darum.", "version": 1, "visibility": "private", "motivation": "highlighting"}
    assert ben.post(f"{url}/revision/", edit).status_code == 302
    made.annotation.refresh_from_db()
    assert (made.annotation.body, made.annotation.visibility, made.annotation.motivation) == (
        "Darum.",
        "public",
        "editing",
    )


def test_deleted_suggestions_are_neither_listed_nor_accepted(suggest, decide, owned, sign_in, blocks):
    made = suggest("ben", "sehr gutes", "ziemlich gutes")
    sign_in("ben").post(f"/annotations/{made.annotation.uid}/deletion/")
    decide("anna", made, "accepted", code=404)
    assert (
        "0 offene Vorschläge"
        in sign_in("anna").get(f"/interviews/{owned.slug}/suggestions/").content.decode()
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
    offers = {name: page_of(owned, sign_in(name)) for name in ("anna", "ben", "clara", "")}
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
