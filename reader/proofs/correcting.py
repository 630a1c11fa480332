"""Corrections of a draft: each function takes a draft and gives the corrected one; the old one stays.

Blocks are named by their key, speakers by their name. Offsets are code points of a block's text, end
exclusive. Every function raises CorrectionProblem, with a sentence for people, where it can't be done.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from reader.document import Draft, DraftBlock, DraftSpeaker, Kind
from reader.ids import short_key
from reader.text import clean, clean_line, cut, edited, is_visible, join

PARAGRAPHS = "\n\n"


class CorrectionProblem(Exception):
    """Why a correction can't be made; the text is for people."""


class TextChanged(CorrectionProblem):
    """The block's text is another one than the person saw; `text` is what it says now."""

    def __init__(self, say: str, text: str) -> None:
        super().__init__(say)
        self.text = text


def with_keys(draft: Draft) -> Draft:
    """The draft with a key for each block that has none yet."""
    taken = {block.key for block in draft.blocks}

    def new_key() -> str:
        while (key := short_key()) in taken:
            pass
        taken.add(key)
        return key

    blocks = [block if block.key else replace(block, key=new_key()) for block in draft.blocks]
    return replace(draft, blocks=blocks)


def finished(draft: Draft) -> Draft:
    """The draft as it is kept: without people who say nothing."""
    speaking = {b.speaker for b in draft.blocks if b.kind == Kind.TURN and not b.boilerplate}
    return replace(draft, speakers=[s for s in draft.speakers if s.name in speaking])


def describe(draft: Draft, **head: Any) -> Draft:
    """The fields of the head (title, language, published, …) are these."""
    return replace(draft, **head)


def rename(draft: Draft, name: str, new: str) -> Draft:
    """`name` is called `new` from now on. Where somebody is called so already, they are the same person."""
    new = _name(new)
    if name == new:
        return draft
    if any(speaker.name == new for speaker in draft.speakers):
        return merge(draft, name, new)
    speakers = [replace(s, name=new) if s.name == name else s for s in draft.speakers]
    return _spoken_by(draft, name, new, speakers)


def merge(draft: Draft, name: str, into: str) -> Draft:
    """What `name` says is said by `into`; successive turns of theirs stay turns of their own."""
    _speaker(draft, into)
    speakers = [speaker for speaker in draft.speakers if speaker.name != name or name == into]
    return _spoken_by(draft, name, into, speakers)


def _spoken_by(draft: Draft, name: str, new: str, speakers: list[DraftSpeaker]) -> Draft:
    _speaker(draft, name)
    blocks = [replace(b, speaker=new) if b.speaker == name else b for b in draft.blocks]
    return _settled(replace(draft, speakers=speakers, blocks=blocks))


def add_speaker(draft: Draft, name: str) -> Draft:
    """One more person, to whom turns can be given."""
    name = _name(name)
    if any(speaker.name == name for speaker in draft.speakers):
        raise CorrectionProblem(_("There is already somebody of this name."))
    return replace(draft, speakers=[*draft.speakers, DraftSpeaker(name)])


def set_role(draft: Draft, name: str, role: str) -> Draft:
    """Whether this person asks ("interviewer") or answers ("guest"); empty where neither."""
    _speaker(draft, name)
    return replace(draft, speakers=[replace(s, role=role) if s.name == name else s for s in draft.speakers])


def set_kind(draft: Draft, key: str, kind: str | None, speaker: str | None = None) -> Draft:
    """The block is of this kind, a turn said by `speaker`; without a kind it is left out for readers.

    What was left out comes back by being given a kind.
    """
    at = _index(draft, key)
    return _with(draft, at, 1, [_of_kind(draft, draft.blocks[at], kind, speaker)])


def split(draft: Draft, key: str, at: int) -> Draft:
    """What stands in the block from `at` on becomes a block of its own, said by the same person."""
    index = _index(draft, key)
    block = draft.blocks[index]
    before, after = _piece(block, 0, at), _piece(block, at, len(block.text))
    if before is None or after is None:
        raise CorrectionProblem(_("Nothing would be left on one side. Put the cursor between two words."))
    return _with(draft, index, 1, [before, replace(after, key="", continued=False)])


def give(draft: Draft, key: str, start: int, end: int, kind: str | None, speaker: str | None = None) -> Draft:
    """text[start:end] of the block becomes a block of its own, as `set_kind` has it; the rest goes on."""
    index = _index(draft, key)
    block = draft.blocks[index]
    before, part, after = (
        _piece(block, *edges) for edges in ((0, start), (start, end), (end, len(block.text)))
    )
    if part is None:
        raise CorrectionProblem(_("There is no text in this place any more. Please reload the page."))
    given = _of_kind(draft, part, kind, speaker)
    interrupts = given.kind != Kind.TURN or given.boilerplate
    blocks = [before] if before else []
    blocks.append(replace(given, key="") if before else given)
    if after:
        goes_on = block.kind == Kind.TURN and interrupts and before is not None
        blocks.append(replace(after, key="", continued=goes_on))
    return _with(draft, index, 1, blocks)


def join_before(draft: Draft, key: str) -> Draft:
    """The block becomes part of the one before it, as paragraphs of it. What is left out stands aside."""
    index = _index(draft, key)
    shown = [n for n in range(index) if not draft.blocks[n].boilerplate]
    if not shown:
        raise CorrectionProblem(_("Nothing stands before this that it could be joined with."))
    first = shown[-1]
    before, block = draft.blocks[first], draft.blocks[index]
    text, spans = join([(before.text, before.spans), (block.text, block.spans)], PARAGRAPHS)
    ends = block.ends if block.ends is not None else before.ends
    joined = replace(before, text=text, spans=spans, ends=ends)
    return _with(draft, first, index - first + 1, [joined, *draft.blocks[first + 1 : index]])


def rewrite(draft: Draft, key: str, text: str) -> Draft:
    """The block says this instead; links and emphasis stay over the words that stay."""
    text = clean(text).strip()
    if not text:
        raise CorrectionProblem(_("A paragraph needs words. To take it away, choose “Leave out”."))
    at = _index(draft, key)
    block = draft.blocks[at]
    return _with(draft, at, 1, [replace(block, text=text, spans=edited(block.text, block.spans, text))])


def set_address(draft: Draft, key: str, url: str) -> Draft:
    """Where the picture, the recording or the link of the block is; empty where nowhere."""
    at = _index(draft, key)
    return _with(draft, at, 1, [replace(draft.blocks[at], url=url or None)])


def _name(name: str) -> str:
    name = clean_line(name)
    if not is_visible(name):
        raise CorrectionProblem(_("Please enter a name."))
    if len(name) > 200:
        raise CorrectionProblem(_("The name is too long (200 characters at most)."))
    return name


def _speaker(draft: Draft, name: str | None) -> DraftSpeaker:
    for speaker in draft.speakers:
        if speaker.name == name:
            return speaker
    raise CorrectionProblem(_("This person is not there any more. Please reload the page."))


def _index(draft: Draft, key: str) -> int:
    for index, block in enumerate(draft.blocks):
        if block.key == key:
            return index
    raise CorrectionProblem(_("This paragraph is not there any more. Please reload the page."))


def _of_kind(draft: Draft, block: DraftBlock, kind: str | None, speaker: str | None) -> DraftBlock:
    if kind is None:
        return replace(block, boilerplate=True)
    if kind != Kind.TURN:
        return replace(block, kind=kind, speaker=None, continued=False, boilerplate=False)
    name = _speaker(draft, speaker).name
    stays = block.kind == Kind.TURN and block.speaker == name
    return replace(block, kind=kind, speaker=name, continued=block.continued and stays, boilerplate=False)


def _piece(block: DraftBlock, start: int, end: int) -> DraftBlock | None:
    """text[start:end] as a block: times stay at the ends that they belong to."""
    text, spans = cut(block.text, block.spans, start, end)
    if not text:
        return None
    begins = block.begins if start <= 0 else None
    ends = block.ends if end >= len(block.text) else None
    return replace(block, text=text, spans=spans, begins=begins, ends=ends)


def _with(draft: Draft, at: int, count: int, blocks: Sequence[DraftBlock]) -> Draft:
    """The draft with these blocks in the place of `count` of its own from `at` on."""
    return _settled(replace(draft, blocks=[*draft.blocks[:at], *blocks, *draft.blocks[at + count :]]))


def _settled(draft: Draft) -> Draft:
    """A turn goes on only where the turn before it is by the same person."""
    blocks, speaker = [], None
    for block in draft.blocks:
        if block.kind == Kind.TURN and not block.boilerplate:
            if block.continued and block.speaker != speaker:
                block = replace(block, continued=False)
            speaker = block.speaker
        blocks.append(block)
    return with_keys(replace(draft, blocks=blocks))
