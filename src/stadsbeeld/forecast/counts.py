"""Counts from a file, as anybody publishes them: Parquet or CSV with `timestamp`, `sensor`, `count`."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from stadsbeeld.domain.errors import InputError
from stadsbeeld.forecast.calendar import Calendar
from stadsbeeld.forecast.panel import Panel

NEEDED = ("timestamp", "sensor", "count")
UNITS_S = {"s": 1, "min": 60, "h": 3600, "d": 86_400}
# Of a step in which fewer counts are known than this share, the sum says too little.
KNOWN_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is to be read: counts are summed to `step`; bearings too, unless `per_bearing`."""

    step: timedelta
    zone: ZoneInfo
    calendar: Calendar | None = None
    per_bearing: bool = False


def read_counts(path: Path, reading: Reading) -> Panel:
    """A panel with a place for each sensor (`4`, or `4@90` per bearing).

    `timestamp` without a zone is the wall clock of the city and stays so; with a zone it is put in UTC. Rows of one
    sensor, moment and bearing are averaged: a row may stand there twice, and the wall shows one hour a year twice.
    Where a step has lost some of its counts the sum is scaled up; where more than half is lost it is unknown. Raises
    InputError for a file that cannot be read so.
    """
    rows = _typed(_read(path), path)
    bearing = ["bearing_deg"] if "bearing_deg" in rows.columns else []
    rows = rows.group_by("sensor", "at", *bearing).agg(pl.col("count").mean())
    if bearing and reading.per_bearing:
        rows = rows.with_columns(sensor=pl.format("{}@{}", "sensor", pl.col("bearing_deg").round(0).cast(pl.Int64)))
    step_s = int(reading.step.total_seconds())
    floored = pl.col("at").dt.truncate(f"{step_s}s")
    a_step = rows.group_by("sensor", floored.alias("step")).agg(pl.col("count").sum(), told=pl.col("at").n_unique())
    if a_step.is_empty():
        raise InputError(f"{path}: no row has a count", field="data")
    # Each sensor has its own pace: one that counts each quarter has not lost what another tells each minute.
    share = pl.col("told") / pl.col("told").mode().max().over("sensor")
    a_step = a_step.with_columns(share=share)
    known = a_step.filter(pl.col("share") >= KNOWN_SHARE)
    summed = known.with_columns(value=pl.col("count") / pl.col("share").clip(0, 1))
    return Panel.of(
        summed.select(place="sensor", at="step", value="value"),
        step=reading.step,
        zone=reading.zone,
        calendar=reading.calendar,
    )


def read_origins(path: Path, panel: Panel) -> list[datetime]:
    """The column `origin` of a CSV, in order, each once. Raises InputError for one that is not on a step."""
    try:
        rows = pl.read_csv(path, columns=["origin"], schema_overrides={"origin": pl.String})
    except (pl.exceptions.PolarsError, OSError) as error:
        raise InputError(f"{path}: a CSV with a column `origin` is needed ({error})", field="origins") from error
    found = []
    for number, text in enumerate(rows["origin"].to_list(), 2):
        if text is None:
            continue
        try:
            origin = datetime.fromisoformat(text)
        except ValueError as error:
            raise InputError(f"{path}, line {number}: {text!r} is not a moment", field="origins") from error
        found.append(_as_panel(origin, panel))
    if off := next(
        (one for one in found if (one - panel.timeline.start).total_seconds() % panel.timeline.step_s), None
    ):
        raise InputError(f"{path}: {off} does not lie on a step of {panel.timeline.step_s} s", field="origins")
    return sorted(set(found))


def span(text: str) -> timedelta:
    """`15min`, `1h`, `3d`. Raises InputError for anything else."""
    match = re.fullmatch(r"\s*(\d+)\s*(s|min|h|d)\s*", text)
    if not match or not int(match[1]):
        raise InputError(f"{text!r} is not a span such as 15min, 1h or 7d", field="span")
    return timedelta(seconds=int(match[1]) * UNITS_S[match[2]])


def spans(text: str, step: timedelta) -> list[int]:
    """Horizons in steps: `1h..72h` is each step in between, `15min,1h` a list. Raises InputError."""
    found: list[int] = []
    for part in text.split(","):
        first, dots, last = part.partition("..")
        low, high = span(first), span(last) if dots else span(first)
        if low % step or high % step or high < low:
            raise InputError(f"{part!r}: horizons are whole steps of {step}, and a range rises", field="horizons")
        found += range(low // step, high // step + 1)
    return sorted(set(found))


def _as_panel(moment: datetime, panel: Panel) -> datetime:
    """On the clock of the panel: a moment without a zone is on the wall of the city."""
    zone = panel.timeline.zone
    if zone is None:
        return moment.replace(tzinfo=None) if moment.tzinfo is None else _refused(moment)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(panel.timeline.start.tzinfo)


def _refused(moment: datetime) -> datetime:
    raise InputError(f"{moment.isoformat()} has a zone and the counts have none", field="origins")


def _read(path: Path) -> pl.DataFrame:
    try:
        if path.suffix == ".parquet":
            return pl.read_parquet(path)
        return pl.read_csv(path, try_parse_dates=True, infer_schema_length=100_000)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise InputError(f"{path} cannot be read as Parquet or CSV: {error}", field="data") from error


def _typed(rows: pl.DataFrame, path: Path) -> pl.DataFrame:
    if lacking := [name for name in NEEDED if name not in rows.columns]:
        raise InputError(f"{path} lacks the columns {', '.join(lacking)}", field="data")
    rows = rows.with_columns(at=_moments(rows["timestamp"], path))
    sensor = rows["sensor"]
    if sensor.dtype.is_float():
        if not (sensor.drop_nulls() % 1 == 0).all():
            raise InputError(f"{path}: a sensor is not a whole number", field="data")
        sensor = sensor.cast(pl.Int64)
    try:
        count = rows["count"].cast(pl.Float64)
    except pl.exceptions.PolarsError as error:
        raise InputError(f"{path}: a count is not a number ({error})", field="data") from error
    rows = rows.with_columns(sensor=sensor.cast(pl.String), count=count)
    plain = pl.col("count").is_finite() & (pl.col("count") >= 0)
    return rows.filter(pl.col("sensor").is_not_null(), pl.col("at").is_not_null(), plain)


def _moments(stamps: pl.Series, path: Path) -> pl.Series:
    """In UTC where they tell a zone, else as they stand."""
    if stamps.dtype == pl.String:
        aware = stamps.str.contains(r"(Z|[+-]\d{2}:?\d{2})$").fill_null(False)
        if aware.any() and not aware.all():
            raise InputError(f"{path}: some timestamps have a zone and others have none", field="data")
        try:
            stamps = stamps.str.to_datetime(time_zone="UTC" if aware.any() else None)
        except pl.exceptions.PolarsError as error:
            raise InputError(f"{path}: a timestamp is not a moment ({error})", field="data") from error
    if not isinstance(stamps.dtype, pl.Datetime):
        raise InputError(f"{path}: timestamps are not moments", field="data")
    aware_zone = stamps.dtype.time_zone
    if aware_zone is not None:
        stamps = stamps.dt.convert_time_zone("UTC")
    return stamps.cast(pl.Datetime("us", aware_zone and "UTC"))
