"""`geldstromen benefits`: who invests and who benefits, from a case file."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from stadsbeeld.cli.exits import said_plainly
from stadsbeeld.instruments.geldstromen.benefits.present import DRAWS, present
from stadsbeeld.instruments.geldstromen.benefits.read_case import example, examples, read
from stadsbeeld.texts.numbers import euro, euro_short

app = typer.Typer(help="Money flows: who pays and who benefits.", no_args_is_help=True)
TOP = 5
VERDICTS = {
    "yes": "It pays: at least nine in ten draws come out above zero.",
    "no": "It does not pay: at least nine in ten draws come out below zero.",
    "perhaps": "It may or may not pay: the range has zero in it.",
    "unknown": "Whether it pays is not known, because a cost is not known.",
}
Told = dict[str, Any]


@app.callback()
def geldstromen() -> None:
    """Money flows: who pays and who benefits."""


@app.command()
@said_plainly
def benefits(
    case: Annotated[str, typer.Argument(help=f"A case file (TOML), or a packaged example: {', '.join(examples())}.")],
    as_json: Annotated[bool, typer.Option("--json", help="All figures as JSON, in place of tables.")] = False,
    draws: Annotated[int, typer.Option(help="How many draws the ranges rest on.", min=100, max=1_000_000)] = DRAWS,
    seed: Annotated[int, typer.Option(help="The same seed gives the same ranges.", min=0)] = 0,
) -> None:
    """Work out a business case: what each party invests and gains, whether it pays, and what that hangs on.

    Amounts are present values in real euros of the first year. What is only found side by side in data (a correlation)
    stands apart from what literature gives as an effect, and counts in no balance.
    """
    found = example(case) if case in examples() else read(Path(case))
    told = present(found, draws=draws, seed=seed)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1))
        return
    console = Console()
    console.print(_title(told), style="bold", highlight=False)
    console.print(_parties(told))
    console.print(VERDICTS[told["total"]["pays"]], style="bold", highlight=False)
    for line in (*_last_year(told), *_back(told), *_correlations(told)):
        console.print(line, highlight=False)
    console.print(_tornado(told))
    for line in _sources(told):
        console.print(line, highlight=False, soft_wrap=True)


def _title(told: Told) -> str:
    return (
        f"{escape(told['title']['en'])}: {told['years'][0]} to {told['years'][-1]}, prices of {told['price_year']}, "
        f"discounted at {100 * told['discount_rate']:.4g} %"
    )


def _euro(value: float | None) -> str:
    return "not known" if value is None else euro_short(100 * value, "en")


def _figure(value: float, unit: str | None = None) -> str:
    """Euros in short; else up to four decimals and no more than there are."""
    if unit and unit.split(" / ")[0] == "EUR" and abs(value) >= 1000:
        return euro_short(100 * value, "en")
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def _name(row: Told) -> str:
    found: str = row["title"]["en"] if row["title"] else "all together" if row["id"] == "total" else "discount rate"
    return escape(found)


def _parties(told: Told) -> Table:
    table = Table("party", "invests", "gains", "NPV p10", "p50", "p90", "earned back", "cash now", "later", "never")
    for row in (*told["parties"], told["total"]):
        npv, when = row["npv"], row["cashable"]
        table.add_row(
            _name(row),
            *(_euro(row[key]) for key in ("invests", "gains")),
            *(_euro(npv[key]) for key in ("p10", "p50", "p90")),
            str(row["pays_back"] or "–"),
            *(_euro(when[key]) for key in ("now", "later", "never")),
            end_section=row is told["parties"][-1],
        )
    return table


def _last_year(told: Told) -> list[str]:
    """Without what was laid out once: what a year costs and brings when all runs."""
    costs = [flow["costs"][-1] for flow in told["flows"]]
    brings = euro(100 * sum(flow["effects"][-1] for flow in told["flows"]), "en")  # what is not known is refused there
    cost = "what it costs is not known" if None in costs else f"it costs {euro(-100 * sum(costs), 'en')}"
    return [f"In {told['years'][-1]} {cost}; it brings {brings}."]


def _back(told: Told) -> list[str]:
    """What would make it come out at zero."""
    lines = []
    if told["effects_times"] is not None:
        lines.append(
            f"To break even, all effects together would have to be {told['effects_times']:.2f} times as large."
        )
    for turn in told["break_even"]:
        needed = turn["needed"]
        if turn["central"] is None:
            most = "no amount" if needed is None else f"at most {_euro(needed)}"
            lines.append(f"To break even, «{_name(turn)}» may be {most}.")
        else:
            must = "alone cannot" if needed is None else f"alone: {_figure(needed, turn['unit'])}"
            lines.append(f"  {_name(turn)}, now {_figure(turn['central'], turn['unit'])}; {must}")
    return lines


def _correlations(told: Told) -> list[str]:
    apart = [line for line in told["lines"] if line["evidence"] == "correlation"]
    if not apart:
        return []
    causal = told["total"]["if_causal"]
    return [
        "Found side by side in data, so not counted above:",
        *(f"  {_name(line)}: {_euro(line['present_value'])}" for line in apart),
        f"  Were all of it caused by the measure, the NPV would be {_euro(causal['central'])} "
        f"({_euro(causal['p10'])} to {_euro(causal['p90'])}).",
    ]


def _tornado(told: Told) -> Table:
    of = "NPV" if told["tornado"]["of"] == "npv" else "what is known"
    table = Table("hangs most on", "from", "to", f"{of} at the one", "at the other")
    for bar in told["tornado"]["bars"][:TOP]:
        bounds = [_figure(bar[end], bar["unit"]) for end in ("low", "high")]
        table.add_row(_name(bar), *bounds, _euro(bar["at_low"]), _euro(bar["at_high"]))
    return table


def _sources(told: Told) -> list[str]:
    """Each card, and each source once."""
    lines = ["Sources:"]
    cards = told["cards"]
    for text in dict.fromkeys(card["source"]["text"] for card in cards):
        of = [card for card in cards if card["source"]["text"] == text]
        lines.append(f"  {escape(text)}, {of[0]['source']['date']}, {of[0]['source']['url'] or 'no address'}")
        for card in of:
            kind = {"effect": "an effect", "correlation": "a correlation"}.get(card["evidence"], f"a {card['kind']}")
            figure = f"{_figure(card['central'], card['unit'])} ({escape(card['unit'])} / {escape(card['per'])})"
            where = f", {escape(card['source']['where'])}" if card["source"]["where"] else ""
            lines.append(f"    {_name(card)}: {figure}; {kind}, grade {card['grade']}{where}")
            lines += [f"      Mind: {escape(card['caution']['en'])}"] if card["caution"] else []
    return lines
