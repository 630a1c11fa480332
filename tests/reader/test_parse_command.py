"""`manage.py parse_interview`: what an import would make of files."""

import json

import pytest
from django.core.management import CommandError, call_command

TALK = "Winter\n\nAnn Bo: Why?\n\nBen Ko: So.\n\nAnzeige\n\nAnn Bo: Really?\n\nBen Ko: Yes.\n"


@pytest.fixture
def talk(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


def test_one_file_goes_to_the_output_as_json(talk, capsys):
    call_command("parse_interview", str(talk), "--json")
    data = json.loads(capsys.readouterr().out)
    assert data["title"] == "Winter"
    assert data["speakers"] == ["Ann Bo", "Ben Ko"]
    assert data["roles"] == {"Ann Bo": "interviewer", "Ben Ko": "guest"}
    assert data["blocks"][:3] == [
        {"kind": "turn", "speaker": "Ann Bo", "text": "Why?"},
        {"kind": "turn", "speaker": "Ben Ko", "text": "So."},
        {"kind": "aside", "speaker": None, "text": "Anzeige", "boilerplate": True},
    ]


def test_each_file_gets_a_file_of_its_own(talk, tmp_path):
    page = tmp_path / "talk.html"
    page.write_text("<html lang=en><p>Ann Bo: Größe?</p></html>", encoding="utf-8")
    out = tmp_path / "new" / "out"
    call_command("parse_interview", str(talk), str(page), "--json", "--out", str(out))
    assert sorted(path.name for path in out.iterdir()) == ["talk.html.json", "talk.txt.json"]
    data = json.loads((out / "talk.html.json").read_text(encoding="utf-8"))
    assert data["language"] == "en"
    assert data["blocks"] == [{"kind": "para", "speaker": None, "text": "Ann Bo: Größe?"}]


def test_without_json_a_person_reads_a_summary(talk, capsys):
    call_command("parse_interview", str(talk))
    out = capsys.readouterr().out
    assert "Ann Bo (interviewer), Ben Ko (guest)" in out
    assert "Winter" in out


def test_a_bad_file_is_told_in_one_sentence_and_the_others_are_read(talk, tmp_path, capsys):
    empty = tmp_path / "empty.txt"
    empty.touch()
    missing = tmp_path / "missing.txt"
    with pytest.raises(SystemExit) as stopped:
        call_command(
            "parse_interview", str(empty), str(missing), str(talk), "--json", "--out", str(tmp_path / "o")
        )
    assert stopped.value.code == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in lines] == [str(empty), str(missing)]
    assert (tmp_path / "o" / "talk.txt.json").exists()


def test_a_file_over_the_limit_is_refused_without_reading_it_whole(talk, settings, capsys):
    settings.IMPORT_MAX_BYTES = 10
    with pytest.raises(SystemExit):
        call_command("parse_interview", str(talk))
    assert str(talk) in capsys.readouterr().err


def test_several_files_as_json_need_a_folder(talk):
    with pytest.raises(CommandError, match="--out"):
        call_command("parse_interview", str(talk), str(talk), "--json")
