"""`city`: packs, the folders that make an installation one city."""

from pathlib import Path
from typing import Annotated

import typer

from stadsbeeld.cli.exits import said_plainly
from stadsbeeld.domain.errors import InputError
from stadsbeeld.runtime.assemble import sources_of
from stadsbeeld.runtime.packs import Pack, packaged, read
from stadsbeeld.sources import sources

app = typer.Typer(help="City packs: the folder that makes an installation Rotterdam, or yours.", no_args_is_help=True)

PACK = """\
# The city pack of {title}. What each line means: docs/city-packs.md
id = "{id}"
title = "{title}"
centre = [{lon}, {lat}]          # longitude, latitude
zoom = 12
bounds = [{west}, {south}, {east}, {north}]
time_zone = "{zone}"
attribution = []                 # lines that the map must show, such as "Straten: © OpenStreetMap-bijdragers (ODbL)"
holidays = []                    # local dates that are no ordinary weekday, such as 2027-04-27

# The sources that run here. There are: {sources}
[[sources]]
id = "ndw_traffic"
"""
PLACES = (
    "id,title,kind,lon,lat,lanes,road_class,street,width_m,width_source,capacity_h,capacity_source,"
    "free_speed_kmh,free_speed_source,doubt,areas\n"
)
NOTICE = "# Data in this pack\n\nName each file, its publisher and its licence here.\n"


@app.command()
@said_plainly
def new(
    folder: Annotated[Path, typer.Argument(help="Where to make it; the folder must be new or empty.")],
    title: Annotated[str, typer.Option(help="The name of the city, as people say it.")],
    lon: Annotated[float, typer.Option(help="Longitude of its centre, in degrees.", min=-180, max=180)],
    lat: Annotated[float, typer.Option(help="Latitude of its centre, in degrees.", min=-85, max=85)],
    time_zone: Annotated[str, typer.Option(help="Its time zone.")] = "Europe/Amsterdam",
) -> None:
    """Make the pack of a new city: settings, an empty list of places, and where to put areas and streets."""
    if folder.exists() and any(folder.iterdir()):
        raise InputError(f"{folder} is not empty: give a new folder", detail=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    id = "-".join(title.lower().split())
    text = PACK.format(
        id=id,
        title=title,
        lon=lon,
        lat=lat,
        west=round(lon - 0.1, 4),
        south=round(lat - 0.06, 4),
        east=round(lon + 0.1, 4),
        north=round(lat + 0.06, 4),
        zone=time_zone,
        sources=", ".join(sorted(sources())),
    )
    for name, content in (("pack.toml", text), ("places.csv", PLACES), ("NOTICE.md", NOTICE)):
        (folder / name).write_text(content, "utf-8")
    pack = read(str(folder))
    typer.echo(f"{folder} is a city pack. Next:")
    typer.echo(f"  1. put your places in {folder}/places.csv (id, title, kind, lon, lat are needed)")
    typer.echo(f"  2. put areas in {folder}/areas.geojson and streets in {folder}/streets.parquet, where you have them")
    typer.echo(f"  3. stadsbeeld city check {folder}")
    typer.echo(f"  4. stadsbeeld serve --city {folder}")
    sources_of(pack)


@app.command()
@said_plainly
def check(city: Annotated[str, typer.Argument(help="A packaged city or the folder of a pack.")]) -> None:
    """Read a pack whole and say what is in it, or what is wrong."""
    pack = read(city)
    sources_of(pack)
    typer.echo(_summary(pack))


@app.command("list")
def listed() -> None:
    """The cities that come with the platform."""
    for name in packaged():
        typer.echo(name)


def _summary(pack: Pack) -> str:
    places, areas = sum(1 for _ in pack.places()), sum(1 for _ in pack.areas())
    return f"{pack.city.title}: {places} places, {areas} areas, sources {', '.join(pack.sources)}"
