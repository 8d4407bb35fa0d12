"""`ipfn` on a table that `ipf.py` hands over; prints its seconds. Knows nothing of this project.

ipf_peer.py <asked.npz> <fitted.npy>
"""

import sys
import time

import numpy as np
from ipfn import ipfn


def main() -> None:
    asked = np.load(sys.argv[1])
    seed, margins = asked["seed"], [asked["rows"], asked["columns"]]
    started = time.perf_counter()
    work = ipfn.ipfn(seed, margins, [[0], [1]], convergence_rate=1e-9, max_iteration=500, rate_tolerance=0)
    table = work.iteration()
    seconds = time.perf_counter() - started
    np.save(sys.argv[2], table)
    print(seconds)


if __name__ == "__main__":
    main()
