"""What closed windows leave behind is let go of on the thread of the windows, whichever thread makes objects."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor

from ibo_desk.ui.garbage import MOST, GarbageCollection


class Ring:
    """Only the collector can take it: it holds itself."""

    went_on: list[int] = []

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Ring.went_on.append(threading.get_ident())


def make_many() -> int:
    """More objects than any generation may hold, on the thread that calls it."""
    return len([[number] for number in range(3 * MOST[0])])


def test_a_worker_lets_go_of_nothing(garbage: GarbageCollection) -> None:
    gc.collect()
    Ring.went_on.clear()
    Ring()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(make_many).result()
    assert Ring.went_on == []
    kept = [[number] for number in range(2 * MOST[0])]
    garbage.look()
    assert len(kept) > MOST[0]
    assert Ring.went_on == [threading.get_ident()]
