"""Settings by environment (`STADSBEELD_…`) or a TOML file; the environment wins; an unknown setting is an error."""

import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from stadsbeeld.domain.errors import SettingError

PREFIX = "STADSBEELD_"
FILE_VARIABLE = "STADSBEELD_SETTINGS"


class Settings(BaseModel):
    """All settings of an installation, with their defaults. `docs/settings.md` is made from this class."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    city: str = Field(
        "rotterdam", description="The city pack: the name of a packaged one (`rotterdam`, `melbourne`) or a folder."
    )
    data_folder: Path = Field(Path("data"), description="The folder that holds the databases and the raw answers.")
    facts: str | None = Field(
        None,
        description="Address of the facts database: a DuckDB file (default `<data_folder>/facts.duckdb`) or "
        "`ducklake:postgres:dbname=… host=…`.",
    )
    facts_data_path: str | None = Field(
        None, description="Only with DuckLake: the folder or bucket (`s3://…`) for the Parquet files."
    )
    records: str | None = Field(
        None,
        description="Address of the records database: a DuckDB file (default `<data_folder>/records.duckdb`) or "
        "`postgres:dbname=… host=…`.",
    )
    raw: str | None = Field(
        None, description="fsspec address of the raw answers (default `<data_folder>/raw`); a folder or `s3://…`."
    )
    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8000, ge=0, le=65_535, description="The port to listen on; 0 takes a free one.")
    public_hosts: list[str] = Field(
        default=["127.0.0.1", "localhost", "[::1]"],
        description="Host names under which browsers may reach the server; others are refused. In the environment: "
        "separated by commas.",
    )
    trusted_proxies: list[str] = Field(
        default=["127.0.0.1", "::1"],
        description="Addresses of your reverse proxy: its word on who asks, and whether over https, is believed. "
        "In the environment: separated by commas.",
    )
    secure_cookies: bool = Field(
        True,
        description="Send the session cookie over https only. Set to false only for a trial over plain http; "
        "on the loopback address it is never demanded.",
    )
    fetch_sources: bool = Field(
        True, description="Ask the sources of the city pack on their schedule. False: only what is pushed comes in."
    )
    allow_private_addresses: bool = Field(
        False, description="Let a source fetch from private address space (a sensor network of your own)."
    )
    background_tiles: str | None = Field(
        None,
        description="Address template of background map tiles, for example PDOK's "
        "`https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png`. Unset: the "
        "map asks no outside server for anything.",
    )
    background_attribution: str = Field(
        "Kaartgegevens © Kadaster", description="The line that is shown with the background tiles."
    )
    forecast_days: int = Field(
        400,
        ge=2,
        description="How many days forecasts are kept after they were made. Of 610 road stations a day takes about "
        "250 MB.",
    )
    server: str | None = Field(
        None,
        description="Address of a running server, such as `https://stadsbeeld.almere.example`, for the commands "
        "`ingest`, `export` and `status`. Unset: they open the data folder, or speak to the server that holds it.",
    )
    token: SecretStr | None = Field(
        None,
        description="The API token for `server`. Give it in the environment or by `--token-file`: what stands on a "
        "command line, every user of the machine can read.",
    )
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="How much is logged.")


LISTS = {"public_hosts", "trusted_proxies"}


def _from_environment() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for variable, value in os.environ.items():
        if not variable.startswith(PREFIX) or variable == FILE_VARIABLE:
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in Settings.model_fields:
            raise SettingError(f"{variable} is not a setting; see docs/settings.md", setting=variable)
        found[name] = [part.strip() for part in value.split(",")] if name in LISTS else value
    return found


def _from_file(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingError(f"the settings file {path} cannot be read: {error.strerror}", setting=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"the settings file {path} is not TOML: {error}", setting=str(path)) from error
    if unknown := sorted(set(found) - set(Settings.model_fields)):
        raise SettingError(f"{path}: {', '.join(unknown)} is not a setting; see docs/settings.md", setting=unknown[0])
    return found


def load(file: Path | None = None, **given: Any) -> Settings:
    """Settings from defaults < file < environment < `given` (the command line; None means not given).

    The file is `file`, else the one that `STADSBEELD_SETTINGS` names. Raises SettingError, naming the setting.
    """
    named = file or (Path(os.environ[FILE_VARIABLE]) if FILE_VARIABLE in os.environ else None)
    values = (_from_file(named) if named else {}) | _from_environment()
    values |= {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingError(f"the setting {name} has a wrong value: {first['msg']}", setting=name) from error


def settings_page() -> str:
    """The page `docs/settings.md`, made from the class above."""
    rows = [
        f"| `{name}` | `{PREFIX}{name.upper()}` | {_default(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            "Made from `stadsbeeld.runtime.settings` by `make pages`; do not edit.",
            "",
            "A setting comes from the command line, else the environment, else the TOML file that "
            f"`{FILE_VARIABLE}` names, else its default. An unknown setting stops the start with a clear message.",
            "",
            "| in the file | in the environment | default | what it is |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _default(value: Any) -> str:
    return "–" if value is None else f"`{','.join(value) if isinstance(value, list) else value}`"
