"""Two wordings of one passage, compared word by word."""

import re
from difflib import SequenceMatcher

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
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        pieces += [
            (what, text) for what, text in (("out", "".join(old[a:b])), ("in", "".join(new[c:d]))) if text
        ]
    return pieces
