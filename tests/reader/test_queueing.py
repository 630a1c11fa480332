"""Queues before slow work: some at once, some waiting, and a sentence for the rest."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore

import pytest

from reader.importers.problem import ImportProblem
from reader.queueing import Queue


def test_some_work_some_wait_and_the_rest_is_told_to_come_again():
    queue, begun, go = Queue(at_once=2, waiting=1), Semaphore(0), Event()

    def work() -> str:
        with queue.place(20):
            begun.release()
            assert go.wait(20)
            return "done"

    def refused() -> bool:
        with pytest.raises(ImportProblem, match="busy"), queue.place(0.01):
            pass
        return True

    with ThreadPoolExecutor(3) as pool:
        working = [pool.submit(work) for _ in range(2)]
        assert all(begun.acquire(timeout=20) for _ in working)
        assert refused(), "it waited in vain"
        working.append(pool.submit(work))
        while queue._inside.acquire(blocking=False):
            queue._inside.release()
        assert refused(), "it was not even let in"
        go.set()
        assert [one.result(20) for one in working] == ["done"] * 3
    with queue.place(0.01), queue.place(0.01):
        pass


def test_a_place_is_free_again_when_the_work_fails():
    queue = Queue(at_once=1, waiting=0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), queue.place(0.01):
            raise ZeroDivisionError
