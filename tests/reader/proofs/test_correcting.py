"""Corrections of a draft: what a person can put right before a text is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Draft, DraftBlock, DraftSpeaker
from reader.proofs import correcting
from reader.proofs.correcting import CorrectionProblem, with_keys
from reader.text import Span


def turn(speaker, text, **more):
    return DraftBlock(kind="turn", speaker=speaker, text=text, **more)


def conversation(*blocks):
    names = dict.fromkeys(block.speaker for block in blocks if block.speaker)
    return with_keys(Draft(title="T", speakers=[DraftSpeaker(name) for name in names], blocks=list(blocks)))


def shape(draft):
    return [(str(b.kind), b.speaker, b.text, b.continued) for b in draft.blocks]


@pytest.fixture
def draft():
    return conversation(
        turn("Ida", "Was tun Sie?", begins=0, ends=900),
        turn("Otto", "Ich säe.\n\nUnd ich ernte.\n\nDann ruhe ich.", begins=1000, ends=5000),
        turn("Ida", "Schön."),
    )


def key(draft, number):
    return draft.blocks[number].key


def test_every_block_has_a_key_of_its_own(draft):
    keys = [block.key for block in draft.blocks]
    assert all(keys)
    assert len(set(keys)) == 3
    assert with_keys(draft) == draft


def test_a_person_gets_another_name_everywhere(draft):
    renamed = correcting.rename(draft, "Ida", "  Ida  Blum ")
    assert [s.name for s in renamed.speakers] == ["Ida Blum", "Otto"]
    assert [b.speaker for b in renamed.blocks] == ["Ida Blum", "Otto", "Ida Blum"]
    assert [s.name for s in draft.speakers] == ["Ida", "Otto"]


def test_a_name_that_somebody_has_makes_them_one_person(draft):
    merged = correcting.rename(draft, "Otto", "Ida")
    assert [s.name for s in merged.speakers] == ["Ida"]
    assert {b.speaker for b in merged.blocks} == {"Ida"}
    assert len(merged.blocks) == 3


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "\x00"])
def test_a_name_needs_letters_and_an_end(draft, name):
    with pytest.raises(CorrectionProblem):
        correcting.rename(draft, "Ida", name)


def test_nobody_is_added_twice(draft):
    assert correcting.add_speaker(draft, "Eva").speakers[-1].name == "Eva"
    with pytest.raises(CorrectionProblem, match="already"):
        correcting.add_speaker(draft, "Otto")


def test_who_says_nothing_is_not_kept(draft):
    draft = correcting.add_speaker(draft, "Eva")
    assert [s.name for s in correcting.finished(draft).speakers] == ["Ida", "Otto"]


def test_a_split_turn_is_two_of_the_same_person(draft):
    at = draft.blocks[1].text.index("Und")
    split = correcting.split(draft, key(draft, 1), at)
    assert shape(split)[1:3] == [
        ("turn", "Otto", "Ich säe.", False),
        ("turn", "Otto", "Und ich ernte.\n\nDann ruhe ich.", False),
    ]
    first, second = split.blocks[1:3]
    assert (first.key, first.begins, first.ends) == (key(draft, 1), 1000, None)
    assert (second.begins, second.ends) == (None, 5000)
    assert second.key not in {b.key for b in draft.blocks}


@pytest.mark.parametrize("at", [0, 10_000])
def test_nothing_is_split_off(draft, at):
    with pytest.raises(CorrectionProblem, match="Nothing would be left"):
        correcting.split(draft, key(draft, 1), at)


def test_splitting_and_joining_gives_the_text_back(draft):
    split = correcting.split(draft, key(draft, 1), 10)
    joined = correcting.join_before(split, key(split, 2))
    assert joined == draft


def test_joining_leaves_out_nothing_but_the_place_of_what_is_left_out(draft):
    hidden = correcting.set_kind(draft, key(draft, 1), None)
    joined = correcting.join_before(hidden, key(draft, 2))
    assert [(b.text, b.boilerplate) for b in joined.blocks] == [
        ("Was tun Sie?\n\nSchön.", False),
        (draft.blocks[1].text, True),
    ]


def test_the_first_has_nothing_to_be_joined_with(draft):
    with pytest.raises(CorrectionProblem, match="Nothing stands before"):
        correcting.join_before(draft, key(draft, 0))


def test_a_paragraph_is_given_to_somebody_else(draft):
    text = draft.blocks[1].text
    start = text.index("Und")
    moved = correcting.give(draft, key(draft, 1), start, start + 14, "turn", "Ida")
    assert shape(moved)[1:4] == [
        ("turn", "Otto", "Ich säe.", False),
        ("turn", "Ida", "Und ich ernte.", False),
        ("turn", "Otto", "Dann ruhe ich.", False),
    ]


def test_a_turn_goes_on_after_what_interrupts_it(draft):
    text = draft.blocks[1].text
    start = text.index("Und")
    aside = correcting.give(draft, key(draft, 1), start, start + 14, "aside")
    assert shape(aside)[1:4] == [
        ("turn", "Otto", "Ich säe.", False),
        ("aside", None, "Und ich ernte.", False),
        ("turn", "Otto", "Dann ruhe ich.", True),
    ]
    # Given to Ida after all, Otto speaks anew.
    given = correcting.set_kind(aside, aside.blocks[2].key, "turn", "Ida")
    assert shape(given)[3] == ("turn", "Otto", "Dann ruhe ich.", False)


def test_what_is_left_out_comes_back(draft):
    out = correcting.set_kind(draft, key(draft, 2), None)
    assert out.blocks[2].boilerplate
    assert correcting.set_kind(out, key(draft, 2), "turn", "Ida") == draft


def test_rewriting_keeps_links_over_the_words_that_stay():
    spans = [Span(4, 9, "link", "https://example.org/")]
    draft = conversation(turn("Ida", "Der Apfel fällt.", spans=spans))
    written = correcting.rewrite(draft, key(draft, 0), "Nun, der rote Apfel fällt.\r\n")
    block = written.blocks[0]
    assert block.text == "Nun, der rote Apfel fällt."
    assert [block.text[s.start : s.end] for s in block.spans] == ["Apfel"]


def test_a_paragraph_needs_words(draft):
    with pytest.raises(CorrectionProblem, match="needs words"):
        correcting.rewrite(draft, key(draft, 0), " \n ")


def test_what_is_gone_is_said(draft):
    for correct in (
        lambda: correcting.split(draft, "nope", 1),
        lambda: correcting.set_kind(draft, key(draft, 0), "turn", "Eva"),
        lambda: correcting.rename(draft, "Eva", "Ida"),
    ):
        with pytest.raises(CorrectionProblem, match="reload"):
            correct()


@st.composite
def corrections(draw):
    """A conversation, and a number of corrections of it."""
    text = st.text(alphabet="ab \n😀e\u0301.", min_size=1, max_size=30).filter(str.strip)
    said = draw(st.lists(st.tuples(st.sampled_from("IO"), text), min_size=1, max_size=6))
    steps = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["split", "join", "give", "kind", "out"]),
                st.integers(0, 40),
                st.integers(0, 40),
            ),
            max_size=8,
        )
    )
    return conversation(*(turn(who, words.strip()) for who, words in said)), steps


def corrected(draft, what, a, b):
    block = draft.blocks[a % len(draft.blocks)]
    end = min(len(block.text), a + b)
    return {
        "split": lambda: correcting.split(draft, block.key, b),
        "join": lambda: correcting.join_before(draft, block.key),
        "give": lambda: correcting.give(draft, block.key, min(a, end), end, "note"),
        "kind": lambda: correcting.set_kind(draft, block.key, "turn", draft.speakers[0].name),
        "out": lambda: correcting.set_kind(draft, block.key, "aside"),
    }[what]()


@given(corrections())
def test_no_correction_loses_or_doubles_a_word(case):
    draft, steps = case
    words = "".join("".join(b.text for b in draft.blocks).split())
    for what, a, b in steps:
        try:
            draft = corrected(draft, what, a, b)
        except CorrectionProblem:
            continue
        assert "".join("".join(b.text for b in draft.blocks).split()) == words
        assert len({b.key for b in draft.blocks}) == len(draft.blocks)
        assert all((b.kind == "turn") == (b.speaker is not None) for b in draft.blocks)
