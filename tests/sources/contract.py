"""What every source promises. A source's test subclasses `SourceContract` and inherits all of it.

    class TestCityConditions(SourceContract):
        source = city_conditions.SOURCE
        fixture = "conditions.csv"
        rows = 15
        implausible = 1

        def repeated(self, raw):     # the same bytes with one row standing there twice
            return raw + raw.splitlines(keepends=True)[-1]

A source that reads local wall time also subclasses `LocalTimeContract`.
"""

import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stadsbeeld.connect.source import Arrival, Source, Table
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.domain.figure import FIGURES
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.frames.areas import Areas
from stadsbeeld.frames.figures import SECRET, Figures
from stadsbeeld.frames.ledger import Ledger
from stadsbeeld.frames.observations import IMPLAUSIBLE, MISSING, Observations
from stadsbeeld.frames.records import Records

TABLES = get_args(Table)
FIXTURES = Path(__file__).parent / "fixtures"
PAGE = (
    b"<!DOCTYPE html><html><head><title>503</title></head>"
    b"<body><h1>Service Unavailable</h1><table><tr><td>1</td></tr></table></body></html>\n"
)
JUNK = {
    "empty": b"",
    "blank": b" \n",
    "nulls": bytes(64),
    "html": PAGE,
    "an error as JSON": b'{"error": {"code": 500, "message": "internal"}}',
    "an empty object": b"{}",
    "an empty list": b"[]",
    "null": b"null",
    "a number": b"42\n",
    "a list of numbers": b"[1, 2, 3]",
    "another table": b"a,b\n1,2\n",
    "only a header": b"ts\n",
    "another document": b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>',
    "a lone Parquet frame": b"PAR1PAR1",
    "a lone gzip head": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
    "not UTF-8": b"\xff\xfe\x00ts,temp\n",
    "deep JSON": b"[" * 100_000,
}


def rows_of(table: Table) -> set[Any]:
    """Every row as something that can be compared, value and mark included; of areas their figures too."""
    if isinstance(table, Records):
        return {(table.kind, row.id, repr(sorted(row.body.items()))) for row in table.rows}
    figures = set(table.figures.frame.iter_rows()) if isinstance(table, Areas) else set()
    return set(table.frame.iter_rows()) | figures


def told(table: Table) -> set[str]:
    """What a table tells of, as `Source.yields` names it."""
    if isinstance(table, Observations):
        return set(table.frame["quantity"])
    if isinstance(table, Records):
        return {f"record:{table.kind}"}
    if isinstance(table, Ledger):
        return {"ledger"}
    names = {f"figure:{name}" for name in figures_in(table).frame["figure"]}
    return names | {"areas"} if isinstance(table, Areas) else names


def figures_in(table: Table) -> Figures:
    if isinstance(table, Areas):
        return table.figures
    return table if isinstance(table, Figures) else Figures.empty()


def outside(table: Table) -> list[dict[str, Any]]:
    """The rows with a value outside the bounds of its quantity or figure."""
    if isinstance(table, Observations):
        rows, bounds, column = table.frame, QUANTITIES, "quantity"
    else:
        rows, bounds, column = figures_in(table).frame, FIGURES, "figure"
    return [
        row
        for row in rows.iter_rows(named=True)
        if row["value"] is not None and not bounds[row[column]].plausible(row["value"])
    ]


class SourceContract:
    """Class attributes: `source`; `fixture`, a file in `fixtures/<id>/`; `rows`, how many rows it holds;
    `implausible`, how many values lie outside the plausible (at least one, where it tells observations or figures)."""

    source: ClassVar[Source]
    fixture: ClassVar[str]
    rows: ClassVar[int]
    implausible: ClassVar[int] = 0

    def repeated(self, raw: bytes) -> bytes:
        """`raw` with one of its rows standing there twice."""
        raise NotImplementedError(f"{type(self).__name__} does not say what a repeated row looks like")

    @property
    def raw(self) -> bytes:
        return (FIXTURES / self.source.id / self.fixture).read_bytes()

    def test_the_declaration_is_complete(self):
        source = self.source
        words = (source.title, source.licence, source.attribution, source.purpose, source.legal_ground)
        assert all(text.strip() for text in words)
        assert source.url.startswith("https://")
        assert source.retention_days > 0
        assert timedelta(0) < source.every <= source.max_age
        assert source.yields

    def test_as_many_rows_as_the_fixture_holds(self):
        assert len(self.source.parse(self.raw)) == self.rows

    def test_only_what_was_declared(self):
        assert told(self.source.parse(self.raw)) <= self.source.yields

    def test_the_same_bytes_give_the_same_table(self):
        assert self.source.parse(self.raw) == self.source.parse(self.raw)

    def test_the_implausible_is_kept_and_marked(self):
        table = self.source.parse(self.raw)
        if not (isinstance(table, Observations) or len(figures_in(table))):
            return
        found = outside(table)
        assert len(found) == self.implausible > 0
        assert {row["mark"] for row in found} == {IMPLAUSIBLE}

    def test_missing_is_marked_and_never_a_number(self):
        table = self.source.parse(self.raw)
        frame = table.frame if isinstance(table, Observations) else figures_in(table).frame
        assert (frame["value"].is_null() == frame["mark"].is_in([MISSING, SECRET]).fill_null(value=False)).all()

    @pytest.mark.parametrize("name", JUNK)
    def test_junk_is_refused(self, name):
        with pytest.raises(SourceFormatError) as refused:
            self.source.parse(JUNK[name])
        assert refused.value.source == self.source.id
        assert refused.value.reason
        if self.source.slices is not None:
            with pytest.raises(SourceFormatError):
                list(self.source.slices(JUNK[name]))

    def test_a_repeated_row_is_refused(self):
        with pytest.raises(SourceFormatError):
            self.source.parse(self.repeated(self.raw))

    def test_cut_at_every_byte_it_never_invents_a_row(self):
        raw = self.raw
        whole = rows_of(self.source.parse(raw))
        for length in range(len(raw)):
            try:
                part = rows_of(self.source.parse(raw[:length]))
            except SourceFormatError:
                continue
            assert part <= whole, f"cut at byte {length}, it tells {sorted(map(str, part - whole))}"
            assert part < whole or not raw[length:].strip(), f"cut at byte {length}, nothing is missing"

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
    @given(data=st.data())
    def test_damaged_bytes_give_a_table_or_a_source_format_error(self, data):
        raw = bytearray(self.raw)
        for _ in range(data.draw(st.integers(1, 4))):
            at = data.draw(st.integers(0, len(raw) - 1))
            what = data.draw(st.sampled_from(["set", "drop", "add"]))
            with_what = data.draw(st.integers(0, 255))
            raw[at : at + (what != "add")] = b"" if what == "drop" else bytes([with_what])
        with contextlib.suppress(SourceFormatError):
            assert isinstance(self.source.parse(bytes(raw)), TABLES)
        if self.source.slices is not None:
            with contextlib.suppress(SourceFormatError):
                assert all(isinstance(arrival, Arrival) for arrival in self.source.slices(bytes(raw)))

    @settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
    @given(raw=st.binary(max_size=200))
    def test_random_bytes_are_refused(self, raw):
        with pytest.raises(SourceFormatError):
            self.source.parse(raw)

    def test_slices_tell_the_same_in_the_order_of_arrival_and_nothing_early(self):
        if self.source.slices is None:
            return
        seen: set[Any] = set()
        arrivals = list(self.source.slices(self.raw))
        assert [arrival.raw for arrival in arrivals] == [arrival.raw for arrival in self.source.slices(self.raw)]
        assert [arrival.at for arrival in arrivals] == sorted(arrival.at for arrival in arrivals)
        assert len({arrival.key for arrival in arrivals}) == len(arrivals)
        for arrival in arrivals:
            table = self.source.parse(arrival.raw)
            seen |= rows_of(table)
            if isinstance(table, Observations):
                for row in table.frame.iter_rows(named=True):
                    assert row["observed_at"] + timedelta(seconds=row["span_s"]) <= arrival.at
        whole = rows_of(self.source.parse(self.raw))
        assert whole <= seen
        assert whole == seen or "record:" in "".join(self.source.yields)


class LocalTimeContract:
    """For a source that reads local wall time: how it crosses both clock changes.

    `doubled` is a wall time that comes twice (autumn), `first` and `second` its two moments in UTC; `skipped` is
    a wall time that never was (spring). `at_wall_times` makes an answer with one row for each wall time, of one place.
    """

    source: ClassVar[Source]
    doubled: ClassVar[datetime]
    first: ClassVar[datetime]
    second: ClassVar[datetime]
    skipped: ClassVar[datetime]

    def at_wall_times(self, *moments: datetime) -> bytes:
        raise NotImplementedError

    def _moments(self, *walls: datetime) -> list[datetime]:
        table = self.source.parse(self.at_wall_times(*walls))
        assert isinstance(table, Observations)
        return [moment.astimezone(UTC) for moment in table.frame["observed_at"]]

    def test_autumn_two_rows_for_the_doubled_hour_are_told_apart_by_their_order(self):
        assert self._moments(self.doubled, self.doubled) == [self.first, self.second]

    def test_autumn_a_single_row_is_the_first_of_the_two_hours(self):
        assert self._moments(self.doubled) == [self.first]

    def test_autumn_three_rows_are_one_too_many(self):
        with pytest.raises(SourceFormatError):
            self.source.parse(self.at_wall_times(self.doubled, self.doubled, self.doubled))

    def test_spring_the_hour_that_never_was_gives_no_row(self):
        before, after = self.skipped - timedelta(hours=1), self.skipped + timedelta(hours=1)
        moments = self._moments(before, self.skipped, after)
        assert len(moments) == 2
        assert moments[1] - moments[0] == timedelta(hours=1)
