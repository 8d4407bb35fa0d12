"""The answers of geldstromen, as bytes with their ETag: what stays the same is worked out once for all who ask."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import polars as pl

from stadsbeeld.domain.errors import InputError, NotFoundError
from stadsbeeld.instruments import Context
from stadsbeeld.instruments.geldstromen import pages, variants
from stadsbeeld.instruments.geldstromen.library import GEMEENTE, WIJK, Book, Library
from stadsbeeld.instruments.geldstromen.parties import DOMAINS, domain_of
from stadsbeeld.instruments.geldstromen.peers import Peers, peers_of
from stadsbeeld.instruments.geldstromen.ranges import Ranges, ranges
from stadsbeeld.instruments.geldstromen.sheet import Asked, Sheet, Side, drawn_up
from stadsbeeld.instruments.geldstromen.story import Told, story
from stadsbeeld.instruments.geldstromen.taakvelden import taakvelden
from stadsbeeld.instruments.geldstromen.tables import Tables
from stadsbeeld.texts.sentences import Language

ANSWERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    body: bytes
    etag: str


def answer(told: Any) -> Answer:
    body = orjson.dumps(told, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS)
    return Answer(body=body, etag=f'W/"{hashlib.blake2b(body, digest_size=16).hexdigest()}"')


class Desk:
    """One for each context; safe from several threads."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._library = Library(context)
        self._lock = threading.Lock()
        self._working = threading.RLock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def _once(self, key: Hashable, work_out: Callable[[], Any]) -> Any:
        """Remembered by what was asked and by what was known: nothing is ever told from before a change.

        One thing is worked out at a time, and may ask for another meanwhile: several screens open on the same page, and
        its ranges take a second or two.
        """
        kept = self._find(key)
        if kept is not None:
            return kept[0]
        with self._working:
            kept = self._find(key)
            if kept is not None:
                return kept[0]
            found = work_out()
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > ANSWERS:
                    self._kept.popitem(last=False)
            return found

    def _find(self, key: Hashable) -> tuple[Any] | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return (self._kept[key],)

    def _stamp(self, book: Book, asked: Asked) -> Hashable:
        """What a sheet is made of: what was asked, what was known, and the version of the variant."""
        if asked.variant is None:
            return (book.known_at, None, asked)
        version = self._context.store.as_of(None).record(variants.KIND, asked.variant)
        return (book.known_at, version and version.version, asked)

    def sheet(self, book: Book, asked: Asked) -> Sheet:
        found: Sheet = self._once(
            ("sheet", self._stamp(book, asked)),
            lambda: drawn_up(book, asked, variants.table_of(self._context, asked.variant)),
        )
        return found

    def ranges(self, book: Book, sheet: Sheet) -> Ranges:
        found: Ranges = self._once(("ranges", self._stamp(book, sheet.asked)), lambda: ranges(sheet))
        return found

    def _told(self, name: str, asked: Asked, more: tuple[Hashable, ...], write: Callable[[Book, Sheet], Any]) -> Answer:
        book = self._library.book()
        found: Answer = self._once(
            (name, self._stamp(book, asked), more), lambda: answer(write(book, self.sheet(book, asked)))
        )
        return found

    def overview(self) -> Answer:
        book = self._library.book()
        return answer(
            {
                "gemeente": self._context.city.gemeente,
                "gemeenten": _gemeenten(book),
                "periods": [
                    {
                        "year": row["year"],
                        "stage": row["stage"],
                        "gemeenten": len(row["delivered"]),
                        "missing": row["missing"],
                    }
                    for row in book.periods.iter_rows(named=True)
                ],
                "domains": list(DOMAINS),
                "taakvelden": _taakvelden(book),
                "care": not book.figures.filter(pl.col("figure") == "zvw_cost_mean_eur").is_empty(),
            }
        )

    def areas(self, asked: Asked) -> Answer:
        return self._told("areas", asked, (), lambda book, sheet: pages.areas(sheet))

    def wijk(self, area: str, asked: Asked, language: Language = "nl") -> Answer:
        """`language` of the story. Raises NotFoundError for an area that is not of the gemeente."""

        def write(book: Book, sheet: Sheet) -> dict[str, Any]:
            own = sheet.area(area)
            peers = self.peers(book, asked)
            heads = pages.per_head(book, asked.year, asked.stage, [one.area for one in peers.peers]) if peers else None
            ranged = self.ranges(book, sheet)
            told = Told(
                area=pages.area(own),
                domains=pages.domains(sheet, area, heads, ranged),
                lines=pages.lines(sheet, area, self._names(), ranged),
                ranges=ranged,
            )
            return {
                "view": pages.view(sheet),
                "area": told.area,
                "domains": told.domains,
                "lines": told.lines,
                "story": story(sheet, told, language),
                "peers": peers_told(book, peers),
                "origins": pages.origins(book, sheet, self._context.sources),
            }

        return self._told("wijk", asked, (area, language), write)

    def map(self, asked: Asked, of: str, side: Side, by: str) -> Answer:
        """Raises NotFoundError for a domain or taakveld that is not there."""

        def write(book: Book, sheet: Sheet) -> dict[str, Any]:
            common, told = pages.map_answer(sheet, of, side, by, self.ranges(book, sheet))
            view = self._context.store.as_of(None)
            shapes = dict(
                view.areas(WIJK, year=sheet.areas_year, parent=asked.gm)
                .select("area", "geometry")
                .drop_nulls()
                .iter_rows()
            )
            features = [
                {
                    "type": "Feature",
                    "id": one["area"],
                    "properties": one,
                    "geometry": orjson.Fragment(shapes[one["area"]]),
                }
                for one in told
                if one["area"] in shapes
            ]
            return {
                "type": "FeatureCollection",
                "view": pages.view(sheet),
                **common,
                "features": features,
                "origins": pages.origins(book, sheet, self._context.sources),
            }

        return self._told("map", asked, (of, side, by), write)

    def keys(self, asked: Asked, side: Side) -> Answer:
        def write(book: Book, sheet: Sheet) -> dict[str, Any]:
            plain = Asked(
                gm=asked.gm,
                year=asked.year,
                stage=asked.stage,
                perspective=asked.perspective,
                overhead=asked.overhead,
            )
            return pages.keys(sheet, self.sheet(book, plain), side, self._names())

        return self._told("keys", asked, (side,), write)

    def tables(self, asked: Asked, language: Language) -> tuple[Tables, Ranges, Mapping[str, str]]:
        """What the files are made from: the tables of a sheet, its ranges, and the names of its tasks."""
        book = self._library.book()
        sheet = self.sheet(book, asked)
        return Tables(book, sheet, self._context.sources, language), self.ranges(book, sheet), self._names()

    def peers(self, book: Book, asked: Asked) -> Peers | None:
        """None where too little is told of the gemeente to compare it."""

        def work_out() -> Peers | None:
            period = book.periods.filter((pl.col("year") == asked.year) & (pl.col("stage") == asked.stage))
            without = set(period["missing"].item()) if len(period) else set()
            try:
                return peers_of(asked.gm, book.nearest(asked.year), without=without - {asked.gm})
            except (InputError, NotFoundError):
                return None

        found: Peers | None = self._once(("peers", book.known_at, asked.gm, asked.year, asked.stage), work_out)
        return found

    def _names(self) -> Mapping[str, str]:
        return {one["code"]: one["name"] for one in _taakvelden(self._library.book())}


def _gemeenten(book: Book) -> list[dict[str, Any]]:
    """Of the newest boundaries, by name."""
    newest = book.areas_year(GEMEENTE, 9999) if len(book.areas) else 0
    own = book.areas.filter((pl.col("kind") == GEMEENTE) & (pl.col("year") == newest))
    people = book.nearest(newest).filter((pl.col("figure") == "inhabitants_n") & pl.col("mark").is_null())
    told = own.join(people.select("area", heads="value"), on="area", how="left").sort(pl.col("name").str.to_lowercase())
    return [
        {
            "code": row["area"],
            "name": row["name"],
            "inhabitants": None if row["heads"] is None else round(row["heads"]),
        }
        for row in told.iter_rows(named=True)
    ]


def _taakvelden(book: Book) -> list[dict[str, Any]]:
    """Of all years in the ledger, in CBS' order; where two years share a code, as the later names it."""
    found = {
        code: {"code": code, "name": one.plain, "domain": domain_of(code)}
        for year in sorted(book.ledger["year"].unique())
        for code, one in taakvelden(year).items()
    }
    return list(found.values())


def peers_told(book: Book, peers: Peers | None) -> list[dict[str, Any]]:
    return [
        {
            "area": one.area,
            "name": book.name(one.area),
            "similarity": round(one.similarity, 3),
            "driver": one.driver,
        }
        for one in (peers.peers if peers else ())
    ]
