"""The tables behind the screens, as files: what a screen shows, with its sources, and the whole ledger of a period."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from stadsbeeld.instruments import SourceInfo
from stadsbeeld.instruments.geldstromen import pages
from stadsbeeld.instruments.geldstromen.datapackage import Contents, Credit, datapackage
from stadsbeeld.instruments.geldstromen.export import Cell, Column, Kind, Mark, Table
from stadsbeeld.instruments.geldstromen.library import Book
from stadsbeeld.instruments.geldstromen.ranges import Ranges
from stadsbeeld.instruments.geldstromen.sheet import Sheet, Side
from stadsbeeld.texts.sentences import Language, sentence

Sources = Mapping[str, SourceInfo]


class Tables:
    """Of one sheet, in one language."""

    def __init__(self, book: Book, sheet: Sheet, sources: Sources, language: Language) -> None:
        self._book, self._sheet, self._sources, self._language = book, sheet, sources, language
        self._say = partial(sentence, language=language)

    def wijk(self, area: str, names: Mapping[str, str], ranges: Ranges) -> Table:
        """Each taakveld of one area, both sides. Raises NotFoundError."""
        own = pages.area(self._sheet.area(area))
        rows: list[list[Cell]] = [
            [
                one["taakveld"],
                one["name"],
                self._say(f"geld-domain-{one['domain']}"),
                self._say(f"geld-side-{one['side']}"),
                _cell(one["amount"]["cents"], one["amount"]["mark"]),
                _cell(one["amount"]["p10Cents"], one["amount"]["mark"]),
                _cell(one["amount"]["p90Cents"], one["amount"]["mark"]),
                one["amount"]["grade"],
                one["key"],
                one["wanted"] or one["key"],
            ]
            for one in pages.lines(self._sheet, area, names, ranges)
        ]
        columns = [
            *(self._column(id) for id in ("task-code", "task", "domain", "side")),
            *self._amounts("eur", "cents"),
            *(self._column(id) for id in ("grade", "key", "keys-wanted")),
        ]
        return self._table(own["name"] or area, columns, rows)

    def map(self, of: str, side: Side, per: str, ranges: Ranges) -> Table:
        """Euro for each inhabitant or household of each wijk. Raises NotFoundError."""
        _, told = pages.map_answer(self._sheet, of, side, per, ranges)
        rows: list[list[Cell]] = [
            [
                one["area"],
                one["name"],
                _cell(one["value"], one["mark"]),
                _cell(one["p10"], one["mark"]),
                _cell(one["p90"], one["mark"]),
                one["grade"],
                _cell(one["rank"], one["mark"]),
            ]
            for one in told
        ]
        columns = [
            self._column("wijk-code"),
            self._column("wijk"),
            *self._amounts(f"per-{per}", "number"),
            self._column("grade"),
            self._column("rank", kind="whole"),
        ]
        return self._table(f"{self._say(f'geld-side-{side}')}, {self._of(of)}", columns, rows)

    def areas(self) -> Table:
        """The wijken and the people in them."""
        rows: list[list[Cell]] = [
            [one["area"], one["name"] or one["area"], _cell(one["inhabitants"]), _cell(one["households"])]
            for one in map(pages.area, self._sheet.areas.iter_rows(named=True))
        ]
        columns = [
            self._column("wijk-code"),
            self._column("wijk"),
            self._column("inhabitants", kind="whole"),
            self._column("households", kind="whole"),
        ]
        return self._table(self._say("geld-table"), columns, rows)

    def package(self, names: Mapping[str, str], made: date) -> bytes:
        """The ledger of the period and how it was allocated, as a Fiscal Data Package in a zip."""
        asked = self._sheet.asked
        contents = Contents(
            gm=asked.gm,
            year=asked.year,
            stage=asked.stage,
            ledger=self._book.ledger.filter(self._book.ledger["area"] == asked.gm),
            allocated=self._sheet.allocation.frame,
            names={**names, asked.gm: self._sheet.name, **self._area_names()},
            withheld=self._sheet.withheld,
            credits=[
                Credit(title=f"{one['title']} {one['year']}", url=one["url"], licence=one["licence"])
                for one in pages.origins(self._book, self._sheet, self._sources)
            ],
        )
        return datapackage(contents, made=made, language=self._language)

    def _area_names(self) -> dict[str, str]:
        return {area: name for area, name in self._sheet.areas.select("area", "name").iter_rows() if name}

    def _column(self, id: str, unit: str = "", kind: Kind = "text") -> Column:
        return Column(title=self._say(f"geld-{id}"), unit=unit, kind=kind)

    def _amounts(self, id: str, kind: Kind) -> list[Column]:
        title = self._say(f"geld-{id}")
        ends = [Column(title=f"{title}, {end}", unit="€", kind=kind) for end in ("p10", "p90")]
        return [Column(title=title, unit="€", kind=kind), *ends]

    def _of(self, of: str) -> str:
        if of == "total":
            return self._say("geld-of-total")
        known = {row["domain"] for row in self._sheet.frame.select("domain").unique().iter_rows(named=True)}
        return self._say(f"geld-domain-{of}") if of in known else of

    def _table(self, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Table:
        asked = self._sheet.asked
        period = self._say(f"geld-stage-{asked.stage}", data={"year": str(asked.year)})
        sources = [
            f"{one['title']} {one['year']}, {one['attribution']}, {one['licence']}"
            for one in pages.origins(self._book, self._sheet, self._sources)
        ]
        grades = [f"{grade}: {self._say(f'geld-grade-{grade}')}" for grade in "ABCDE"]
        notes = [self._say(f"geld-perspective-{asked.perspective}"), *grades]
        return Table(
            title=f"{self._sheet.name}, {period}: {title}", columns=columns, rows=rows, sources=sources, notes=notes
        )


def _cell(value: Any, mark: str | None = None) -> Cell:
    if mark is not None:
        return Mark(mark)
    return Mark.UNKNOWN if value is None else value
