"""The routes of geldstromen under `/v1/geldstromen`. Answers come as bytes from the desk."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Response

from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.instruments import Caller, Context
from stadsbeeld.instruments.geldstromen import case_shapes, cases, flow_shapes, key_shapes, shapes, variants
from stadsbeeld.instruments.geldstromen.benefits.present import present
from stadsbeeld.instruments.geldstromen.desk import Answer, Desk, answer
from stadsbeeld.instruments.geldstromen.export import Table, as_csv, as_xlsx
from stadsbeeld.instruments.geldstromen.flows_desk import FlowsDesk
from stadsbeeld.instruments.geldstromen.pdf import report
from stadsbeeld.instruments.geldstromen.sheet import TOTAL, Asked
from stadsbeeld.texts.sentences import Language

READ, SET_KEYS, SET_CASES = "geldstromen.read", "geldstromen.keys", "geldstromen.cases"
ACTIONS = {READ: "kijker", SET_KEYS: "planner", SET_CASES: "planner"}

Of = Annotated[str, Query(description="A domain, the code of a taakveld, or `total`: all but the reserves.")]
Sides = Annotated[Literal["lasten", "baten"], Query(description="What is spent, or what is received.")]
Focus = Annotated[
    str | None, Query(description="A domain or the code of a taakveld to look inside; without: the whole.")
]
Per = Annotated[
    Literal["inhabitant", "household"], Query(description="Amounts of a wijk are never told whole on a map.")
]

Lang = Annotated[Literal["nl", "en"], Query(description="The language of what is told in words.")]
Measures = Annotated[list[str] | None, Query(description="Ids of the measures to count; left out: all.")]
Rate = Annotated[float | None, Query(ge=0, le=0.2, description="Another discount rate, real, a year.")]

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE: dict[int | str, dict[str, Any]] = {200: {"content": {CSV: {}, XLSX: {}}, "description": "The table as a file."}}
ZIP: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/zip": {}}, "description": "A Fiscal Data Package."}
}
Area = Annotated[str | None, Query(description="The wijk, where the table is that of one.")]


def asked(
    gm: Annotated[str, Query(description="The code of a gemeente, such as GM0599.", pattern="^GM[0-9]{4}$")],
    year: Annotated[int, Query(ge=2000, le=2100)],
    stage: Annotated[Literal["rekening", "begroting"], Query(description="Accounts or budget.")],
    perspective: Annotated[
        Literal["place", "residents"], Query(description="Where the euro is spent, or for whose residents.")
    ] = "residents",
    variant: Annotated[str | None, Query(description="The id of a named variant of the keys.")] = None,
    overhead: Annotated[bool, Query(description="Whether overhead follows the salaries of the other tasks.")] = False,
) -> Asked:
    return Asked(gm=gm, year=year, stage=stage, perspective=perspective, variant=variant, overhead=overhead)


The = Annotated[Asked, Depends(asked)]


def routes(context: Context) -> APIRouter:
    """A router with prefix `/geldstromen`. Raises, through the desk, NotFoundError, InputError and ConflictError."""
    desk = FlowsDesk(context)
    router = APIRouter(prefix="/geldstromen", tags=["geldstromen"])
    read = [Depends(context.require(READ))]
    _views(router, desk, read)
    _flows(router, desk, read)
    _keys(router, desk, context, read)
    _cases(router, context, read)
    _exports(router, desk, context, read)
    return router


class Pdf(Response):
    media_type = "application/pdf"


def _response(told: Answer, media_type: str = "application/json") -> Response:
    return Response(told.body, media_type=media_type, headers={"ETag": told.etag})


def _views(router: APIRouter, desk: Desk, read: Sequence[Any]) -> None:
    @router.get("/overview", response_model=shapes.Overview, dependencies=read)
    def overview() -> Response:
        """Which gemeenten, periods and tasks there are, and what has not been delivered."""
        return _response(desk.overview())

    @router.get("/areas", response_model=shapes.MoneyAreas, dependencies=read)
    def areas(the: The) -> Response:
        """The wijken of a gemeente, with what belongs to none of them."""
        return _response(desk.areas(the))

    @router.get("/areas/{area}", response_model=shapes.WijkPage, dependencies=read)
    def wijk(area: str, the: The, lang: Lang = "nl") -> Response:
        """One wijk: what flows in and out, beside the gemeente and its peers, and as a story in five steps."""
        return _response(desk.wijk(area, the, lang))

    @router.get("/map", response_model=shapes.MapAnswer, dependencies=read)
    def money_map(the: The, of: Of = TOTAL, side: Sides = "lasten", per: Per = "inhabitant") -> Response:
        """The wijken with euro for each inhabitant or household."""
        return _response(desk.map(the, of, side, per), "application/geo+json")


def _flows(router: APIRouter, desk: FlowsDesk, read: Sequence[Any]) -> None:
    @router.get("/sankey", response_model=flow_shapes.Sankey, dependencies=read)
    def sankey(the: The, focus: Focus = None) -> Response:
        """Who pays, for what, in which wijk, and for whom; what cannot be drawn beside it."""
        return _response(desk.sankey(the, focus))

    @router.get("/closing", response_model=flow_shapes.MoneyClosing, dependencies=read)
    def closing(the: The, side: Sides = "lasten") -> Response:
        """Whether wijken, city and unknown are the published total, to the cent."""
        return _response(desk.closing(the, side))

    @router.get("/norm", response_model=flow_shapes.Norm, dependencies=read)
    def norm(the: The) -> Response:
        """Net spending beside what the gemeentefonds reckons with, per cluster."""
        return _response(desk.norm(the))


def _keys(router: APIRouter, desk: Desk, context: Context, read: Sequence[Any]) -> None:
    may_set: Any = Depends(context.require(SET_KEYS))

    @router.get("/keys", response_model=key_shapes.Keys, dependencies=read)
    def keys(the: The, side: Sides = "lasten") -> Response:
        """By which keys money is allocated here, and what a variant moves."""
        return _response(desk.keys(the, side))

    @router.get("/variants", response_model=key_shapes.Variants, dependencies=read)
    def all_variants() -> Response:
        """The named variants of the keys, each with its author and why."""
        return _response(answer({"variants": variants.told(context)}))

    @router.put("/variants/{id}", response_model=key_shapes.VariantShape)
    def save(id: str, asked: key_shapes.VariantAsked, caller: Annotated[Caller, may_set]) -> Response:
        """Keep a variant. 409 where somebody else did so since `after`."""
        return _response(answer(variants.save(context, id, asked, caller.author)))


def _cases(router: APIRouter, context: Context, read: Sequence[Any]) -> None:
    may_set: Any = Depends(context.require(SET_CASES))

    @router.get("/cases", response_model=case_shapes.CaseList, dependencies=read)
    def all_cases() -> Response:
        """The business cases there are: examples, and those that were kept here."""
        return _response(answer({"cases": cases.listed(context)}))

    @router.get("/cases/{id}", response_model=case_shapes.CaseAnswer, dependencies=read)
    def one_case(id: str, measures: Measures = None, rate: Rate = None) -> Response:
        """Who invests and who benefits, with ranges, what it hangs on, and every source."""
        whole = cases.case_of(context, id)
        return _response(answer(cases.told(cases.with_choices(whole, measures, rate), whole)))

    @router.get("/cases/{id}/report.pdf", response_class=Pdf, dependencies=read)
    def case_report(id: str, measures: Measures = None, rate: Rate = None, lang: Lang = "nl") -> Response:
        """The case on two pages, to invite a co-investor."""
        chosen = cases.with_choices(cases.case_of(context, id), measures, rate)
        today = context.clock.now().astimezone(ZoneInfo(context.city.time_zone)).date()
        body = report(present(chosen), made=today, author=context.city.title, language=lang)
        return Pdf(body, headers={"Content-Disposition": f'attachment; filename="{id}.pdf"'})

    @router.put("/cases/{id}", response_model=case_shapes.CaseAnswer)
    def save_case(id: str, asked: case_shapes.CaseAsked, caller: Annotated[Caller, may_set]) -> Response:
        """Keep a case. 409 where somebody else did so since `after`."""
        return _response(answer(cases.save(context, id, asked.toml, asked.after, caller.author)))


def _exports(router: APIRouter, desk: Desk, context: Context, read: Sequence[Any]) -> None:
    def today() -> date:
        return context.clock.now().astimezone(ZoneInfo(context.city.time_zone)).date()

    @router.get("/tables/wijk.{format}", response_class=Response, responses=FILE, dependencies=read)
    def wijk_file(format: Literal["csv", "xlsx"], the: The, area: Area = None, lang: Lang = "nl") -> Response:
        """Every task of one wijk, what is spent and what is received."""
        if area is None:
            raise NotFoundError("area", "")
        tables, ranges, names = desk.tables(the, lang)
        return _file(tables.wijk(area, names, ranges), format, f"{_name(the)}-{area}", lang, today())

    @router.get("/tables/map.{format}", response_class=Response, responses=FILE, dependencies=read)
    def map_file(
        format: Literal["csv", "xlsx"],
        the: The,
        of: Of = TOTAL,
        side: Sides = "lasten",
        per: Per = "inhabitant",
        lang: Lang = "nl",
    ) -> Response:
        """Each wijk with euro for each inhabitant or household."""
        tables, ranges, _ = desk.tables(the, lang)
        return _file(tables.map(of, side, per, ranges), format, f"{_name(the)}-{of}-{side}", lang, today())

    @router.get("/tables/areas.{format}", response_class=Response, responses=FILE, dependencies=read)
    def areas_file(format: Literal["csv", "xlsx"], the: The, lang: Lang = "nl") -> Response:
        """The wijken of a gemeente, and how many live there."""
        tables, _, _ = desk.tables(the, lang)
        return _file(tables.areas(), format, f"{_name(the)}-areas", lang, today())

    @router.get("/datapackage.zip", response_class=Response, responses=ZIP, dependencies=read)
    def package(the: The, lang: Lang = "nl") -> Response:
        """The ledger of a gemeente and how it was allocated, as a Fiscal Data Package."""
        tables, _, names = desk.tables(the, lang)
        return _attached(tables.package(names, today()), "application/zip", f"{_name(the)}.zip")


def _name(asked: Asked) -> str:
    return f"geldstromen-{asked.gm.lower()}-{asked.year}-{asked.stage}"


def _file(table: Table, format: str, name: str, lang: Language, made: date) -> Response:
    if format == "csv":
        return _attached(as_csv(table, lang), CSV, f"{name}.csv")
    return _attached(as_xlsx(table, lang, made), XLSX, f"{name}.xlsx")


def _attached(body: bytes, media_type: str, name: str) -> Response:
    return Response(body, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
