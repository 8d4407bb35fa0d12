"""`serve` and `demo`: the platform behind one address."""

import logging
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from stadsbeeld.cli.exits import said_plainly
from stadsbeeld.cli.running import ProvenTokens, Running, announced
from stadsbeeld.domain.errors import SettingError
from stadsbeeld.runtime.assemble import Platform, assemble
from stadsbeeld.runtime.clock import SystemClock
from stadsbeeld.runtime.packs import Replay, read
from stadsbeeld.runtime.settings import Settings, load
from stadsbeeld.web.access_log import JsonLines
from stadsbeeld.web.app import create_app
from stadsbeeld.web.parts import Background, WebOptions
from stadsbeeld.web.people import ensure_administrator
from stadsbeeld.web.serve import server

Port = Annotated[int | None, typer.Option(help="The port to listen on; 0 takes a free one.")]
City = Annotated[str | None, typer.Option(help="A packaged city (rotterdam, melbourne) or the folder of a pack.")]
Night = Annotated[
    str | None, typer.Option(help="Which recorded stretch, where the city has several (melbourne: white-night).")
]


@said_plainly
def serve(
    settings: Annotated[Path | None, typer.Option(help="A TOML file with settings; see docs/settings.md.")] = None,
    city: City = None,
    data_folder: Annotated[Path | None, typer.Option(help="The folder for databases and raw answers.")] = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Port = None,
) -> None:
    """Serve a city on its live sources.

    The first start makes an administrator and prints its one-time password once.
    """
    chosen = load(settings, city=city, data_folder=data_folder, host=host, port=port)
    _run(chosen, replay_speed=None)


@said_plainly
def demo(
    city: City = None,
    port: Port = None,
    speed: Annotated[float | None, typer.Option(help="How many times as fast as it happened.", min=0.1)] = None,
    night: Night = None,
) -> None:
    """Play a recorded stretch of a city through the real ingest path, on this machine only.

    Rotterdam: 20 August 2026, 15:30, an hour before the evening jam. Melbourne: New Year's Eve 2013, 15:00, or with
    `--night white-night` 22 February 2014, 17:00. The data folder is made anew each time.
    """
    folder = Path(tempfile.mkdtemp(prefix="stadsbeeld-demo-"))
    try:
        chosen = load(city=city, port=port, host="127.0.0.1", data_folder=folder, fetch_sources=False)
        pack = read(chosen.city)
        replay = pack.replay(night)
        if len(pack.replays) > 1:
            _say(f"  {_title(replay)}")
            for other in (one for one in pack.replays if one is not replay):
                _say(f"  Ook / also: --night {other.id} ({_title(other)})")
        _run(chosen, replay_speed=speed or replay.speed, night=night)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _title(replay: Replay) -> str:
    return f"{replay.title['nl']} / {replay.title['en']}"


def _run(settings: Settings, *, replay_speed: float | None, night: str | None = None) -> None:
    # uvicorn stops in order and then raises the signal again: without this the process would end there and then.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    _log(settings.log_level, demo=replay_speed is not None)
    # Taken before the data is opened: a port that is in use is said at once, not after the loading.
    listener = _listen(settings.host, settings.port)
    address = f"http://{settings.host}:{listener.getsockname()[1]}"
    platform = assemble(settings, replay_speed=replay_speed, night=night, progress=lambda step: _say(f"  … {step}"))
    try:
        options = _options(settings)
        password = ensure_administrator(platform.store, options.wall.now(), options.passwords)
        running = Running.here(settings.host, listener.getsockname()[1], settings.public_hosts)
        app = create_app(platform, options, ProvenTokens(platform.store, running.proof))
        # From here on whoever asks is answered, if need be a moment later; so the address may be told.
        listener.listen(2_048)
        with announced(settings.data_folder, running):
            _tell(platform, address, password)
            platform.start_feeds()
            server(app, trusted_proxies=",".join(settings.trusted_proxies)).run(sockets=[listener])
    finally:
        platform.stop()


def _options(settings: Settings) -> WebOptions:
    background = settings.background_tiles
    return WebOptions(
        wall=SystemClock(),
        hosts=settings.public_hosts,
        secure_cookies=settings.secure_cookies,
        background=Background(tiles=background, attribution=settings.background_attribution) if background else None,
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SettingError(
            f"cannot listen on {host}:{port} ({error.strerror}); choose another with --port (make: PORT=)",
            setting="port",
        ) from error
    listener.set_inheritable(True)
    return listener


def _tell(platform: Platform, address: str, password: str | None) -> None:
    _say("")
    _say(f"  {platform.city.title}: {address}")
    if platform.demo:
        _say(f"  Opname vanaf {platform.clock.now():%d-%m-%Y %H:%M} UTC, {platform.clock.speed:g}× zo snel.")
        _say("  U bent op deze machine vanzelf aangemeld (demonstratie). / You are signed in by itself.")
    if password is not None and not platform.demo:
        _say(f"  Aanmelden: beheerder   Eenmalig wachtwoord (nu één keer getoond): {password}")
    _say("  Stoppen / stop: Ctrl+C")
    _say("")


def _say(line: str) -> None:
    # The one-time password goes to the terminal of whoever starts the server, and to no log.
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def _log(level: str, demo: bool) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # In a demonstration the terminal is for the person, and says what went wrong only.
    for name in ("httpx", *(("uvicorn.error", "stadsbeeld.access", "stadsbeeld.ingest") if demo else ())):
        logging.getLogger(name).setLevel("WARNING")
