"""Two wordings of one passage, compared word by word."""

import re
from itertools import groupby

from rapidfuzz.distance import Indel

# Words, runs of blanks, single signs; scripts without blanks between words sign by sign.
TOKEN = re.compile(r"[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]|\w+|\s+|[^\w\s]")
# Longer passages are shown one after the other, not word by word.
COMPARED = 3000


def compare(before: str, after: str) -> list[tuple[str, str]]:
    """Two wordings in one, word by word: (`same` | `out` | `in`, text)."""
    if not after or max(len(before), len(after)) > COMPARED:
        return [(what, text) for what, text in (("out", before), ("in", after)) if text]
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    pieces: list[tuple[str, str]] = []
    for is_same, some in groupby(Indel.opcodes(old, new), lambda code: code.tag == "equal"):
        first, *rest = some
        last = rest[-1] if rest else first
        was = "".join(old[first.src_start : last.src_end])
        now = "".join(new[first.dest_start : last.dest_end])
        pieces += [("same", was)] if is_same else [("out", was), ("in", now)]
    return [(what, text) for what, text in pieces if text]
