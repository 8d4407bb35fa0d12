"""A process that takes deliveries until it is killed, and says each one that the store acknowledged.

python ingesting.py <addresses as JSON> <number of the first delivery>
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from stadsbeeld.store.store import Addresses, Store
from store.deliveries import at, deliver, finish

ROWS = 40


def rows(number: int) -> list[tuple[str, float, float]]:
    return [(f"p{place:02}", float(number), float(number % 200)) for place in range(ROWS)]


def say(acknowledged: str) -> None:
    sys.stdout.write(f"{acknowledged}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with Store(Addresses(**json.loads(sys.argv[1]))) as store:
        for claim in finish(store):
            say(claim.key)
        number = int(sys.argv[2])
        while True:
            # The delivery of before the kill comes again, as a publisher's answer does that is asked twice.
            deliver(store, rows(number), key=str(number), known_at=at(100_000))
            say(str(number))
            number += 1
