"""Kept files read again."""

import pytest
from django.core.management import CommandError, call_command

from reader.drafts import draft_of
from reader.importing import import_file
from reader.revising import revise

FILE = b"Ein Titel\n\nAnna Berg: Wie geht es?\n\nBert Tal: Gut.\n\nAnna Berg: Und sonst?\n\nBert Tal: Auch.\n"


@pytest.fixture
def imported(db):
    return import_file("ein.txt", FILE)[0]


@pytest.fixture
def run(capsys):
    def call(*arguments):
        call_command("reimport", *arguments)
        return capsys.readouterr().out

    return call


def worsen(interview, reason="reimport"):
    """As an older importer may have read it."""
    text = draft_of(interview)
    text.blocks[-1].text = "Au ch."
    revise(interview, text, None, reason, interview.revision)


def test_the_same_file_gives_the_same_text(imported, run):
    assert "The same text as before." in run("--all")
    imported.refresh_from_db()
    assert imported.revision == 1


def test_a_better_reading_takes_the_place_of_the_old(imported, run):
    key = imported.blocks.last().key
    worsen(imported)
    assert "Would change." in run(imported.slug, "--dry-run")
    assert imported.block(key).text == "Au ch."
    assert "Changed." in run(imported.slug)
    assert imported.block(key).text == "Auch."
    assert imported.revisions.first().reason == "reimport"


def test_what_a_person_corrected_stays_unless_forced(imported, run):
    worsen(imported, reason="edit")
    assert "corrected by hand" in run("--all")
    assert imported.blocks.last().text == "Au ch."
    run("--all", "--force")
    assert imported.blocks.last().text == "Auch."


def test_what_the_file_does_not_say_stays(imported, run):
    imported.source_url, imported.site_name = "https://example.org/a", "Beispiel"
    imported.save()
    worsen(imported)
    run("--all")
    imported.refresh_from_db()
    assert (imported.source_url, imported.site_name) == ("https://example.org/a", "Beispiel")


def test_one_that_cannot_be_read_does_not_stop_the_others(imported, run):
    other = import_file("zwei.txt", FILE + b"\n\nAnna Berg: Ende.")[0]
    other.source = b""
    other.save()
    worsen(imported)
    out = run("--all")
    assert "Changed." in out
    assert "Left as it is: No text was found in zwei.txt." in out


def test_an_unknown_name_is_told(imported, run):
    assert "There is no such interview." in run("nothing-like-it")
    with pytest.raises(CommandError, match="--all"):
        run()
