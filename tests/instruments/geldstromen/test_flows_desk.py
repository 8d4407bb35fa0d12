"""The three routes over the packaged tables, through a real store in memory."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

import stadsbeeld
from instruments.asking import Asking
from instruments.little_city import Person, SetClock
from stadsbeeld.domain.errors import NotFoundError
from stadsbeeld.instruments import City, Context, SourceInfo
from stadsbeeld.instruments.geldstromen import flow_shapes
from stadsbeeld.instruments.geldstromen.routes import routes
from stadsbeeld.runtime.newest import Newest
from stadsbeeld.sources import cbs_kerncijfers, cbs_wijken, gemeentefonds, iv3
from stadsbeeld.store.store import Addresses, Delivery, Store

PACK = Path(stadsbeeld.__path__[0]) / "packs" / "nederland"
HOLDINGS = {
    "gemeenten_2024.geojson.gz": cbs_wijken,
    "wijken_2024.geojson.gz": cbs_wijken,
    "kerncijfers_2022.csv.gz": cbs_kerncijfers,
    "kerncijfers_2023.csv.gz": cbs_kerncijfers,
    "kerncijfers_2024.csv.gz": cbs_kerncijfers,
    "gemeentefonds_factor.csv": gemeentefonds,
    "gemeentefonds_s2024_weights.csv.gz": gemeentefonds,
    "gemeentefonds_s2024_volumes.csv.gz": gemeentefonds,
    "gemeentefonds_s2024_payments.csv.gz": gemeentefonds,
    "gemeentefonds_structure_2024.csv.gz": gemeentefonds,
    "iv3_2023_jaarrekening.csv.gz": iv3,
    "iv3_2024_begroting.csv.gz": iv3,
}
BUDGET = {"gm": "GM0599", "year": "2024", "stage": "begroting"}
ACCOUNTS = {"gm": "GM0599", "year": "2023", "stage": "rekening"}
NOTHING = {"gm": "GM1961", "year": "2023", "stage": "rekening"}


@pytest.fixture(scope="module")
def asking() -> Iterator[Asking]:
    store = Store(Addresses(facts=":memory:", records=":memory:", raw="memory://flows"))
    for number, (name, source) in enumerate(HOLDINGS.items()):
        known_at = datetime(2026, 1, 1, 0, number, tzinfo=UTC)
        claim = store.claim(Delivery(source=source.ID, key=name, sha256=name, known_at=known_at))
        assert claim is not None
        store.append(claim, source.parse((PACK / name).read_bytes()))
    context = Context(
        store=store,
        newest=Newest(),
        clock=SetClock(),
        city=City(id="r", title="Rotterdam", centre=(4.5, 51.9), zoom=11, bounds=(4, 51, 5, 52), time_zone="UTC"),
        sources={"gemeentefonds": SourceInfo(title="Gemeentefonds", attribution="BZK", licence="CC0", url="https://example.org",
                                             every_s=0, max_age_s=0)},
        require=lambda action: Person,
    )  # fmt: skip
    app = FastAPI()
    app.include_router(routes(context))

    @app.exception_handler(NotFoundError)
    def absent(request: Request, error: NotFoundError) -> JSONResponse:
        return JSONResponse({"code": error.code}, status_code=404)

    yield Asking(app)
    store.close()


def got(asking, path, asked, shape, **more):
    answer = asking.get(f"/geldstromen/{path}", {**asked, **more})
    assert answer.status_code == 200
    told = answer.json()
    shape.model_validate(told)
    return told


@pytest.mark.parametrize("side", ["lasten", "baten"])
@pytest.mark.parametrize("overhead", ["false", "true"])
def test_the_closing_of_rotterdam(asking, side, overhead):
    told = got(asking, "closing", ACCOUNTS, flow_shapes.MoneyClosing, side=side, overhead=overhead)
    assert told["closes"]
    # Iv3 accounts of Rotterdam over 2023: 4.928 billion on both sides, with the reserves.
    assert round(told["whole"]["published"] / 1e8) == 4928
    assert told["whole"]["reserves"] == {"lasten": 35_582_600_000, "baten": 51_826_700_000}[side]
    parts = ("published", "wijken", "city", "unknown", "reserves")
    for name in parts:
        assert sum(line[name] for line in told["domains"]) == told["whole"][name]


def test_streams_are_the_published_total_with_what_is_corrected(asking):
    told = got(asking, "sankey", ACCOUNTS, flow_shapes.Sankey)
    out = sum(link["cents"] for link in told["links"]
              if link["target"].startswith("beneficiary:") and link["target"] != "beneficiary:algemeen")  # fmt: skip
    corrected = sum(one["cents"] for one in told["corrections"] if one["side"] == "lasten")
    assert out + corrected == told["lastenCents"] == 492_840_800_000
    assert [one["taakveld"] for one in told["corrections"]] == ["0.5"]
    names = {node["id"]: node["name"] for node in told["nodes"]}
    assert names["area:WK059914"] == "Prins Alexander"
    inside = got(asking, "sankey", ACCOUNTS, flow_shapes.Sankey, focus="6")
    assert (inside["back"], inside["focus"]) == (None, "6")
    task = got(asking, "sankey", ACCOUNTS, flow_shapes.Sankey, focus="6.1")
    assert task["back"] == "6"
    assert asking.get("/geldstromen/sankey", {**ACCOUNTS, "focus": "9.9"}).status_code == 404


def test_the_budget_of_2024_against_the_circular_of_september(asking):
    told = got(asking, "norm", BUDGET, flow_shapes.Norm)
    assert told["circular"] == "S2024/2024"
    lines = {line["cluster"]: line for line in told["lines"]}
    # Education is 4.1 to 4.3: € 242.879 million of lasten, € 76.224 million of baten.
    assert lines["onderwijs"]["netCents"] == 24_287_900_000 - 7_622_400_000
    assert round(told["fund"]["recomputedCents"] / 1e8) == 2335
    assert 0.96 < told["fund"]["ratio"] < 0.98
    assert lines["overhead"]["norm"] is None
    assert lines["overig"]["net"] is None
    assert lines["onderwijs"]["peersNet"] is not None
    whole = told["whole"]
    assert whole["netCents"] - whole["normCents"] == whole["differenceCents"]
    assert {one["why"] for one in told["doubts"]} >= {"access", "added", "read-otherwise"}
    assert "Gemeentefonds, S2024" in [one["title"] for one in told["origins"]]
    spread = got(asking, "norm", BUDGET, flow_shapes.Norm, overhead="true")
    assert "overhead" not in [line["cluster"] for line in spread["lines"]]
    # The sum does not depend on where overhead is put: every norm holds some of it.
    assert spread["whole"]["netCents"] == told["whole"]["netCents"]


def test_accounts_of_2023_have_no_circular_and_so_no_norm(asking):
    told = got(asking, "norm", ACCOUNTS, flow_shapes.Norm)
    assert (told["circular"], told["circularYears"], told["lines"], told["whole"], told["fund"]) == (
        None, [2024], [], None, None,
    )  # fmt: skip


def test_a_gemeente_that_delivered_nothing(asking):
    closing = got(asking, "closing", NOTHING, flow_shapes.MoneyClosing)
    assert (closing["view"]["missing"], closing["closes"], closing["whole"]["published"]) == (True, False, None)
    streams = got(asking, "sankey", NOTHING, flow_shapes.Sankey)
    assert (streams["links"], streams["lastenCents"]) == ([], None)
    assert {one["reason"] for one in streams["corrections"]} == {"missing"}
    norm = got(asking, "norm", {**NOTHING, "year": "2024", "stage": "begroting"}, flow_shapes.Norm)
    assert (norm["lines"], norm["fund"]) == ([], None)
