"""Suggested corrections in files: open ones can be accepted, decided ones keep what became of them."""

import json

import pytest

from annotations.models import Annotation, Notice, Suggestion
from annotations.suggestions.accepting import accept, take_back
from annotations.suggestions.suggesting import close, open_again
from reader.models import Interview, Revision
from tests.annotations.importing.bringing import bring, sums


@pytest.fixture
def suggestion(exported, interview, passage, sign_in):
    """A file of anna's suggestion, which is not here any more."""
    data = passage("sehr gutes") | {"words": "recht gutes", "body": "Leiser."}
    sign_in("anna").post(f"/interviews/{interview.slug}/suggestions/new/", data)
    file = exported("anna", "jsonld")
    Annotation.objects.all().delete()
    return file


def another_text(file, change):
    def edit(blocks):
        for block in blocks:
            block.text = block.text.replace("sehr gutes", "ganz gutes")

    change(edit)
    return file


FALLS_BACK = {
    "the text says something else": another_text,
    "somebody else suggested it": lambda file, change: file.replace(b'"name":"anna"', b'"name":"Nora"'),
    "only for its author": lambda file, change: file.replace(b'"public"', b'"private"'),
    "it changes nothing": lambda file, change: file.replace(b"recht gutes", b"sehr gutes"),
}


@pytest.mark.parametrize("case", FALLS_BACK)
def test_what_nobody_could_accept_comes_back_as_a_comment(case, suggestion, change, interview, sign_in):
    assert sums(bring(sign_in("anna"), FALLS_BACK[case](suggestion, change)))["left"] == 0
    note = Annotation.objects.get()
    assert note.motivation == "commenting"
    assert note.body.startswith("Vorgeschlagen: „")
    assert note.body.endswith("“\n\nLeiser.")


def test_a_suggestion_that_comes_back_can_be_accepted(suggestion, people, interview, sign_in):
    interview.added_by = people["ben"]
    interview.save()
    bring(sign_in("anna"), suggestion)
    assert ">1 Vorschlag<" in sign_in("ben").get(interview.get_absolute_url()).content.decode()
    note = Annotation.objects.get()
    data = {"status": "accepted"}
    assert sign_in("ben").post(f"{note.get_absolute_url()}decision/", data).status_code == 302
    assert note.suggestion.before == "sehr gutes"
    assert "recht gutes" in interview.blocks.get(pk=note.start_block_id).text


def test_what_a_guest_suggests_from_a_file_waits(suggestion, client, url):
    client.post(url, {"body": "Hallo", "name": "Gast", "motivation": "commenting"})
    file = suggestion.replace(b'"name":"anna"', b'"name":"Gast"').replace(b"Leiser.", b" ")
    assert sums(bring(client, file))["placed"] == 1
    note = Annotation.objects.get(motivation="editing")
    assert (note.body, note.standing) == ("", "waiting")


@pytest.fixture
def owned(interview, people):
    """Ben added the interview and decides."""
    interview.added_by = people["ben"]
    interview.save()
    return interview


@pytest.fixture
def decided(suggest, owned, people):
    """One of anna's that was accepted, with one that this outdated; one declined, one withdrawn, one open."""
    accepted, outdated = suggest("anna", "sehr gutes", "recht gutes"), suggest("anna", "sehr", "ziemlich")
    declined, withdrawn = (
        suggest("anna", "schön", "hübsch", body="Schöner."),
        suggest("anna", "Zweiter", "Dritter"),
    )
    suggest("anna", "Absatz", "Abschnitt")
    close(declined, "declined", people["ben"], "War <b>gut</b>.\nSo bleibt es.")
    close(withdrawn, "withdrawn", people["anna"])
    accept(owned, [accepted], people["ben"])
    outdated.refresh_from_db()
    assert outdated.status == "outdated"
    return {"accepted": accepted, "outdated": outdated, "declined": declined, "withdrawn": withdrawn}


def rows():
    said = ("before", "words", "status", "decided", "reply")
    note = ("uid", "body", "created", "modified", "exact", "start_block", "start", "end")
    names = [*said, *(f"annotation__{name}" for name in note)]
    return list(Suggestion.objects.order_by("annotation__uid").values_list(*names))


def empty() -> None:
    """The same text on another site, where nobody has written anything or changed it."""
    Annotation.objects.all().delete()
    Revision.objects.all().delete()
    Interview.objects.update(revision=1)


def test_what_was_decided_comes_back_with_its_decision_and_goes_out_as_it_came(
    decided, exported, sign_in, blocks
):
    file, before = exported("anna", "jsonld"), rows()
    empty()
    assert sums(bring(sign_in("anna"), file))["placed"] == 5
    assert rows() == before
    assert exported("anna", "jsonld") == file
    assert sums(bring(sign_in("anna"), file))["known"] == 5
    assert rows() == before
    text = blocks[2].text
    blocks[2].refresh_from_db()
    assert blocks[2].text == text.replace("sehr gutes", "recht gutes")


def test_what_was_decided_elsewhere_is_in_no_credit_here_and_said_to_be_from_there(
    decided, exported, sign_in, owned
):
    file = exported("anna", "jsonld")
    empty()
    Notice.objects.all().delete()
    bring(sign_in("anna"), file)
    assert not Revision.objects.exists()
    assert not Notice.objects.exists()
    assert not Suggestion.objects.exclude(decided_by=None, revision=None).exists()
    html = sign_in("anna").get(owned.get_absolute_url()).content.decode()
    assert "Dort übernommen, woher es importiert wurde" in html
    assert (
        "Dort abgelehnt, woher es importiert wurde <q data-user-content>War &lt;b&gt;gut&lt;/b&gt;." in html
    )
    html = sign_in("ben").get(f"/interviews/{owned.slug}/suggestions/").content.decode()
    assert "Dort übernommen, woher es importiert wurde" in html
    assert "Den früheren Text zurückholen" not in html


def test_an_acceptance_from_a_file_can_change_no_text(decided, exported, sign_in, owned, blocks, people):
    file = exported("anna", "jsonld")
    empty()
    bring(sign_in("anna"), file)
    made = Suggestion.objects.get(status="accepted")
    url = f"{made.annotation.get_absolute_url()}decision/"
    assert "Den früheren Text zurückholen" not in sign_in("ben").get(url).content.decode()
    blocks[2].refresh_from_db()
    text = blocks[2].text
    for status in ("open", "accepted"):
        assert sign_in("ben").post(url, {"status": status}).status_code == 409
        assert sign_in("anna").post(url, {"status": status}).status_code == 404
    blocks[2].refresh_from_db()
    assert (blocks[2].text, Revision.objects.count()) == (text, 0)


def test_whoever_decides_can_open_again_what_was_declined_elsewhere(
    decided, exported, sign_in, owned, people
):
    file = exported("anna", "jsonld")
    empty()
    bring(sign_in("anna"), file)
    made = Suggestion.objects.select_related("annotation").get(status="declined")
    open_again(made, people["ben"])
    accept(owned, [made], people["ben"])
    made.refresh_from_db()
    assert (made.status, made.elsewhere, made.decided_by) == ("accepted", False, people["ben"])
    take_back(owned, made, people["ben"])


def test_where_the_text_says_the_old_words_it_is_open_here(decided, exported, sign_in, owned, people):
    accepted = decided["accepted"]
    accepted.refresh_from_db()
    file = exported("anna", "jsonld")
    take_back(owned, accepted, people["ben"])
    Annotation.objects.all().delete()
    bring(sign_in("anna"), file)
    found = dict(Suggestion.objects.values_list("words", "status"))
    assert found == {
        "recht gutes": "open",
        "ziemlich": "open",
        "hübsch": "declined",
        "Dritter": "withdrawn",
        "Abschnitt": "open",
    }
    made = Suggestion.objects.get(words="recht gutes")
    assert (made.elsewhere, made.annotation.exact, made.annotation.state) == (False, "sehr gutes", "anchored")


FORGED = {
    "for somebody else": {"creator": {"type": "Person", "name": "clara"}},
    "for nobody else": {"rn:visibility": "private"},
    "with a decision that there is not": {"rn:status": "applauded"},
    "that changes nothing": {"rn:before": "recht gutes"},
}


@pytest.mark.parametrize("case", FORGED)
def test_what_can_be_no_decision_is_a_comment(case, decided, exported, sign_in):
    data = json.loads(exported("anna", "jsonld"))
    [one] = [item for item in data["first"]["items"] if item.get("rn:status") == "accepted"]
    Annotation.objects.all().delete()
    assert sums(bring(sign_in("anna"), one | FORGED[case]))["left"] == 0
    assert Annotation.objects.get().body == "Vorgeschlagen: „recht gutes“"
    assert not Suggestion.objects.exists()


def test_wrong_times_and_endless_replies_are_put_right(decided, exported, sign_in):
    data = json.loads(exported("anna", "jsonld"))
    [one] = [item for item in data["first"]["items"] if item.get("rn:status") == "declined"]
    Annotation.objects.all().delete()
    bring(sign_in("anna"), one | {"rn:decided": "2999-01-01T00:00:00Z", "rn:reply": "\0x" * 3000})
    made = Suggestion.objects.select_related("annotation").get()
    assert made.decided == made.annotation.modified
    assert made.reply == "x" * 2000
