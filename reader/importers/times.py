"""Times in recordings as files write them, in milliseconds."""

import re

# What claims to be later in a recording (596 hours) is damaged; no database's column takes more.
LATEST = 2**31 - 1
# [hours:]minutes:seconds, with a fraction after a full stop (WebVTT) or a comma (SRT).
CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?")


def clock(text: str) -> int | None:
    """The time that "1:02:03.500", "02:03,5" or "[0:07]" means; None for anything else."""
    match = CLOCK.fullmatch(text.strip(" \t[]()"))
    if not match or int(match[3]) > 59 or (match[1] and int(match[2]) > 59):
        return None
    seconds = (int(match[1] or 0) * 60 + int(match[2])) * 60 + int(match[3])
    time = seconds * 1000 + int((match[4] or "0").ljust(3, "0")[:3])
    return time if time <= LATEST else None


def milliseconds(seconds: float | None) -> int | None:
    """Seconds as whole milliseconds; None for what can't be a time in a recording."""
    if seconds is None or not 0 <= seconds <= LATEST / 1000:
        return None
    return round(seconds * 1000)
