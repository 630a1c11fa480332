"""A quote is found again after the text around and within it has changed, or reported as gone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring import Finder, Found, anchor, candidates
from annotations.selectors import CONTEXT
from tests.growth import TIMES, growth

GARDEN = (
    "Warum haben Sie den Garten hinter der Mühle angelegt?\n\n"
    "Zuerst war dort nur Schutt. Meine Großmutter sagte immer: „Wer Steine sammelt, erntet Mauern“, und so "
    "bauten wir eine Mauer. Erst im dritten Jahr kamen die Bienen zurück, und mit ihnen die Nachbarn.\n\n"
    "Und was sagten die Nachbarn?\n\n"
    "Sie brachten Stecklinge mit. Einer schenkte uns einen Quittenbaum, der bis heute jeden Herbst so viel "
    "trägt, dass wir im ganzen Dorf Gelee verteilen."
)
LETTERS = {
    "en": "I kept every letter. My brother thought they were lost in the flood, yet the tin box held. "
    "When we opened it, the ink had hardly run, and we read until morning.",
    "ru": "Я хранила каждое письмо. Брат думал, что они пропали во время наводнения, но жестяная коробка "
    "выдержала. Когда мы её открыли, чернила почти не расплылись, и мы читали до утра.",
    "zh": "我保存了每一封信。哥哥以为它们在洪水中丢失了，可是铁盒子挺住了。"
    "我们打开它的时候，墨水几乎没有化开，我们一直读到天亮。",
    "ja": "私はすべての手紙を取っておきました。兄は洪水で失われたと思っていましたが、缶は無事でした。"
    "開けてみると、インクはほとんどにじんでいませんでした。",
    "ar": "احتفظت بكل رسالة. ظن أخي أنها ضاعت في الفيضان، لكن العلبة المعدنية صمدت. وعندما فتحناها كان الحبر "
    "بالكاد قد سال، وقرأنا حتى الصباح.",
    "es": "Guardé todas las cartas. Mi hermano creía que se habían perdido en la inundación, pero la caja de "
    "lata resistió. Cuando la abrimos, la tinta apenas se había corrido.",
}
KEPT = {
    "en": "the tin box held",
    "ru": "жестяная коробка выдержала",
    "zh": "铁盒子挺住了",
    "ja": "缶は無事でした",
    "ar": "العلبة المعدنية صمدت",
    "es": "la caja de lata resistió",
}


def quoted(text: str, exact: str) -> tuple[str, str, str, int]:
    """The quote with its surroundings and its place, as it is kept."""
    start = text.index(exact)
    return quoted_at(text, start, start + len(exact))


def quoted_at(text: str, start: int, end: int) -> tuple[str, str, str, int]:
    return text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start


def found_words(text: str, quote: tuple[str, str, str, int]) -> str | None:
    found = anchor(text, *quote)
    return found and text[found[0] : found[1]]


@pytest.mark.parametrize("language", LETTERS)
def test_finds_the_quote_after_text_came_before_it(language):
    quote = quoted(LETTERS[language], KEPT[language])
    assert found_words("\n\n".join([LETTERS["en"], GARDEN, LETTERS[language]]), quote) == KEPT[language]


@pytest.mark.parametrize("language", LETTERS)
def test_is_gone_from_another_text(language):
    assert anchor(GARDEN, *quoted(LETTERS[language], KEPT[language])) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Mauern“, und so", 'Mauern", und so'),
        ("kamen die Bienen", "kamen\n die  BIENEN"),
        ("im dritten Jahr", "im dritten Sommer"),
        ("Bienen zurück", "Bienen zuru\u0308ck"),
        ("Nachbarn.\n\n", "Nachbarn. Und das war gut.\n\n"),
    ],
)
def test_finds_a_sentence_that_was_retyped(old, new):
    quote = quoted(GARDEN, "Erst im dritten Jahr kamen die Bienen zurück, und mit ihnen die Nachbarn.")
    changed = GARDEN.replace(old, new)
    words = found_words(changed, quote)
    assert words is not None
    assert words.startswith("Erst im dritten")
    assert words.endswith("die Nachbarn.")


def test_of_the_same_words_the_surroundings_decide():
    text = "Ja, sagte er. Das war im Mai. Nein, sagte er. Das war im Juni, als es regnete."
    second = quoted_at(text, text.rindex("sagte er"), text.rindex("sagte er") + 8)
    changed = "Es begann ganz anders, als alle dachten. " + text
    assert anchor(changed, *second) == (changed.rindex("sagte er"), changed.rindex("sagte er") + 8)


def test_a_word_that_was_exchanged_is_what_stands_between_its_surroundings():
    quote = quoted(GARDEN, "Stecklinge")
    assert found_words(GARDEN.replace("Stecklinge", "Samen"), quote) == "Samen"


def test_a_word_that_was_taken_out_is_gone_though_it_stands_elsewhere():
    quote = quoted(GARDEN, "Nachbarn?")
    changed = GARDEN.replace("Und was sagten die Nachbarn?\n\nSie brachten Stecklinge mit. ", "")
    assert "Nachbarn" in changed
    assert anchor(changed, *quote) is None


def test_a_paragraph_that_moved_is_found():
    first, *rest = GARDEN.split("\n\n")
    quote = quoted(GARDEN, "hinter der Mühle")
    assert found_words("\n\n".join([*rest, first]), quote) == "hinter der Mühle"


def test_a_long_quote_with_a_paragraph_put_into_it_keeps_both_ends():
    long = "\n\n".join(LETTERS[language] for language in ("en", "es", "ru"))
    changed = GARDEN + "\n\n" + long.replace("\n\n" + LETTERS["es"], "\n\nDas kam dazu.\n\n" + LETTERS["es"])
    words = found_words(changed, quoted(long, long[2:-3]))
    assert words is not None
    assert words.startswith("kept every letter.")
    assert words.endswith("мы читали до ут")


@pytest.mark.parametrize("exact", ["", " ", "\n\n", "\u00ad"])
def test_nothing_is_found_nowhere(exact):
    assert anchor(GARDEN, exact, "", "", 0) is None


def test_a_quote_longer_than_the_text_is_gone():
    assert anchor("Ein Satz.", GARDEN, "", "", 0) is None


def test_says_how_like_the_words_are():
    quote = quoted(GARDEN, "Erst im dritten Jahr kamen die Bienen zurück")
    finder = Finder(GARDEN.replace("Bienen", "Vögel"))
    found = finder.anchor(*quote)
    assert found is not None
    assert 0.7 < found.score < 1
    assert Finder(GARDEN).anchor(*quote) == Found(quote[3], quote[3] + len(quote[0]), 1.0)


def test_offers_places_for_a_quote_that_is_gone():
    quote = ("Einer schenkte ihr einen Apfelbaum", "", "", 0)
    assert anchor(GARDEN, *quote) is None
    best = candidates(GARDEN, *quote)[0]
    assert "schenkte uns einen" in GARDEN[best.start : best.end]


def test_offers_no_place_twice_and_no_more_than_asked_for():
    text = "Das Haus am See. " * 40
    offered = candidates(text, "Das Haus am Seh", "", "", 100, limit=3)
    assert len(offered) == 3
    assert all(a.end <= b.start or b.end <= a.start for a in offered for b in offered if a is not b)


def test_the_index_finds_what_reading_finds():
    text = "\n\n".join([GARDEN, *LETTERS.values()] * 3)
    fresh, used = Finder(text), Finder(text)
    for start in range(0, len(text) - 60, 7):
        used.anchor(text[start : start + 30].upper(), "", "", start)
    assert used._seeds.indexes
    for start in range(0, len(text) - 60, 97):
        quote = (text[start : start + 40].replace("n", "m"), "", "", start)
        assert used.anchor(*quote) == Finder(text).anchor(*quote)
    assert not fresh._seeds.indexes


@pytest.mark.parametrize("unit", ["a", "All work and no play. ", "0123456789"])
def test_time_stays_in_proportion_where_everything_repeats(unit):
    def work(size: int) -> None:
        text = unit * (size // len(unit))
        Finder(text).anchor(text[: size // 50] + "b", "b", "a", size // 2)

    assert growth(work, 250_000) < 2 * TIMES


def test_time_grows_with_the_number_of_quotes():
    old = "\n\n".join(f"{number}. {GARDEN}" for number in range(60))
    finder = Finder(old.replace("Nachbarn", "Leute").replace("ganzen", "halben"))

    def work(count: int) -> None:
        for number in range(count):
            start = 61 * number % (len(old) - 80)
            finder.anchor(*quoted_at(old, start, start + 80))

    assert growth(work, 200) < 2 * TIMES


# Characters that change length when folded, surrogates, astral and combining ones beside usual letters.
odd = st.text(
    st.sampled_from(
        "aAbß İıŉﬁΣςü\u0308\u0301e\u00ad\u200d\ufeff“'\n\t\u3000😀𝒳\ud800\udc00漢字か\u3099각\u1100\u1161"
    ),
    max_size=80,
)
words = st.lists(st.sampled_from(GARDEN.split()), min_size=8, max_size=60).map(" ".join)


@given(text=odd, exact=odd, prefix=odd, suffix=odd, hint=st.integers(-5, 200))
def test_whatever_comes_the_place_lies_within_the_text(text, exact, prefix, suffix, hint):
    finder = Finder(text)
    found = finder.anchor(exact, prefix, suffix, hint)
    for place in [*finder.candidates(exact, prefix, suffix, hint), *([found] if found else [])]:
        assert 0 <= place.start < place.end <= len(text)
        assert 0 <= place.score <= 1


@given(text=st.one_of(odd, words), data=st.data())
def test_in_an_unchanged_text_it_is_the_very_place(text, data):
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    quote = quoted_at(text, start, end)
    assert anchor(text, *quote) == ((start, end) if end > start else None)


@given(before=words, cut=st.integers(0, 200))
@settings(max_examples=50)
def test_what_comes_or_goes_before_only_shifts_it(before, cut):
    quote = quoted(GARDEN, "Einer schenkte uns einen Quittenbaum")
    shift = len(before) - cut
    assert anchor(before + GARDEN[cut:], *quote) == (quote[3] + shift, quote[3] + shift + len(quote[0]))


def test_a_letter_and_its_marks_are_never_cut():
    text = "Die \ufb01nstere Mu\u0308hle\u00ad steht still."
    assert found_words(text, ("finstere Mühle steht", "", "", 4)) == "\ufb01nstere Mu\u0308hle\u00ad steht"
    assert found_words("Sie a\ufb03rmieren das.", ("firmieren das", "Sie af", ".", 6)) == "\ufb03rmieren das"
