"""Files made so that reading them takes long, or takes everybody else's time."""

import json

import pytest

from annotations.accounts.leaving import _Tree
from annotations.importers import Incoming, read
from annotations.importers.html_text import from_html
from annotations.importing import Importer, beginnings, storing
from annotations.importing.matching import Interviews
from annotations.models import Annotation
from annotations.old_comments.importers import OldComment
from annotations.old_comments.pages import Page, survey
from annotations.old_comments.taking_over import take_over
from annotations.readers import Reader
from tests.growth import growth

PLACE = "https://notes.example/00000000-0000-7000-8000-"


def old(number, parent=None, shown=True):
    above = "" if parent is None else f"wp:{parent}"
    return OldComment(f"wp:{number}", above, "p", "Ada", None, f"Wort {number}", shown)


def in_a_row(size):
    """Hidden comments, each an answer to the one before, and as many shown ones that answer the last."""
    hidden = [old(n, n - 1 if n else None, shown=False) for n in range(size)]
    return [*hidden, *(old(size + n, size - 1) for n in range(size))]


def replies_in_a_row(interview, size):
    """Web Annotations: a comment on the interview, and under it replies, each to the one before."""
    names = [f"{PLACE}{n:012x}" for n in range(size)]
    first = {"source": f"http://testserver{interview.get_absolute_url()}"}
    rows = [
        {
            "type": "Annotation",
            "id": name,
            "motivation": "replying" if n else "commenting",
            "body": {"type": "TextualBody", "value": f"Wort {n}"},
            "target": names[n - 1] if n else first,
        }
        for n, name in enumerate(names)
    ]
    # What is answered comes last.
    return read(json.dumps(rows[::-1]).encode())


def importer_of(user, notes, interview=None):
    return Importer(Reader(user=user), Interviews(user, "testserver", notes), interview)


def test_comments_under_many_hidden_ones_are_looked_through_once():
    def surveyed(size):
        page = Page("p", in_a_row(size))
        survey([page], set())
        assert page.threads == size

    assert growth(surveyed, 1_000) < 8


@pytest.mark.parametrize("loop", [{1: 2, 2: 1}, {1: 1}, {1: 2, 2: 3, 3: 2}])
def test_hidden_comments_that_answer_each_other_are_answered_by_nobody(loop):
    hidden = [old(number, parent, shown=False) for number, parent in loop.items()]
    page = Page("p", [*hidden, old(9, 1)])
    survey([page], set())
    assert page.threads == 1


def test_old_comments_in_a_row_answer_each_other(interview):
    page = Page("p", [old(n, n - 1 if n else None) for n in range(40)], interview)
    take_over([page])
    assert page.new == 40
    assert Annotation.objects.filter(root__isnull=False).count() == 39
    deepest = Annotation.objects.get(origin="wp:39")
    assert deepest.reply_to.origin == "wp:38"
    assert deepest.root.origin == "wp:0"


def test_replies_in_a_row_come_in_some_levels_at_a_time(interview, people, monkeypatch):
    monkeypatch.setattr(storing, "MOST_LEVELS", 4)
    notes = replies_in_a_row(interview, 10)
    importer = importer_of(people["anna"], notes)
    reports = [importer.take_in(notes) for _again in range(4)]
    assert [report.new for report in reports] == [5, 4, 1, 0]
    assert len(reports[0].left) == 5
    assert "again" in reports[0].left[0].reason
    assert [report.known for report in reports] == [0, 5, 9, 10]


def test_the_beginning_of_a_deep_thread_is_looked_for_once():
    notes = [Incoming(origin=f"n{n}", parent=f"n{n - 1}" if n else "") for n in range(12_000)]

    def found(size):
        some = notes[:size]
        assert set(map(id, beginnings(some, some))) == {id(notes[0])}

    assert growth(found, 3_000) < 8


def test_a_reply_without_a_name_of_its_own_finds_its_thread_too():
    first, second = Incoming(origin="a"), Incoming(origin="b", parent="a")
    nameless = [Incoming(parent="b"), Incoming(parent="c"), Incoming(parent="b")]
    assert beginnings(nameless, [first, second, *nameless]) == [first, nameless[1], first]


def test_notes_that_answer_each_other_are_left_out(interview, people):
    names = [f"{PLACE}{n:012x}" for n in range(3)]
    rows = [
        {
            "type": "Annotation",
            "id": name,
            "motivation": "replying",
            "body": {"type": "TextualBody", "value": "Im Kreis"},
            "target": names[(n + 1) % 3],
        }
        for n, name in enumerate(names)
    ]
    notes = read(json.dumps(rows).encode())
    report = importer_of(people["anna"], notes, interview).take_in(notes)
    assert (report.new, len(report.left)) == (0, 3)


@pytest.mark.parametrize("piece", ["<ul><li>", "<div>", "<dl><dt>", "<b></p>", "<blockquote>", "<ul></div>"])
def test_html_in_html_takes_no_longer_each(piece):
    assert growth(lambda size: from_html(piece * size + "Ende"), 1_500) < 8
    assert from_html(piece * 3_000 + "Ende").strip() == "Ende"


@pytest.mark.parametrize("end", ["</p>", ""])
def test_a_long_old_comment_keeps_its_paragraphs(end):
    source = "".join(f"<p>Absatz <b>{n}</b> mit<br>zwei Zeilen{end}" for n in range(300))
    assert from_html(source).count("\n\n") == 299
    assert "**17**" in from_html(source)


def test_html_that_is_too_deep_keeps_its_words():
    assert from_html("<div>" * 500 + "Eins &amp; <i>zwei</i>" + "</div>" * 500).split() == [
        "Eins",
        "&",
        "zwei",
    ]


def test_what_stays_of_a_deep_thread_is_looked_for_once():
    def looked_for(size):
        tree = _Tree({n: n - 1 if n else None for n in range(size)})
        assert len(tree.above(range(size))) == size - 1

    assert growth(looked_for, 1_000) < 8


@pytest.mark.parametrize("name", ["\ud800", "a\0b", "<b>", "x" * 3_000])
def test_whatever_somebody_is_called_in_a_file_is_only_said(interview, sign_in, name):
    row = {
        "type": "Annotation",
        "creator": name,
        "body": {"value": "Wort"},
        "target": "https://nowhere.example",
    }
    rows = json.dumps([row, row | {"creator": "Bo"}])
    answer = sign_in("anna").post("/notes/import/", {"text": rows})
    assert answer.status_code == 422
    assert "Bo" in answer.content.decode()
    assert "<b>" not in answer.content.decode()
