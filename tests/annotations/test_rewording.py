"""How long words may be changed: an account's always, a guest's for a day, as the page shows."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Annotation


@pytest.mark.parametrize(("hours", "is_over"), [(24, True), (0, False), (72, False)])
def test_guests_change_their_words_for_a_day(url, sign_in, settings, hours, is_over):
    settings.GUEST_EDIT_HOURS = hours
    visitor = sign_in()
    visitor.post(url, {"motivation": "commenting", "body": "Als Gast", "name": "Nora"})
    note = Annotation.objects.get()
    edit = f"/annotations/{note.uid}/revision/"
    html = visitor.get(edit).content.decode()
    assert ("Sie können diese Worte bis" in html) is bool(hours)
    Annotation.objects.update(created=timezone.now() - timedelta(hours=25))
    data = {"body": "Anders", "version": 1, "visibility": "public"}
    assert visitor.post(edit, data | {"undo": "1"}).status_code == (403 if is_over else 302)
    data["version"] = Annotation.objects.get().version
    assert visitor.post(edit, data).status_code == (409 if is_over else 302)
    assert Annotation.objects.get().body == ("Als Gast" if is_over else "Anders")
    assert visitor.post(f"/annotations/{note.uid}/deletion/").status_code == 302


@pytest.mark.parametrize("inline", [True, False])
def test_what_a_guest_wrote_when_the_time_was_over_is_kept_and_can_become_a_reply(
    inline, url, sign_in, htmx, interview
):
    visitor, more = sign_in(), htmx if inline else {}
    visitor.post(url, {"motivation": "commenting", "body": "Als Gast", "name": "Nora"})
    Annotation.objects.update(created=timezone.now() - timedelta(hours=25))
    note = Annotation.objects.get()
    edit = f"/annotations/{note.uid}/revision/"
    html = visitor.get(edit, **more).content.decode()
    assert "zu Ende; es wurde nichts geändert." in html
    sent = {"body": "Doch <b>anders</b>", "version": 1, "visibility": ["private", "private"], "tags": "eins"}
    answer = visitor.post(edit, sent, **more)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Doch &lt;b&gt;anders&lt;/b&gt;</textarea>" in html
    assert answer.headers.get("HX-Retarget") == (f"#revision-{note.ref}" if inline else None)
    assert f'data-draft="revision-{note.ref}"' in html
    # What was chosen beside the words stands there too, and goes along.
    assert re.search(r'name="tags"[^>]* value="eins"', html)
    assert re.search(r'type="radio" name="visibility" value="private" checked', html)
    action = re.search(r'<form class="composer"[^>]* action="([^"]+)"', html)[1]
    sent = dict(re.findall(r'<input type="hidden" name="(uid|begun)" value="([^"]+)"', html))
    sent |= {"visibility": "private", "tags": "eins, zwei"}
    assert visitor.post(action, {**sent, "body": "Doch anders"}, **more).status_code < 400
    reply = Annotation.objects.get(body="Doch anders")
    assert (reply.root, str(reply.uid), reply.visibility) == (note, sent["uid"], "private")
    assert {tag.name for tag in reply.tags.all()} == {"eins", "zwei"}


@pytest.mark.parametrize(("hours", "stays"), [(24, False), (0, True)])
def test_guests_are_offered_no_change_when_the_time_for_it_is_over(
    url, sign_in, settings, interview, blocks, hours, stays
):
    settings.GUEST_EDIT_HOURS = hours
    visitor = sign_in()
    for more in ({}, {"start_block": blocks[2].key}):
        visitor.post(url, {"motivation": "commenting", "body": "Als Gast", "name": "Nora", **more})
    edits = [f'hx-get="/annotations/{note.uid}/revision/"' for note in Annotation.objects.all()]
    paths = (interview.get_absolute_url(), "/notes/")
    before = {path: visitor.get(path) for path in paths}
    assert all(edit in page.content.decode() for page in before.values() for edit in edits)
    Annotation.objects.update(created=timezone.now() - timedelta(hours=25))
    for path, page in before.items():
        again = visitor.get(path, headers={"if-none-match": page.headers.get("ETag", "")})
        if stays and again.status_code == 304:
            continue
        html = again.content.decode()
        assert [edit in html for edit in edits] == [stays, stays], path
        assert "Löschen" in html


def test_accounts_change_their_words_as_long_as_they_like(add, sign_in):
    note = add("anna", body="Alt")
    Annotation.objects.update(created=timezone.now() - timedelta(days=300))
    assert sign_in("anna").get(f"/annotations/{note.uid}/revision/").status_code == 200
