"""Other texts for an interview, and what became of the notes on it."""

from reader.importing import save
from tests.conftest import draft


def told_apart():
    """An interview in which no answer says what another says."""
    text = draft()
    text.blocks[6].text = "Die zweite Antwort handelt von Pferden."
    return save(text, "gespraech.txt", b"gespraech")


def replace(position, old, new):
    def edit(blocks):
        assert old in blocks[position].text
        blocks[position].text = blocks[position].text.replace(old, new)

    return edit


def drop(*positions):
    def edit(blocks):
        for position in sorted(positions, reverse=True):
            del blocks[position]

    return edit


def words(annotation):
    annotation.refresh_from_db()
    return annotation.start_block.text[annotation.start : annotation.end]


def counts(receipt):
    return receipt.exact, receipt.moved, receipt.changed, receipt.lost
