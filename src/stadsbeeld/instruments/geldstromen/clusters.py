"""Which taakveld belongs to which cluster of the gemeentefonds.

The twelve clusters are those of BZK's own weights (`gemeentefonds`). BZK publishes no table of which taakveld stands
behind which cluster; the map here is the one in its public "begrotingsanalyse" of 2024 (a preliminary version, by
BZK's Iv3 desk), with what that leaves open filled in by hand. `DOUBTS` says for each taakveld that is not plainly in
it why, so that a screen can say it too:

- `read-otherwise`: stands there under another cluster, by a slip: 6.82 (jeugd) stands under Wmo as well as Jeugd, and
  6.81 (beschermd wonen, opvang) under neither; 6.81 is taken for the one under Wmo.
- `added`: stands nowhere there, and is placed by what it is.
- `access`: toegang and wijkteams serve basisvoorzieningen, Wmo and jeugd; part of the norm for it stands in the
  clusters of Wmo and Jeugd.
- `since-2025`: a taakveld of the list of 2025, placed by its name. Compare across 2025 by cluster only.

Reserves (0.10, 0.11) are kept apart: moving money to next year is no spending.
"""

from collections.abc import Mapping
from types import MappingProxyType

OVERHEAD, FUND, RESERVES = "Overhead", "Gemeentefonds", "Reserves"
NOT_NORMED = (OVERHEAD, FUND, RESERVES)

TAAKVELDEN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Sociale basisvoorzieningen": ("6.1", "6.2", "6.21", "6.22", "6.23", "7.1"),
        "Participatie": ("6.3", "6.4", "6.5"),
        "Individuele voorzieningen Wmo": (
            *("6.6", "6.71", "6.71a", "6.71b", "6.71c", "6.71d", "6.81", "6.81a", "6.81b"),
            *("6.60", "6.711", "6.712", "6.713", "6.714", "6.791", "6.811", "6.812", "6.91"),
        ),
        "Individuele voorzieningen Jeugd": (
            *("6.72", "6.72a", "6.72b", "6.72c", "6.72d", "6.73", "6.73a", "6.73b", "6.73c"),
            *("6.74", "6.74a", "6.74b", "6.74c", "6.82", "6.82a", "6.82b"),
            *("6.751", "6.752", "6.753", "6.761", "6.762", "6.763", "6.792", "6.821", "6.822", "6.92"),
        ),
        "Bestuur en ondersteuning": ("0.1", "0.2"),
        "Orde en veiligheid": ("1.1", "1.2"),
        "Onderwijs": ("4.1", "4.2", "4.3"),
        "Sport, cultuur en recreatie": ("5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7"),
        "Infrastructuur, ruimte en milieu": (
            *("0.63", "0.9", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3", "3.4"),
            *("7.2", "7.3", "7.4", "7.5", "8.1", "8.3"),
        ),
        "Overig": (),
        "Overige eigen middelen": ("0.3", "0.5", "0.64", "0.8", "8.2"),
        "Onroerendezaakbelasting": ("0.61", "0.62"),
        OVERHEAD: ("0.4",),
        FUND: ("0.7",),
        RESERVES: ("0.10", "0.11"),
    }
)
CLUSTER_OF: Mapping[str, str] = MappingProxyType(
    {code: cluster for cluster, codes in TAAKVELDEN.items() for code in codes}
)

_SINCE_2025 = (
    *("6.60", "6.711", "6.712", "6.713", "6.714", "6.751", "6.752", "6.753", "6.761", "6.762", "6.763"),
    *("6.791", "6.792", "6.811", "6.812", "6.821", "6.822", "6.91", "6.92"),
)
DOUBTS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("6.81", "6.81a", "6.81b", "6.82", "6.82a", "6.82b", "0.11"), "read-otherwise"),
        "7.5": "added",
        **dict.fromkeys(("6.2", "6.21", "6.22", "6.23"), "access"),
        **dict.fromkeys(_SINCE_2025, "since-2025"),
    }
)
