"""Finds the instruments by walking their folder; a folder that does not declare one stops the start."""

import importlib
import pkgutil
from collections.abc import Mapping

from stadsbeeld import instruments
from stadsbeeld.instruments import Instrument


def found_instruments() -> Mapping[str, Instrument]:
    """All instruments by id. Raises TypeError for a folder without INSTRUMENT, ValueError for an id that differs."""
    found: dict[str, Instrument] = {}
    for module in pkgutil.iter_modules(instruments.__path__):
        package = importlib.import_module(f"{instruments.__name__}.{module.name}")
        declared = getattr(package, "INSTRUMENT", None)
        if not isinstance(declared, Instrument):
            raise TypeError(f"instruments/{module.name}/__init__.py declares no INSTRUMENT")
        if declared.id != module.name:
            raise ValueError(f"instruments/{module.name} declares the id {declared.id!r}: they must be the same")
        found[declared.id] = declared
    return found
