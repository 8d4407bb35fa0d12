"""What came through the push door has no declaration in code: it is a source all the same, with a name and a term."""

from datetime import timedelta

import polars as pl

from stadsbeeld.connect.source import Source
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.domain.quantity import QUANTITIES
from stadsbeeld.frames.observations import Observations

PREFIX = "push:"
KEPT_ROWS = pl.Schema(
    {"place": pl.String, "quantity": pl.String, "observedAt": pl.String, "spanS": pl.Int32, "value": pl.Float64}
)


def parse(raw: bytes) -> Observations:
    """The rows that the push door kept, as NDJSON: read again where a process was killed before it appended them.

    Raises SourceFormatError.
    """
    try:
        rows = pl.read_ndjson(raw, schema=KEPT_ROWS)
        return Observations(
            rows.select(
                "place",
                "quantity",
                observed_at=pl.col("observedAt").str.to_datetime(time_unit="us", time_zone="UTC"),
                span_s="spanS",
                value="value",
            )
        )
    except (pl.exceptions.PolarsError, ValueError) as error:
        raise SourceFormatError("push", "the kept rows are not NDJSON of observations") from error


def pushed(source_id: str) -> Source:
    """The source `push:<name of the token's scope, or its id>`. Raises ValueError for another id."""
    if not source_id.startswith(PREFIX):
        raise ValueError(f"{source_id} did not come through the push door")
    return Source(
        id=source_id,
        title=f"Aangeleverd via de API: {source_id.removeprefix(PREFIX)}",
        url="",
        licence="Volgens de afspraak met de leverancier",
        attribution=source_id.removeprefix(PREFIX),
        purpose="Tellingen van de gemeente of haar partners in het stadsbeeld.",
        legal_ground="Publieke taak; alleen tellingen, geen persoonsgegevens.",
        retention_days=365,
        every=timedelta(minutes=5),
        max_age=timedelta(minutes=15),
        yields=frozenset(QUANTITIES),
        parse=parse,
    )


def pushed_in(newest: pl.DataFrame) -> list[Source]:
    """The push sources of which a row stands in `newest` (a frame with a column `source`)."""
    return [pushed(id) for id in sorted(newest["source"].unique()) if id.startswith(PREFIX)]
