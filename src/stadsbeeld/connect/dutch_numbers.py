"""Numbers as they are written in Dutch tables: `1.234.567,89`."""

from collections.abc import Sequence

import polars as pl

from stadsbeeld.domain.errors import SourceFormatError

# Points group thousands, or there are none at all: `1.5` is refused, since nobody can tell what was meant.
_DUTCH = r"^-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?$"


def dutch_numbers(source: str, frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Text columns as Float64; blanks around a number are left out, an empty cell and null are null.

    Raises SourceFormatError, with the row (1-based) and the column, for anything else.
    """
    texts = frame.with_columns(pl.col(columns).str.strip_chars().replace("", None))
    for name in columns:
        wrong = texts[name].str.contains(_DUTCH).eq(other=False).fill_null(value=False).arg_true()
        if len(wrong):
            row = int(wrong[0])
            raise SourceFormatError(source, f"{name} is not a Dutch number: {texts[name][row]!r}", row + 1)
    plain = pl.col(columns).str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    return texts.with_columns(plain.cast(pl.Float64))
