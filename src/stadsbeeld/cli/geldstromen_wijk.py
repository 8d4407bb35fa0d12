"""`geldstromen wijk`: what a gemeente spends and gets per wijk, with the figures of the screen."""

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Never

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from stadsbeeld.cli.exits import said_plainly
from stadsbeeld.cli.reach import City, Folder, SettingsFile
from stadsbeeld.domain.errors import NotFoundError, SettingError
from stadsbeeld.instruments import Context
from stadsbeeld.instruments.geldstromen.desk import Answer
from stadsbeeld.instruments.geldstromen.flows_desk import FlowsDesk
from stadsbeeld.instruments.geldstromen.sheet import TOTAL, Asked, Side
from stadsbeeld.runtime.assemble import Platform, assemble
from stadsbeeld.runtime.settings import load

LARGEST = 10
SIDES: tuple[Side, ...] = ("lasten", "baten")
PARTS = (("wijken", "wijken together"), ("city", "city-wide"), ("unknown", "unknown address"), ("reserves", "reserves"))
Told = dict[str, Any]


class Stage(StrEnum):
    REKENING = "rekening"
    BEGROTING = "begroting"


class By(StrEnum):
    RESIDENTS = "residents"
    PLACE = "place"


@said_plainly
def wijk(
    gemeente: Annotated[str, typer.Argument(help="The code of a gemeente, such as GM0599.")],
    year: Annotated[int, typer.Option(help="The year of the accounts or the budget.")],
    stage: Annotated[Stage, typer.Option(help="Accounts (rekening) or budget (begroting).")] = Stage.REKENING,
    area: Annotated[str | None, typer.Option(help="One wijk, such as WK059903: its domains and largest tasks.")] = None,
    perspective: Annotated[By, typer.Option(help="For whose residents, or at what place.")] = By.RESIDENTS,
    overhead: Annotated[bool, typer.Option("--overhead", help="Spread overhead by the salaries of each task.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="All figures as JSON, in whole cents.")] = False,
    settings: SettingsFile = None,
    city: City = None,
    data_folder: Folder = None,
) -> None:
    """Show what a gemeente spends and gets for each inhabitant of its wijken, and the published total it closes on.

    A range is p10 to p90. Without --area the columns are without reserves; those stand in the closing. The data is
    opened by this process: while a server holds it, ask that server's /v1/geldstromen.
    """
    chosen = load(settings, city=city, data_folder=data_folder, fetch_sources=False)
    if chosen.server is not None:
        raise SettingError("`geldstromen wijk` reads a data folder and asks no server", setting="server")
    asked = Asked(gm=gemeente, year=year, stage=stage.value, perspective=perspective.value, overhead=overhead)
    platform = assemble(chosen)
    try:
        told = _told(FlowsDesk(_context(platform)), asked, area)
    finally:
        platform.stop()
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1))
        return
    console = Console()
    for part in _of_gemeente(told) if area is None else _of_wijk(told):
        console.print(part, highlight=False)


def _context(platform: Platform) -> Context:
    return Context(
        store=platform.store,
        newest=platform.newest,
        clock=platform.clock,
        city=platform.city,
        sources=platform.source_infos,
        require=_nobody,
    )


def _nobody(action: str) -> Never:
    """Whoever may read the folder may read its figures; routes, which ask who somebody is, are not made here."""
    raise AssertionError(action)


def _told(desk: FlowsDesk, asked: Asked, area: str | None) -> Told:
    """The answers of the routes. Raises NotFoundError for a gemeente, period or area that is not there."""
    overview = _plain(desk.overview())
    if asked.gm not in {one["code"] for one in overview["gemeenten"]}:
        raise NotFoundError("gemeente", asked.gm)
    if area is not None:
        return _plain(desk.wijk(area, asked, "en"))
    return {
        "map": {side: _plain(desk.map(asked, TOTAL, side, "inhabitant")) for side in SIDES},
        "closing": {side: _plain(desk.closing(asked, side)) for side in SIDES},
    }


def _plain(answer: Answer) -> Told:
    found: Told = json.loads(answer.body)
    return found


def _of_gemeente(told: Told) -> Iterable[Any]:
    lasten, baten = ({one["id"]: one["properties"] for one in told["map"][side]["features"]} for side in SIDES)
    yield _title(told["closing"]["lasten"]["view"], None)
    table = _right("area", "wijk", *(f"{side}{what}" for side in SIDES for what in (" per inhabitant", " range", "")))
    for code, own in lasten.items():
        cells = [
            text for one in (own, baten[code]) for text in (_each(one), _range(one["p10"], one["p90"]), _grade(one))
        ]
        table.add_row(code, escape(own["name"]), *cells)
    yield table
    closing = _right("closing, in thousands of euro", *SIDES)
    wholes = [told["closing"][side]["whole"] for side in SIDES]
    for key, name in PARTS:
        closing.add_row(name, *(_thousands(whole[key]) for whole in wholes), end_section=key == PARTS[-1][0])
    closing.add_row("published", *(_thousands(whole["published"]) for whole in wholes))
    closing.add_row("difference, in cents", *(_cents(whole["difference"]) for whole in wholes))
    yield closing


def _of_wijk(told: Told) -> Iterable[Any]:
    yield _title(told["view"], told["area"])
    table = _right("domain", "side", "per inhabitant", "all wijken", "whole gemeente", "peers", "grade")
    for one in told["domains"]:
        each = [
            _euro(one[key])
            for key in ("perInhabitant", "cityPerInhabitant", "wholePerInhabitant", "peersPerInhabitant")
        ]
        mark = one["amount"]["mark"]
        table.add_row(one["domain"], one["side"], mark or each[0], *each[1:], _grade(one["amount"]))
    yield table
    largest = _right("task", "name", "side", "thousands of euro", "range", "key", "better key", "grade")
    for one in told["lines"][:LARGEST]:
        own = one["amount"]
        ends = _range(*(None if own[end] is None else own[end] / 100_000 for end in ("p10Cents", "p90Cents")))
        words = [own["mark"] or _thousands(own["cents"]), ends, one["key"], one["wanted"] or "", _grade(own)]
        largest.add_row(one["taakveld"], escape(one["name"]), one["side"], *words)
    yield largest


def _title(view: Told, area: Told | None) -> str:
    where = escape(view["name"] if area is None else f"{area['name']}, {view['name']}")
    told = " Nothing was delivered for this period." if view["missing"] else ""
    return f"{where}, {view['stage']} {view['year']}, {view['perspective']}; wijken of {view['areasYear']}.{told}"


def _right(*names: str) -> Table:
    table = Table()
    for name in names:
        number = name not in {"area", "wijk", "side", "domain", "task", "name", "key", "better key", "grade"}
        table.add_column(name, justify="right" if number else "left")
    return table


def _each(one: Told) -> str:
    return str(one["mark"] or _euro(one["value"]))


def _euro(value: float | None) -> str:
    return "–" if value is None else f"{value:,.2f}"


def _range(low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None else f"{low:,.0f} to {high:,.0f}"


def _grade(one: Told) -> str:
    return "–" if one["mark"] else str(one["grade"])


def _thousands(cents: int | None) -> str:
    return "missing" if cents is None else f"{cents / 100_000:,.2f}"


def _cents(cents: int | None) -> str:
    return "missing" if cents is None else f"{cents:,}"
