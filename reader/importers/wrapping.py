"""Lines that a program broke at a width: finding that out and taking it back."""

import re
from itertools import pairwise

# Longer lines are not broken by hand, shorter ones are verse.
WRAPPED = range(50, 101)
# A line that begins like this is one of its own, however full the line above.
OWN_LINE = re.compile(r"[-–—*•]\s|\d+[.)]\s|[^\s:：]{1,30}(?: [^\s:：]{1,30}){0,4}\s?[:：]")


def wrapped_at(text: str) -> int:
    """The width at which a program broke the lines of this text; 0 if it did not."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if width not in WRAPPED:
        return 0
    # Of the lines that another follows, most are nearly full.
    followed = [line for line, after in pairwise(lines) if line and after]
    full = sum(len(line) > 0.7 * width for line in followed)
    return width if len(followed) >= 4 and full > 0.7 * len(followed) else 0


def unwrap(chunk: str, width: int) -> str:
    """Take back the line breaks where the next line's first word found no room."""
    if not width or "\n" not in chunk:
        return chunk
    lines = chunk.split("\n")
    out = [lines[0]]
    for before, line in pairwise(lines):
        had_no_room = len(before) + 1 + len(line.split()[0]) > width
        if had_no_room and not OWN_LINE.match(line):
            out.append(" " + line.strip())
        else:
            out.append("\n" + line)
    return "".join(out)
