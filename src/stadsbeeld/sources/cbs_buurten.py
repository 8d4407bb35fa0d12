"""Buurten of a province with figures of CBS, RIVM and the Leefbaarometer: the table of Utrecht, 2020.

Comma separated, a row for each buurt: `buurt_code`, `gm_naam`, `regio` (the name of the buurt) and figures. The year
stands in the name of the file only, so it needs a first line `# year=2020`.

The table writes 0 where it has no value. What that means differs:
- WOZ, gas, electricity, SES, distances, noise, size of households: a 0 is never a value. (A SES of exactly 0.00 is
  lost by that; without it 262 buurten where nobody was counted would be average.)
- shares of homes (owner occupied, in blocks, since 2000, occupied): all four are 0 where they are not told, which the
  share of occupied homes shows; elsewhere a 0 is a value.
- of 1 to 19 homes CBS withholds WOZ and these shares: secret.
- inhabitants, homes and the parts of the Leefbaarometer: a 0 is a value.

Not read: `aantal_huishoudens_met_kinderen_percentage`, which is households for each 100 inhabitants and not what it
is called; and the distances to green, park, woods and station, which are 0 everywhere.
"""

import re
from datetime import timedelta

import polars as pl

from stadsbeeld.connect.heading import expanded, read_heading, year_in
from stadsbeeld.connect.source import Source
from stadsbeeld.connect.table import numbers, read_csv
from stadsbeeld.connect.yearly import Column, areas, figure_rows, figures, yields_of
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.frames.areas import Areas

ID = "cbs_buurten"
CODE, NAME = "buurt_code", "regio"
PEOPLE, HOMES, OCCUPIED = "aantal_inwoners", "woningvoorraad", "bewoond_percentage"
SHARES = {
    OCCUPIED: "occupied_homes_pct",
    "meergezinswoning_percentage": "multi_family_homes_pct",
    "koopwoning_percentage": "owner_occupied_pct",
    "bouwjaar_vanaf_2000_percentage": "built_since_2000_pct",
}
WITHOUT_ZERO = {
    "gemiddelde_huishoudensgrootte": "household_size_mean_n",
    "aardgasverbruik_m3_gemiddeld": "gas_mean_m3",
    "elektriciteitsverbruik_kwh_gemiddeld": "electricity_mean_kwh",
    "social_economische_score_gemiddeld": "ses_score",
    "afstand_tot_ziekenhuis_km": "distance_hospital_km",
    "afstand_tot_grote_supermarkt_km": "distance_supermarket_km",
    "afstand_tot_cafe_km": "distance_cafe_km",
    "afstand_tot_kinderdagverblijf_km": "distance_childcare_km",
    "afstand_tot_buitenschoolseopvang_km": "distance_after_school_care_km",
    "afstand_tot_hoofdverkeersweg_km": "distance_main_road_km",
    "geluid_van_treinverkeer": "noise_rail_db",
    "geluid_van_weg": "noise_road_db",
}
PLAIN = {
    PEOPLE: "inhabitants_n",
    HOMES: "dwellings_n",
    "aantal_inwoners_tussen_25_44_percentage": "age_25_44_pct",
    "leefbarometer_score": "livability_score",
    "leefbarometer_fysieke_omgeving": "livability_environment_score",
    "leefbarometer_fysieke_overlast": "livability_nuisance_score",
    "leefbarometer_sociale_samenhang": "livability_cohesion_score",
    "leefbarometer_voorzieningen": "livability_amenities_score",
}
COLUMNS = {
    **{name: Column(figure=figure) for name, figure in PLAIN.items()},
    **{name: Column(figure=figure, zero_is_missing=True) for name, figure in WITHOUT_ZERO.items()},
    **{name: Column(figure=figure, secret=True) for name, figure in SHARES.items()},
    "gemiddelde_woningwaarde": Column(figure="woz_mean_eur", times=1000, zero_is_missing=True, secret=True),
}
HOMES_TOLD = 20


def parse(raw: bytes) -> Areas:
    """One buurt for each row, with its figures and no shape; its parent is the wijk of its code.

    Raises SourceFormatError.
    """
    parts, table = read_heading(ID, expanded(ID, raw))
    year = year_in(ID, parts)
    frame = numbers(ID, read_csv(ID, table, [CODE, NAME, *COLUMNS]), list(COLUMNS)).rename({CODE: "area"})
    for number, (code, name) in enumerate(frame.select("area", NAME).iter_rows(), start=1):
        if re.fullmatch("BU[0-9]{4}[0-9A-Z]{4}", code or "") is None or not name:
            raise SourceFormatError(ID, f"{code!r}, {name!r} is not a buurt with its name", number)
    untold = (pl.col(OCCUPIED) == 0).alias("untold")
    wide = frame.with_columns(untold).with_columns(
        *(pl.when(~pl.col("untold")).then(pl.col(name)).alias(name) for name in SHARES),
        few=pl.col(HOMES).is_between(1, HOMES_TOLD - 1).cast(pl.Int8),
    )
    told = figures(ID, figure_rows(ID, wide, COLUMNS, year, "few"))
    of_wijk = pl.lit("WK") + pl.col("area").str.slice(2, 6)
    shapes = frame.select(
        "area", kind=pl.lit("buurt"), name=NAME, parent=of_wijk, year=pl.lit(year), geometry=pl.lit(None, pl.String)
    )
    return areas(ID, shapes, told)


SOURCE = Source(
    id=ID,
    title="Buurten met kerncijfers, Utrecht 2020 (CBS, RIVM, Leefbaarometer)",
    url="https://www.cbs.nl/nl-nl/maatwerk/kerncijfers-wijken-en-buurten",
    licence="CC-BY-4.0 (CBS); open data van RIVM en Leefbaarometer, met bronvermelding",
    attribution="Centraal Bureau voor de Statistiek (CBS), RIVM, Leefbaarometer (BZK)",
    purpose="Geld van een gemeente over haar buurten verdelen, waar cijfers per buurt er zijn.",
    legal_ground="Open data van de overheid; cijfers per buurt, kleine aantallen zijn weggelaten.",
    retention_days=3650,
    every=timedelta(days=90),
    max_age=timedelta(days=3650),
    yields=yields_of(COLUMNS.values()) | {"areas"},
    parse=parse,
)
