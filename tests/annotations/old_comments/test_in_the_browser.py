"""Old comments through the browser: who may, what is said before and after, and what a file may hold."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.utils import timezone

from annotations.models import Annotation, Ban, CommentFile, Guest
from annotations.old_comments.keeping import comments_in
from annotations.old_comments.pages import pages_of
from annotations.old_comments.taking_over import take_over
from annotations.views import comment_files
from reader.access import may_edit
from reader.importing import save
from reader.models import Interview
from tests.annotations.old_comments.bringing import THREE, URL, bring, rows
from tests.annotations.old_comments.exports import DISQUS, PAGE, WORDPRESS, wp
from tests.conftest import draft


def test_an_owner_sees_what_would_become_of_a_file_and_then_takes_it_over(own, sign_in):
    anna = sign_in("anna")
    response = bring(anna)
    file = CommentFile.objects.get()
    assert (response.status_code, response.url) == (302, f"{URL}{file.uid}/")
    assert response.headers["X-Object-Id"] == str(file.uid)
    response = anna.get(response.url)
    row = rows(response)[PAGE]
    assert (row.page.new, row.page.threads, row.page.hidden, row.chosen) == (2, 1, 1, own.slug)
    assert rows(response)["https://blog.example/other/"].chosen == ""
    assert "2 neue Kommentare in 1 Diskussion" in response.content.decode()
    assert not Annotation.objects.exists()
    report = anna.post(file.get_absolute_url(), {row.field: own.slug})
    assert report.context["report"].sums == {"new": 2, "known": 0, "hidden": 1, "left": 0}
    assert f"{own.get_absolute_url()}#comments" in report.content.decode()
    assert set(Annotation.objects.values_list("body", "visibility")) == {
        ("Eins", "public"),
        ("Zwei", "public"),
    }
    assert "1 davon ist importiert" in report.content.decode()
    again = anna.post(file.get_absolute_url(), {row.field: own.slug})
    assert again.context["report"].sums == {"new": 0, "known": 2, "hidden": 1, "left": 0}
    assert Annotation.objects.count() == 2


def test_what_is_there_already_is_told_beforehand_and_stays_once(own, sign_in):
    anna = sign_in("anna")
    for count in (0, 2):
        file = anna.get(bring(anna).url)
        row = rows(file)[PAGE]
        assert (row.page.new, row.page.known) == (2 - count, count)
        anna.post(file.context["preview"].file.get_absolute_url(), {row.field: own.slug})
    assert Annotation.objects.count() == 2


def test_a_comment_that_was_deleted_does_not_come_back(own, sign_in):
    anna = sign_in("anna")
    for _attempt in range(2):
        page = anna.get(bring(anna).url)
        anna.post(page.context["preview"].file.get_absolute_url(), {rows(page)[PAGE].field: own.slug})
        Annotation.objects.filter(body="Zwei").update(deleted=timezone.now())
    assert Annotation.objects.filter(body="Zwei").count() == 1


def test_a_readers_own_import_does_not_stand_in_for_a_comment(own):
    guest = Guest.objects.create(name="Nora")
    about = {"interview": own, "guest": guest, "motivation": "commenting", "visibility": "private"}
    Annotation.objects.create(**about, body="Untergeschoben", origin=f"{PAGE}#comment-1")
    from annotations.old_comments.importers import read

    pages = pages_of(read((WORDPRESS % (PAGE, THREE)).encode()))[:1]
    pages[0].interview = own
    take_over(pages)
    assert pages[0].new == 2
    assert Annotation.objects.get(body="Zwei").root.body == "Eins"


def test_what_somebody_else_stored_meanwhile_is_there_once(own, monkeypatch):
    from annotations.old_comments import taking_over
    from annotations.old_comments.importers import read

    def pages():
        found = pages_of(read((WORDPRESS % (PAGE, THREE)).encode()))[:1]
        found[0].interview = own
        return found

    guests = taking_over._guests

    def meanwhile(*given):
        monkeypatch.setattr(taking_over, "_guests", guests)
        take_over(pages())
        return guests(*given)

    monkeypatch.setattr(taking_over, "_guests", meanwhile)
    late = pages()
    take_over(late)
    assert (late[0].new, late[0].known, late[0].hidden) == (0, 2, 1)
    assert Annotation.objects.count() == 2


def test_comments_of_any_page_can_be_given_to_an_interview(own, sign_in):
    anna = sign_in("anna")
    page = anna.get(bring(anna, DISQUS % "https://elsewhere.example/talk", interview=own.slug).url)
    (row,) = rows(page).values()
    assert row.chosen == own.slug, "the only page of a file for one interview"
    file = page.context["preview"].file.get_absolute_url()
    assert anna.post(file, {row.field: own.slug}).context["report"].sums["new"] == 2


def test_a_file_for_one_interview_says_of_the_others_too_where_they_belong(own, people, sign_in):
    other = save(draft("Anderes"), "b.txt", b"b", added_by=people["anna"])
    anna = sign_in("anna")
    page = anna.get(bring(anna, interview=other.slug).url)
    assert rows(page)[PAGE].chosen == own.slug


def test_others_interviews_are_neither_found_nor_offered(own, people, sign_in, staff):
    save(draft("Bens"), "b.txt", b"b", added_by=people["clara"])
    clara = sign_in("clara")
    page = clara.get(bring(clara).url)
    assert rows(page)[PAGE].chosen == ""
    assert own.title not in dict(page.context["preview"].interviews).values()
    file = page.context["preview"].file.get_absolute_url()
    refused = clara.post(file, {"page-0": own.slug, "page-1": "bens"})
    assert refused.status_code == 422
    assert "nicht da oder nicht Ihres" in refused.content.decode()
    assert rows(refused)["https://blog.example/other/"].chosen == "bens", "what was chosen stays"
    assert not Annotation.objects.exists()
    assert bring(clara, interview=own.slug).status_code == 422
    Interview.objects.filter(pk=own.pk).update(visibility="private")
    assert rows(staff.get(bring(staff).url))[PAGE].chosen == ""
    Interview.objects.filter(pk=own.pk).update(visibility="unlisted")
    assert rows(staff.get(bring(staff).url))[PAGE].chosen == own.slug


@pytest.mark.parametrize("visibility", ["public", "unlisted", "private"])
def test_offered_are_the_interviews_that_one_may_change(own, people, staff, visibility):
    Interview.objects.update(visibility=visibility)
    own.refresh_from_db()
    for who in (*people.values(), AnonymousUser()):
        assert Interview.objects.editable_by(who).contains(own) == may_edit(who, own)
    people["ben"].refresh_from_db()
    assert may_edit(people["ben"], own) == (visibility != "private")


def test_who_may(own, people, sign_in, client):
    save(draft("Claras"), "c.txt", b"c", added_by=people["clara"])
    file = bring(sign_in("anna")).url
    for path in (URL, file):
        assert client.get(path).status_code == 302
        assert sign_in("ben").get(path).status_code == 403, "without an interview of his own"
        assert sign_in("anna").put(path).status_code == 405
    assert bring(client).status_code == 302
    assert bring(sign_in("ben")).status_code == 403
    for path in (file, f"{file}deletion/"):
        assert sign_in("clara").post(path, {"page-0": own.slug}).status_code == 404
        assert client.post(path).status_code == 302
    assert sign_in("clara").get(file).status_code == 404
    assert sign_in("anna").get(f"{file}deletion/").status_code == 405
    assert (CommentFile.objects.count(), Annotation.objects.count()) == (1, 0)
    Ban.objects.create(creator=people["anna"])
    assert sign_in("anna").post(file, {"page-0": own.slug}).status_code == 403


def test_a_file_can_be_discarded_and_the_next_takes_its_place(own, sign_in):
    anna = sign_in("anna")
    first, second = bring(anna).url, bring(anna).url
    assert anna.get(first).status_code == 404
    assert second in anna.get(URL).content.decode(), "it waits"
    assert anna.post(f"{second}deletion/").url == URL
    assert not CommentFile.objects.exists()


@pytest.mark.parametrize("typed", ["\0", "nowhere", "a" * 5_000])
def test_an_interview_that_is_none_is_refused(own, sign_in, typed):
    anna = sign_in("anna")
    page = anna.get(bring(anna).url)
    file, field = page.context["preview"].file.get_absolute_url(), rows(page)[PAGE].field
    assert anna.post(file, {field: typed}).status_code == 422


def test_nothing_chosen_is_said(own, sign_in):
    anna = sign_in("anna")
    response = anna.post(bring(anna).url, {}, headers={"hx-request": "true"})
    assert response.status_code == 422
    assert response.headers["HX-Retarget"] == "#stage"
    assert "mindestens eine Seite" in response.content.decode()


LAUGHS = '<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><rss>&c;</rss>'
FETCHING = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>'


@pytest.mark.parametrize(
    ("text", "say"),
    [
        (None, "Bitte wählen Sie eine Datei."),
        (b"", "leer"),
        (b"PK\x03\x04", "beschädigt"),
        ("<html/>", "WordPress"),
        ("<rss><channel/></rss>", "keine Kommentare"),
        (LAUGHS, "Entitäten"),
        (FETCHING, "Entitäten"),
        ("<rss>" + "<a>" * 5000 + "</a>" * 5000 + "</rss>", "beschädigt"),
        (b"<" * 1_000_001, "mehr, als"),
    ],
)
def test_wrong_files_are_refused_with_a_sentence(text, say, own, sign_in):
    anna = sign_in("anna")
    response = anna.post(URL, {}) if text is None else bring(anna, text)
    assert response.status_code == 422
    assert say in response.context["form"].errors["file"][0]
    assert say in response.content.decode()
    assert not CommentFile.objects.exists()


def test_too_many_comments_and_too_many_files_are_refused(own, sign_in, monkeypatch):
    anna = sign_in("anna")
    monkeypatch.setattr("annotations.old_comments.forms.MOST", 3)
    assert bring(anna).status_code == 422
    for _attempt in range(comment_files.READ.times):
        response = anna.post(URL, {})
    assert response.status_code == 429
    cache.clear()


def test_no_address_of_mail_is_kept_nor_what_is_not_shown(own, sign_in):
    bring(sign_in("anna"))
    kept = list(comments_in(CommentFile.objects.get()))
    assert "@" not in str(kept)
    assert "Uhren" not in str(kept)
    assert [one.html for one in kept if one.shown] == ["Eins", "Zwei", "Elsewhere"]


def test_what_takes_too_long_goes_on_next_time(own, sign_in, monkeypatch):
    anna = sign_in("anna")
    page = anna.get(bring(anna).url)
    file, data = page.context["preview"].file.get_absolute_url(), {rows(page)[PAGE].field: own.slug}
    monkeypatch.setattr(comment_files, "SECONDS", -1)
    response = anna.post(file, data)
    assert response.context["report"].sums == {"new": 0, "known": 0, "hidden": 1, "left": 2}
    assert 'name="page-0"' in response.content.decode()
    assert "keine Zeit" in response.content.decode()
    monkeypatch.setattr(comment_files, "SECONDS", 20)
    assert anna.post(file, data).context["report"].sums == {"new": 2, "known": 0, "hidden": 1, "left": 0}


@pytest.mark.parametrize("many", [1, 60])
def test_a_preview_takes_a_bounded_number_of_queries(many, own, sign_in, django_assert_max_num_queries):
    items = "".join(
        f"<item><link>https://blog.example/{n}/</link>{wp(n, 'Wort')}</item>" for n in range(many)
    )
    anna = sign_in("anna")
    file = bring(anna, WORDPRESS % (PAGE, f"{THREE}</item>{items}<item>")).url
    with django_assert_max_num_queries(8):
        html = anna.get(file).content.decode()
    assert html.count("<select") == min(many + 2, 50)
    assert ("page=2" in html) == (many == 60)


def test_the_links_stand_where_an_owner_looks(own, sign_in):
    anna = sign_in("anna")
    assert f'href="{URL}"' in anna.get("/moderation/").content.decode()
    proof = anna.post(f"/interviews/{own.slug}/proof/").url
    assert f'href="{URL}?interview={own.slug}"' in anna.get(proof).content.decode()
    page = anna.get(f"{URL}?interview={own.slug}").content.decode()
    assert f'<option value="{own.slug}" selected>' in page
