"""Make the national files from a folder of open data: `python tools/make_nederland.py <data folder>`.

Each is the published file with a first line in front where the file does not tell its year itself, gzipped; the same
files give the same bytes. Of the boundaries of gemeenten only codes, names and shapes are kept: their figures stand in
the key figures too, and the care costs among them (Vektis) may not be passed on.
"""

import gzip
import json
import shutil
import sys
from pathlib import Path

NEDERLAND = Path(__file__).parents[1] / "src" / "stadsbeeld" / "packs" / "nederland"


def write(name: str, text: bytes, heading: str = "") -> None:
    """With an end to its last line too, by which a whole table is told from one that was cut off."""
    head = f"# {heading}\n".encode() if heading else b""
    whole = text if not heading or text.endswith(b"\n") else text + b"\n"
    (NEDERLAND / name).write_bytes(gzip.compress(head + whole, mtime=0))


def expanded(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def only_shapes(text: bytes) -> bytes:
    told = json.loads(text)
    kept = ("type", "year", "count")
    return json.dumps(
        {
            "type": "FeatureCollection",
            "metadata": {name: told["metadata"][name] for name in kept},
            "features": [
                {
                    "type": "Feature",
                    "properties": {name: f["properties"][name] for name in ("gemeentecode", "gemeentenaam")},
                    "geometry": f["geometry"],
                }
                for f in told["features"]
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def gemeentefonds(data: Path) -> None:
    folder = data / "gemeentefonds"
    for circular in ("M2024", "S2024"):
        for file, name in (("Volumina", "volumes"), ("Gewichten", "weights"), ("SIUDU", "payments")):
            text = (folder / f"{circular}_2024" / f"{file}.csv").read_bytes()
            write(f"gemeentefonds_{circular.lower()}_{name}.csv.gz", text, f"circular={circular}; year=2024")
    structure = (folder / "sociale_structuur_centrumfunctie.csv").read_bytes()
    write("gemeentefonds_structure_2024.csv.gz", structure, "year=2024")
    shutil.copyfile(folder / "uitkeringsfactor.csv", NEDERLAND / "gemeentefonds_factor.csv")


def make(data: Path) -> None:
    NEDERLAND.mkdir(exist_ok=True)
    gemeentefonds(data)
    for year in (2022, 2023, 2024):
        text = expanded(data / "kwb" / f"gemeente_kerncijfers_{year}.csv.gz")
        write(f"kerncijfers_{year}.csv.gz", text, f"year={year}")
    for year in (2022, 2024):
        text = expanded(data / "boundaries" / f"gemeenten_{year}.geojson.gz")
        write(f"gemeenten_{year}.geojson.gz", only_shapes(text))
    write("wijken_2024.geojson.gz", expanded(data / "boundaries" / "wijken_2024.geojson.gz"))
    write("utrecht_buurten_2020.csv.gz", (data / "utrecht" / "buurten_2020.csv").read_bytes(), "year=2020")
    write("amsterdam_ses_woa_2019.csv.gz", (data / "amsterdam" / "ses_woa_2019.csv").read_bytes())


if __name__ == "__main__":
    make(Path(sys.argv[1]))
