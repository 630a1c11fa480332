"""Ways up from answers, as files tell them."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.climbing import Ways

NAMES = st.sampled_from("abcdef")


def end_of(above, name):
    """By going up anew from each name."""
    for _step in range(len(above) + 1):
        if name not in above:
            return name
        name = above[name]
    return ""


@given(st.dictionaries(NAMES, NAMES), st.lists(NAMES))
def test_what_was_passed_before_changes_no_end(above, asked):
    ways = Ways(above)
    assert [ways.end(name) for name in asked] == [end_of(above, name) for name in asked]
