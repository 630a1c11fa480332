"""All of an account's data in one file: nothing of it is missing, and nothing of others is in it."""

import io
import json
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress

from annotations import groups, reacting
from annotations.accounts.own_data import archive
from annotations.models import Annotation, ColourMeaning, ExportTemplate, Place, Tag, Tagging
from annotations.readers import Reader
from reader.importing import save
from reader.models import Interview
from reader.proofs.keeping import begin
from reader.sources import Source
from tests.conftest import draft


def opened(response) -> ZipFile:
    return ZipFile(io.BytesIO(b"".join(response.streaming_content)))


@pytest.fixture
def data(sign_in):
    """What anna gets."""

    def load(who: str = "anna") -> dict:
        return json.loads(opened(sign_in(who).get("/accounts/data/")).read("data.json"))

    return load


def test_everything_is_in_it(data, add, people, interview, sign_in):
    EmailAddress.objects.create(user=people["anna"], email="anna@example.org", verified=True)
    Place.objects.create(interview=interview, creator=people["anna"], percent=38)
    public = {"visibility": "public", "motivation": "commenting"}
    last = add("anna", "Zweiter", body="Zweites Wort 😀", **public)
    first = add("anna", "sehr gutes", colour="b", visibility="private")
    bens = add("ben", "Text", body="Von Ben", **public)
    add("anna", "", body="Über alles", motivation="commenting")
    sign_in("anna").post(f"/annotations/{bens.uid}/replies/", {"body": "Annas Antwort"})
    gone = add("anna", "schön", body="Gelöschtes", **public)
    sign_in("anna").post(f"/annotations/{gone.uid}/deletion/")
    Tagging.objects.create(
        interview=interview, annotation=first, tag=Tag.objects.create(name="Wort", key="wort")
    )
    save(draft("Von Anna"), "anna.txt", b"Datei", added_by=people["anna"])
    begin(people["anna"], Source(draft("Entwurf"), "entwurf.txt", b"entwurf"))
    circle = groups.found(people["anna"], "Lesekreis")
    add("anna", "Modell", body="Im Kreis", motivation="commenting", visibility=str(circle.uid))
    reacting.react(bens, Reader(user=people["anna"]), "idea")
    ColourMeaning.objects.create(creator=people["anna"], colour="b", words="Zitat")
    ExportTemplate.objects.create(creator=people["anna"], text="{{quote}}")
    found = data()
    assert found["account"]["user_name"] == "anna"
    assert found["account"]["colours"] == {"b": "Zitat"}
    assert found["account"]["markdown_template"] == "{{quote}}"
    assert [(one["reaction"], bens.uid.hex in one["to"].replace("-", "")) for one in found["reactions"]] == [
        ("idea", True)
    ]
    assert [one["name"] for one in found["account"]["groups"]] == ["Lesekreis"]
    assert found["account"]["e_mail"] == [{"email": "anna@example.org", "verified": True}]
    placed = [one for one in found["annotations"] if one["begins"]]
    assert [one["quote"]["exact"] for one in placed] == [*("sehr gutes", "Modell", "schön", "Zweiter")], (
        "reading order"
    )
    assert placed[0]["tags"] == ["Wort"]
    assert placed[0]["visibility"] == "private"
    assert placed[1]["group"] == "Lesekreis"
    assert placed[2]["deleted"]
    assert placed[3]["body"] == "Zweites Wort 😀"
    assert placed[3]["address"].endswith(f"/annotations/{last.uid}/")
    replies = [one for one in found["annotations"] if one["reply_to"]]
    assert [(one["body"], one["reply_to"]) for one in replies] == [("Annas Antwort", str(bens.uid))]
    assert len(found["annotations"]) == Annotation.objects.filter(creator=people["anna"]).count()
    assert [place["percent"] for place in found["places"]] == [38]
    (own,) = found["interviews"]
    assert own["title"] == "Von Anna"
    assert len(own["blocks"]) == Interview.objects.get(title="Von Anna").blocks.count()
    assert [one["title"] for one in found["drafts"]] == ["Entwurf"]
    assert "Von Ben" not in json.dumps(found, ensure_ascii=False)


def test_what_one_asked_for_and_was_told_is_in_it(data, add, sign_in, blocks, interview):
    bens = add("ben", "Text", body="Von Ben")
    sign_in("anna").post(f"/annotations/{bens.uid}/flag/", {"complaint": "other", "words": "Unklar"})
    sign_in("anna").post(f"/annotations/{bens.uid}/mute/", {"muted": "1"})
    annas = add("anna", "sehr gutes", body="Von Anna")
    sign_in("ben").post(f"/annotations/{annas.uid}/replies/", {"body": "Antwort"})
    words = {"start_block": blocks[2].key, "exact": "sehr gutes", "words": "recht gutes"}
    sign_in("anna").post(f"/interviews/{interview.slug}/suggestions/new/", words)
    found = data()
    assert [(one["complaint"], one["words"]) for one in found["flags"]] == [("other", "Unklar")]
    assert [one["thread"].endswith(f"{bens.uid}/") for one in found["muted_threads"]] == [True]
    assert [one["kind"] for one in found["notices"]] == ["reply"]
    assert "recht gutes" in [one["suggests"] for one in found["annotations"]]


def test_files_come_as_they_were_under_harmless_names(people, sign_in):
    made = save(draft("Titel"), "../../böse.t/xt", b"eins", added_by=people["anna"])
    Interview.objects.filter(pk=made.pk).update(source_name="../../b.sh/../x.ht\nml")
    save(draft("Zwei"), "zwei.txt", "zwei ä".encode(), added_by=people["anna"])
    response = sign_in("anna").get("/accounts/data/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="randnotiz.zip"'
    assert response.headers["Cache-Control"] == "no-store"
    zipped = opened(response)
    assert zipped.namelist() == ["data.json", "interviews/titel", "interviews/zwei.txt"]
    assert zipped.read("interviews/zwei.txt").decode() == "zwei ä"


def test_an_interview_that_was_closed_is_not_named(data, add, interview):
    add("anna", "sehr gutes")
    Interview.objects.update(visibility="private")
    (one,) = data()["annotations"]
    assert one["interview"] is None
    assert one["quote"]["exact"] == "sehr gutes"


def test_nothing_of_somebody_else_is_in_it(data, add, people):
    add("anna", "sehr gutes")
    found = data("ben")
    assert (found["annotations"], found["interviews"], found["places"]) == ([], [], [])


def test_visitors_are_asked_to_sign_in(sign_in):
    assert sign_in().get("/accounts/data/").url == "/accounts/login/?next=/accounts/data/"
    assert sign_in("anna").post("/accounts/data/").status_code == 405


def test_it_is_written_piece_by_piece(people, interview):
    block = interview.blocks.order_by("position")[2]
    Annotation.objects.bulk_create(
        Annotation(
            interview=interview, creator=people["anna"], motivation="commenting", visibility="private",
            body=f"{number} " + "Worte " * 100, start_block=block,
        )
        for number in range(2000)
    )  # fmt: skip
    pieces = [len(piece) for piece in archive(people["anna"], "")]
    assert len(pieces) > 2000
    assert max(pieces) < 64 * 1024
