"""What is lost, where its page lists it, and where it is placed again."""

LOST = "Und es geht weiter"


def orphans(html: str) -> str:
    return html.partition('id="orphans"')[2].partition("</section>")[0]


def placement(note) -> str:
    return f"/annotations/{note.uid}/placement/"
