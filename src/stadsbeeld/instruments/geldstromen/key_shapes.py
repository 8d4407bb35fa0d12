"""The shapes of keys and their variants, as `shapes`."""

from datetime import datetime

from pydantic import Field

from stadsbeeld.instruments.geldstromen.shapes import Grade, MoneyView, Shape, Side


class KeyShape(Shape):
    """A screen names it by `geld-key-<id>` and gives the reason by `geld-key-<id>-why`, with - for _ in the id."""

    id: str
    figures: list[str]
    grade: Grade
    source: str
    date: str
    absent: bool = Field(description="Its figures are not known for the wijken of this gemeente")


class Mix(Shape):
    """How one taakveld is allocated. A mix is written as `households`, or `elderly_65:0.5+households:0.5`."""

    taakveld: str
    name: str
    rule: str = Field(description="A screen gives the reason by `geld-rule-<id>`, with - for _ in the id")
    wanted: str
    used: str
    lacking: str | None = Field(description="The figure for lack of which another mix was used")
    grade: Grade
    cents: int | None
    movedCents: int | None = Field(description="Half of Σ|change| over the wijken against the default keys")  # noqa: N815


class Moved(Shape):
    area: str
    name: str
    defaultCents: int | None  # noqa: N815
    cents: int | None


class Keys(Shape):
    view: MoneyView
    keys: list[KeyShape]
    mixes: list[Mix]
    moved: list[Moved]


class ChangeShape(Shape):
    """For a taakveld another mix comes first. `side` null: both."""

    taakveld: str
    mix: str
    side: Side | None = None


class VariantAsked(Shape):
    """`after`: the version that was read, 0 for a new one."""

    title: str = Field(min_length=1, max_length=120)
    why: str = Field(min_length=1, max_length=2_000)
    changes: list[ChangeShape] = Field(max_length=200)
    after: int = Field(ge=0)


class VariantShape(Shape):
    id: str
    title: str
    why: str
    changes: list[ChangeShape]
    author: str | None = Field(description="The name, where the person is still known")
    knownAt: datetime  # noqa: N815
    version: int


class Variants(Shape):
    variants: list[VariantShape]
