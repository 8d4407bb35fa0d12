"""The columns of the key figures of CBS for gemeenten and wijken, and which figure each is.

The names are those of the compact tables (`gemeente_kerncijfers`, and the properties of the boundaries). Columns that
no instrument asks for are left alone: sex by marriage, origin, wildlife, farm animals, most kinds of crime, and the
care costs of Vektis that stand in the boundaries but are not CBS's.
"""

from collections.abc import Mapping

from stadsbeeld.connect.yearly import Column

# Buitenland: where people of unknown address abroad are counted. It has a code and is no gemeente.
ABROAD = "GM0998"
INHABITANTS = "aantal_inwoners"
THOUSAND = 1000
_AGES = {
    "0_15": "age_0_14_pct",
    "15_25": "age_15_24_pct",
    "25_45": "age_25_44_pct",
    "45_65": "age_45_64_pct",
    "65plus": "age_65_pct",
}
_PLAIN = {
    INHABITANTS: "inhabitants_n",
    "mannen": "men_n",
    "vrouwen": "women_n",
    "huishoudens": "households_n",
    "gem_huishouden_grootte": "household_size_mean_n",
    "bevolkingsdichtheid": "inhabitants_n_km2",
    "geboorte_relatief": "births_per_1000",
    "sterfte_relatief": "deaths_per_1000",
    "pct_eenpersoonshhd": "single_households_pct",
    "pct_hhd_zonder_kind": "childless_households_pct",
    "pct_hhd_met_kind": "families_with_children_pct",
    "woningvoorraad": "dwellings_n",
    "koopwoningen": "owner_occupied_pct",
    "huurwoningen": "rented_pct",
    "pct_huurcorporatie": "corporation_rented_pct",
    "pct_eengezins": "single_family_homes_pct",
    "pct_meergezins": "multi_family_homes_pct",
    "pct_bouwjaar_na_2000": "built_since_2000_pct",
    "pct_leegstand": "vacant_homes_pct",
    "pct_stadsverwarming": "district_heating_pct",
    "gem_aardgas": "gas_mean_m3",
    "gem_elektriciteit": "electricity_mean_kwh",
    "pct_hh_laag_inkomen": "low_income_40_pct",
    "pct_hh_hoog_inkomen": "high_income_20_pct",
    "pct_rond_sociaal_min": "social_minimum_pct",
    "arbeidsparticipatie": "labour_participation_pct",
    "pct_werknemers": "employees_pct",
    "pct_zelfstandigen": "self_employed_pct",
    "opl_laag": "education_low_n",
    "opl_midden": "education_middle_n",
    "opl_hoog": "education_high_n",
    "pct_jeugdzorg": "youth_care_pct",
    "wmo_per_1000": "wmo_clients_per_1000",
    "bedrijfsvestigingen": "businesses_n",
    "personenautos": "cars_n",
    "motorfietsen": "motorcycles_n",
    "auto_per_huishouden": "cars_per_household_n",
    "omgevingsadressendichtheid": "addresses_n_km2",
    "stedelijkheid": "urbanity_class",
    "opp_land": "land_ha",
    "opp_water": "water_ha",
    "afstand_huisarts": "distance_gp_km",
    "afstand_apotheek": "distance_pharmacy_km",
    "afstand_ziekenhuis": "distance_hospital_km",
    "afstand_supermarkt": "distance_supermarket_km",
    "afstand_cafe": "distance_cafe_km",
    "afstand_restaurant": "distance_restaurant_km",
    "afstand_kdv": "distance_childcare_km",
    "afstand_basisonderwijs": "distance_school_km",
    "afstand_bibliotheek": "distance_library_km",
    "afstand_treinstation": "distance_station_km",
    "afstand_oprit": "distance_main_road_km",
}
_IN_THOUSANDS = {
    "gem_woz_waarde": "woz_mean_eur",
    "gem_inkomen_inwoner": "income_inhabitant_mean_eur",
    "gem_inkomen_ontvanger": "income_recipient_mean_eur",
    "gem_gestand_inkomen": "income_standardised_mean_eur",
    "mediaan_vermogen": "wealth_median_eur",
}
_LAND_USE = {
    "pct_bebouwd": "built_up_pct",
    "pct_agrarisch": "farmland_pct",
    "pct_natuur": "nature_pct",
    "pct_recreatie": "recreation_pct",
    "opp_woonterrein_ha": "residential_land_ha",
    "opp_bedrijventerrein_ha": "business_land_ha",
}
_CRIME = {
    "cr_totaal_misdrijven": "crimes_n",
    "cr_inbraak_woning": "home_burglaries_n",
    "cr_vernieling": "vandalism_n",
}
YEAR_COLUMNS = ("bbg_peiljaar", "cr_jaar")

COLUMNS: Mapping[str, Column] = {
    **{name: Column(figure=figure) for name, figure in _PLAIN.items()},
    # Where 1 to 50 people live CBS withholds how old they are.
    **{name: Column(figure=figure, secret=True) for name, figure in _AGES.items()},
    **{name: Column(figure=figure, times=THOUSAND) for name, figure in _IN_THOUSANDS.items()},
    **{name: Column(figure=figure, year=YEAR_COLUMNS[0]) for name, figure in _LAND_USE.items()},
    **{name: Column(figure=figure, year=YEAR_COLUMNS[1]) for name, figure in _CRIME.items()},
}
