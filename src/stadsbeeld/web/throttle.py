"""Sign-in slowed down after failures, for each login and for each address."""

import math
import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from stadsbeeld.domain.errors import SlowDownError

FREE_FAILURES = 5
# A whole town hall may share one address.
FREE_OF_ADDRESS = 30
ADDRESS = "address:"
LONGEST_WAIT_S = 300
FORGOTTEN_AFTER = timedelta(hours=1)
KEPT = 10_000


class Throttle:
    """Counts attempts by key. After five failures (an `address:…` key: thirty) it waits 2, 4, 8 … 300 s each time.

    An attempt counts as a failure from its beginning, so that many at once gain nothing; `succeeded` takes it
    back. Kept in memory, for one process: a restart forgets. At most 10,000 keys; the oldest goes first.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, tuple[int, datetime]] = OrderedDict()

    def attempt(self, keys: tuple[str, ...], now: datetime) -> None:
        """Note an attempt under each key. Raises SlowDownError, and notes nothing, where one must still wait."""
        with self._lock:
            wait_s = max((self._wait_s(key, now) for key in keys), default=0.0)
            if wait_s > 0:
                raise SlowDownError(math.ceil(wait_s))
            for key in keys:
                self._failures[key] = (self._count(key, now) + 1, now)
                self._failures.move_to_end(key)
            while len(self._failures) > KEPT:
                self._failures.popitem(last=False)

    def succeeded(self, login: str, others: tuple[str, ...]) -> None:
        """Forget the failures of `login`; take back this one attempt of `others`: an address that also has one
        right password may not try others freely."""
        with self._lock:
            self._failures.pop(login, None)
            for key in others:
                if key in self._failures:
                    count, at = self._failures[key]
                    self._failures[key] = (max(count - 1, 0), at)

    def _count(self, key: str, now: datetime) -> int:
        count, at = self._failures.get(key, (0, now))
        return 0 if now - at > FORGOTTEN_AFTER else count

    def _wait_s(self, key: str, now: datetime) -> float:
        count = self._count(key, now)
        free = FREE_OF_ADDRESS if key.startswith(ADDRESS) else FREE_FAILURES
        if count < free:
            return 0.0
        wait = timedelta(seconds=min(2.0 ** min(count - free + 1, 20), LONGEST_WAIT_S))
        return (self._failures[key][1] + wait - now).total_seconds()
