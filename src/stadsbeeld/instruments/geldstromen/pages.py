"""The answers about one gemeente as plain data in camelCase, from a sheet that is drawn up: see `shapes`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import polars as pl

from stadsbeeld.instruments import SourceInfo
from stadsbeeld.instruments.geldstromen.grades import NOT_ATTRIBUTABLE
from stadsbeeld.instruments.geldstromen.library import Book
from stadsbeeld.instruments.geldstromen.ranges import Ranges
from stadsbeeld.instruments.geldstromen.sheet import Sheet, Side, chosen, per, summed, with_domain

# A figure is hatched where p10 to p90 spans more than this part of it.
HATCHED = 0.5


def view(sheet: Sheet) -> dict[str, Any]:
    asked = sheet.asked
    return {
        "gemeente": asked.gm,
        "name": sheet.name,
        "year": asked.year,
        "stage": asked.stage,
        "perspective": asked.perspective,
        "variant": asked.variant,
        "overhead": asked.overhead,
        "areasYear": sheet.areas_year,
        "missing": sheet.missing,
    }


def origins(book: Book, sheet: Sheet, sources: Mapping[str, SourceInfo]) -> list[dict[str, Any]]:
    """Of every source in the ledger of this period and in the figures behind the keys: what it is and when it came."""
    asked = sheet.asked
    money = book.ledger.filter(
        (pl.col("area") == asked.gm) & (pl.col("year") == asked.year) & (pl.col("stage") == asked.stage)
    )
    used = {figure for key in sheet.table.keys.values() for figure in key.figures}
    figures = book.figures.filter(
        pl.col("area").is_in(list(sheet.question.figures["area"].unique()))
        & pl.col("figure").is_in(list(used))
        & (pl.col("year") == sheet.areas_year)
    )
    found = pl.concat([frame.select("source", "year", "known_at") for frame in (money, figures)])
    newest = found.group_by("source", "year").agg(pl.col("known_at").max()).sort("source", "year")
    return [_origin(row, sources) for row in newest.iter_rows(named=True)]


def _origin(row: Mapping[str, Any], sources: Mapping[str, SourceInfo]) -> dict[str, Any]:
    known = sources.get(row["source"])
    known_at: datetime = row["known_at"]
    return {
        "id": f"{row['source']}-{row['year']}",
        "title": known.title if known else row["source"],
        "attribution": known.attribution if known else "",
        "licence": known.licence if known else "",
        "url": known.url if known else "",
        "year": row["year"],
        "knownAt": known_at,
    }


def areas(sheet: Sheet) -> dict[str, Any]:
    return {"view": view(sheet), "areas": [area(row) for row in sheet.areas.iter_rows(named=True)]}


def area(row: Mapping[str, Any]) -> dict[str, Any]:
    def whole(value: float | None) -> int | None:
        return None if value is None else round(value)

    return {
        "area": row["area"],
        "kind": row["kind"],
        "name": row["name"] or "",
        "inhabitants": whole(row["inhabitants"]),
        "households": whole(row["households"]),
    }


def amount(
    cents: int | None, grade: str, ranged: tuple[int, int] | None = None, *, withheld: bool = False
) -> dict[str, Any]:
    mark = "withheld" if withheld else "missing" if cents is None else None
    cents = None if mark else cents
    low, high = ranged if ranged is not None and mark is None else (None, None)
    return {"cents": cents, "p10Cents": low, "p90Cents": high, "grade": grade, "mark": mark}


def lines(sheet: Sheet, area: str, names: Mapping[str, str], ranges: Ranges) -> list[dict[str, Any]]:
    """Each taakveld of one area, greatest amounts first."""
    # Overhead that follows salaries, or money booked to an address, can give an area several rows of one taakveld.
    rows = summed(sheet.frame.filter(pl.col("area") == area), ["taakveld", "side", "domain"])
    keys = sheet.frame.filter(pl.col("area") == area).group_by("taakveld", "side").agg(pl.col("key").unique().sort())
    city = summed(sheet.frame, ["taakveld", "side"]).select("taakveld", "side", city="cents")
    noted = sheet.allocation.notes.filter(pl.col("kind") == "fallback").select("taakveld", "side", "wanted", "figure")
    at = ["taakveld", "side"]
    told = rows.join(keys, on=at, how="left").join(city, on=at, how="left").join(noted, on=at, how="left")
    few = area in sheet.withheld
    # The order, or a grade that looks at what is not zero, would tell of amounts that are not told.
    order = [pl.col("taakveld"), pl.col("side")] if few else [-pl.col("cents").abs()]
    told = told.sort(order, nulls_last=True, maintain_order=True)
    return [
        {
            "taakveld": row["taakveld"],
            "name": names.get(row["taakveld"], row["taakveld"]),
            "domain": row["domain"],
            "side": row["side"],
            "amount": amount(
                row["cents"],
                NOT_ATTRIBUTABLE if few else row["grade"],
                ranges.get((area, row["taakveld"], row["side"])),
                withheld=few,
            ),
            "cityCents": row["city"],
            "share": row["cents"] / row["city"] if row["city"] and row["cents"] is not None and not few else None,
            "key": " + ".join(row["key"]),
            "wanted": row["wanted"],
            "lacking": row["figure"],
        }
        for row in told.iter_rows(named=True)
    ]


def domains(sheet: Sheet, area: str, peers: pl.DataFrame | None, ranges: Ranges) -> list[dict[str, Any]]:
    """Each domain of one area, beside the wijken together and beside the peers. `peers`: `domain`, `side`, `per_head`
    in euro of each peer gemeente."""
    own = sheet.area(area)
    at = ["domain", "side"]
    within = sheet.frame.filter(pl.col("area").is_in(list(sheet.wijken["area"])))
    wijken = summed(within, at).select(*at, wijken="cents")
    whole = summed(sheet.frame, at).select(*at, whole="cents")
    told = summed(sheet.frame.filter(pl.col("area") == area), at)
    told = told.join(wijken, on=at, how="left").join(whole, on=at, how="left").sort("side", "domain")
    medians = {}
    if peers is not None:
        middle = peers.group_by(at).agg(pl.col("per_head").median())
        medians = {(row["domain"], row["side"]): row["per_head"] for row in middle.iter_rows(named=True)}
    heads = float(sheet.wijken["inhabitants"].sum())
    few = area in sheet.withheld
    return [
        {
            "domain": row["domain"],
            "side": row["side"],
            "amount": amount(
                row["cents"],
                NOT_ATTRIBUTABLE if few else row["grade"],
                ranges.get((area, row["domain"], row["side"])),
                withheld=few,
            ),
            "perInhabitant": None if few else per(row["cents"], _number(own["inhabitants"])),
            "perHousehold": None if few else per(row["cents"], _number(own["households"])),
            "cityPerInhabitant": per(row["wijken"], heads),
            "wholePerInhabitant": per(row["whole"], sheet.inhabitants),
            "peersPerInhabitant": medians.get((row["domain"], row["side"])),
        }
        for row in told.iter_rows(named=True)
    ]


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def per_head(book: Book, year: int, stage: str, gms: Iterable[str]) -> pl.DataFrame:
    """`gm`, `domain`, `side`, `per_head` in euro of whole gemeenten; those that delivered nothing are not in it."""
    totals = book.totals(year, stage).filter(pl.col("gm").is_in(list(gms)) & pl.col("cents").is_not_null())
    told = with_domain(totals)
    people = book.nearest(year).filter((pl.col("figure") == "inhabitants_n") & pl.col("mark").is_null())
    return (
        told.group_by("gm", "domain", "side")
        .agg(pl.col("cents").sum())
        .join(people.select(gm="area", heads="value"), on="gm")
        .select("gm", "domain", "side", per_head=pl.col("cents") / 100 / pl.col("heads"))
    )


def map_answer(
    sheet: Sheet, of: str, side: Side, by: str, ranges: Ranges
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Without geometries: what is common, and the properties of each wijk. Euro for each inhabitant or household."""
    heads = {row["area"]: row[f"{by}s"] for row in sheet.wijken.iter_rows(named=True)}
    of_side = chosen(sheet.frame.filter(pl.col("side") == side), of)
    of_area = {row["area"]: row for row in summed(of_side, ["area"]).iter_rows(named=True)}
    told = []
    for row in sheet.wijken.iter_rows(named=True):
        own = of_area.get(row["area"], {"cents": None, "grade": "E"})
        low, high = ranges.get((row["area"], of, side), (None, None))
        few = row["area"] in sheet.withheld
        value, p10, p90 = (None if few else per(cents, heads[row["area"]]) for cents in (own["cents"], low, high))
        told.append(
            {
                "area": row["area"],
                "name": row["name"],
                "value": value,
                "p10": p10,
                "p90": p90,
                "grade": NOT_ATTRIBUTABLE if few else own["grade"],
                "mark": "withheld" if few else "missing" if value is None else None,
                "hatched": bool(value and p10 is not None and p90 is not None and p90 - p10 > HATCHED * abs(value)),
            }
        )
    values = sorted((one["value"] for one in told if one["value"] is not None), reverse=True)
    ranks = {value: rank for rank, value in reversed(list(enumerate(values, 1)))}
    for one in told:
        one["rank"] = ranks.get(one["value"]) if one["value"] is not None else None
    cents = [row["cents"] for area, row in of_area.items() if area in heads]
    whole = None if None in cents else per(sum(cents), sum(one or 0 for one in heads.values()))
    return {"of": of, "side": side, "per": by, "cityValue": whole, "bounds": _bounds(values)}, told


def _bounds(values: list[float]) -> list[float]:
    """Upper bounds of the first four of five classes with as many areas each."""
    if not values:
        return []
    series = pl.Series(values)
    found = [series.quantile(step / 5, "nearest") for step in range(1, 5)]
    return sorted({round(bound, 2) for bound in found if bound is not None})


def keys(sheet: Sheet, default: Sheet, side: Side, names: Mapping[str, str]) -> dict[str, Any]:
    """Every key, how each taakveld is allocated, and what moves against the declared keys."""
    known = sheet.question.figures.filter(pl.col("mark").is_null() & pl.col("area").str.starts_with("WK"))
    there = set(known["figure"].unique())
    frame, before = (one.frame.filter(pl.col("side") == side) for one in (sheet, default))
    moved = _moved(frame, before)
    noted = {
        row["taakveld"]: row
        for row in sheet.allocation.notes.filter((pl.col("kind") == "fallback") & (pl.col("side") == side)).iter_rows(
            named=True
        )
    }
    used = frame.group_by("taakveld").agg(pl.col("key").unique().sort())
    told = summed(frame, ["taakveld"]).join(used, on="taakveld").join(moved, on="taakveld", how="left")
    by_area = [summed(one, ["area"]).select("area", "cents") for one in (before, frame)]
    both = by_area[0].join(by_area[1], on="area", how="full", coalesce=True, suffix="_now")
    titles = dict(sheet.areas.select("area", "name").iter_rows())
    return {
        "view": view(sheet),
        "keys": [
            {
                "id": key.id,
                "figures": list(key.figures),
                "grade": key.grade,
                "source": key.source,
                "date": key.date.isoformat(),
                "absent": not set(key.figures) <= there,
            }
            for key in sheet.table.keys.values()
        ],
        "mixes": [
            {
                "taakveld": row["taakveld"],
                "name": names.get(row["taakveld"], row["taakveld"]),
                "rule": sheet.table.rule(row["taakveld"], side).id,
                "wanted": noted.get(row["taakveld"], {}).get("wanted") or " + ".join(row["key"]),
                "used": " + ".join(row["key"]),
                "lacking": noted.get(row["taakveld"], {}).get("figure"),
                "grade": row["grade"],
                "cents": row["cents"],
                "movedCents": row["moved"],
            }
            for row in told.sort(pl.col("cents").abs(), descending=True, nulls_last=True).iter_rows(named=True)
        ],
        "moved": [
            {"area": area, "name": titles.get(area) or "", "defaultCents": was, "cents": now}
            for area, was, now in both.sort("area").iter_rows()
            if was != now and area not in sheet.withheld
        ],
    }


def _moved(frame: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """`taakveld`, `moved`: half of Σ|change| over areas, in cents."""
    now, was = (one.group_by("taakveld", "area").agg(pl.col("cents").sum()) for one in (frame, before))
    both = now.join(was, on=["taakveld", "area"], how="full", coalesce=True, suffix="_was")
    change = (pl.col("cents").fill_null(0) - pl.col("cents_was").fill_null(0)).abs()
    return both.group_by("taakveld").agg(moved=change.sum() // 2)
