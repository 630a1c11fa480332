"""How long words may be changed: an account's always, a guest's for a day, as the page shows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Annotation


@pytest.mark.parametrize(("hours", "status"), [(24, 403), (0, 200), (72, 200)])
def test_guests_change_their_words_for_a_day(url, sign_in, settings, hours, status):
    settings.GUEST_EDIT_HOURS = hours
    visitor = sign_in()
    visitor.post(url, {"motivation": "commenting", "body": "Als Gast", "name": "Nora"})
    note = Annotation.objects.get()
    edit = f"/annotations/{note.uid}/revision/"
    html = visitor.get(edit).content.decode()
    assert ("Sie können diese Worte bis" in html) is bool(hours)
    Annotation.objects.update(created=timezone.now() - timedelta(hours=25))
    assert visitor.get(edit).status_code == status
    data = {"body": "Anders", "version": 1, "visibility": "public"}
    answered = visitor.post(edit, data)
    assert answered.status_code == (302 if status == 200 else 403)
    if status == 403:
        assert "Löschen können Sie sie weiterhin." in answered.content.decode()
    assert visitor.post(f"/annotations/{note.uid}/deletion/").status_code == 302


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
