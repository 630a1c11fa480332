"""How a suggestion is made, and what is refused."""

import pytest

from annotations.models import Suggestion

HTMX = {"hx-request": "true"}


def text_of(blocks) -> str:
    blocks[2].refresh_from_db()
    return blocks[2].text


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
