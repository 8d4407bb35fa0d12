"""What sort of day a date is: public holidays, the days around them, and school holidays. Known long before."""

import csv
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from itertools import chain

import numpy as np
from holidays import HolidayBase, country_holidays
from numpy.typing import NDArray

from stadsbeeld.domain.errors import InputError

FIRST, LAST = date(1990, 1, 1), date(2060, 12, 31)
NEAR = 7
# Liberation Day is a national holiday each year, and a day off by law once in five: the library calls it optional.
CATEGORIES = {"NL": ("public", "optional")}
# One holiday under two names, after whoever reigns.
RENAMED = {"Koninginnedag": "Koningsdag", "Queen's Birthday": "King's Birthday"}
SCHOOL_REGIONS = ("noord", "midden", "zuid")
# The same holiday lies within seven weeks of its date a year before: Easter moves by five, lunar feasts by one.
YEAR_BEFORE = range(365 - 49, 365 + 50)

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """One value for each date that was asked.

    `holiday_code`: a number for each holiday by name, 0 for an ordinary day; a substitute day has the code of its
    holiday. `days_to_next`, `days_since_last`: 0 on a holiday, 7 where it is a week away or more.
    `is_school_holiday`: 1, 0, or NaN where it is not known. `before_holiday`: the next day is a holiday and this one
    is not. `bridge_day`: a working day with days off on both sides, one of them a holiday.
    """

    is_holiday: Flags
    holiday_code: NDArray[np.int16]
    days_to_next: NDArray[np.int8]
    days_since_last: NDArray[np.int8]
    is_school_holiday: NDArray[np.float32]
    before_holiday: Flags
    bridge_day: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days of one region, from `FIRST` to `LAST`; made by `calendar_of`. `names[code - 1]` is a holiday's name."""

    names: tuple[str, ...]
    _days: Days
    _dates_of: Mapping[str, tuple[date, ...]]

    def days(self, dates: NDArray[np.datetime64]) -> Days:
        """What sort of day each local date is. Raises InputError for a date outside `FIRST` to `LAST`, or NaT."""
        rows = (dates.astype("datetime64[D]") - np.datetime64(FIRST)).astype(np.int64)
        if rows.size and not (rows.min() >= 0 and rows.max() < len(self._days.is_holiday)):
            raise InputError(f"a date lies outside {FIRST} to {LAST}", detail="date")
        return Days(**{name: getattr(self._days, name)[rows] for name in Days.__slots__})

    def is_holiday(self, dates: NDArray[np.datetime64]) -> Flags:
        """As `days` says, alone: asked for at each step of a profile."""
        rows = (dates.astype("datetime64[D]") - np.datetime64(FIRST)).astype(np.int64)
        return self._days.is_holiday[np.minimum(np.maximum(rows, 0), len(self._days.is_holiday) - 1)]

    def holidays(self, first: date, last: date) -> dict[date, str]:
        """The name of each holiday from `first` to `last`, both included: as a panel takes them."""
        return {day: name for name, dates in self._dates_of.items() for day in dates if first <= day <= last}

    def school(self, first: date, last: date) -> dict[date, bool]:
        """Whether schools are closed, of the dates from `first` to `last` of which it is known."""
        span = np.arange(np.datetime64(first), np.datetime64(last) + 1)
        closed = self.days(span).is_school_holiday
        return {day.item(): bool(one) for day, one in zip(span, closed, strict=True) if np.isfinite(one)}

    def same_holiday_before(self, day: date) -> date | None:
        """The date of the holiday of the same name a year before; of several the one nearest to 365 days.

        None on an ordinary day, and where the holiday was not kept that year.
        """
        code = int(self.days(np.array([day], "datetime64[D]")).holiday_code[0])
        if code == 0:
            return None
        dates = self._dates_of[self.names[code - 1]]
        earlier = dates[: bisect_left(dates, day)]
        found = [one for one in earlier if (day - one).days in YEAR_BEFORE]
        return min(found, key=lambda one: abs((day - one).days - 365), default=None)


@lru_cache(maxsize=64)
def calendar_of(region: str, school_region: str | None = None, extra: tuple[date, ...] = ()) -> Calendar:
    """The calendar of a country (`NL`) or of a part of one (`AU-VIC`), as the library `holidays` writes them.

    `school_region`: `noord`, `midden` or `zuid`, in the Netherlands; None, or elsewhere: school holidays are not
    known. `extra`: further dates that are no ordinary weekday; one that the library does not know is the same
    holiday as the same day of other years. Raises InputError for a region that is not known.
    """
    named = _named(region)
    for day in extra:
        named.setdefault(day, f"{day:%m-%d}")
    names = tuple(sorted(set(named.values())))
    codes = np.zeros((LAST - FIRST).days + 1, np.int16)
    for day, name in named.items():
        if FIRST <= day <= LAST:
            codes[(day - FIRST).days] = names.index(name) + 1
    dates_of = {name: tuple(sorted(day for day, own in named.items() if own == name)) for name in names}
    weekend = _library(region, observed=True).weekend
    days = _days(codes, _weekend(len(codes), weekend), _school(region, school_region, len(codes)))
    return Calendar(names=names, _days=days, _dates_of=dates_of)


def _library(region: str, *, observed: bool) -> HolidayBase:
    country, _, part = region.upper().partition("-")
    try:
        bare = country_holidays(country, subdiv=part or None)
        return country_holidays(
            country,
            subdiv=part or None,
            observed=observed,
            years=range(FIRST.year, LAST.year + 1),
            # In the language of the country: without it names, and so codes, would follow the machine's own language.
            language=bare.default_language,
            categories=CATEGORIES.get(country),
        )
    except (NotImplementedError, ValueError, AttributeError) as error:
        raise InputError(f"{region!r} is not a region such as NL or AU-VIC: {error}", detail=region) from error


def _named(region: str) -> dict[date, str]:
    """The name of each holiday. Where two fall together: the first by the alphabet, a real one before a substitute."""
    real, all = _library(region, observed=False), _library(region, observed=True)
    names = set(chain.from_iterable(real.get_list(day) for day in real))
    return {
        day: min((_plain(name, names) for name in all.get_list(day)), key=lambda one: (one[1], one[0]))[0]
        for day in all
    }


def _plain(name: str, real: Set[str]) -> tuple[str, bool]:
    """`Boxing Day (observed)` → `Boxing Day`, and whether it is a substitute; `(estimated)` falls away too."""
    plain, bracket, _ = name.rpartition(" (")
    found = plain if bracket and plain in real else name
    return RENAMED.get(found, found), name not in real


def _weekend(length: int, weekend: Iterable[int]) -> Flags:
    weekday = (np.arange(length) + FIRST.weekday()) % 7
    return np.isin(weekday, sorted(weekend))


def _days(codes: NDArray[np.int16], weekend: Flags, school: NDArray[np.float32]) -> Days:
    holiday = codes > 0
    off = holiday | weekend
    before, after = np.roll(off, 1), np.roll(off, -1)
    beside_holiday = np.roll(holiday, 1) | np.roll(holiday, -1)
    days = Days(
        is_holiday=holiday,
        holiday_code=codes,
        days_to_next=_distance(holiday[::-1])[::-1],
        days_since_last=_distance(holiday),
        is_school_holiday=school,
        before_holiday=np.roll(holiday, -1) & ~holiday,
        bridge_day=~off & before & after & beside_holiday,
    )
    for name in Days.__slots__:
        getattr(days, name).flags.writeable = False
    return days


def _distance(holiday: Flags) -> NDArray[np.int8]:
    """Days since the last holiday, at most `NEAR`."""
    row = np.arange(len(holiday))
    last = np.maximum.accumulate(np.where(holiday, row, -NEAR))
    return np.minimum(row - last, NEAR).astype(np.int8)


def _school(region: str, school_region: str | None, length: int) -> NDArray[np.float32]:
    found = np.full(length, np.nan, np.float32)
    if school_region is None:
        return found
    if region.upper() != "NL" or school_region not in SCHOOL_REGIONS:
        raise InputError(f"school holidays are known in NL, of {', '.join(SCHOOL_REGIONS)}", detail=school_region)
    rows = [row for row in school_holidays() if row["region"] == school_region]
    for covered in (True, False):
        for row in (row for row in rows if (row["holiday"] == "covered") is covered):
            first, last = ((date.fromisoformat(row[name]) - FIRST).days for name in ("first", "last"))
            found[first : last + 1] = 0 if covered else 1
    return found


def school_holidays() -> list[dict[str, str]]:
    """The rows of the list that comes with the package; its head says where they are from."""
    text = (resources.files("stadsbeeld.forecast") / "school_holidays_nl.csv").read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
