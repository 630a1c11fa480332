"""Tags that are given while a comment or a reply is written."""

import re

import pytest

from annotations.models import Annotation, Tag
from annotations.tagging import set_tags


@pytest.fixture(params=["comment", "reply"])
def say(url, passage, request, add):
    """say(client, "eins, zwei") comments on words, or replies, with these tags; gives answer and uid."""
    is_reply = request.param == "reply"
    parent = add("clara", "Modell", body="Zuerst", visibility="public") if is_reply else None

    def post(client, tags: str, headers=None, **more):
        data = {**passage("sehr gutes", body="Dazu", visibility="public", tags=tags), **more}
        address = f"/annotations/{parent.uid}/replies/" if parent else url
        return client.post(address, data, headers=headers or {}), data["uid"]

    return post


def test_a_comment_is_written_with_its_tags_at_once(say, sign_in, interview, htmx):
    answer, uid = say(sign_in("anna"), " Kapitel 1 , #kapitel 1, modell,", htmx["headers"])
    note = Annotation.objects.get(uid=uid)
    assert sorted(note.tags.values_list("name", flat=True)) == ["Kapitel 1", "modell"]
    assert note.version == 1
    assert "#modell</a>" in answer.content.decode()
    assert "#Kapitel 1</a>" in sign_in().get(interview.get_absolute_url()).content.decode()
    again, _uid = say(sign_in("anna"), "modell", uid=uid)
    assert again.status_code == 302
    assert sorted(note.tags.values_list("name", flat=True)) == ["Kapitel 1", "modell"]


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
@pytest.mark.parametrize(
    ("tags", "wrong"),
    [
        ("...", "Buchstaben oder Ziffern"),
        ("x" * 51, "zu lang"),
        (",".join(map(str, range(21))), "höchstens 20"),
    ],
)
def test_wrong_tags_are_told_at_their_field_and_all_is_kept(say, sign_in, headers, tags, wrong):
    answer, _uid = say(sign_in("anna"), tags, headers)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(rf'id="[^"]+-tags-error" role="alert">[^<]*{wrong}', html)
    assert f'value="{tags}" aria-invalid="true"' in html
    assert '<details class="field" open>' in html
    assert "Dazu</textarea>" in html
    assert not Annotation.objects.filter(body="Dazu").exists()
    assert not Tag.objects.exists()


def test_tags_stay_when_something_else_is_wrong(say, sign_in):
    answer, _uid = say(sign_in(), "eins, zwei", body=" ")
    assert answer.status_code == 422
    assert 'value="eins, zwei"' in answer.content.decode()
    assert not Tag.objects.exists()


def test_a_guests_links_in_tags_are_looked_at_first(say, sign_in):
    _answer, uid = say(sign_in(), "www.eins.test, www.zwei.test, www.drei.test, www.vier.test", name="Nora")
    assert Annotation.objects.get(uid=uid).standing == "waiting"


def test_a_highlight_takes_no_tags_from_its_form(url, passage, sign_in):
    data = passage("sehr gutes", tags="x" * 60)
    assert sign_in("anna").post(url, data).status_code == 302
    assert not Tag.objects.exists()


def test_the_form_has_a_plain_field_and_asks_for_names_when_they_are_wanted(sign_in, interview, blocks, add):
    set_tags(add("ben", "sehr gutes", body="Eins", visibility="public"), ["öffentlich"])
    set_tags(add("ben", "Modell", body="Zwei", visibility="private"), ["geheim"])
    offer = f"/interviews/{interview.slug}/annotations/tags/"
    new, note = f"/interviews/{interview.slug}/annotations/new/", Annotation.objects.get(body="Eins")
    for path in (f"{new}?block={blocks[1].key}", new, f"/annotations/{note.uid}/replies/"):
        html = sign_in("anna").get(path).content.decode()
        assert re.search(rf'<input class="in" id="[^"]+" name="tags" [^>]*data-tags="{offer}"', html)
        assert "<option" not in html.split("<datalist")[1].split("</datalist>")[0]
    assert sign_in("anna").get(offer).json() == {"tags": ["öffentlich"]}
    assert set(sign_in("ben").get(offer).json()["tags"]) == {"öffentlich", "geheim"}
    assert sign_in().get(offer).json() == {"tags": ["öffentlich"]}
    assert sign_in("anna").post(offer).status_code == 405
    type(interview).objects.update(visibility="private")
    assert sign_in("anna").get(offer).status_code == 404
