"""Both tiers as bytes and back: LightGBM's own text of each booster, and the arrays beside them.

LightGBM writes thresholds and leaves with as many digits as a double has, so that a model that is read again foretells
the same, bit for bit.
"""

import gzip
import hashlib
import io
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any

import lightgbm as lgb
import numpy as np

from stadsbeeld.forecast import (
    bands,
    calendar,
    ensemble,
    experts,
    fan,
    features,
    gradient,
    ground,
    known,
    level,
    panel,
    profile,
    ranges,
    remembered,
    spread,
    timeline,
)
from stadsbeeld.forecast.bands import Bands
from stadsbeeld.forecast.ensemble import Mixed
from stadsbeeld.forecast.experts import Weighed
from stadsbeeld.forecast.fan import LEVELS, Fan
from stadsbeeld.forecast.gradient import Boosted
from stadsbeeld.forecast.panel import Panel
from stadsbeeld.forecast.ranges import RANGES_H
from stadsbeeld.forecast.spread import Spread

ARRAYS, SPREAD = "arrays", "spread"
MADE_BY: tuple[ModuleType, ...] = (
    *(bands, calendar, ensemble, experts, fan, features, gradient, ground, known, level),
    *(panel, profile, ranges, remembered, spread, timeline),
)


def code() -> str:
    """sha256 of the code that models are made with and speak through: under other code they would say other things."""
    digest = hashlib.sha256()
    for module in MADE_BY:
        assert module.__file__ is not None
        digest.update(Path(module.__file__).read_bytes())
    return digest.hexdigest()


def parts_of(model: Mixed, learnt_from: Panel) -> dict[str, bytes]:
    """Name → bytes; the same model gives the same bytes."""
    found = {f"trees-{n}": _text(one) for n, one in enumerate(model.trees.boosters) if one is not None}
    if model.fan is not None:
        found |= {f"fan-{level}": _text(booster) for level, booster in model.fan.boosters.items()}
    found[SPREAD] = _text(model.spread.booster)
    arrays: dict[str, Any] = {
        "places": np.array(learnt_from.places),
        "kinds": np.array(learnt_from.kinds),
        "threads": np.array(model.trees.threads),
        "from_steps": np.array(-1 if model.fan is None else model.fan.from_steps),
        "weight": model.weight,
        "horizons": model.horizons,
        "names": np.array(model.trees.names),
        **{f"trees.{name}": getattr(model.trees, name) for name in ("mean", "alike", "learnt")},
        **{f"simple.{name}": getattr(model.simple, name) for name in ("weights", "at", "mean", "kind")},
        **_bands("bands", model.bands),
    }
    if model.simple.bands is not None:
        arrays |= _bands("simple.bands", model.simple.bands)
    found[ARRAYS] = _packed(arrays)
    return found


def model_of(parts: Mapping[str, bytes], panel: Panel) -> Mixed | None:
    """The model again; None where `panel` has other places than it learnt from. Raises ValueError for lacking parts."""
    try:
        with np.load(io.BytesIO(parts[ARRAYS]), allow_pickle=False) as told:
            arrays = {name: told[name] for name in told.files}
        if tuple(arrays["places"]) != panel.places or tuple(arrays["kinds"]) != panel.kinds:
            return None
        return _model(parts, arrays)
    except KeyError as error:
        raise ValueError(f"a model lacks {error}") from error


def _model(parts: Mapping[str, bytes], arrays: Mapping[str, Any]) -> Mixed:
    threads, from_steps = int(arrays["threads"]), int(arrays["from_steps"])
    alone = _bands_of("simple.bands", arrays) if "simple.bands.shape" in arrays else None
    simple = {name: arrays[f"simple.{name}"] for name in ("weights", "at", "mean", "kind")}
    trees = [_booster(parts, f"trees-{n}") if f"trees-{n}" in parts else None for n in range(len(RANGES_H))]
    return Mixed(
        simple=Weighed(bands=alone, **simple),
        trees=Boosted(
            boosters=tuple(trees),
            names=tuple(str(name) for name in arrays["names"]),
            threads=threads,
            **{name: arrays[f"trees.{name}"] for name in ("mean", "alike", "learnt")},
        ),
        fan=None
        if from_steps < 0
        else Fan(
            boosters={level: _booster(parts, f"fan-{level}") for level in LEVELS},
            from_steps=from_steps,
            threads=threads,
        ),
        weight=arrays["weight"],
        horizons=arrays["horizons"],
        spread=Spread(booster=_booster(parts, SPREAD), threads=threads),
        bands=_bands_of("bands", arrays),
    )


def _bands(name: str, told: Bands) -> dict[str, Any]:
    return {f"{name}.{one.name}": getattr(told, one.name) for one in fields(Bands)}


def _bands_of(name: str, arrays: Mapping[str, Any]) -> Bands:
    return Bands(**{one.name: arrays[f"{name}.{one.name}"] for one in fields(Bands)})


def _text(booster: lgb.Booster) -> bytes:
    # A fixed time: the same text gives the same bytes.
    return gzip.compress(booster.model_to_string().encode(), mtime=0)


def _booster(parts: Mapping[str, bytes], name: str) -> lgb.Booster:
    return lgb.Booster(model_str=gzip.decompress(parts[name]).decode())


def _packed(arrays: Mapping[str, Any]) -> bytes:
    held = io.BytesIO()
    np.savez_compressed(held, **arrays)
    return held.getvalue()
