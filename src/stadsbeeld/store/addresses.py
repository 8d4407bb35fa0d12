"""Where the store keeps things: three addresses, and nothing else differs between one machine and many."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from stadsbeeld.domain.errors import SettingError

MEMORY = ":memory:"
Name = Literal["facts", "records"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """`facts`: a file, `:memory:`, or `ducklake:postgres:<libpq words>` with `data_path` (a folder or bucket).

    `records`: a file, `:memory:`, or `postgres:<libpq words>`. `raw`: an fsspec address (a folder,
    `memory://…`, `s3://…`). Raises SettingError for a lake without a `data_path`, and for a lake beside
    embedded records: many writers of facts need claims that they share.
    """

    facts: str
    records: str
    raw: str
    data_path: str | None = None

    def __post_init__(self) -> None:
        if self.facts_are_a_lake and self.data_path is None:
            raise SettingError("a lake of facts needs a data path: the folder or bucket of its Parquet files")
        if self.facts_are_a_lake != self.records_are_in_postgres:
            raise SettingError("facts and records are shared together: a ducklake: address with a postgres: one")

    @property
    def facts_are_a_lake(self) -> bool:
        return self.facts.startswith("ducklake:")

    @property
    def records_are_in_postgres(self) -> bool:
        return self.records.startswith("postgres:")

    def file(self, name: Name) -> Path | None:
        """The file that holds `facts` or `records`; None in memory and on a server."""
        address = self.facts if name == "facts" else self.records
        return None if address == MEMORY or address.startswith(("ducklake:", "postgres:")) else Path(address)

    @property
    def extensions(self) -> tuple[str, ...]:
        """DuckDB extensions that these addresses need, in the order in which they are loaded."""
        if not self.facts_are_a_lake:
            return ()
        remote = ("httpfs",) if "://" in (self.data_path or "") else ()
        return ("postgres_scanner", "ducklake", *remote)
