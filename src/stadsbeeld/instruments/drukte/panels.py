"""What forecasts are made from: the values of one quantity on regular steps, read from the store bit by bit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stadsbeeld.forecast.calendar import Calendar
from stadsbeeld.forecast.panel import AHEAD, Floats, Panel
from stadsbeeld.forecast.timeline import Timeline
from stadsbeeld.store.view import View

FORETOLD = ("flow_veh_h", "speed_kmh", "flow_ped_h", "flow_ped_min")
# A mean speed of nothing is a loop that saw nobody: unknown, as in `state`.
POSITIVE = ("speed_kmh",)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STEP_S, HOUR_S, DAY_S = 300, 3_600, 86_400
# A profile looks eight weeks back; a night that is remembered a year, which is read of so few places only.
BACK, A_YEAR, FEW_PLACES = timedelta(days=57), timedelta(days=400), 200
# Rows that came in late, or were mended, are taken in by reading the last hours again.
AGAIN = timedelta(hours=3)
# As much as is read at once: a whole history in one question would not fit in memory.
READ_AT_ONCE = timedelta(days=14)
# Values that came in for fewer places than this share of the usual number are the first of a step, not the step.
SPOKEN = 0.25


def step_of(span_s: int) -> int:
    """The step on which values of that span are foretold: their own, at least five minutes and at most an hour."""
    step = max(span_s, STEP_S)
    return step if step < HOUR_S and HOUR_S % step == 0 else HOUR_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What one panel is about. `places` with the kind of each, in order of id; `calendar` None: no holiday is known."""

    quantity: str
    step_s: int
    kinds: Mapping[str, str]
    zone: ZoneInfo
    calendar: Calendar | None = None

    @property
    def id(self) -> str:
        return f"{self.quantity}-{self.step_s}"

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(self.kinds)


@dataclass(slots=True)
class History:
    """The values of one subject, up to the moment of the last reading. Used by one thread at a time.

    `values` (steps, places) from `start` on, NaN where not known: missing, implausible, or less than half of the step.
    """

    subject: Subject
    back: timedelta = BACK
    start: datetime | None = None
    values: Floats = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    def read(self, view: View, moment: datetime, first: datetime) -> None:
        """Take in what is known at `moment` (that of the view) of intervals that were over then.

        `first`: the earliest observation of all; nothing before it is asked for.
        """
        step = timedelta(seconds=self.subject.step_s)
        end = floored(moment, step)
        if self.start is None:
            self.start = floored(max(first, moment - self.back), step)
            since = self.start
        else:
            since = max(self.start, min(end, self.start + len(self.values) * step) - AGAIN)
        self._grow(end, step)
        while since < end:
            until = min(since + READ_AT_ONCE, end)
            self._put(view.means(self.subject.quantity, since, until, self.subject.step_s, positive=self._positive))
            since = until

    @property
    def _positive(self) -> bool:
        return self.subject.quantity in POSITIVE

    def _grow(self, end: datetime, step: timedelta) -> None:
        assert self.start is not None
        length = max((end - self.start) // step, 0)
        kept = self.values if self.values.size else np.zeros((0, len(self.subject.places)), np.float32)
        over = max(length - self.back // step - 1, 0)
        grown = np.full((length, kept.shape[1]), np.nan, np.float32)
        grown[: min(len(kept), length)] = kept[:length]
        self.values, self.start = grown[over:], self.start + over * step

    def _put(self, rows: pl.DataFrame) -> None:
        assert self.start is not None
        column = {place: number for number, place in enumerate(self.subject.places)}
        told = rows.filter(
            2 * pl.col("known_s") >= self.subject.step_s, pl.col("place").is_in(list(column))
        ).with_columns(
            t=(pl.col("at") - pl.lit(self.start)).dt.total_seconds() // self.subject.step_s,
            s=pl.col("place").replace_strict(column, return_dtype=pl.Int64),
        )
        t = told["t"].to_numpy()
        inside = (t >= 0) & (t < len(self.values))
        self.values[t[inside], told["s"].to_numpy()[inside]] = told["value"].to_numpy()[inside]

    def panel(self) -> Panel | None:
        """Up to the last step that a fair share of the places has told of; None where nothing is known."""
        known = self.spoken
        if self.start is None or known == 0:
            return None
        step_s = self.subject.step_s
        ahead = -(-int(AHEAD.total_seconds()) // step_s)
        return Panel(
            timeline=Timeline(start=self.start, step_s=step_s, length=known + ahead, zone=self.subject.zone),
            places=self.subject.places,
            values=self.values[:known].copy(),
            calendar=self.subject.calendar,
            kinds=tuple(self.subject.kinds.values()),
        )

    @property
    def spoken(self) -> int:
        """Number of steps up to the last one of which a fair share of the places is known."""
        count: NDArray[np.int64] = np.isfinite(self.values).sum(1)
        if not count.any():
            return 0
        last = int(np.flatnonzero(count)[-1]) + 1
        recent = count[max(0, last - 24) : last]
        return last - len(recent) + int(np.flatnonzero(recent >= SPOKEN * recent.max())[-1]) + 1

    def lag(self, moment: datetime, panel: Panel) -> int:
        """Whole steps between the end of the panel and `moment`: they passed, and nothing is known of them yet."""
        assert self.start is not None
        step = timedelta(seconds=self.subject.step_s)
        return (floored(moment, step) - self.start) // step - panel.known


def back_of(subject: Subject) -> timedelta:
    """How far back it is worth to read: by the hour and of few places a year and more."""
    return A_YEAR if subject.step_s == HOUR_S and len(subject.kinds) <= FEW_PLACES else BACK


def subjects(
    newest: pl.DataFrame, kinds: Mapping[str, str], zone: ZoneInfo, calendar: Calendar | None
) -> list[Subject]:
    """What there is to foretell on its own step. `newest`: one row per (place, quantity); `kinds`: place id → kind."""
    rows = newest.filter(pl.col("quantity").is_in(list(FORETOLD)), pl.col("place").is_in(list(kinds)))
    found: dict[tuple[str, int], list[str]] = {}
    for place, quantity, span_s in rows.select("place", "quantity", "span_s").sort("quantity", "place").iter_rows():
        found.setdefault((quantity, step_of(span_s)), []).append(place)
    return [
        Subject(
            quantity=quantity,
            step_s=step_s,
            kinds={place: kinds[place] for place in places},
            zone=zone,
            calendar=calendar,
        )
        for (quantity, step_s), places in sorted(found.items())
    ]


def hourly(told: Sequence[Subject]) -> list[Subject]:
    """The same by the hour: one subject for each quantity, whatever the steps its values come in."""
    kinds: dict[str, dict[str, str]] = {}
    for one in told:
        kinds.setdefault(one.quantity, {}).update(one.kinds)
    calendars = {one.quantity: (one.zone, one.calendar) for one in told}
    return [
        Subject(
            quantity=quantity,
            step_s=HOUR_S,
            kinds=dict(sorted(of.items())),
            zone=calendars[quantity][0],
            calendar=calendars[quantity][1],
        )
        for quantity, of in kinds.items()
    ]


def floored(moment: datetime, step: timedelta) -> datetime:
    """The last whole multiple of `step` since 1970 that is not after `moment`."""
    return moment.astimezone(UTC) - (moment - EPOCH) % step
