"""Figures: what is told of an area for a year. The id carries the unit, and each has one unit only; sources convert.

`low` and `high` are bounds of the plausible. A value outside is kept and marked, and never enters a sum or a key.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`id` ends in the unit; `unit` is how it is written for people; bounds inclusive.

    `rounded_to`: the step to which the publisher rounds, None where it does not; where it rounds differently for a
    gemeente than for a wijk, the coarser step. `secret_below`: a count below this is withheld by the publisher, None
    where nothing is; for a share or a rate, the count of people behind it.
    """

    id: str
    unit: str
    low: float
    high: float
    rounded_to: float | None = None
    secret_below: int | None = None

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"{self.id}: low {self.low} is not below high {self.high}")
        if self.rounded_to is not None and not self.rounded_to > 0:
            raise ValueError(f"{self.id}: is rounded to {self.rounded_to}")

    def plausible(self, value: float) -> bool:
        """False also for NaN and infinities."""
        return self.low <= value <= self.high


FIGURES: dict[str, Figure] = {
    figure.id: figure
    for figure in (
        # People. The largest gemeente has 0.94 M inhabitants; CBS rounds the counts of a wijk or buurt to 5.
        Figure(id="inhabitants_n", unit="inwoners", low=0, high=2_000_000, rounded_to=5),
        Figure(id="men_n", unit="mannen", low=0, high=2_000_000, rounded_to=5),
        Figure(id="women_n", unit="vrouwen", low=0, high=2_000_000, rounded_to=5),
        # Withheld where fewer than 50 people live.
        Figure(id="age_0_14_pct", unit="%", low=0, high=100, rounded_to=1, secret_below=50),
        Figure(id="age_15_24_pct", unit="%", low=0, high=100, rounded_to=1, secret_below=50),
        Figure(id="age_25_44_pct", unit="%", low=0, high=100, rounded_to=1, secret_below=50),
        Figure(id="age_45_64_pct", unit="%", low=0, high=100, rounded_to=1, secret_below=50),
        Figure(id="age_65_pct", unit="%", low=0, high=100, rounded_to=1, secret_below=50),
        Figure(id="births_per_1000", unit="per 1.000 inwoners", low=0, high=100, rounded_to=1),
        Figure(id="deaths_per_1000", unit="per 1.000 inwoners", low=0, high=300, rounded_to=1),
        Figure(id="inhabitants_n_km2", unit="inwoners/km²", low=0, high=100_000, rounded_to=1),
        # Households.
        Figure(id="households_n", unit="huishoudens", low=0, high=1_000_000, rounded_to=5),
        Figure(id="household_size_mean_n", unit="personen", low=1, high=15, rounded_to=0.1),
        Figure(id="single_households_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="childless_households_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="families_with_children_pct", unit="%", low=0, high=100, rounded_to=1),
        # Homes. WOZ is published in thousands of euro.
        Figure(id="dwellings_n", unit="woningen", low=0, high=1_000_000, rounded_to=1),
        Figure(id="woz_mean_eur", unit="€", low=20_000, high=10_000_000, rounded_to=1000),
        Figure(id="owner_occupied_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="rented_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="corporation_rented_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="single_family_homes_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="multi_family_homes_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="built_since_2000_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="occupied_homes_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="vacant_homes_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="district_heating_pct", unit="%", low=0, high=100, rounded_to=1),
        # Energy: mean of a home in a year. A zero is no home, but one that is not told.
        Figure(id="gas_mean_m3", unit="m³", low=1, high=20_000, rounded_to=10),
        Figure(id="electricity_mean_kwh", unit="kWh", low=1, high=50_000, rounded_to=10),
        # Income and wealth. low_income_40 is the share of households that are in the lowest 40 % of the country.
        Figure(id="income_inhabitant_mean_eur", unit="€", low=1_000, high=1_000_000, rounded_to=1000),
        Figure(id="income_recipient_mean_eur", unit="€", low=1_000, high=1_000_000, rounded_to=1000),
        Figure(id="income_standardised_mean_eur", unit="€", low=1_000, high=1_000_000, rounded_to=100),
        Figure(id="wealth_median_eur", unit="€", low=-1_000_000, high=50_000_000, rounded_to=100),
        Figure(id="low_income_40_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="high_income_20_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="social_minimum_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="labour_participation_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="employees_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="self_employed_pct", unit="%", low=0, high=100, rounded_to=1),
        Figure(id="education_low_n", unit="personen", low=0, high=1_000_000, rounded_to=10),
        Figure(id="education_middle_n", unit="personen", low=0, high=1_000_000, rounded_to=10),
        Figure(id="education_high_n", unit="personen", low=0, high=1_000_000, rounded_to=10),
        Figure(id="education_low_pct", unit="%", low=0, high=100, rounded_to=0.1),
        Figure(id="education_middle_pct", unit="%", low=0, high=100, rounded_to=0.1),
        Figure(id="education_high_pct", unit="%", low=0, high=100, rounded_to=0.1),
        # SES-WOA: wealth, education and work of households, around 0 for the country; Leefbaarometer: 4.16 or so.
        Figure(id="ses_score", unit="score", low=-3, high=3, rounded_to=0.001),
        Figure(id="ses_spread_score", unit="score", low=0, high=5, rounded_to=0.001),
        # BZK's own classes: 1 goed, 2 redelijk, 3 matig, 4 zwak; 0 zonder, 1 weinig, 2 redelijk, 3 sterk.
        Figure(id="social_structure_class", unit="klasse 1 (goed) tot 4 (zwak)", low=1, high=4, rounded_to=1),
        Figure(id="centre_function_class", unit="klasse 0 (zonder) tot 3 (sterk)", low=0, high=3, rounded_to=1),
        Figure(id="livability_score", unit="score", low=1, high=6, rounded_to=0.01),
        Figure(id="livability_environment_score", unit="score", low=-3, high=3, rounded_to=0.01),
        Figure(id="livability_nuisance_score", unit="score", low=-3, high=3, rounded_to=0.01),
        Figure(id="livability_cohesion_score", unit="score", low=-3, high=3, rounded_to=0.01),
        Figure(id="livability_amenities_score", unit="score", low=-3, high=3, rounded_to=0.01),
        # Care of the gemeente. Counts of 0 to 7 clients are withheld.
        Figure(id="youth_care_pct", unit="% van de jongeren", low=0, high=100, rounded_to=0.1, secret_below=8),
        Figure(id="wmo_clients_per_1000", unit="per 1.000 inwoners", low=0, high=1000, rounded_to=1, secret_below=8),
        # Care of the Zorgverzekeringswet: cost of one insured person in a year.
        Figure(id="insured_n", unit="verzekerden", low=0, high=2_000_000, rounded_to=1),
        Figure(id="zvw_cost_mean_eur", unit="€", low=1, high=20_000, rounded_to=1),
        Figure(id="zvw_specialist_mean_eur", unit="€", low=0, high=20_000, rounded_to=1),
        Figure(id="zvw_pharmacy_mean_eur", unit="€", low=0, high=20_000, rounded_to=1),
        Figure(id="zvw_mental_mean_eur", unit="€", low=0, high=20_000, rounded_to=1),
        Figure(id="zvw_gp_mean_eur", unit="€", low=0, high=20_000, rounded_to=1),
        Figure(id="zvw_paramedical_mean_eur", unit="€", low=0, high=20_000, rounded_to=1),
        Figure(id="zvw_other_mean_eur", unit="€", low=0, high=20_000, rounded_to=1),
        # Work, cars, safety.
        Figure(id="businesses_n", unit="vestigingen", low=0, high=1_000_000, rounded_to=5),
        Figure(id="cars_n", unit="auto's", low=0, high=2_000_000, rounded_to=5),
        Figure(id="motorcycles_n", unit="motoren", low=0, high=200_000, rounded_to=5),
        Figure(id="cars_per_household_n", unit="auto's per huishouden", low=0, high=20, rounded_to=0.1),
        Figure(id="crimes_n", unit="misdrijven", low=0, high=500_000, rounded_to=1),
        Figure(id="home_burglaries_n", unit="inbraken", low=0, high=100_000, rounded_to=1),
        Figure(id="vandalism_n", unit="vernielingen", low=0, high=100_000, rounded_to=1),
        # Surroundings. The shares and hectares of land use belong to the year of the land use survey (BBG).
        Figure(id="addresses_n_km2", unit="adressen/km²", low=0, high=30_000, rounded_to=1),
        Figure(id="urbanity_class", unit="klasse 1 (zeer sterk) tot 5 (niet stedelijk)", low=1, high=5, rounded_to=1),
        Figure(id="land_ha", unit="ha", low=0, high=100_000, rounded_to=1),
        Figure(id="water_ha", unit="ha", low=0, high=200_000, rounded_to=1),
        Figure(id="built_up_pct", unit="%", low=0, high=100, rounded_to=0.01),
        Figure(id="farmland_pct", unit="%", low=0, high=100, rounded_to=0.01),
        Figure(id="nature_pct", unit="%", low=0, high=100, rounded_to=0.01),
        Figure(id="recreation_pct", unit="%", low=0, high=100, rounded_to=0.01),
        Figure(id="residential_land_ha", unit="ha", low=0, high=20_000, rounded_to=1),
        Figure(id="business_land_ha", unit="ha", low=0, high=20_000, rounded_to=1),
        Figure(id="noise_rail_db", unit="dB", low=1, high=120),
        Figure(id="noise_road_db", unit="dB", low=1, high=120),
        # Mean distance by road of the inhabitants to the nearest one.
        Figure(id="distance_gp_km", unit="km", low=0, high=200, rounded_to=0.1),
        Figure(id="distance_pharmacy_km", unit="km", low=0, high=200, rounded_to=0.1),
        Figure(id="distance_hospital_km", unit="km", low=0, high=200, rounded_to=0.1),
        Figure(id="distance_supermarket_km", unit="km", low=0, high=200, rounded_to=0.1),
        Figure(id="distance_cafe_km", unit="km", low=0, high=200, rounded_to=0.1),
        Figure(id="distance_restaurant_km", unit="km", low=0, high=200, rounded_to=0.1),
        Figure(id="distance_childcare_km", unit="km", low=0, high=200, rounded_to=0.1),
        Figure(id="distance_after_school_care_km", unit="km", low=0, high=200, rounded_to=0.1),
        Figure(id="distance_school_km", unit="km", low=0, high=200, rounded_to=0.1),
        Figure(id="distance_library_km", unit="km", low=0, high=200, rounded_to=0.1),
        Figure(id="distance_station_km", unit="km", low=0, high=200, rounded_to=0.1),
        Figure(id="distance_main_road_km", unit="km", low=0, high=200, rounded_to=0.1),
    )
}
