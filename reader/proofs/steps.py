"""The corrections of a proof step by step, each kept so that it can be taken back."""

from typing import Any

from reader.document import Draft
from reader.drafts import to_json
from reader.models import Correction, Proof

# So many steps can be taken back.
STEPS_KEPT = 200


def keep(proof: Proof, draft: Draft, what: str) -> int:
    """Keep the corrected draft, and how to take `what` was done back. Returns the step's number."""
    old, new = proof.draft, to_json(draft)
    if old == new:
        return proof.version
    proof.draft = new
    proof.version += 1
    proof.save(update_fields=["draft", "version", "modified"])
    Correction.objects.create(proof=proof, number=proof.version, back=_way_back(old, new) | {"what": what})
    Correction.objects.filter(proof=proof, number__lte=proof.version - STEPS_KEPT).delete()
    return proof.version


def take_back(proof: Proof) -> str:
    """Undo the latest step. Returns what it had done, as `keep` was told; empty where there is none."""
    step = proof.corrections.order_by("-number").first()
    if step is None:
        return ""
    proof.draft = _put_back(proof.draft, step.back)
    proof.version += 1
    proof.save(update_fields=["draft", "version", "modified"])
    step.delete()
    return step.back["what"]


def _way_back(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """What has changed: the head's old fields, and the old blocks between the first and last difference.

    Of somebody's other name nothing but the two names: else every step would hold the whole text.
    """
    names = _renamed(old, new)
    before, after = old["blocks"], _named(new["blocks"], names)
    start = _same(before, after)
    tail = _same(before[start:][::-1], after[start:][::-1])
    head = {name: value for name, value in old.items() if name != "blocks" and new[name] != value}
    blocks = before[start : len(before) - tail]
    back = {"head": head, "at": start, "count": len(after) - start - tail, "blocks": blocks}
    return back | {"names": names} if names else back


def _renamed(old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    """The new name of who is called otherwise, with the old one; nothing where the people are others."""
    before, after = ([speaker["name"] for speaker in draft["speakers"]] for draft in (old, new))
    if len(before) != len(after):
        return {}
    return {name: was for was, name in zip(before, after, strict=True) if was != name}


def _named(blocks: list[dict[str, Any]], names: dict[str, str]) -> list[dict[str, Any]]:
    """The blocks with other names of those who speak."""
    if not names:
        return blocks
    return [
        block | {"speaker": names[block["speaker"]]} if block.get("speaker") in names else block
        for block in blocks
    ]


def _same(ones: list[Any], others: list[Any]) -> int:
    """How many the two lists have in common from their beginning on."""
    pairs = zip(ones, others, strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(ones), len(others)))


def _put_back(now: dict[str, Any], back: dict[str, Any]) -> dict[str, Any]:
    at, there = back["at"], _named(now["blocks"], back.get("names", {}))
    blocks = [*there[:at], *back["blocks"], *there[at + back["count"] :]]
    return now | back["head"] | {"blocks": blocks}
