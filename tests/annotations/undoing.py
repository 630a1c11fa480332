"""Taking back what an answer to htmx says was done."""

import json


def undo_of(answer) -> dict:
    """The request that takes it back, as the answer offers it: its address, label and values."""
    return json.loads(answer.headers["HX-Trigger-After-Settle"])["randnotiz:done"]["undo"]
