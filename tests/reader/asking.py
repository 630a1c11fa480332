"""Short interviews, and what a search finds in them."""

import re
from uuid import uuid4

from reader.document import Draft, DraftBlock, DraftSpeaker
from reader.importing import save
from reader.models import Interview


def talk(texts, title="Über Bienen", language="de", by=None, **more) -> Interview:
    speakers = [DraftSpeaker("Ida Blum", "guest"), DraftSpeaker("Otto Kern", "interviewer")]
    blocks = [
        DraftBlock(kind="turn", speaker=speakers[n % 2].name, text=text) for n, text in enumerate(texts)
    ]
    interview = save(
        Draft(title=title, language=language, speakers=speakers, blocks=blocks), "a.txt", uuid4().bytes, by
    )
    Interview.objects.filter(pk=interview.pk).update(**more)
    return interview


def found(client, query, **more) -> list[str]:
    """The marked words of each hit, as the page shows them."""
    response = client.get("/search/", {"q": query, **more})
    assert response.status_code == 200
    html = response.content.decode()
    pieces = re.findall(r"<li>\n(.*?)</li>", html, re.S)
    return [" ".join(re.findall("<mark>(.*?)</mark>", piece)) for piece in pieces]


def places(client, query, **more) -> list[str]:
    """Where each hit stands: an interview's title for its head, else the words of the block."""
    hits = client.get("/search/", {"q": query, **more}).context["hits"]
    return ["".join(text for text, _found in hit.snippet.pieces) for hit in hits]
