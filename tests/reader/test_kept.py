"""Keeping pieces of pages in memory."""

from reader.kept import Few, Kept


def test_the_longest_unused_goes_first():
    kept = Kept(limit=8)
    for key in "abcd":
        kept.keep(key, "xx")
    kept.get("a")
    kept.keep("e", "xx")
    assert [key for key in "abcde" if kept.get(key)] == ["a", "c", "d", "e"]
    assert kept.size == 8


def test_what_is_too_large_is_not_kept():
    kept = Kept(limit=8)
    kept.keep("a", "xxx")
    assert kept.get("a") is None


def test_keeping_again_replaces():
    kept = Kept(limit=8)
    kept.keep("a", "xx")
    kept.keep("a", "y")
    assert (kept.get("a"), kept.size) == ("y", 1)


def test_of_a_few_the_first_goes_when_there_are_too_many():
    few = Few(2)
    for key, value in (("a", 1), ("b", 2), ("a", 3), ("c", 4)):
        assert few.keep(key, value) == value
    assert [few.get(key) for key in "abc"] == [3, None, 4]
