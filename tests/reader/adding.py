"""A talk to add, and what a browser sends for it."""

TALK = """Ida Blum: Was machen Sie im Januar?

Otto Kern: Ich schneide die Obstbäume, wenn es trocken ist.

Danach lese ich.

Ida Blum: Und im Februar?

Otto Kern: Dann säe ich die ersten Tomaten auf der Fensterbank aus.
"""
HTMX = {"HX-Request": "true"}


def paste(client, text=TALK, **more):
    return client.post("/new/", {"source": "text", "text": text, **more})


def correct(client, proof, headers=None, **data):
    return client.post(f"/proofs/{proof.uid}/corrections/", data, headers=headers or {})
