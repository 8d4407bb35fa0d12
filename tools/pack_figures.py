"""Capacity and free speed per class of road, and walkable width per counter. Each with where it comes from.

None of these is measured on the spot: each says so ("aanname") and a municipality replaces it by what it knows.
"""

# class → (free speed km/h, veh/h a lane, source of the capacity). Class by the nearest way in OpenStreetMap.
LIMIT = "limiet naar wegklasse (aanname)"
HCM = "HCM 2010, verzadigingsstroom 1.900 pae/u per strook, lager door kruisingen en vrachtverkeer (aanname)"
ROADS: dict[str, tuple[int, int, str]] = {
    "motorway": (100, 2100, "Handboek CIA, 2.100 vtg/u per strook × stroken (aanname)"),
    "motorway-link": (80, 1900, "Handboek CIA, verbindingsboog 1.900 vtg/u per strook × stroken (aanname)"),
    "provincial": (80, 1800, "Handboek CIA, 80 km/u-weg 1.800 vtg/u per strook × stroken (aanname)"),
    "trunk": (70, 1700, HCM),
    "primary": (50, 1600, HCM),
    "secondary": (50, 1600, HCM),
    "tertiary": (50, 1600, HCM),
    "unclassified": (50, 1600, HCM),
}
CLS = {0: "motorway", 1: "trunk", 2: "primary", 3: "secondary", 4: "tertiary", 5: "unclassified"}
# The widest cross-section that is one carriageway; above it the count is summed over more of them.
LANES_AT_MOST = 8

MALL = (8.0, "aanname: voetgangersgebied, halve straat van 20 m buiten het trambaanprofiel")
FOOTPATH = (4.5, "aanname: trottoir van een hoofdstraat van 30 m in de Hoddle Grid")
NARROW = (3.0, "aanname: trottoir van een Little Street van 10 m")
PROMENADE = (6.0, "aanname: kade of promenade")
BRIDGE = (4.5, "aanname: voetpad op de brug")
WIDE_BRIDGE = (5.0, "aanname: trottoir van Princes Bridge en St Kilda Road, één zijde")
STATION = (6.0, "aanname: doorgang bij een station")
PATH = (5.0, "aanname: parkpad")
WIDTHS: dict[int, tuple[float, str]] = {
    1: MALL,
    2: MALL,
    5: WIDE_BRIDGE,
    6: STATION,
    7: PATH,
    8: BRIDGE,
    9: STATION,
    10: PROMENADE,
    11: PROMENADE,
    12: PROMENADE,
    14: PROMENADE,
    19: NARROW,
    20: NARROW,
    25: PROMENADE,
    28: WIDE_BRIDGE,
    29: WIDE_BRIDGE,
    32: PROMENADE,
    35: PROMENADE,
}


def width_m(counter: int) -> tuple[float, str]:
    """(total width, source) of a counter in Melbourne; a plain footpath where nothing else is known."""
    return WIDTHS.get(counter, FOOTPATH)
