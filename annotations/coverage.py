"""Which stretches of a text many people have marked, whoever they are. No database, no text: ranges only."""

from collections import Counter
from collections.abc import Hashable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple


class Stretch(NamedTuple):
    """A half-open range [start, end), and how many people have marked one and the same place in it."""

    start: int
    end: int
    people: int


def stretches(ranges: Iterable[tuple[int, int, Hashable]], least: int) -> list[Stretch]:
    """The longest stretches of which every place is marked by at least `least` different people, in order.

    A range is [start, end) with the person who marked it; who marks a place twice counts once. Sorting
    the borders is all that costs more than walking along them.
    """
    events = sorted(
        (
            event
            for start, end, person in ranges
            if start < end
            for event in ((start, 1, person), (end, -1, person))
        ),
        key=itemgetter(0),
    )
    marking: Counter[Hashable] = Counter()
    found: list[Stretch] = []
    opened, most = -1, 0
    for place, here in groupby(events, key=itemgetter(0)):
        for _place, change, person in here:
            marking[person] += change
            if not marking[person]:
                del marking[person]
        people = len(marking)
        if people >= least:
            opened, most = (place, people) if most == 0 else (opened, max(most, people))
        elif most:
            found.append(Stretch(opened, place, most))
            most = 0
    return found
