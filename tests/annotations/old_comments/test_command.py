"""Old comments of WordPress and Disqus: threads, names and dates, once, and no address of anybody."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotations.importers.html_text import from_html
from annotations.markdown import to_html
from annotations.models import Annotation, Guest
from reader.twins import address_key
from tests.annotations.old_comments.exports import DISQUS, PAGE, WORDPRESS, wp


@pytest.fixture
def run(tmp_path):
    def command(text, *arguments) -> str:
        path = tmp_path / "export.xml"
        path.write_text(text, encoding="utf-8")
        out = StringIO()
        call_command("import_comments", str(path), *arguments, stdout=out)
        return out.getvalue()

    return command


@pytest.fixture
def from_page(interview):
    interview.source_url, interview.url_sha256 = PAGE, address_key(PAGE)
    interview.save()
    return interview


def test_wordpress_comments_with_threads_names_and_dates(from_page, run, client):
    comments = [
        wp(3, "Antwort auf die Antwort", "Cy", parent=2),
        wp(1, "Sehr schön.\n\nUnd <em>wahr</em>, 2 * 3 * 4."),
        wp(2, "Antwort", "Bo", parent=1),
        wp(4, "Kauft Uhren", approved="spam"),
        wp(5, "Wartet noch", approved="0"),
        wp(6, "Verweis", kind="pingback"),
        wp(7, "Auf Werbung", "Di", parent=4),
    ]
    said = run(WORDPRESS % (PAGE, "".join(comments)))
    assert "4 comments imported, 0 there before, 1 pages without an interview." in said
    notes = {note.body: note for note in Annotation.objects.select_related("guest")}
    first = notes["Sehr schön.\n\nUnd *wahr*, 2 \\* 3 \\* 4."]
    assert (first.guest.name, first.created.isoformat()) == ("Ada", "2015-03-04T05:06:07+00:00")
    assert (first.motivation, first.visibility, first.start_block) == ("commenting", "public", None)
    assert notes["Antwort"].reply_to == notes["Antwort"].root == first
    assert notes["Antwort auf die Antwort"].reply_to == notes["Antwort"]
    assert notes["Antwort auf die Antwort"].root == first
    assert notes["Auf Werbung"].root is None
    page = client.get(from_page.get_absolute_url()).content.decode()
    assert "Und <em>wahr</em>, 2 * 3 * 4." in page
    assert "Uhren" not in page
    from_page.refresh_from_db()
    assert from_page.comments == 4


def test_importing_again_adds_only_what_is_new(from_page, run):
    run(WORDPRESS % (PAGE, wp(1, "Eins")))
    said = run(WORDPRESS % (PAGE, wp(1, "Eins, geändert") + wp(2, "Zwei", parent=1)))
    assert "1 comments imported, 1 there before" in said
    assert list(Annotation.objects.order_by("pk").values_list("body", flat=True)) == ["Eins", "Zwei"]
    assert Annotation.objects.get(body="Zwei").root.body == "Eins"
    assert Guest.objects.count() == 1


def test_disqus_posts_go_where_they_are_told(interview, run):
    said = run(DISQUS % PAGE, "--interview", interview.slug)
    assert "2 comments imported" in said
    first, second = Annotation.objects.order_by("created")
    assert first.body == "Erster [Link](https://a.example/)\nZeile"
    assert (second.body, second.reply_to, second.guest.name) == ("Antwort", first, "Bo")
    assert "0 comments imported, 2 there before" in run(DISQUS % PAGE, "--interview", interview.slug)


def test_no_address_of_anybody_is_kept(from_page, run):
    run(
        WORDPRESS
        % (PAGE, wp(1, "Eins") + wp(2, "Zwei", author="cy@mail.example") + wp(3, "Drei", author=" "))
    )
    kept = str([*Annotation.objects.values(), *Guest.objects.values()])
    assert "mail.example" not in kept
    assert "192.0.2" not in kept
    assert set(Guest.objects.values_list("name", flat=True)) == {"Ada", "cy", "Guest"}


def test_answers_that_answer_each_other_end(from_page, run):
    assert "2 comments imported" in run(WORDPRESS % (PAGE, wp(1, "Eins", parent=1) + wp(2, "Zwei", parent=1)))
    circle = wp(3, "Drei", parent=4) + wp(4, "Vier", parent=3)
    run(WORDPRESS % (PAGE, circle))
    assert not Annotation.objects.filter(body="Drei").exists()


@pytest.mark.parametrize(
    ("text", "say"),
    [
        ("<html/>", "WordPress"),
        ("no xml", "damaged"),
        ('<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>', "entities"),
    ],
)
def test_what_is_no_export_is_said(text, say, db, run):
    with pytest.raises(CommandError, match=say):
        run(text)


def test_there_must_be_such_an_interview(db, run):
    with pytest.raises(CommandError, match="no interview"):
        run(DISQUS % PAGE, "--interview", "nowhere")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<p>a</p><p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("Zeile\nZeile", "<p>Zeile<br>\nZeile</p>"),
        ("<ul><li>a</li><li>b</li></ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<blockquote>a<br>b</blockquote>c", "<blockquote>\n<p>a<br>\nb</p>\n</blockquote>\n<p>c</p>"),
        ("<code>a*b*</code>", "<p><code>a*b*</code></p>"),
        ("<script>alert(1)</script><b>fett</b>", "<p><strong>fett</strong></p>"),
        ("# keine [Ü](x) *b* <img src=x onerror=alert(1)>", "<p># keine [Ü](x) *b* </p>"),
        ('<a href="javascript:alert(1)">x</a>', "<p>x</p>"),
        ("<i></i>1. a", "<p>1. a</p>"),
        (
            "<b>fett</b> und\n<i>kursiv</i> &amp; mehr",
            "<p><strong>fett</strong> und<br>\n<em>kursiv</em> &amp; mehr</p>",
        ),
        ("so<b> nah</b>\t<code>x</code> dran", "<p>so <strong>nah</strong> <code>x</code> dran</p>"),
        ("a<br>    b", "<p>a<br>\nb</p>"),
    ],
)
def test_html_becomes_markdown_that_shows_the_same(source, shown):
    assert to_html(from_html(source)).strip().replace(" </p>", "</p>") == shown.replace(" </p>", "</p>")
