"""The routes over all of the Netherlands, from the packaged tables: published totals, closing, withheld, variants."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import pytest
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse

from instruments.asking import Asking
from instruments.little_city import Person
from stadsbeeld.domain.errors import ConflictError, InputError, NotFoundError, StadsbeeldError
from stadsbeeld.instruments import Context
from stadsbeeld.instruments.geldstromen import INSTRUMENT, case_shapes, key_shapes, shapes
from stadsbeeld.instruments.geldstromen.desk import Desk
from stadsbeeld.instruments.geldstromen.keys import KeyTable
from stadsbeeld.instruments.geldstromen.library import Book
from stadsbeeld.instruments.geldstromen.sheet import Asked, Sheet, drawn_up
from stadsbeeld.runtime.assemble import Platform, assemble
from stadsbeeld.runtime.settings import Settings
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.store import Store

BASE = {"gm": "GM0599", "year": "2023", "stage": "rekening"}
STATUS = {NotFoundError: 404, ConflictError: 409, InputError: 422}


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    settings = Settings(city="rotterdam", data_folder=tmp_path_factory.mktemp("data"), fetch_sources=False)
    made = assemble(settings, replay_speed=1)
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def ask(platform: Platform) -> Asking:
    context = Context(
        store=platform.store,
        newest=platform.newest,
        clock=platform.clock,
        city=platform.city,
        sources=platform.source_infos,
        require=lambda _: Person,
    )
    app = FastAPI()
    router: APIRouter = INSTRUMENT.routes(context)
    app.include_router(router, prefix="/v1")

    @app.exception_handler(StadsbeeldError)
    def told(_: Request, error: StadsbeeldError) -> JSONResponse:
        return JSONResponse({"code": error.code, **error.data}, STATUS.get(type(error), 500))

    return Asking(app)


def got(ask: Asking, path: str, **more: str) -> Any:
    answer = ask.get(f"/v1/geldstromen/{path}", {**BASE, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_overview_says_what_there_is_and_who_delivered_nothing(ask: Asking) -> None:
    told = shapes.Overview.model_validate(got(ask, "overview"))
    assert told.gemeente == "GM0599"
    assert len(told.gemeenten) == 342
    periods = {(one.year, one.stage): one for one in told.periods}
    assert set(periods) == {(2023, "rekening"), (2024, "begroting"), (2023, "begroting")}
    assert (told.periods[0].year, told.periods[0].stage) == (2023, "rekening")
    assert periods[2023, "rekening"].missing == ["GM1961"]
    assert not told.care
    names = {one.code: one.name for one in told.taakvelden}
    assert names["0.1"] != names["0.10"]


def test_the_parts_of_rotterdam_are_its_accounts_to_the_cent(ask: Asking) -> None:
    areas = shapes.MoneyAreas.model_validate(got(ask, "areas")).areas
    sums = {"lasten": 0, "baten": 0}
    whole: dict[tuple[str, str], int] = {}
    for area in areas:
        for line in shapes.WijkPage.model_validate(got(ask, f"areas/{area.area}")).lines:
            if line.cityCents is not None:
                whole[line.taakveld, line.side] = line.cityCents
            sums[line.side] += line.amount.cents or 0
    # Published, × € 1,000. What is withheld, or lies in a wijk of water, is in the whole and not in the parts shown.
    assert sum(cents for (_, side), cents in whole.items() if side == "lasten") == 4_928_408_00000
    assert sum(cents for (_, side), cents in whole.items() if side == "baten") == 4_928_404_00000
    assert sums["lasten"] <= 4_928_408_00000
    assert sums["lasten"] > 0.98 * 4_928_408_00000


def test_a_range_holds_its_amount_and_asking_again_gives_the_same(ask: Asking) -> None:
    told = shapes.WijkPage.model_validate(got(ask, "areas/WK059903"))
    ranged = [one.amount for one in (*told.lines, *told.domains) if one.amount.p10Cents is not None]
    assert len(ranged) > 60
    for one in ranged:
        assert one.cents is not None
        assert one.p10Cents is not None
        assert one.p90Cents is not None
        assert one.p10Cents <= one.cents <= one.p90Cents
    assert shapes.WijkPage.model_validate(got(ask, "areas/WK059903")) == told
    assert told.peers[0].name == "'s-Gravenhage"
    assert {"iv3-2023", "cbs_wijken-2024"} <= {one.id for one in told.origins}


def test_few_people_are_withheld_and_stand_in_no_rank(ask: Asking) -> None:
    told = shapes.MapAnswer.model_validate(got(ask, "map", of="6"))
    by_area = {one.id: one.properties for one in told.features}
    people = {one.area: one.inhabitants for one in shapes.MoneyAreas.model_validate(got(ask, "areas")).areas}
    few = [area for area, count in people.items() if count is not None and 0 < count < 10]
    assert few == ["WK059924"]
    withheld = {area for area, one in by_area.items() if one.mark == "withheld"}
    # One alone could be reckoned back from the sum of all.
    assert set(few) < withheld
    for area in withheld:
        assert (by_area[area].value, by_area[area].p10, by_area[area].rank) == (None, None, None)
        page = shapes.WijkPage.model_validate(got(ask, f"areas/{area}"))
        assert {(one.amount.cents, one.amount.mark) for one in page.lines} == {(None, "withheld")}
        assert {one.perInhabitant for one in page.domains} == {None}
        # Neither the order nor the grades tell which amounts are great, or zero.
        assert [(one.taakveld, one.side) for one in page.lines] == sorted(
            (one.taakveld, one.side) for one in page.lines
        )
        assert {one.amount.grade for one in (*page.lines, *page.domains)} == {"E"}


def test_a_gemeente_that_delivered_nothing_is_missing_and_never_zero(ask: Asking) -> None:
    areas = shapes.MoneyAreas.model_validate(got(ask, "areas", gm="GM1961"))
    assert areas.view.missing
    page = shapes.WijkPage.model_validate(got(ask, f"areas/{areas.areas[0].area}", gm="GM1961"))
    assert {(one.amount.cents, one.amount.mark) for one in page.lines} == {(None, "missing")}
    assert {one.perInhabitant for one in page.domains} == {None}


def test_overhead_follows_salaries_and_the_sum_stays(ask: Asking) -> None:
    def overhead(area: str, **more: str) -> int | None:
        page = shapes.WijkPage.model_validate(got(ask, f"areas/{area}", **more))
        return next((one.amount.cents for one in page.lines if (one.taakveld, one.side) == ("0.4", "lasten")), None)

    areas = [one.area for one in shapes.MoneyAreas.model_validate(got(ask, "areas")).areas]
    plain = {area: overhead(area) for area in areas}
    assert {area for area, cents in plain.items() if cents} == {"GM0599-stad"}
    spread = {area: overhead(area, overhead="true") for area in areas}
    known = [cents for cents in spread.values() if cents is not None]
    # What is withheld of a few people is not in the sum: far less than one in ten thousand.
    assert sum(known) == pytest.approx(plain["GM0599-stad"], rel=1e-3)
    assert len([cents for cents in known if cents > 0]) > 15


def test_a_variant_is_kept_with_its_author_and_says_what_it_moves(ask: Asking) -> None:
    path = "/v1/geldstromen/variants/wegen"
    known = key_shapes.Keys.model_validate(got(ask, "keys"))
    key = next(one.id for one in known.keys if one.figures == ["cars_n"])
    changes = [{"taakveld": "2.1", "mix": key}]
    body: dict[str, Any] = {"title": "Wegen naar auto's", "why": "Proef", "changes": changes, "after": 0}
    assert ask.put(path, body).status_code == 200
    assert ask.put(path, body).status_code == 409
    assert ask.put(path, {**body, "changes": [{"taakveld": "2.1", "mix": "moon"}], "after": 1}).status_code == 422
    assert ask.put(path, {**body, "changes": [{"taakveld": "9.9", "mix": key}], "after": 1}).status_code == 422
    (variant,) = key_shapes.Variants.model_validate(got(ask, "variants")).variants
    assert (variant.id, variant.version, variant.why) == ("wegen", 1, "Proef")
    told = key_shapes.Keys.model_validate(got(ask, "keys", variant="wegen"))
    moved = {mix.taakveld: mix.movedCents for mix in told.mixes if mix.movedCents}
    assert set(moved) == {"2.1"}
    changes_eur = [((one.cents or 0) - (one.defaultCents or 0)) / 100 for one in told.moved]
    # What is withheld of a few people is not in the list; of all that moved it is next to nothing.
    assert not {one.area for one in told.moved} & {"WK059924"}
    assert sum(changes_eur) == pytest.approx(0, abs=0.05 * sum(map(abs, changes_eur)))
    assert sum(map(abs, changes_eur)) / 2 == pytest.approx(moved["2.1"] / 100, rel=0.1)


def test_what_is_not_there_is_said(ask: Asking) -> None:
    for path, more in (
        ("areas/WK036300", {}),
        ("areas", {"gm": "GM0998"}),
        ("areas", {"year": "2019"}),
        ("areas", {"variant": "none"}),
        ("map", {"of": "9.9"}),
    ):
        assert ask.get(f"/v1/geldstromen/{path}", {**BASE, **more}).status_code == 404, path


def test_the_losing_case_says_so_and_own_cases_are_kept(ask: Asking) -> None:
    names = case_shapes.CaseList.model_validate(got(ask, "cases")).cases
    assert {one.id for one in names} == {"bos-en-lommer", "teeb-nederland"}
    lost = case_shapes.CaseAnswer.model_validate(got(ask, "cases/bos-en-lommer"))
    assert lost.total.pays == "no"
    assert lost.total.npv.central is not None
    assert lost.total.npv.central < 0
    cheap = case_shapes.CaseAnswer.model_validate(got(ask, "cases/bos-en-lommer", rate="0"))
    assert cheap.total.npv.central != lost.total.npv.central
    pdf = ask.get("/v1/geldstromen/cases/bos-en-lommer/report.pdf", {"lang": "en"})
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert ask.get("/v1/geldstromen/cases/bos-en-lommer", {"measures": "moon"}).status_code == 422
    assert ask.put("/v1/geldstromen/cases/own", {"toml": "start = ", "after": 0}).status_code == 422
    assert ask.put("/v1/geldstromen/cases/bos-en-lommer", {"toml": "x = 1", "after": 0}).status_code == 422


def test_the_story_has_five_steps_with_numbers_that_stand_on_the_page(ask: Asking) -> None:
    page = shapes.WijkPage.model_validate(got(ask, "areas/WK059903"))
    assert len(page.story) == 5
    spent = [one for one in page.domains if one.side == "lasten" and one.domain != "reserves"]
    total = round(sum(one.perInhabitant or 0 for one in spent))
    written = f"{total:,}".replace(",", ".")
    assert f"€ {written}" in page.story[0].text
    largest = max(one.perInhabitant or 0 for one in spent)
    assert f"€ {round(largest):,}".replace(",", ".") in page.story[1].text
    english = shapes.WijkPage.model_validate(got(ask, "areas/WK059903", lang="en"))
    assert f"€{total:,}" in english.story[0].text
    few = shapes.WijkPage.model_validate(got(ask, "areas/WK059924"))
    nothing = shapes.MoneyAreas.model_validate(got(ask, "areas", gm="GM1961")).areas[0].area
    missing = shapes.WijkPage.model_validate(got(ask, f"areas/{nothing}", gm="GM1961"))
    assert (few.story, missing.story) == ([], [])


def test_tables_come_as_files_with_their_sources_and_nothing_that_is_withheld(ask: Asking) -> None:
    def file(path: str, **more: str) -> bytes:
        answer = ask.get(f"/v1/geldstromen/{path}", {**BASE, **more})
        assert answer.status_code == 200, answer.text
        assert "attachment" in answer.headers["content-disposition"]
        return answer.content

    rows = list(csv.reader(io.StringIO(file("tables/map.csv", of="6").decode("utf-8-sig")), delimiter=";"))
    shown = {one.id: one.properties for one in shapes.MapAnswer.model_validate(got(ask, "map", of="6")).features}
    told = {row[0]: row for row in rows[1:]}
    assert set(told) == set(shown)
    value = shown["WK059903"].value
    assert value is not None
    assert float(told["WK059903"][2].replace(",", ".")) == pytest.approx(value)
    assert not any(sign.isdigit() for sign in told["WK059924"][2])
    assert "CBS" in rows[1][-1]
    lines = list(csv.reader(io.StringIO(file("tables/wijk.csv", area="WK059903", lang="en").decode("utf-8-sig"))))
    whole = shapes.WijkPage.model_validate(got(ask, "areas/WK059903"))
    cents = sum(one.amount.cents or 0 for one in whole.lines)
    assert round(100 * sum(float(row[4]) for row in lines[1:])) == cents
    assert file("tables/areas.xlsx")[:2] == b"PK"
    assert ask.get("/v1/geldstromen/tables/moon.csv", BASE).status_code == 404
    assert ask.get("/v1/geldstromen/tables/wijk.csv", BASE).status_code == 404


def test_the_data_package_holds_the_published_ledger(ask: Asking) -> None:
    answer = ask.get("/v1/geldstromen/datapackage.zip", BASE)
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        described = json.loads(package.read("datapackage.json"))
        rows = list(csv.DictReader(io.StringIO(package.read("ledger.csv").decode("utf-8"))))
    assert {one["name"] for one in described["resources"]} >= {"ledger"}
    spent = sum(Decimal(row["amount"]) for row in rows if row["direction"] == "expenditure")
    assert spent == 4_928_408_000


def test_where_nothing_was_loaded_it_is_empty_and_says_so(tmp_path: Path, platform: Platform) -> None:
    addresses = Addresses(facts=str(tmp_path / "f"), records=str(tmp_path / "r"), raw=str(tmp_path / "raw"))
    with Store(addresses) as store:
        context = Context(
            store=store,
            newest=platform.newest,
            clock=platform.clock,
            city=replace(platform.city, gemeente=None),
            sources={},
            require=lambda _: Person,
        )
        told = shapes.Overview.model_validate(orjson.loads(Desk(context).overview().body))
    assert (told.gemeente, told.gemeenten, told.periods, told.taakvelden, told.care) == (None, [], [], [], False)


def test_a_remembered_answer_stands_by_what_was_asked_and_not_by_what_it_was_made_from(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def counted(book: Book, asked: Asked, table: KeyTable) -> Sheet:
        drawn.append(asked.gm)
        return drawn_up(book, asked, table)

    # No more than the answer itself is remembered: its sheet is let go.
    monkeypatch.setattr("stadsbeeld.instruments.geldstromen.desk.ANSWERS", 1)
    monkeypatch.setattr("stadsbeeld.instruments.geldstromen.desk.drawn_up", counted)
    context = Context(
        store=platform.store,
        newest=platform.newest,
        clock=platform.clock,
        city=platform.city,
        sources=platform.source_infos,
        require=lambda _: Person,
    )
    desk = Desk(context)
    for gm in ("GM0599", "GM0599", "GM0344"):
        told = orjson.loads(desk.areas(Asked(gm=gm, year=2023, stage="rekening")).body)
        assert told["view"]["gemeente"] == gm
    assert drawn == ["GM0599", "GM0344"]
