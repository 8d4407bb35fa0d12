"""The gemeentefonds recomputed: by hand, with names that do not meet, and against what was published."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.geldstromen.fund import published
from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.gemeentefonds import SPELLINGS, Gaps, fund_of, paid, parts, totals

AT = {"circular": "S2024", "year": 2024}
FACTOR = AT | {"factor": 1.5}
VOLUMES = [
    AT | {"area": "GM0001", "volumes": {"inwo": 1000.0, "WOZwe80": 4_000_000.0, "vast nieuw": 1.0}},
    AT | {"area": "GM0002", "volumes": {"inwo": 200.0, "WOZwe80": 1_000_000.0, "vast nieuw": 1.0}},
]
PAYMENTS = [
    AT | {"area": "GM0001", "payments": {"Participatie": 500.25}},
    AT | {"area": "GM0002", "payments": {"Participatie": -20.0}},
]


def weight(key, **weights):
    return AT | {"key": key, "weights": {"Onderwijs": 0.0, "Bestuur": 0.0, "OZB": 0.0, **weights}}


WEIGHTS = [
    weight("inwo", Onderwijs=10.0, Bestuur=2.0),
    weight("WOZwe80", OZB=-0.001),
    weight("vast", Bestuur=300.0),
    weight("participatie", Onderwijs=1.0),
]


def fund(volumes=VOLUMES, payments=PAYMENTS, weights=WEIGHTS, **gaps):
    return fund_of(volumes, payments, weights, FACTOR, Gaps(**gaps))


def test_by_hand_factor_times_weight_times_volume_and_the_fixed_amounts_as_they_are():
    assert {(area, cluster): cents for area, cluster, cents in paid(fund()).iter_rows()} == {
        ("GM0001", "Onderwijs"): 1_500_000 + 50_025,  # 1.5 × 10 × 1000, and 500.25
        ("GM0001", "Bestuur"): 300_000 + 45_000,  # 1.5 × 2 × 1000, and 1.5 × 300
        ("GM0001", "OZB"): -400_000,  # without the factor
        ("GM0002", "Onderwijs"): 300_000 - 2_000,
        ("GM0002", "Bestuur"): 60_000 + 45_000,
        ("GM0002", "OZB"): -100_000,
    }
    assert dict(totals(fund()).iter_rows()) == {"GM0001": 1_495_025, "GM0002": 303_000}


def test_every_term_can_be_shown():
    term = parts(fund()).filter(area="GM0001", key="inwo", cluster="Bestuur").row(0, named=True)
    assert (term["amount"], term["weight"], term["factor"], term["euro"]) == (1000.0, 2.0, 1.5, 3000.0)


def test_a_weight_without_a_volume_is_an_error_that_names_it():
    with pytest.raises(InputError, match="kernen") as refused:
        fund(weights=[*WEIGHTS, weight("kernen", Bestuur=1.0)])
    assert refused.value.data["names"] == ["kernen"]


def test_a_volume_without_a_weight_is_an_error_that_names_it():
    with pytest.raises(InputError, match="participatie") as refused:
        fund(weights=WEIGHTS[:-1])
    assert refused.value.data["names"] == ["participatie"]


@pytest.mark.parametrize(("published_as", "weighed_as"), SPELLINGS.items())
def test_only_the_four_known_spellings_meet(published_as, weighed_as):
    payments = [body | {"payments": {published_as: 1.0}} for body in PAYMENTS]
    volumes = [body | {"volumes": {"inwo": 1.0}} for body in VOLUMES]
    known = fund(volumes, payments, [WEIGHTS[0], weight(weighed_as, Bestuur=1.0)])
    assert set(known.volumes["key"]) == {"inwo", weighed_as}
    with pytest.raises(InputError):
        fund(volumes, payments, [WEIGHTS[0], weight(weighed_as.upper() + "?", Bestuur=1.0)])


def test_a_weight_of_zero_everywhere_must_meet_a_volume_too():
    with pytest.raises(InputError, match="leeg"):
        fund(weights=[*WEIGHTS, weight("leeg")])


def test_a_gemeente_in_one_table_only_is_an_error_that_names_it():
    with pytest.raises(InputError, match="GM0002") as refused:
        fund(payments=PAYMENTS[:1])
    assert refused.value.data["areas"] == ["GM0002"]


def test_another_circular_is_refused():
    with pytest.raises(InputError, match="M2024/2024"):
        fund(payments=[PAYMENTS[0], PAYMENTS[1] | {"circular": "M2024"}])


def test_of_a_new_maatstaf_of_the_woz_nobody_knows_the_factor():
    volumes = [body | {"volumes": body["volumes"] | {"WOZnieuw": 1.0}} for body in VOLUMES]
    with pytest.raises(InputError, match="WOZnieuw"):
        fund(volumes, weights=[*WEIGHTS, weight("WOZnieuw", OZB=-1.0)])


def test_a_volume_that_is_not_told_leaves_its_clusters_and_the_total_unknown_and_nothing_else():
    volumes = [VOLUMES[0] | {"volumes": VOLUMES[0]["volumes"] | {"inwo": None}}, VOLUMES[1]]
    cents = {(area, cluster): told for area, cluster, told in paid(fund(volumes)).iter_rows()}
    assert cents["GM0001", "Onderwijs"] is None
    assert cents["GM0001", "OZB"] == -400_000
    assert dict(totals(fund(volumes)).iter_rows()) == {"GM0001": None, "GM0002": 303_000}


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e6).map(lambda x: round(x, 2)), min_size=3, max_size=3), st.floats(0.5, 3))
def test_twice_the_volumes_pay_twice_and_clusters_add_up(amounts, factor):
    def of(times):
        names = ("inwo", "WOZwe80", "vast nieuw")
        volumes = [AT | {"area": "GM0001", "volumes": dict(zip(names, (a * times for a in amounts), strict=True))}]
        payments = [AT | {"area": "GM0001", "payments": {"Participatie": 100.0 * times}}]
        made = fund_of(volumes, payments, WEIGHTS, AT | {"factor": factor}, Gaps())
        assert totals(made)["cents"][0] == paid(made)["cents"].sum()
        return totals(made)["cents"][0]

    assert of(2) == pytest.approx(2 * of(1), abs=6)


def test_september_2024_is_what_was_published():
    fund = published("s2024")
    told = totals(fund)
    assert len(told) == 342
    assert round(told["cents"].sum() / 1e8, 1) == 43_913.2
    assert round(told.filter(area="GM0599")["cents"][0] / 1e8, 1) == 2_335.0
    assert fund.gaps == Gaps()


def test_september_2024_to_the_euro_by_an_other_road():
    """With the published total of each weight, row by row in plain Python."""
    fund = published("s2024")
    weights = dict(fund.weights.group_by("key").agg(pl.col("weight").sum()).iter_rows())
    euro = 0.0
    for area, key, amount, is_fixed in fund.volumes.iter_rows():
        own = 1.0 if is_fixed or key.startswith("WOZ") else 1.42
        euro += own * weights[key] * amount if area == "GM0599" else 0
    assert totals(fund).filter(area="GM0599")["cents"][0] / 100 == pytest.approx(euro, abs=0.1)


def test_what_dropping_the_four_names_would_lose():
    """Joined as they are spelled, the four names lose 4.3 billion: why an unmatched name raises."""
    lost = parts(published("s2024")).filter(pl.col("key").is_in(list(SPELLINGS.values())))["euro"].sum()
    assert lost / 1e9 == pytest.approx(4.3, abs=0.05)


def test_may_2024_lacks_three_columns_and_a_weight_and_says_which():
    with pytest.raises(InputError) as refused:
        published("m2024", gaps=Gaps())
    assert set(refused.value.data["names"]) == {
        "herindeling",
        "suppletie bommenregeling",
        "Suppletie nieuwe verdeling GF",
        "Art. 12",
    }


def test_may_2024_with_its_known_gaps():
    fund = published("m2024")
    assert round(totals(fund)["cents"].sum() / 1e8, 1) == 43_332.7
    assert fund.gaps.without_volume == {"herindeling", "suppletie bommenregeling", "Suppletie nieuwe verdeling GF"}
    article_12 = parts(fund).filter(key="Art. 12")
    assert set(article_12["cluster"]) == {"Overig"}
    assert article_12["euro"].sum() == 20_534_311
