"""Keeping pieces of pages in memory."""

from reader.kept import Kept


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
