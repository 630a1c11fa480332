"""What is measured: a long interview, and many highlights on it."""

import random
from importlib.resources import files
from pathlib import Path


def long_text(turns: int, words: int = 28, seed: int = 7) -> bytes:
    """A made-up interview of so many turns, from the words of the sample."""
    rng = random.Random(seed)
    sample = (files("reader") / "samples" / "dialog.txt").read_text()
    stock = [word for word in sample.split() if ":" not in word]
    lines = [f"A conversation of {turns} turns\n"]
    for number in range(turns):
        count = rng.randint(words - 10, words + 10)
        at = rng.randrange(len(stock) - count)
        name = ("Kevin Scott", "Greg Brockman")[number % 2]
        lines.append(f"{name}: Turn {number}, {' '.join(stock[at : at + count])}\n")
    return "\n".join(lines).encode()


def interview_of(turns: int, file: Path | None = None):
    """Import the file, or a made-up interview."""
    from reader.importing import import_file

    data = file.read_bytes() if file else long_text(turns)
    return import_file(file.name if file else f"long-{turns}.txt", data)[0]


def people(count: int = 5) -> list:
    """Readers who highlight."""
    from django.contrib.auth.models import User

    return [User.objects.get_or_create(username=f"reader{n}")[0] for n in range(count)]


def highlight(interview, count: int, owners: list, visibility: str = "public", seed: int = 3) -> None:
    """So many highlights, spread over the spoken blocks, in every colour."""
    from annotations.changes import touch_everything
    from annotations.models import Annotation

    rng = random.Random(seed)
    blocks = list(interview.blocks.filter(kind="turn"))
    rows = []
    for n in range(count):
        block = rng.choice(blocks)
        start = rng.randrange(max(1, len(block.text) - 40))
        end = min(len(block.text), start + rng.randint(8, 60))
        rows.append(
            Annotation(
                interview=interview,
                creator=owners[n % len(owners)],
                motivation="highlighting",
                colour="ygbp"[n % 4],
                visibility=visibility,
                start_block=block,
                start=start,
                end_block=block,
                end=end,
                exact=block.text[start:end],
                prefix=block.text[max(0, start - 32) : start],
                suffix=block.text[end : end + 32],
                anchored_revision=interview.revision,
            )
        )
    Annotation.objects.bulk_create(rows, batch_size=500)
    touch_everything(interview.pk)
