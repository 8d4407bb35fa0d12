"""Titles for people and the street a measuring point stands for, from the codes that road authorities use."""

import re

SIDE = {"l": "links", "r": "rechts"}
RWS = re.compile(r"(?P<road>\d{3})\d(?P<way>hr[lr]|vw[a-z])(?P<place>\d{4})r[a-z]")
RWS_METRES = re.compile(r"(?P<road>\d{3})(?P<way>hr[lr]|vw[a-z])(?P<place>\d{6})")
PROVINCE = re.compile(r"(?P<road>N\d{3}) km (?P<km>[\d.]+) (?P<side>Re|Li|b)")
BARE_ROAD = re.compile(r"N\d{3}")
CODE = re.compile(r"(RDH_[\w-]+|[01]0D[0-9A-F]{17})")
COMPASS = r"(noord|zuid|oost|west|midden)"
DIRECTION = re.compile(
    rf"( {COMPASS}(-{COMPASS})?| richting .*| na .*| bij .*| westzijde| [AN]\d{{2,3}}| ahoy| gadering| zuiderpark"
    rf"|(?<=Kilweg)-oost)$",
    re.IGNORECASE,
)


def decimal(kilometres: float) -> str:
    """One decimal behind a comma: 40.5 → 40,5."""
    return f"{kilometres:.1f}".replace(".", ",")


def title_and_street(name: str) -> tuple[str, str | None]:
    """(title, street) for a station's published name; (name, None) for a bare code that says nothing to people.

    Rijkswaterstaat: `0201hrl0405ra` is road 020 (A20), main carriageway left, hectometre 405 (km 40,5);
    `015hrl070000` gives metres. `vwa` is connecting road a. The four roads met here are all motorways (A).
    """
    if match := RWS.fullmatch(name) or RWS_METRES.fullmatch(name):
        road = f"A{int(match['road'])}"
        kilometres = int(match["place"]) / (10 if len(match["place"]) == 4 else 1000)
        if match["way"].startswith("hr"):
            return f"{road} km {decimal(kilometres)} {SIDE[match['way'][2]]}", road
        return f"{road} verbindingsweg {match['way'][2]} km {decimal(kilometres)}", road
    if match := PROVINCE.fullmatch(name):
        side = {"Re": "rechts", "Li": "links", "b": "beide richtingen"}[match["side"]]
        return f"{match['road']} km {decimal(float(match['km']))} {side}", match["road"]
    if CODE.fullmatch(name):
        return name, None
    title = _tidy(name)
    return title, title if BARE_ROAD.fullmatch(title) else _street(title)


def is_code(name: str) -> bool:
    """True for a name that only a database understands."""
    return CODE.fullmatch(name) is not None


def is_motorway(name: str) -> bool:
    return (RWS.fullmatch(name) or RWS_METRES.fullmatch(name)) is not None


def is_link(name: str) -> bool:
    """True for a connecting road of a motorway (a ramp, a curve of an interchange, a parallel lane)."""
    return is_motorway(name) and "vw" in name


def _tidy(name: str) -> str:
    name = name.removeprefix("VBV ").replace(" z.z.", " Zuidzijde").replace(" o.z.", " Oostzijde")
    name = re.sub(r"^Burg ", "Burg. ", name).replace("Groene kruisweg", "Groene Kruisweg")
    name = re.sub(r"^'?s[ -](?=Graven)", "'s-", name).replace(" thv ", " bij ").replace("Burg. Van ", "Burg. van ")
    return name.replace(" na kr ", " na ").replace(" ri kr ", " richting ")


def _street(title: str) -> str:
    """The title without the words that say which end or which way: "Vaanweg midden" → "Vaanweg"."""
    return DIRECTION.sub("", title)


def told_apart(titles: list[str], hints: list[str]) -> list[str]:
    """Titles that stand twice get their hint (a buurt), and a number where that is the same too."""
    once = [
        f"{t} ({h})" if titles.count(t) > 1 and h and not t.endswith(h) else t
        for t, h in zip(titles, hints, strict=True)
    ]
    seen: dict[str, int] = {}
    told = []
    for title in once:
        seen[title] = seen.get(title, 0) + 1
        told.append(f"{title} {seen[title]}" if once.count(title) > 1 else title)
    return told
