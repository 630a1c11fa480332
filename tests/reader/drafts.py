"""Drafts of short texts, and what is looked at in them."""

from reader.document import Document, Paragraph
from reader.turns import segment


def draft_of(*texts: str):
    return segment(Document(paragraphs=[Paragraph(text) for text in texts]))


def shape(draft):
    return [(str(b.kind), b.speaker, b.text) for b in draft.blocks]


def names(draft):
    return [speaker.name for speaker in draft.speakers]


def roles(draft):
    return {speaker.name: speaker.role for speaker in draft.speakers}


TALK = (
    "Zwei Gärtner sprechen über den Winter.",
    "Ida Blum:Was machen Sie im Januar?",
    "Otto Kern:Ich schneide die Obstbäume, wenn es trocken ist.",
    "Danach lese ich.",
    "Ida Blum:Und im Februar?",
    "Otto Kern:Dann säe ich die ersten Tomaten auf der Fensterbank aus.",
)
