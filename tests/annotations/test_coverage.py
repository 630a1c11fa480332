"""What many people have marked: compared with counting at every single place."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.coverage import Stretch, stretches
from tests.growth import growth

PEOPLE = "abcdef"
RANGES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(PEOPLE)), max_size=25)


def people_at(ranges, place: int) -> int:
    return len({person for start, end, person in ranges if start <= place < end})


def counted(ranges, least: int) -> list[Stretch]:
    """Slowly and plainly: place by place."""
    found, opened = [], None
    for place in range(32):
        if people_at(ranges, place) >= least and opened is None:
            opened = place
        if people_at(ranges, place) < least and opened is not None:
            found.append(Stretch(opened, place, max(people_at(ranges, at) for at in range(opened, place))))
            opened = None
    return found


@given(RANGES, st.integers(1, 4))
def test_it_is_what_counting_at_every_place_gives(ranges, least):
    assert stretches(ranges, least) == counted(ranges, least)


@given(RANGES)
def test_fewer_than_three_people_are_never_told_of_however_often_they_mark(ranges):
    two = [one for one in ranges if one[2] in "ab"]
    assert stretches(two * 3, 3) == []


@given(RANGES, st.permutations(PEOPLE))
def test_whose_they_are_makes_no_difference(ranges, others):
    renamed = dict(zip(PEOPLE, others, strict=True))
    assert stretches([(a, b, renamed[person]) for a, b, person in ranges], 3) == stretches(ranges, 3)


@given(RANGES)
def test_the_order_makes_no_difference(ranges):
    assert stretches(reversed(ranges), 3) == stretches(ranges, 3)


def test_stretches_that_touch_are_one_though_the_people_change():
    assert stretches([(0, 5, "a"), (0, 9, "b"), (0, 9, "c"), (5, 9, "d")], 3) == [Stretch(0, 9, 3)]


def test_it_grows_hardly_faster_than_the_number_of_marks():
    def work(size: int) -> None:
        stretches([(n % 997, n % 997 + 40, n % 211) for n in range(size)], 3)

    assert growth(work, 5_000) < 8
