"""Makes geo/gemeenten.csv from the folder with open data: `python tools/make_gemeenten.py ../shared/data`.

Codes and names are those of the CBS key figures of 2023, with the four gemeenten that were there in 2022 only;
provinces come from the Iv3 table, the other spellings from every file in which a gemeente is spelled otherwise.
"""

import csv
import gzip
import io
import json
import sys
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).parents[1] / "src" / "stadsbeeld" / "geo" / "gemeenten.csv"
ABROAD = "GM0998"
HEAD = """\
# The gemeenten of the Netherlands from 2022 to 2026: code, name, province, when it came and went, and other spellings.
# Codes, names: CBS, Kerncijfers wijken en buurten 2022, 2023 and 2024 (CC BY 4.0). Provinces: CBS, Iv3 2023.
# Spellings: CBS (Iv3, boundaries 2022 and 2024, key figures), BZK (gemeentefonds 2024, classes of gemeenten), Vektis.
# Came and went: the same codes in the CBS files of 2022 and of 2023, and the laws. Weesp became a part of Amsterdam on
# 24 March 2022; Brielle, Hellevoetsluis and Westvoorne became Voorne aan Zee on 1 January 2023. The CBS files of 2023
# and 2024 hold the same 342. For 2025 and 2026 no file was at hand: no law joined gemeenten on 1 January of those years
# (the next, Hilversum and Wijdemeren, is meant for 1 January 2027: Rijksoverheid, 21 November 2025).
# `first` and `last` are days, both included; empty: before 2022, and until further notice.
"""
# code → (last day, province, successor)
GONE = {
    "GM0457": ("2022-03-23", "Noord-Holland", "GM0363"),
    "GM0501": ("2022-12-31", "Zuid-Holland", "GM1992"),
    "GM0530": ("2022-12-31", "Zuid-Holland", "GM1992"),
    "GM0614": ("2022-12-31", "Zuid-Holland", "GM1992"),
}
CAME = {"GM1992": "2023-01-01"}
# How people and health insurers write them; capitals and small letters are the same, so need no row.
SPOKEN = {
    "GM0518": ["Den Haag", "S GRAVENHAGE"],
    "GM0796": ["Den Bosch", "S HERTOGENBOSCH"],
    "GM0820": ["NUENEN CA"],
    "GM0373": ["BERGEN NH"],
    "GM0893": ["BERGEN LB"],
    "GM1900": ["SUDWEST-FRYSLAN"],
    "GM1970": ["NOARDEAST-FRYSLAN"],
}


def rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def coded(data: Path) -> dict[str, set[str]]:
    """Every name under which a code stands in a file that has both."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(data.glob("kwb/gemeente_kerncijfers_*.csv.gz")):
        for row in rows(path, ","):
            found[row["gemeentecode"]].add(row["gemeentenaam"])
    for path in sorted(data.glob("boundaries/*_20??.geojson.gz")):
        for feature in json.loads(gzip.decompress(path.read_bytes()))["features"]:
            found[feature["properties"]["gemeentecode"]].add(feature["properties"]["gemeentenaam"])
    for path in sorted(data.glob("gemeentefonds/*/Volumina.csv")):
        for row in rows(path, "\t"):
            if row["CBS"].isdigit():
                found[f"GM{int(row['CBS']):04d}"].add(row["Naam"])
    del found[ABROAD]
    return found


def main(data: Path) -> None:
    spellings = coded(data)
    names = {
        row["gemeentecode"]: row["gemeentenaam"]
        for year in (2022, 2023)
        for row in rows(data / f"kwb/gemeente_kerncijfers_{year}.csv.gz", ",")
        if row["gemeentecode"] != ABROAD
    }
    for row in rows(data / "gemeentefonds/gemeentenamen.csv", "\t"):
        code = next(code for code, told in spellings.items() if row["GFnaam"] in told)
        spellings[code].add(row["Iv3naam"])
    provinces = {
        row["Gemeenten"]: row["Provincie"]
        for row in rows(data / "iv3/2023_jaarrekening.csv.gz", ";")
        if row["Provincie"]
    }
    with OUT.open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        write = csv.writer(file, delimiter=";", lineterminator="\n").writerow
        write(["code", "name", "province", "first", "last", "successor", "spellings"])
        for code, name in sorted(names.items()):
            last, province, successor = GONE.get(code, ("", None, ""))
            other = sorted(spellings[code] - {name}) + SPOKEN.get(code, [])
            write([code, name, province or provinces[name], CAME.get(code, ""), last, successor, "|".join(other)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
