"""The lists of the editor: written once and picked in, for many people and many paragraphs."""

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from reader.document import Draft, DraftBlock, DraftSpeaker
from reader.proofs.correcting import with_keys
from reader.proofs.options import grouped, options, selected, without
from reader.proofs.rows import MOST_LISTED, PARAGRAPHS, ProofSheet
from tests.growth import growth

NAMES = st.lists(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1), unique=True, min_size=1)


def values(html, only=""):
    found = fragment_fromstring(f"<select>{html}</select>").xpath(f".//option{only}")
    return [option.get("value") for option in found]


@given(NAMES, st.data())
def test_one_is_selected_or_left_out_whatever_their_names(names, data):
    one = data.draw(st.sampled_from(names))
    html = grouped([("<People>", [(f"@{name}", name) for name in names])])
    assert values(selected(html, f"@{one}"), "[@selected]") == [f"@{one}"]
    assert values(html, "[@selected]") == []
    rest = without(options((name, name) for name in names), one, one)
    assert values(rest) == [name for name in names if name != one]


def talk(people, paragraphs=1):
    speakers = [DraftSpeaker(f"Person {n}") for n in range(people)]
    text = "\n\n".join(f"Absatz {n}." for n in range(paragraphs))
    return ProofSheet(
        with_keys(
            Draft(speakers=speakers, blocks=[DraftBlock("turn", text, speaker=s.name) for s in speakers])
        )
    )


def rows(sheet):
    return sheet.rows(sheet.keys(only_doubts=False))


def test_of_very_many_paragraphs_the_last_one_shown_holds_the_rest():
    sheet = talk(people=1, paragraphs=PARAGRAPHS * 4)
    (row,) = rows(sheet)
    text, shown = row.block.text, row.paragraphs
    assert len(shown) == PARAGRAPHS
    assert [text[part.start : part.end] for part in shown] == [part.text for part in shown]
    assert "\n\n".join(part.text for part in shown) == text


def test_among_very_many_people_none_is_the_same_as_another():
    assert len(values(talk(MOST_LISTED).people[0].others)) == MOST_LISTED - 1
    assert not any(person.others for person in talk(MOST_LISTED + 1).people)


def test_lists_take_no_longer_for_each_person_where_there_are_many():
    def lists(people):
        sheet = talk(people)
        # As on a page: so many rows, however many people.
        return [row.options for row in rows(sheet)[:100]], [person.others for person in sheet.people]

    assert growth(lists, 500) < 10
