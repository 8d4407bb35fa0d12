"""The answers of `/v1/geldstromen` about streams, closing and norm as types, for the OpenAPI description."""

from typing import Literal

from pydantic import Field

from stadsbeeld.instruments.geldstromen.shapes import Grade, MoneyView, Origin, PeerShape, Shape, Side


class StreamNode(Shape):
    id: str
    level: Literal["payer", "general", "domain", "area", "beneficiary"]
    ref: str = Field(description="The party, domain, taakveld or area; `rest`: the wijken that are drawn as one")
    name: str = Field(description="Of a taakveld or a wijk; a screen has the words for the others")
    cents: int
    opens: str | None = Field(description="What `focus` to ask for to look inside; null: there is nothing deeper")


class StreamLink(Shape):
    source: str
    target: str
    cents: int = Field(gt=0)
    grade: Grade


class StreamCorrection(Shape):
    """What cannot be drawn as a stream, with why. `cents`: null where it was not delivered."""

    taakveld: str | None
    name: str
    side: Side
    cents: int | None
    reason: Literal["negative", "cycle", "missing"]


class Sankey(Shape):
    """Of each side: what is drawn and what is corrected are the published total together, to the cent."""

    view: MoneyView
    focus: str | None
    back: str | None = Field(description="The focus one step back; null: the whole")
    nodes: list[StreamNode]
    links: list[StreamLink]
    corrections: list[StreamCorrection]
    merged: list[str] = Field(description="Names of the wijken that are drawn as one")
    lastenCents: int | None  # noqa: N815
    batenCents: int | None  # noqa: N815
    origins: list[Origin]


class ClosingLine(Shape):
    """In cents, null where nothing was delivered. `difference` = published − the four parts."""

    domain: str | None = Field(description="Null: all together")
    published: int | None
    wijken: int | None
    city: int | None
    unknown: int | None
    reserves: int | None
    difference: int | None


class MoneyClosing(Shape):
    view: MoneyView
    side: Side
    whole: ClosingLine
    domains: list[ClosingLine]
    wijken: int = Field(description="How many wijken there are")
    closes: bool = Field(description="Whether the parts are the total, to the cent, in each line")
    origins: list[Origin]


class NormLine(Shape):
    """One cluster of the gemeentefonds, in euro per inhabitant beside the amounts. `net` = lasten − baten.

    `peers`: the median over the peers that have both. Null where it is not told, or there is no norm.
    """

    cluster: str
    netCents: int | None  # noqa: N815
    normCents: int | None  # noqa: N815
    differenceCents: int | None  # noqa: N815
    net: float | None
    norm: float | None
    difference: float | None
    peersNet: float | None  # noqa: N815
    peersDifference: float | None  # noqa: N815


class NormDoubt(Shape):
    """A taakveld of which it is not plain that it belongs to its cluster."""

    taakveld: str
    name: str
    cluster: str
    why: Literal["read-otherwise", "added", "access", "since-2025"]


class FundShape(Shape):
    """The payment recomputed from the circular, beside the gemeente's own taakveld 0.7."""

    recomputedCents: int | None  # noqa: N815
    bookedCents: int | None  # noqa: N815
    differenceCents: int | None  # noqa: N815
    ratio: float | None


class Norm(Shape):
    view: MoneyView
    circular: str | None = Field(description="Such as S2024/2024; null: there is none of this year, and no norm")
    circularYears: list[int] = Field(description="Years of which there is a circular")  # noqa: N815
    lines: list[NormLine]
    whole: NormLine | None = Field(description="All clusters that have spending and a norm, with overhead")
    fund: FundShape | None
    doubts: list[NormDoubt]
    peers: list[PeerShape]
    origins: list[Origin]
