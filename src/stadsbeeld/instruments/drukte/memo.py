"""Remember the last answers to a question, and let those who ask the same at once wait for one to work it out."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Memo(Generic[T]):
    """At most `size` answers by key, the least recently asked dropped first. Safe from several threads.

    One question is worked out at a time: hundreds of screens ask the same one when something changes.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()
        self._working = threading.Lock()

    def get(self, key: Hashable, work_out: Callable[[], T]) -> T:
        found = self._find(key)
        if found is not None:
            return found[0]
        with self._working:
            found = self._find(key)
            if found is not None:
                return found[0]
            answer = work_out()
            with self._lock:
                self._kept[key] = answer
                while len(self._kept) > self._size:
                    self._kept.popitem(last=False)
            return answer

    def peek(self, key: Hashable) -> T | None:
        """The answer where it is remembered; never works anything out and never waits for who does."""
        found = self._find(key)
        return None if found is None else found[0]

    def _find(self, key: Hashable) -> tuple[T] | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return (self._kept[key],)
