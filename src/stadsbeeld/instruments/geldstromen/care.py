"""What care costs in each wijk, as its age and sex would have it: indirect standardisation, raked to the gemeente.

Expected = Σ_g n_g · c_g over groups of age and, where known, sex; n_g lives in the wijk, c_g is what one person of the
group costs in the country. A wijk's part of the gemeente's published cost is in proportion to that. How much healthier
or sicker a wijk is than its age no national table tells, so the grade is D. What the gemeente as a whole costs beside
what is expected there is its standardised cost ratio.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.ipf import Fitted, Margin, fit
from stadsbeeld.instruments.geldstromen.keys import Key
from stadsbeeld.instruments.geldstromen.rounding import largest_remainder
from stadsbeeld.instruments.geldstromen.weights import AREA, Floats, Ground, Slots, weigh

AGES = ("age_0_14_pct", "age_15_24_pct", "age_25_44_pct", "age_45_64_pct", "age_65_pct")
SEXES = ("men", "women")
INHABITANTS = "inhabitants_n"
GRADE = "D"
_CHOSEN = date(2026, 11, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """`frame`: `gm`, `area` (with `<GM>-onbekend`), `kind`, `persons`, `expected_cents` (f64), `cents` (i64), `grade`.

    `cents` is null where the gemeente's total is not told; both are null in a gemeente of which an area lacks ages.
    `ratios`: `gm`, `kind`, `cents` as published, `expected_cents`, `ratio` of the two: above 1 is dearer than its age.
    """

    frame: pl.DataFrame
    ratios: pl.DataFrame


def care(areas: pl.DataFrame, figures: pl.DataFrame, costs: pl.DataFrame, totals: pl.DataFrame) -> Care:
    """`areas` and `figures` as `allocate.Question` has them.

    `costs`: `kind`, `age` (one of AGES), `sex` ("men", "women", or null where the cost is of both), `cents` a person
    and year, and where known `persons`, how many the country has in that group: with it age and sex go together in a
    wijk as they do in the country (the nearest table with the wijk's own ages and sexes), without it independently.
    `totals`: `gm`, `kind`, `cents` (null: not told). Raises InputError for a kind that lacks a group, or has one twice.
    """
    ground = Ground.of(areas, figures, [INHABITANTS, "men_n", "women_n", *AGES])
    slots = ground.slots
    persons = weigh(_key(), ground).values
    lived_in = (slots.kind == AREA) | (persons > 0)
    parts = []
    for (kind,), of_kind in costs.sort("kind").partition_by("kind", as_dict=True, maintain_order=True).items():
        cost, country = _table(str(kind), of_kind)
        expected = (_groups(ground, persons, country) * cost).sum(axis=(1, 2))
        known = np.isfinite(slots.sums(expected))[slots.gm]
        rows = pl.DataFrame(
            {
                "gm": pl.Series(slots.gms).gather(slots.gm),
                "area": slots.areas,
                "kind": str(kind),
                "persons": pl.Series(persons).fill_nan(None),
                "expected_cents": pl.Series(np.where(known, expected, np.nan)).fill_nan(None),
            }
        )
        parts.append(_raked(rows.filter(pl.Series(lived_in)), totals))
    frame = pl.concat(parts).with_columns(grade=pl.lit(GRADE))
    expected_cents = pl.when(pl.col("expected_cents").null_count() == 0).then(pl.col("expected_cents").sum())
    sums = frame.group_by("gm", "kind", maintain_order=True).agg(expected_cents)
    ratios = sums.join(totals.select("gm", "kind", "cents"), on=["gm", "kind"], how="left", maintain_order="left")
    ratio = pl.when(pl.col("expected_cents") > 0).then(pl.col("cents") / pl.col("expected_cents"))
    return Care(frame=frame, ratios=ratios.select("gm", "kind", "cents", "expected_cents", ratio=ratio))


def _key(*parts: str) -> Key:
    return Key(id="of-age", grade=GRADE, source="", date=_CHOSEN, base=INHABITANTS, parts=parts, unknown=True)


def _table(kind: str, costs: pl.DataFrame) -> tuple[Floats, Floats]:
    """[ages, sexes]: the cost of a person, and how many the country has (1 where it is not told)."""
    both = pl.col("sex").is_null()
    each = pl.concat([costs.filter(~both), *(costs.filter(both).with_columns(sex=pl.lit(sex)) for sex in SEXES)])
    at = {(age, sex): n for n, (age, sex) in enumerate((age, sex) for age in AGES for sex in SEXES)}
    told = [(age, sex) for age, sex in each.select("age", "sex").iter_rows()]
    if sorted(told) != sorted(at) or each["cents"].null_count():
        raise InputError(f"the costs of {kind} are not those of each age and sex, once", kind=kind)
    order = [told.index(group) for group in at]
    persons = each["persons"].fill_null(1.0) if "persons" in each.columns else pl.Series([1.0] * len(told))
    shape = (len(AGES), len(SEXES))
    cost = each["cents"].cast(pl.Float64).gather(order).to_numpy().reshape(shape)
    return cost, persons.cast(pl.Float64).gather(order).to_numpy().reshape(shape)


def _groups(ground: Ground, persons: Floats, country: Floats) -> Floats:
    """[S, ages, sexes]: how many live there; NaN where an age lacks."""
    slots = ground.slots
    by_age = np.stack([weigh(_key(age), ground).values for age in AGES], axis=1)
    # Percentages are rounded, so that five of them may add up to 98 or 102.
    whole = by_age.sum(axis=1)
    by_age = np.divide(by_age * persons[:, None], whole[:, None], out=np.zeros_like(by_age), where=whole[:, None] != 0)
    by_sex = persons[:, None] * _sexes(ground, slots, country)
    known = np.isfinite(by_age).all(axis=1) & np.isfinite(persons)
    groups = np.full((len(persons), *country.shape), np.nan)
    if known.any():
        seed = np.broadcast_to(country, (int(known.sum()), *country.shape))
        margins = [Margin(axes=(0, 1), wanted=by_age[known]), Margin(axes=(0, 2), wanted=by_sex[known])]
        made = fit(seed, margins)
        if not isinstance(made, Fitted):
            raise InputError("the country has nobody in a group that lives here", reason=made.reason)
        groups[known] = made.table
    return groups


def _sexes(ground: Ground, slots: Slots, country: Floats) -> Floats:
    """[S, sexes]: shares that sum to 1; where they are not told those of the gemeente, else of the country."""
    none = np.full(len(slots.gm), np.nan)
    counts = np.stack([ground.table.get(f"{sex}_n", none) for sex in SEXES], axis=1)
    told = np.isfinite(counts).all(axis=1) & (counts.sum(axis=1) > 0)
    inside = slots.sums(np.where(told[:, None], counts, 0.0).T).T
    usual = np.where(inside.sum(axis=1, keepdims=True) > 0, inside, country.sum(axis=0))[slots.gm]
    used = np.where(told[:, None], counts, usual)
    shares: Floats = used / used.sum(axis=1, keepdims=True)
    return shares


def _raked(rows: pl.DataFrame, totals: pl.DataFrame) -> pl.DataFrame:
    """With `cents`: the published total over the areas in proportion to what is expected, to the cent."""
    told = rows.join(totals.select("gm", "kind", "cents"), on=["gm", "kind"], how="left", maintain_order="left")
    sums = told.group_by("gm", maintain_order=True).agg(
        pl.col("cents").first(),
        known=(pl.col("expected_cents").null_count() == 0) & (pl.col("expected_cents").sum() > 0),
    )
    known = sums["known"] & sums["cents"].is_not_null()
    total = sums["cents"].fill_null(0).set(~known, 0).to_numpy().astype(np.int64)
    number = told["gm"].replace_strict({gm: n for n, gm in enumerate(sums["gm"])}, return_dtype=pl.Int64).to_numpy()
    cents = largest_remainder(total, told["expected_cents"].fill_null(0.0).to_numpy(), number)
    return told.with_columns(cents=pl.Series(cents).set(~known.gather(number), None))
