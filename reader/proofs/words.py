"""What the editor of a proof says after a correction, and where the keyboard goes on."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from reader.document import Draft
from reader.proofs.rows import RowChange


def said_of(what: str, old: Draft, new: Draft, rows: Sequence[RowChange], *, undone: bool) -> str:
    """What was done, or taken back, in a few words; `what` names the correction (reader.proofs.forms.FORMS).

    `rows` are those on the page that have changed.
    """
    words = {
        "kind": _("Kind changed"),
        "range": _("Paragraph moved"),
        "split": _("Split"),
        "join": _("Joined"),
        "text": _("Text changed"),
        "address": _("Address changed"),
        "speaker": _("Person changed"),
        "person": _("Person added"),
        "head": _("Details changed"),
    }
    if not what:
        return _("There is nothing to undo.")
    if undone:
        return _("Taken back: %s") % words[what]
    if old == new:
        return _("Nothing changed")
    if len(new.speakers) < len(old.speakers):
        return _("Merged into one person")
    if what == "join" and not _shown(rows):
        return _("Joined with the paragraph on the page before")
    return words[what]


def _shown(rows: Sequence[RowChange]) -> list[str]:
    return [row.key for row in rows if row.row]


def focus_after(
    sent: Mapping[str, str], what: str, old: Draft, new: Draft, rows: Sequence[RowChange], *, undone: bool
) -> str:
    """The selector of what has focus next; empty where it stays.

    That is the block that is new, the one that another was joined with, whoever somebody else was
    merged with, or what was taken back.
    """
    shown = _shown(rows)
    if undone:
        return f"#choice-{shown[0]}" if shown else ""
    there = {block.key for block in old.blocks}
    if created := next((block.key for block in new.blocks if block.key not in there), ""):
        return f"#choice-{created}"
    if what == "join":
        return f"#choice-{shown[0]}" if shown else "#rows select"
    if len(new.speakers) < len(old.speakers):
        names = [speaker.name for speaker in new.speakers]
        target = sent.get("into") or " ".join(sent.get("new", "").split())
        return f"#name-{names.index(target) + 1}" if target in names else ""
    return ""
