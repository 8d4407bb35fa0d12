"""Sources: one file each, found by looking in this folder. How to add one: `docs/adding-a-source.md`."""

from collections.abc import Mapping
from functools import cache

from stadsbeeld.connect.discovery import discover
from stadsbeeld.connect.source import Source


@cache
def sources() -> Mapping[str, Source]:
    """Every source by its id. Raises TypeError or LookupError where a file of this folder is not a source."""
    return discover(__name__, __path__)
