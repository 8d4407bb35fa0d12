"""The data of a city: opened by this process where nobody holds it, else through the server that does."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Protocol

import typer

from stadsbeeld.cli.running import found_in
from stadsbeeld.client.server import Server, SourceState
from stadsbeeld.domain.errors import (
    InputError,
    SettingError,
    SignInRequiredError,
    StoreLockedError,
    StoreUnreachableError,
    TooLargeError,
)
from stadsbeeld.runtime.assemble import Platform, assemble
from stadsbeeld.runtime.settings import Settings, load
from stadsbeeld.web.export_routes import Asked, Format, pieces
from stadsbeeld.web.ingest_routes import LARGEST, take

SettingsFile = Annotated[Path | None, typer.Option(help="A TOML file with settings; see docs/settings.md.")]
City = Annotated[str | None, typer.Option(help="A packaged city or the folder of a pack.")]
Folder = Annotated[Path | None, typer.Option(help="The folder for databases and raw answers.")]
Address = Annotated[
    str | None, typer.Option("--server", help="Ask the server at this address, such as https://stadsbeeld.example.")
]
TokenFile = Annotated[
    Path | None, typer.Option(help="A file with the API token for --server; else STADSBEELD_TOKEN is used.")
]


class Data(Protocol):
    """What the commands do with the data of a city, wherever it is."""

    def deliver(self, source: str, file: Path, as_it_came: bool) -> tuple[int, int]:
        """(new, same) of one file; both 0 where it came before."""
        ...

    def export(self, asked: Asked, format: Format, out: Path) -> None: ...

    def health(self) -> list[SourceState]: ...


@dataclass(frozen=True, slots=True)
class Here:
    """In this process."""

    platform: Platform

    def deliver(self, source: str, file: Path, as_it_came: bool) -> tuple[int, int]:
        done = take(self.platform, source, file.read_bytes(), file.name, as_it_came=as_it_came)
        return done.new, done.same

    def export(self, asked: Asked, format: Format, out: Path) -> None:
        _write(pieces(self.platform, asked, format), out)

    def health(self) -> list[SourceState]:
        return [SourceState.of(told) for told in self.platform.health()]


@dataclass(frozen=True, slots=True)
class There:
    """In a running server."""

    server: Server

    def deliver(self, source: str, file: Path, as_it_came: bool) -> tuple[int, int]:
        # Seen before it is sent: a server that stops reading halfway cannot always say why.
        if file.stat().st_size > LARGEST:
            raise TooLargeError(str(file), LARGEST)
        return self.server.deliver(source, file, file.name, as_it_came=as_it_came)

    def export(self, asked: Asked, format: Format, out: Path) -> None:
        told = self.server.export(asked.quantities, asked.since, asked.until, known_at=asked.known_at, format=format)
        with told as found:
            _write(found, out)

    def health(self) -> list[SourceState]:
        return self.server.health()


def settings_of(
    settings: Path | None, city: str | None, data_folder: Path | None, server: str | None, token_file: Path | None
) -> Settings:
    """The settings of a command that reads or writes data. Raises SettingError."""
    token = _read(token_file) if token_file is not None else None
    return load(settings, city=city, data_folder=data_folder, server=server, token=token, fetch_sources=False)


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"the token file {file} cannot be read", setting="token") from error


@contextmanager
def reached(settings: Settings) -> Iterator[Data]:
    """The data, through the server that the settings name, else opened here, else through the server that holds it.

    Raises StoreLockedError where it is held and no server answers.
    """
    if settings.server is not None:
        token = settings.token.get_secret_value() if settings.token is not None else None
        with _answering(), Server(settings.server, token) as server:
            yield There(server)
        return
    try:
        platform = assemble(settings)
    except StoreLockedError as error:
        locked = error
    else:
        try:
            yield Here(platform)
        finally:
            platform.stop()
        return
    with beside(settings.data_folder, locked) as server:
        yield There(server)


@contextmanager
def beside(folder: Path, locked: StoreLockedError) -> Iterator[Server]:
    """The server that holds the data of a folder; `locked` is raised where none says that it does.

    The secret goes to nobody else: where the engine tells which process holds the file, it must be the one that wrote
    the address.
    """
    running = found_in(folder)
    holder = str(locked.data.get("holder") or "")
    if running is None or (holder and holder != f"process {running.pid}"):
        raise locked
    with _answering(), Server(running.address, running.proof, host=running.host) as server:
        yield server


@contextmanager
def _answering() -> Iterator[None]:
    """A server that gives no answer has an exit code of its own; what it says of its own store goes on as it is."""
    try:
        yield
    except StoreUnreachableError as error:
        if "where" not in error.data:
            raise
        raise StoreLockedError(str(error), **error.data) from error
    except SignInRequiredError as error:
        raise SignInRequiredError(
            f"{error} The server knows no such token, or it has ended: give one by STADSBEELD_TOKEN or --token-file"
        ) from error


def _write(found: Iterator[bytes], out: Path) -> None:
    """Whole or not at all: what breaks off leaves the file that was there. Raises InputError where it cannot be
    written."""
    new = out.with_name(f".{out.name}.part")
    try:
        with new.open("wb") as file:
            for piece in found:
                file.write(piece)
        new.replace(out)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}", detail=str(out)) from error
    finally:
        with suppress(OSError):
            new.unlink()
