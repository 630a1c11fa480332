"""Whoever suggested a correction hears what became of it: in the bell, and by mail if they want that."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.mail import mailing
from annotations.models import Annotation, Contact, Guest, Notice, Suggestion
from annotations.moderation.judging import judge
from annotations.suggestions.accepting import accept, take_back
from annotations.suggestions.suggesting import close, open_again
from reader.drafts import draft_of
from reader.revising import revise
from reader.site import Site, keep
from tests.annotations.mail.letterbox import soon

ACCEPTED = "Ihr Verbesserungsvorschlag wurde übernommen"
DECLINED = "Ihr Verbesserungsvorschlag wurde abgelehnt"
REOPENED = "Ihr Verbesserungsvorschlag ist wieder offen"
OUTDATED = "Ihr Verbesserungsvorschlag ist überholt"
CREDIT = "Bei Fassung 2 des Textes ist Ihr Name vermerkt."
APPROVED = "Ihre Anmerkung ist jetzt für alle sichtbar"


@pytest.fixture
def anna(interview, people):
    """She added the interview and decides."""
    interview.added_by = people["anna"]
    interview.save()
    return people["anna"]


@pytest.fixture
def made(suggest, anna):
    return suggest("ben")


def fresh(made: Suggestion) -> Suggestion:
    return Suggestion.objects.select_related("annotation").get(pk=made.pk)


def notices(client) -> str:
    return client.get("/notices/").content.decode()


def heard() -> None:
    Notice.objects.all().see()


def test_who_suggested_it_hears_that_it_was_accepted_and_which_text_names_them(
    made, anna, interview, sign_in
):
    accept(interview, [made], anna)
    html = notices(sign_in("ben"))
    assert ACCEPTED in html
    assert CREDIT in html
    assert ">sehr gutes</blockquote>" in html, "the words as they were"
    assert 'aria-label="1 ungelesene Mitteilung"' in sign_in("ben").get("/notices/bell/").content.decode()
    assert ACCEPTED not in notices(sign_in("clara"))
    note = made.annotation
    response = sign_in("ben").post(f"/notices/{Notice.objects.get(kind='accepted').uid}/")
    assert response.headers["Location"] == f"{interview.get_absolute_url()}?note={note.uid}#n-{note.ref}"
    assert f'id="n-{note.ref}"' in sign_in("ben").get(interview.get_absolute_url()).content.decode()


def test_who_suggested_it_hears_that_it_was_declined_and_why(made, anna, sign_in):
    close(made, "declined", anna, "War <b>schon</b> gut.")
    html = notices(sign_in("ben"))
    assert DECLINED in html
    assert "Grund: War &lt;b&gt;schon&lt;/b&gt; gut." in html


@pytest.mark.parametrize("way", ["accepted", "declined"])
def test_what_is_taken_back_unheard_is_not_told(way, made, anna, interview, sign_in):
    if way == "accepted":
        accept(interview, [made], anna)
        take_back(interview, fresh(made), anna)
    else:
        close(made, "declined", anna, "Nein.")
        open_again(fresh(made), anna)
    assert not Notice.objects.filter(creator__username="ben").exists()
    accept(interview, [fresh(made)], anna)
    assert ACCEPTED in notices(sign_in("ben"))


@pytest.mark.parametrize("way", ["accepted", "declined"])
def test_what_is_taken_back_after_they_heard_of_it_is_told(way, made, anna, interview, sign_in):
    if way == "accepted":
        accept(interview, [made], anna)
        heard()
        take_back(interview, fresh(made), anna)
    else:
        close(made, "declined", anna, "Nein.")
        heard()
        open_again(fresh(made), anna)
    html = notices(sign_in("ben"))
    assert REOPENED in html
    assert ACCEPTED not in html
    assert DECLINED not in html
    assert Notice.objects.filter(creator__username="ben").unread().count() == 1


def test_an_old_text_that_the_history_brings_back_is_told_likewise(made, anna, interview, sign_in):
    accept(interview, [made], anna)
    heard()
    sign_in("anna").post(f"/interviews/{interview.slug}/history/1/", {"revision": 2})
    assert fresh(made).is_open
    assert REOPENED in notices(sign_in("ben"))


@pytest.fixture
def rewrite(interview):
    """rewrite("gutes", "rechtes", by) changes these words of the text."""

    def edit(old: str, new: str, by=None) -> None:
        interview.refresh_from_db()
        draft = draft_of(interview)
        draft.blocks[2].text = draft.blocks[2].text.replace(old, new)
        revise(interview, draft, by, "edit", interview.revision)

    return edit


def test_who_suggested_it_hears_that_the_text_has_moved_on_and_what_it_says_now(
    made, anna, people, rewrite, sign_in
):
    EmailAddress.objects.create(user=people["ben"], email="ben@example.org", verified=True, primary=True)
    rewrite("sehr gutes", "recht <b> gutes", anna)
    html = notices(sign_in("ben"))
    assert OUTDATED in html
    assert ">sehr gutes</blockquote>" in html, "the words as they were"
    assert "Der Text wurde geändert. Die Stelle lautet jetzt: „recht &lt;b&gt; gutes“" in html
    Contact.objects.filter(creator=people["ben"]).update(language="de")
    assert mailing.send_due(soon()) == (1, 0)
    assert mail.outbox[0].subject == f"{OUTDATED}: Ein Gespräch · Randnotiz"
    assert "Die Stelle lautet jetzt: „recht <b> gutes“" in mail.outbox[0].body
    heard()
    rewrite("recht <b> gutes", "sehr gutes", anna)
    html = notices(sign_in("ben"))
    assert (OUTDATED in html, REOPENED in html) == (False, True)


def test_a_suggestion_whose_words_are_gone_is_told_with_the_words_it_had(made, anna, sign_in):
    interview = made.annotation.interview
    draft = draft_of(interview)
    draft.blocks[2].text = "Ganz anders"
    revise(interview, draft, anna, "edit", interview.revision)
    assert fresh(made).annotation.is_orphan
    html = notices(sign_in("ben"))
    assert OUTDATED in html
    assert ">sehr gutes</blockquote>" in html
    assert "enthält diese Worte nicht mehr" in html


def test_what_the_text_says_again_before_they_heard_of_it_is_not_told(made, anna, rewrite, sign_in):
    rewrite("sehr gutes", "recht gutes", anna)
    rewrite("recht gutes", "sehr gutes", anna)
    assert fresh(made).is_open
    assert not Notice.objects.filter(creator__username="ben").exists()


def test_who_changes_the_text_themselves_is_told_nothing_of_their_own(suggest, anna, rewrite):
    suggest("anna", "sehr gutes")
    rewrite("sehr gutes", "recht gutes", anna)
    assert not Notice.objects.exists()


def test_accepting_one_tells_the_others_that_theirs_is_outdated(suggest, made, anna, interview, sign_in):
    other = suggest("clara", "sehr gutes Modell")
    accept(interview, [made], anna)
    said = {who: notices(sign_in(who)) for who in ("ben", "clara")}
    assert [text in said["ben"] for text in (ACCEPTED, OUTDATED)] == [True, False]
    assert [text in said["clara"] for text in (ACCEPTED, OUTDATED)] == [False, True]
    heard()
    take_back(interview, fresh(made), anna)
    assert fresh(other).is_open
    assert REOPENED in notices(sign_in("clara"))


def test_the_latest_decision_alone_is_told(made, anna, interview, sign_in):
    close(made, "declined", anna)
    open_again(fresh(made), anna)
    accept(interview, [fresh(made)], anna)
    html = notices(sign_in("ben"))
    assert ACCEPTED in html
    assert DECLINED not in html


def test_nobody_is_told_of_their_own_decision(suggest, made, anna, people, interview):
    own = suggest("anna", "Modell")
    accept(interview, [own], anna)
    take_back(interview, fresh(own), anna)
    close(fresh(own), "declined", anna)
    close(made, "withdrawn", people["ben"])
    open_again(fresh(made), people["ben"])
    assert not Notice.objects.exclude(kind="comment").exists()


def test_a_decision_is_heard_in_a_muted_thread_and_by_who_named_themselves(made, anna, interview, sign_in):
    sign_in("ben").post(f"/annotations/{made.annotation.uid}/mute/", {"muted": "1"})
    accept(interview, [made], anna)
    data = {"version": fresh(made).annotation.version, "body": "Ich, @ben, meine das so"}
    assert sign_in("ben").post(f"/annotations/{made.annotation.uid}/revision/", data).status_code == 302
    assert ACCEPTED in notices(sign_in("ben"))


@pytest.mark.parametrize(("way", "said"), [("accepted", ACCEPTED), ("declined", DECLINED)])
def test_it_is_mailed_with_the_reason_or_the_credit(way, said, made, anna, people, interview):
    EmailAddress.objects.create(user=people["ben"], email="ben@example.org", verified=True, primary=True)
    Contact.objects.update_or_create(creator=people["ben"], defaults={"language": "de"})
    if way == "accepted":
        accept(interview, [made], anna)
    else:
        close(made, "declined", anna, "War gut.\n\n-- \nEnde")
    assert mailing.send_due(soon()) == (1, 0)
    sent = mail.outbox[0]
    assert sent.to == ["ben@example.org"]
    assert sent.subject == f"{said}: Ein Gespräch · Randnotiz"
    assert "> sehr gutes" in sent.body
    assert "Vorgeschlagen: „sehr gutes (sic)“" in sent.body
    assert (CREDIT if way == "accepted" else "Grund: War gut. -- Ende\n") in sent.body
    assert f"/a/{made.annotation.uid}/" in sent.body
    assert "stummschalten" not in sent.body.lower()


def test_what_was_taken_back_meanwhile_is_not_mailed(made, anna, people, interview):
    EmailAddress.objects.create(user=people["ben"], email="ben@example.org", verified=True, primary=True)
    accept(interview, [made], anna)
    Suggestion.objects.update(**Suggestion.UNDECIDED)
    assert mailing.send_due(soon()) == (0, 0)


@pytest.mark.parametrize("confirmed", [True, False])
def test_guests_hear_of_it_and_by_mail_at_an_address_that_is_theirs(
    confirmed, suggest, anna, interview, sign_in
):
    nora = sign_in()
    made = suggest(nora, name="Nora")
    Contact.objects.create(
        guest=Guest.objects.get(),
        address="nora@example.org",
        language="de",
        confirmed=timezone.now() if confirmed else None,
    )
    accept(interview, [made], anna)
    mailing.send_due(soon())
    assert [one.to for one in mail.outbox] == [["nora@example.org"]] * confirmed
    assert ACCEPTED in notices(nora)


def test_an_approval_that_nobody_has_heard_of_outlives_what_was_taken_back(suggest, anna, interview, sign_in):
    keep(Site(pk=1, commenters="moderated"))
    nora = sign_in()
    made = suggest(nora, name="Nora")
    judge(anna, "approve", [made.annotation])
    accept(interview, [fresh(made)], anna)
    html = notices(nora)
    assert ACCEPTED in html
    assert APPROVED not in html
    take_back(interview, fresh(made), anna)
    assert APPROVED in notices(nora)


def test_deciding_on_many_tells_all_with_as_few_queries_as_on_two(suggest, anna, interview, blocks, people):
    words = [word for word in dict.fromkeys(blocks[2].text.split()) if word.isalpha()]
    made = [suggest("ben" if n % 2 else "clara", word) for n, word in enumerate(words[:7])]
    assert len(made) == 7

    def cost(some) -> int:
        with CaptureQueriesContext(connection) as queries:
            accept(interview, some, anna)
        return sum("annotations_notice" in query["sql"] for query in queries)

    assert cost([fresh(one) for one in made[:2]]) == cost([fresh(one) for one in made[2:]]) <= 3
    assert Notice.objects.filter(kind="accepted").count() == 7


@pytest.mark.parametrize("count", [1, 6])
def test_the_list_of_notices_costs_the_same_however_many_decisions_it_has(
    count, suggest, anna, interview, blocks, sign_in, django_assert_max_num_queries
):
    words = [word for word in dict.fromkeys(blocks[2].text.split()) if word.isalpha()][: count + 1]
    made = [suggest("ben", word) for word in words]
    close(made.pop(), "declined", anna, "Nein.")
    accept(interview, made, anna)
    ben = sign_in("ben")
    with django_assert_max_num_queries(8):
        html = notices(ben)
    assert html.count(ACCEPTED) == count


def test_it_goes_over_to_the_account_that_a_guest_makes(suggest, anna, interview, sign_in):
    nora = sign_in()
    accept(interview, [suggest(nora, name="Nora")], anna)
    nora.post("/accounts/register/", {"username": "nora", "password1": "ein-langes-kennwort-7"})
    assert Annotation.objects.get().creator.username == "nora"
    assert ACCEPTED in notices(nora)
