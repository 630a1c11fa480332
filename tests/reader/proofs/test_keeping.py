"""Proofs: corrections are kept one by one, can be taken back, and at last become what readers see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader import importing
from reader.models import Correction, Interview, Proof
from reader.proofs import correcting
from reader.proofs.keeping import begin, begin_for, draft_in, publish
from reader.proofs.rows import ProofSheet, changes
from reader.proofs.steps import keep, take_back
from reader.revising import Stale
from reader.sources import Source
from tests.conftest import draft


def correct(proof, change, what="kind"):
    before = draft_in(proof)
    keep(proof, change(before), what)
    return before


def test_steps_are_taken_back_one_by_one(proof):
    key = draft_in(proof).blocks[1].key
    steps = [
        (lambda d: correcting.rename(d, "Kim Frage", "Kim"), "speaker"),
        (lambda d: correcting.split(d, key, 10), "split"),
        (lambda d: correcting.describe(d, title="Neu"), "head"),
        (lambda d: correcting.set_kind(d, key, "note"), "kind"),
    ]
    seen = [correct(proof, change, what) for change, what in steps]
    for before, (_change, what) in zip(reversed(seen), reversed(steps), strict=True):
        assert take_back(proof) == what
        assert draft_in(Proof.objects.get()) == before
    assert take_back(proof) == ""


def test_what_changes_nothing_is_no_step(proof):
    correct(proof, lambda d: d)
    assert not Correction.objects.exists()


def test_a_step_keeps_only_what_it_changed(proof):
    correct(proof, lambda d: correcting.set_kind(d, d.blocks[1].key, "note"))
    back = Correction.objects.get().back
    assert [block["kind"] for block in back["blocks"]] == ["turn"]
    assert back["head"] == {}


def test_a_step_of_another_name_keeps_no_text(proof):
    before = correct(proof, lambda d: correcting.rename(d, "Kim Frage", "Kim"), "speaker")
    back = Correction.objects.get().back
    assert (back["blocks"], back["names"]) == ([], {"Kim": "Kim Frage"})
    take_back(proof)
    assert draft_in(proof) == before


def test_a_text_without_title_is_named_after_who_speaks(people):
    nameless = draft(title="")
    proof = begin(people["anna"], Source(nameless, "a.txt", b"x"))
    assert proof.draft["title"] == "Kim Frage in conversation with Lee Antwort"


def test_saving_makes_an_interview_of_what_is_shown(proof, people):
    correct(proof, lambda d: correcting.set_kind(d, d.blocks[0].key, None))
    correct(proof, lambda d: correcting.add_speaker(d, "Nobody"))
    interview, said = publish(proof.owner, proof.uid, "unlisted")
    assert (interview.added_by, interview.visibility, said) == (people["anna"], "unlisted", "Saved.")
    assert interview.blocks.first().kind == "turn"
    assert [s.name for s in interview.speakers.all()] == ["Kim Frage", "Lee Antwort"]
    assert bytes(interview.source) == b"gespraech"
    assert not Proof.objects.exists()


def test_nothing_left_is_not_saved(proof):
    for block in draft_in(proof).blocks:
        correct(proof, lambda d, block=block: correcting.set_kind(d, block.key, None))
    with pytest.raises(correcting.CorrectionProblem, match="left out"):
        publish(proof.owner, proof.uid, "public")
    assert Proof.objects.exists()
    assert not Interview.objects.exists()


def test_an_interview_gets_a_new_revision(interview, people):
    proof = begin_for(interview, people["anna"])
    assert begin_for(interview, people["anna"]) == proof
    key = draft_in(proof).blocks[0].key
    correct(proof, lambda d: correcting.rewrite(d, key, "Eine andere Einleitung."))
    publish(proof.owner, proof.uid, "public")
    interview.refresh_from_db()
    assert interview.revision == 2
    assert interview.blocks.get(key=key).text == "Eine andere Einleitung."


def test_a_newer_text_is_not_written_over_unasked(interview, people):
    mine, other = (begin_for(interview, people[name]) for name in ("anna", "ben"))
    for proof in (mine, other):
        correct(proof, lambda d, who=proof.owner_id: correcting.describe(d, title=f"Von {who}"))
    publish(other.owner, other.uid, "public")
    with pytest.raises(Stale):
        publish(mine.owner, mine.uid, "public")
    assert Proof.objects.filter(pk=mine.pk).exists()
    publish(mine.owner, mine.uid, "public", over=2)
    interview.refresh_from_db()
    assert (interview.revision, interview.title) == (3, f"Von {people['anna'].pk}")


def test_a_proof_without_corrections_follows_the_text(interview, people):
    old = begin_for(interview, people["anna"])
    Interview.objects.update(revision=2)
    interview.refresh_from_db()
    assert begin_for(interview, people["anna"]).revision == 2
    assert not Proof.objects.filter(pk=old.pk).exists()


def sheets(before, after):
    return ProofSheet(before), ProofSheet(after)


def test_only_rows_that_look_different_are_sent():
    before = correcting.with_keys(draft())
    keys = [block.key for block in before.blocks]
    after = correcting.set_kind(before, keys[0], "note")
    found = list(changes(*sheets(before, after), keys))
    assert [(c.key, c.is_new, c.row is None) for c in found] == [(keys[0], False, False)]


def test_a_new_row_stands_after_the_one_that_it_was_split_from():
    before = correcting.with_keys(draft())
    keys = [block.key for block in before.blocks]
    after = correcting.split(before, keys[1], 10)
    found = {c.key: c for c in changes(*sheets(before, after), keys)}
    (new,) = [c for c in found.values() if c.is_new]
    assert new.after == keys[1]
    assert set(found) == {keys[1], new.key}
    back = {c.key: c for c in changes(*sheets(after, before), [*keys, new.key])}
    assert back[new.key].row is None


def test_rows_that_are_not_on_the_page_are_not_sent():
    before = correcting.with_keys(draft(pairs=4))
    keys = [block.key for block in before.blocks]
    after = correcting.rename(before, "Kim Frage", "Kim")
    assert {c.key for c in changes(*sheets(before, after), keys[:3])} == set(keys[:3])


def test_counts_are_of_what_is_shown():
    before = correcting.with_keys(draft())
    after = correcting.set_kind(before, before.blocks[1].key, None)
    assert ProofSheet(before).counts["turns"] == ProofSheet(after).counts["turns"] + 1
    assert ProofSheet(after).counts["left_out"] == 1


def test_corrections_ask_no_more_the_longer_the_text(people, client):
    client.force_login(people["anna"])
    counts = []
    for pairs in (2, 60):
        proof = begin(people["anna"], Source(draft(pairs=pairs), f"{pairs}.txt", b"x"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(proof.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_the_same_file_is_not_added_twice_by_one_person(proof, people):
    publish(people["anna"], proof.uid, "private")
    again = begin(people["anna"], Source(draft(), "nochmal.txt", b"gespraech"))
    with pytest.raises(correcting.CorrectionProblem, match="already"):
        publish(people["anna"], again.uid, "public")
    other = begin(people["ben"], Source(draft(), "auch.txt", b"gespraech"))
    publish(people["ben"], other.uid, "public")
    assert Interview.objects.count() == 2


def test_a_slug_that_somebody_else_takes_meanwhile_is_not_used_twice(people, monkeypatch):
    taken = [importing.save(draft(), "eins.txt", b"eins").slug]
    free = importing.free_slug
    monkeypatch.setattr(importing, "free_slug", lambda title: taken.pop() if taken else free(title))
    assert importing.save(draft(), "zwei.txt", b"zwei").slug.endswith("-2")
