"""Each model keeps the contract: tier 1, both tiers, and both tiers with too little history for trees."""

import numpy as np

from forecast.contract import NL, ModelContract
from forecast.squares import town
from stadsbeeld.forecast.ensemble import Ensemble
from stadsbeeld.forecast.experts import Experts
from stadsbeeld.forecast.gradient import Gradient

SMALL = Ensemble(gradient=Gradient(rows=5000, trees=20))


class Simple(ModelContract):
    def test_without_a_calendar_it_goes_on_and_says_so(self, whole, fitted):
        super().test_without_a_calendar_it_goes_on_and_says_so(whole, fitted)

    def test_a_calendar_that_goes_away_later_stops_nothing(self, whole, fitted):
        super().test_a_calendar_that_goes_away_later_stops_nothing(whole, fitted)


class TestExperts(Simple):
    model = Experts()
    days = 42


class TestEnsemble(ModelContract):
    model = SMALL
    days = 7 * 15
    horizons = np.array([1, 3, 24, 72])


class TestEnsembleOfThreeDays(Simple):
    model = SMALL
    days = 3
    far = 24
    horizons = np.array([1, 2, 6, 24])


def test_with_a_spread_that_learnt_a_silent_sensor_still_has_a_wider_band():
    """The contract's test, with as many origins tried as there are: the band an hour ahead is that of a living one."""
    contract = TestEnsemble()
    whole = town(contract.days + contract.after, calendar=NL)
    fitted = SMALL.fit(whole.before(contract.days * 24), contract.horizons, 1)
    contract.test_a_silent_sensor_has_a_wider_band_than_a_living_twin(fitted, whole)
