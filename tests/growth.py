"""How time grows: machines differ and are busy, but twice as much text should take twice as long anywhere."""

import time
from collections.abc import Callable

TIMES = 4


def growth(
    work: Callable[[int], object], size: int, beforehand: Callable[[int], object] = lambda _size: None
) -> float:
    """How much longer `work` takes for four times as much: about 4 where it is linear, 16 where quadratic.

    In time of this process, the best of five, by turns, so that nothing else on the machine counts; what is
    done `beforehand` each time does not count either.
    """
    rounds = [[_taken(work, n, beforehand) for n in (size, TIMES * size)] for _ in range(5)]
    small, large = map(min, zip(*rounds, strict=True))
    return large / max(small, 1e-3)


def _taken(work: Callable[[int], object], size: int, beforehand: Callable[[int], object]) -> float:
    beforehand(size)
    began = time.process_time()
    work(size)
    return time.process_time() - began
