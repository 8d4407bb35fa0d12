"""The desk, with the answers about streams, closing and norm."""

import re
from collections.abc import Mapping
from typing import Any

import polars as pl

from stadsbeeld.frames.records import Version
from stadsbeeld.instruments.geldstromen import pages
from stadsbeeld.instruments.geldstromen.closing import Closed, closing
from stadsbeeld.instruments.geldstromen.clusters import CLUSTER_OF, DOUBTS, NOT_NORMED, OVERHEAD
from stadsbeeld.instruments.geldstromen.desk import Answer, Desk, peers_told
from stadsbeeld.instruments.geldstromen.gemeentefonds import Fund
from stadsbeeld.instruments.geldstromen.library import Book
from stadsbeeld.instruments.geldstromen.norm import Overhead
from stadsbeeld.instruments.geldstromen.norm_table import (
    FACTOR,
    PAYMENTS,
    VOLUMES,
    WEIGHTS,
    Normed,
    newest_fund,
    normed,
    years,
)
from stadsbeeld.instruments.geldstromen.sankey import Streams, inside, streams
from stadsbeeld.instruments.geldstromen.sheet import Asked, Sheet, Side

AMOUNTS = ("net", "norm", "difference")


class FlowsDesk(Desk):
    """One for each context; safe from several threads."""

    def closing(self, asked: Asked, side: Side) -> Answer:
        def write(book: Book, sheet: Sheet) -> dict[str, Any]:
            totals = book.totals(asked.year, asked.stage).filter(pl.col("gm") == asked.gm)
            whole, lines = closing(totals, sheet.frame, side)
            return {
                "view": pages.view(sheet),
                "side": side,
                "whole": _closed(whole),
                "domains": [_closed(line) for line in lines],
                "wijken": len(sheet.wijken),
                "closes": all(line.difference == 0 for line in (whole, *lines)),
                "origins": pages.origins(book, sheet, self._context.sources),
            }

        return self._told("closing", asked, (side,), write)

    def sankey(self, asked: Asked, focus: str | None) -> Answer:
        """Raises NotFoundError for a focus that is no domain and no taakveld of the period."""

        def write(book: Book, sheet: Sheet) -> dict[str, Any]:
            drawn = streams(sheet.frame, focus, sheet.withheld)
            frame, _ = inside(sheet.frame, focus)
            return {
                "view": pages.view(sheet),
                "focus": drawn.focus,
                "back": drawn.back,
                **_streams(drawn, self._names(), dict(sheet.wijken.select("area", "name").iter_rows())),
                "lastenCents": _sum(frame, "lasten"),
                "batenCents": _sum(frame, "baten"),
                "origins": pages.origins(book, sheet, self._context.sources),
            }

        return self._told("sankey", asked, (focus,), write)

    def norm(self, asked: Asked) -> Answer:
        """Without a circular of the year no cluster has a norm: another year's would be set beside other money."""
        tables = self._tables(asked)
        # What it was made of: other versions of these records are another answer.
        stamp = tuple((one.kind, one.id, one.version) for told in tables.values() for one in told)

        def write(book: Book, sheet: Sheet) -> dict[str, Any]:
            bodies = {kind: [one.body for one in told] for kind, told in tables.items()}
            fund = newest_fund(bodies, asked.year)
            told = None if fund is None or sheet.missing else self._normed(book, asked, fund)
            return {
                "view": pages.view(sheet),
                "circular": fund and fund.id,
                "circularYears": years(bodies[VOLUMES]),
                **_norm(told),
                "doubts": _doubts(sheet, self._names()) if told else [],
                "peers": peers_told(book, self.peers(book, asked)),
                "origins": [*pages.origins(book, sheet, self._context.sources), *self._circular(fund, tables)],
            }

        return self._told("norm", asked, (stamp,), write)

    def _tables(self, asked: Asked) -> dict[str, list[Version]]:
        """Of all circulars, what is about the gemeente and its peers: no other changes the answer."""
        view = self._context.store.as_of(None)
        gms = self._with_peers(self._library.book(), asked)
        factors = view.records(FACTOR)
        ids = [f"{factor.id}/{gm}" for factor in factors for gm in gms]
        about = {kind: list(view.newest_of(kind, ids).values()) for kind in (VOLUMES, PAYMENTS)} if ids else {}
        return {FACTOR: factors, WEIGHTS: view.records(WEIGHTS), VOLUMES: [], PAYMENTS: [], **about}

    def _with_peers(self, book: Book, asked: Asked) -> list[str]:
        peers = self.peers(book, asked)
        return [asked.gm, *(one.area for one in (peers.peers if peers else ()))]

    def _normed(self, book: Book, asked: Asked, fund: Fund) -> Normed:
        gms = self._with_peers(book, asked)
        period = (pl.col("year") == asked.year) & (pl.col("stage") == asked.stage)
        figures = book.nearest(asked.year, gms).filter((pl.col("figure") == "inhabitants_n") & pl.col("mark").is_null())
        return normed(
            book.ledger.filter(period & pl.col("area").is_in(gms)),
            fund,
            figures.select("area", heads="value"),
            asked.gm,
            Overhead.SALARIES if asked.overhead else Overhead.APART,
        )

    def _circular(self, fund: Fund | None, tables: Mapping[str, list[Version]]) -> list[dict[str, Any]]:
        known = self._context.sources.get("gemeentefonds")
        if fund is None or known is None:
            return []
        return [
            {
                "id": f"gemeentefonds-{fund.id}",
                "title": f"{known.title}, {fund.circular}",
                "attribution": known.attribution,
                "licence": known.licence,
                "url": known.url,
                "year": fund.year,
                "knownAt": max(one.known_at for told in tables.values() for one in told),
            }
        ]


def _closed(line: Closed) -> dict[str, Any]:
    return {
        "domain": line.domain,
        "published": line.published,
        "wijken": line.wijken,
        "city": line.city,
        "unknown": line.unknown,
        "reserves": line.reserves,
        "difference": line.difference,
    }


def _streams(drawn: Streams, tasks: Mapping[str, str], wijken: Mapping[str, str]) -> dict[str, Any]:
    names = {**tasks, **wijken}
    return {
        "nodes": [
            {
                "id": node.id,
                "level": node.level,
                "ref": node.ref,
                "name": names.get(node.ref, "") if node.level == "area" or "." in node.ref else "",
                "cents": node.cents,
                "opens": node.opens,
            }
            for node in drawn.nodes
        ],
        "links": [
            {"source": link.source, "target": link.target, "cents": link.cents, "grade": link.grade}
            for link in drawn.links
        ],
        "corrections": [
            {
                "taakveld": one.taakveld,
                "name": names.get(one.taakveld or "", one.taakveld or ""),
                "side": one.side,
                "cents": one.cents,
                "reason": one.reason,
            }
            for one in drawn.corrections
        ],
        "merged": [names.get(area, area) for area in drawn.merged],
    }


def _sum(frame: pl.DataFrame, side: Side) -> int | None:
    cents = frame.filter(pl.col("side") == side)["cents"]
    return None if cents.null_count() else int(cents.sum())


def _norm(told: Normed | None) -> dict[str, Any]:
    if told is None:
        return {"lines": [], "whole": None, "fund": None}
    order = list(dict.fromkeys(CLUSTER_OF.values()))
    rows = sorted(told.lines.iter_rows(named=True), key=lambda row: _place(row["cluster"], order))
    return {
        "lines": [_line(row) for row in rows],
        "whole": _line(told.whole) if told.whole else None,
        "fund": {
            "recomputedCents": told.own["recomputed"],
            "bookedCents": told.own["booked"],
            "differenceCents": told.own["difference"],
            "ratio": told.own["ratio"],
        },
    }


def _place(cluster: str, order: list[str]) -> tuple[bool, int]:
    """As BZK orders them, with what has no norm last."""
    return (cluster in NOT_NORMED, order.index(cluster) if cluster in order else order.index(OVERHEAD))


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    def euro(name: str) -> float | None:
        return None if row[name] is None else round(row[name], 2)

    return {
        "cluster": re.sub("[^a-z]+", "-", row["cluster"].lower()),
        "netCents": row["net_cents"],
        "normCents": row["norm_cents"],
        "differenceCents": row["difference_cents"],
        **{name: euro(name) for name in AMOUNTS},
        "peersNet": euro("peers_net"),
        "peersDifference": euro("peers_difference"),
    }


def _doubts(sheet: Sheet, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Of the taakvelden in which there is money here."""
    booked = sheet.question.totals.filter(pl.col("cents") != 0)["taakveld"].unique().to_list()
    return [
        {
            "taakveld": code,
            "name": names.get(code, code),
            "cluster": re.sub("[^a-z]+", "-", CLUSTER_OF[code].lower()),
            "why": DOUBTS[code],
        }
        for code in sorted(set(booked) & set(DOUBTS))
    ]
