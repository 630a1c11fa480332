"""A file of old comments is brought once, and kept while one imports page after page of it."""

import json
import zlib

from django.utils import timezone

from annotations.models import Annotation, CommentFile
from annotations.old_comments.importers import OldComment
from annotations.old_comments.keeping import comments_in
from reader.importing import save
from tests.annotations.old_comments.bringing import THREE, URL, bring, rows, three
from tests.annotations.old_comments.exports import PAGE, WORDPRESS, wp
from tests.conftest import draft


def test_page_after_page_is_imported_from_a_file_that_came_once(own, people, sign_in):
    anna = sign_in("anna")
    file = bring(anna, three("Über Uhren", "Ohne Gespräch", "Über UHREN!")).url
    assert {row.chosen for row in rows(anna.get(file)).values()} == {""}
    made = save(draft("Über Uhren"), "u.txt", b"u", added_by=people["anna"])
    page = anna.get(file)
    first, _none, third = (rows(page)[f"https://blog.example/{n}/"] for n in range(3))
    assert (first.chosen, first.page.found, third.chosen) == (made.slug, "title", made.slug)
    assert "Bitte prüfen" in page.content.decode()
    data = {row.field: row.chosen for row in rows(page).values()}
    report = anna.post(file, {**data, "only": first.number})
    assert [page.address for page in report.context["report"].pages] == [first.page.address]
    found = rows(report)
    assert found[first.page.address].page.is_done
    assert not found[third.page.address].page.is_done
    assert report.context["preview"].done == 1
    assert f'name="{first.field}"' not in report.content.decode()
    assert f'name="{third.field}"' in report.content.decode()
    assert anna.post(file, data).context["preview"].done == 2
    assert set(Annotation.objects.values_list("interview", "body")) == {
        (made.pk, "Über Uhren"),
        (made.pk, "Über UHREN!"),
    }
    assert anna.get(file).context["preview"].done == 2
    again = bring(anna, three("Über Uhren", "Ohne Gespräch", "Über UHREN!")).url
    assert anna.get(again).context["preview"].done == 2
    anna.post(again, data)
    assert Annotation.objects.count() == 2


def test_where_comments_are_is_known_without_address_and_title(own, people, sign_in):
    other = save(draft("Anderes"), "b.txt", b"b", added_by=people["anna"])
    anna = sign_in("anna")
    page = anna.get(bring(anna).url)
    anna.post(page.context["preview"].file.get_absolute_url(), {rows(page)[PAGE].field: other.slug})
    text = WORDPRESS % (PAGE, THREE + wp(7, "Sieben"))
    row = rows(anna.get(bring(anna, text).url))[PAGE]
    assert (row.chosen, row.page.found, row.page.new, row.page.known) == (other.slug, "comments", 1, 2)


def test_of_two_interviews_with_one_title_neither_is_guessed(own, people, sign_in):
    for data in (b"a", b"b"):
        save(draft("Über Uhren"), "u.txt", data, added_by=people["anna"])
    anna = sign_in("anna")
    assert {row.chosen for row in rows(anna.get(bring(anna, three("Über Uhren")).url)).values()} == {""}


def test_for_one_page_alone_an_interview_is_needed(own, sign_in):
    anna = sign_in("anna")
    page = anna.get(bring(anna).url)
    none = rows(page)["https://blog.example/other/"]
    data = {rows(page)[PAGE].field: own.slug, none.field: "", "only": none.number}
    response = anna.post(page.context["preview"].file.get_absolute_url(), data)
    assert response.status_code == 422
    assert rows(response)[PAGE].chosen == own.slug, "what was chosen stays"
    assert not Annotation.objects.exists()


def test_all_pages_of_a_large_file_can_be_reached(own, sign_in):
    anna = sign_in("anna")
    file = bring(anna, three(*(f"Nummer {n}" for n in range(60)))).url
    seen = {address for n in (1, 2) for address in rows(anna.get(f"{file}?page={n}"))}
    assert len(seen) == 61
    last = anna.get(f"{file}?page=2")
    row = next(iter(rows(last).values()))
    assert f'action="{file}?page=2"' in last.content.decode()
    assert anna.post(f"{file}?page=2", {row.field: own.slug}).context["report"].sums["new"] == 1


def test_files_that_nobody_came_back_to_are_forgotten(own, people, sign_in):
    late = timezone.now() - timezone.timedelta(days=31)
    CommentFile.objects.create(owner=people["clara"], name="alt.xml", comments=b"", used=late)
    anna = sign_in("anna")
    file = bring(anna).url
    assert [file.owner for file in CommentFile.objects.all()] == [people["anna"]]
    CommentFile.objects.update(used=late)
    gone = anna.get(file)
    assert gone.status_code == 404
    assert "nicht mehr da" in gone.content.decode()
    assert "blog.xml" not in anna.get(URL).content.decode()
    assert not CommentFile.objects.exists()


def test_importing_something_keeps_the_file_for_longer(own, sign_in):
    anna = sign_in("anna")
    page = anna.get(bring(anna).url)
    file = page.context["preview"].file
    CommentFile.objects.update(used=timezone.now() - timezone.timedelta(days=29))
    late = CommentFile.objects.get().kept_until
    anna.post(file.get_absolute_url(), {rows(page)[PAGE].field: own.slug})
    assert (CommentFile.objects.get().kept_until - late).days >= 28


def test_what_was_kept_before_pages_had_titles_is_read(people):
    row = ["a#comment-1", "", "a", "Ada", "", "Eins", True]
    data = zlib.compress(json.dumps([row]).encode())
    file = CommentFile(owner=people["anna"], comments=data)
    assert list(comments_in(file)) == [OldComment("a#comment-1", "", "a", "Ada", None, "Eins")]
