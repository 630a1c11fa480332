"""Tables in Readwise's columns: notes on a whole turn, and answers, come back as such."""

import csv
from io import StringIO

import pytest

from annotations.models import Annotation
from annotations.saying import LONGEST_OPENING, opening
from reader.importing import save
from reader.models import Interview
from tests.annotations.importing.bringing import bring, sums
from tests.conftest import draft

NOTHING = {"known": 0, "placed": 0, "changed": 0, "orphaned": 0, "left": 0}


def in_cells(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(file.decode(), newline="")))


def another_site(interview, text=None) -> Interview:
    """The same text, or this one, come in where nobody has written anything; its blocks have other keys."""
    Annotation.objects.all().delete()
    interview.delete()
    return save(text or draft(), "gespraech.txt", b"gespraech")


@pytest.fixture
def on_a_turn(add, blocks, tagged):
    note = add("anna", "", start_block=blocks[5].key, body="=So *kurz*\n\nund gut", motivation="commenting")
    tagged(note, "modell")
    return note


def test_a_comment_on_a_whole_turn_comes_back_on_it(on_a_turn, blocks, exported, sign_in):
    file = exported("anna", "csv")
    [row] = in_cells(file)
    assert row["Highlight"] == blocks[5].text
    assert row["URL"].endswith(f"/a/{on_a_turn.uid}/#t-{blocks[5].key}")
    assert (row["Note"], row["Location"]) == ("'=So *kurz*\n\nund gut\n.modell", "3")
    Annotation.objects.all().delete()
    assert sums(bring(sign_in("anna"), file)) == NOTHING | {"placed": 1}
    back = Annotation.objects.get()
    assert (back.uid, back.start_block, back.start, back.exact) == (on_a_turn.uid, blocks[5], None, "")
    assert (back.body, back.colour, back.motivation) == (on_a_turn.body, "", "commenting")
    assert exported("anna", "csv") == file
    assert sums(bring(sign_in("anna"), file)) == NOTHING | {"known": 1}


def test_a_turn_that_has_other_words_now_is_known_by_its_key(on_a_turn, change, exported, sign_in):
    file = exported("anna", "csv")
    Annotation.objects.all().delete()

    def edit(blocks):
        blocks[5].text = "Jetzt steht hier etwas ganz anderes"
        del blocks[1]

    change(edit)
    assert sums(bring(sign_in("anna"), file))["placed"] == 1
    assert Annotation.objects.get().start_block.text.startswith("Jetzt steht")


@pytest.mark.parametrize("edit", ["nothing", "one before it"])
def test_elsewhere_a_turn_is_known_by_its_words(edit, on_a_turn, interview, blocks, exported, sign_in):
    file = exported("anna", "csv")
    text = draft()
    if edit == "one before it":
        text.blocks[3].kind, text.blocks[3].speaker = "turn", "Kim Frage"
    another_site(interview, text)
    assert sums(bring(sign_in("anna"), file))["placed"] == 1
    back = Annotation.objects.get()
    assert (back.start_block.position, back.start_block.key == blocks[5].key) == (blocks[5].position, False)


def test_elsewhere_a_few_other_words_make_no_other_block(add, interview, blocks, exported, sign_in):
    add("anna", "", start_block=blocks[0].key, body="Kurz", motivation="commenting")
    file = exported("anna", "csv")
    text = draft()
    text.blocks.insert(0, text.blocks.pop(3))
    text.blocks[1].text = text.blocks[1].text.replace("ein Satz", "ein kurzer Satz")
    another_site(interview, text)
    assert sums(bring(sign_in("anna"), file))["placed"] == 1
    assert Annotation.objects.get().start_block.text == "Zur Einleitung ein kurzer Satz."


def test_where_the_turn_is_gone_its_words_are_kept(on_a_turn, interview, blocks, exported, sign_in):
    file = exported("anna", "csv")
    text = draft(pairs=1)
    text.blocks[1].text = "Wie geht es Ihnen heute?"
    another_site(interview, text)
    assert sums(bring(sign_in("anna"), file))["orphaned"] == 1
    back = Annotation.objects.get()
    assert (back.exact, back.is_on_block, back.last_turn) == (blocks[5].text, True, 3)


def test_a_short_turn_is_not_taken_for_the_beginning_of_a_long_one(add, blocks, exported, sign_in, interview):
    add("anna", "", start_block=blocks[4].key, body="Weiter", motivation="commenting")
    file = exported("anna", "csv")
    text = draft()
    text.blocks[4].text = f"{text.blocks[4].text} Aber dann kam alles ganz anders, als wir gedacht hatten."
    another_site(interview, text)
    assert sums(bring(sign_in("anna"), file))["orphaned"] == 1


def test_of_a_long_turn_the_beginning_is_enough(add, blocks, exported, sign_in, interview):
    long = draft()
    long.blocks[5].text = " ".join(f"Wort{n}" for n in range(LONGEST_OPENING))
    interview.delete()
    interview = save(long, "lang.txt", b"lang")
    block = interview.blocks.get(position=blocks[5].position)
    sign_in("anna").post(
        f"/interviews/{interview.slug}/annotations/",
        {"start_block": block.key, "body": "Lang", "motivation": "commenting"},
    )
    file = exported_of(interview, sign_in)
    [row] = in_cells(file)
    assert row["Highlight"] == opening(block.text)
    assert len(row["Highlight"]) < LONGEST_OPENING + 5
    Annotation.objects.all().delete()
    interview.delete()
    save(long, "lang.txt", b"lang")
    assert sums(bring(sign_in("anna"), file))["placed"] == 1
    assert Annotation.objects.get().start_block.text == block.text


def exported_of(interview, sign_in) -> bytes:
    return sign_in("anna").get(f"/interviews/{interview.slug}/export/csv/").getvalue()


@pytest.fixture
def thread(add, answer):
    """Anna's comment, her answer to it, and her answer to that."""
    root = add("anna", "sehr gutes", body="Wurzel")
    first = answer("anna", root, "Erste *Antwort*")
    return root, first, answer("anna", first, "-Zweite\n\nAntwort")


@pytest.mark.parametrize("order", [1, -1])
def test_answers_come_back_as_answers(order, thread, exported, sign_in, interview):
    root, first, second = thread
    file = exported("anna", "csv")
    rows = in_cells(file)
    assert [row["URL"].partition("#")[2] for row in rows] == ["", f"n-{root.ref}", f"n-{first.ref}"]
    assert rows[2]["Highlight"] == "'-Zweite\n\nAntwort"
    another_site(interview)
    table = StringIO()
    writer = csv.DictWriter(table, rows[0])
    writer.writeheader()
    writer.writerows(rows[::order])
    assert sums(bring(sign_in("anna"), table.getvalue())) == NOTHING | {"placed": 3}
    told = Annotation.objects.values_list("uid", "body", "motivation", "reply_to__uid", "root__uid")
    assert set(told) == {
        (root.uid, "Wurzel", "commenting", None, None),
        (first.uid, "Erste *Antwort*", "replying", root.uid, root.uid),
        (second.uid, "-Zweite\n\nAntwort", "replying", first.uid, root.uid),
    }
    assert exported("anna", "csv") == file


def test_an_answer_to_what_is_on_the_site_comes_back_there(add, answer, exported, sign_in):
    root = add("ben", "sehr gutes", body="Wurzel", visibility="public")
    reply = answer("anna", root, "Antwort")
    file = exported("anna", "csv", whole=False)
    assert len(in_cells(file)) == 1
    reply.delete()
    assert sums(bring(sign_in("anna"), file.replace(b"Ein Gespr", b"Kein Gespr"))) == NOTHING | {"placed": 1}
    back = Annotation.objects.get(body="Antwort")
    assert (back.uid, back.reply_to, back.root) == (reply.uid, root, root)


def test_an_answer_to_what_is_not_here_stands_alone_where_it_was(add, answer, exported, sign_in, interview):
    root = add("ben", "sehr gutes", body="Wurzel", visibility="public")
    first = answer("anna", root, "Antwort", visibility="public")
    second = answer("anna", first, "Noch eine")
    answer("anna", add("ben", "", body="Zu allem", visibility="public", motivation="commenting"), "Auch dazu")
    file = exported("anna", "csv", whole=False)
    interview = another_site(interview)
    response = bring(sign_in("anna"), file)
    assert sums(response) == NOTHING | {"placed": 1}
    assert [line.words for line in response.context["report"].alone] == ["Antwort", "Auch dazu"]
    assert "Worauf sie antworten, ist nicht hier" in response.content.decode()
    back = {note.body: note for note in Annotation.objects.select_related("start_block")}
    alone = back["Antwort"]
    assert (alone.uid, alone.motivation, alone.visibility) == (first.uid, "commenting", "private")
    assert (alone.start_block.number, alone.is_on_block, back["Auch dazu"].start_block) == (2, True, None)
    assert (back["Noch eine"].uid, back["Noch eine"].root) == (second.uid, alone)
    assert sums(bring(sign_in("anna"), file)) == NOTHING | {"known": 3}


def test_in_other_formats_answers_alone_stand_at_the_passage(add, answer, exported, sign_in, interview):
    root = add("ben", "sehr gutes", body="Wurzel", visibility="public")
    answer("anna", root, "Antwort", visibility="public")
    file = exported("anna", "jsonld")
    another_site(interview)
    response = bring(sign_in("anna"), file)
    assert len(response.context["report"].alone) == 1
    back = Annotation.objects.get()
    assert (back.exact, back.visibility, back.motivation) == ("sehr gutes", "private", "commenting")
    assert sums(bring(sign_in("anna"), file))["known"] == 1


def test_an_answer_in_a_thread_that_is_not_seen_any_more_is_a_comment(
    add, answer, exported, sign_in, interview
):
    root = add("ben", "sehr gutes", body="Wurzel", visibility="public")
    answer("anna", root, "Antwort")
    Annotation.objects.filter(pk=root.pk).update(visibility="private")
    file = exported("anna", "csv", whole=False)
    assert in_cells(file)[0]["Location"] == "0"
    another_site(interview)
    assert sums(bring(sign_in("anna"), file)) == NOTHING | {"placed": 1}
    assert Annotation.objects.get().motivation == "commenting"
    assert exported("anna", "csv", whole=False) == file


ELSEWHERE = """Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,\
Highlighted at,Document tags
sehr gutes Modell,Ein Gespräch,Lee,,Stimmt,blue,"eins,zwei",page,2,2024-05-06 07:08:09+00:00,
Zweiter Absatz,Ein Gespräch,Lee,,,yellow,,page,0,2024-05-06 07:09:09+00:00,
"""
ONE_ADDRESS = "https://a.example/articles/0190b3f0-1111-7222-8333-944455556666/#t-abcdef"


def test_what_readwise_exports_is_highlights(interview, sign_in):
    assert sums(bring(sign_in("anna"), ELSEWHERE)) == NOTHING | {"placed": 2}
    note = Annotation.objects.get(exact="sehr gutes Modell")
    assert (note.body, note.colour, note.created.year) == ("Stimmt", "b", 2024)
    assert {tag.name for tag in note.tags.all()} == {"eins", "zwei"}
    assert Annotation.objects.get(exact="Zweiter Absatz").is_highlight


def test_an_id_in_the_address_of_a_page_names_no_note(interview, sign_in):
    rows = [f"{words},Ein Gespräch,{ONE_ADDRESS}" for words in ("sehr gutes", "Zweiter Absatz")]
    assert sums(bring(sign_in("anna"), "\n".join(["Highlight,Title,URL", *rows])))["known"] == 0
    assert Annotation.objects.count() == 2
    assert not Annotation.objects.exclude(motivation="highlighting").exists()
