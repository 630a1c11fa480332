"""What importers hand over and what the database keeps speak of the same kinds."""

from reader import document, models


def test_importers_and_the_database_know_the_same_kinds():
    assert [kind.value for kind in document.Kind] == models.Kind.values
