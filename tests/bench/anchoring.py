"""How long it takes to find all quotes again after a long interview was edited, and how that grows.

Run by hand: python -m tests.bench.anchoring [--size 350000] [--quotes 5000] [--changed 0.1]
"""

import argparse
import random
import time

from annotations.anchoring import Finder
from annotations.selectors import CONTEXT
from tests.bench.material import long_text


def changed(rng: random.Random, text: str, share: float) -> str:
    """The text with so large a share of its words exchanged."""
    words = text.split(" ")
    return " ".join(rng.choice(words) if rng.random() < share else word for word in words)


def quotes(rng: random.Random, text: str, count: int) -> list[tuple[str, str, str, int]]:
    """So many quotes of all lengths with their surroundings and places."""
    chosen = []
    for _ in range(count):
        start = rng.randrange(len(text) - 400)
        end = start + rng.choice((8, 20, 60, 120, 400))
        chosen.append(
            (text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start)
        )
    return chosen


def main() -> None:
    """Print a line for each number of quotes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=350_000)
    parser.add_argument("--quotes", type=int, default=5000)
    parser.add_argument("--changed", type=float, default=0.1)
    options = parser.parse_args()
    rng = random.Random(11)
    old = long_text(options.size // 150).decode()[: options.size]
    new = changed(rng, old, options.changed)
    for count in (options.quotes // 4, options.quotes // 2, options.quotes):
        chosen = quotes(rng, old, count)
        began = time.process_time()
        finder = Finder(new)
        found = sum(finder.anchor(*quote) is not None for quote in chosen)
        print(f"{count:6} quotes in {len(new):,} points: {time.process_time() - began:6.2f} s, {found} found")


if __name__ == "__main__":
    main()
