"""Finding what a folder declares. A file that declares nothing stops the start: it was forgotten, not meant."""

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from stadsbeeld.connect.source import Source


def discover(package: str, paths: Iterable[str]) -> Mapping[str, Source]:
    """SOURCE of every module in the folders `paths` of `package`, by id, sorted.

    Raises TypeError for a module without a `SOURCE`, LookupError for one whose id is not its file's name.
    """
    found = {}
    for name in sorted(info.name for info in pkgutil.iter_modules(list(paths))):
        declared = getattr(importlib.import_module(f"{package}.{name}"), "SOURCE", None)
        if not isinstance(declared, Source):
            raise TypeError(f"{package}.{name} declares no SOURCE: each file in that folder is a source")
        if declared.id != name:
            raise LookupError(f"{package}.{name} declares the source {declared.id!r}: the id is the file's name")
        found[name] = declared
    return MappingProxyType(found)
