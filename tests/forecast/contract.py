"""What every model promises. A model's test subclasses `ModelContract` and inherits all of it.

class TestExperts(ModelContract):
    model = Experts()
    days = 42          # history that the model learns from
    horizons = np.array([1, 2, 6, 24, 72])
"""

from dataclasses import replace
from datetime import timedelta
from functools import cache, partial
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecast.squares import AMSTERDAM, changed, noise_from, town, wall, wall_of
from stadsbeeld.forecast import backtest, ensemble
from stadsbeeld.forecast.backtest import batches
from stadsbeeld.forecast.calendar import calendar_of
from stadsbeeld.forecast.gradient import Gradient
from stadsbeeld.forecast.model import Fitted, Model
from stadsbeeld.forecast.panel import Panel

DAY = 24
NL = calendar_of("NL")


class ModelContract:
    model: ClassVar[Any]
    days: ClassVar[int]
    horizons: ClassVar[Any] = np.array([1, 2, 6, 24, 48, 72])
    tried: ClassVar[int] = 30
    far: ClassVar[int] = 48  # hours ahead at which the time of the peak is asked
    after: ClassVar[int] = 4  # days that are known after the model was fitted

    @pytest.fixture(autouse=True)
    def _small(self, monkeypatch):
        """Trees are tried on few origins, and are few: each test is to be over soon."""
        monkeypatch.setattr(ensemble, "TRIED_ORIGINS", self.tried)

    @pytest.fixture
    def whole(self) -> Panel:
        return self._made()[0]

    @pytest.fixture
    def fitted(self) -> Fitted:
        return self._made()[1]

    @classmethod
    @cache
    def _made(cls) -> tuple[Panel, Fitted]:
        whole = town(cls.days + cls.after, calendar=NL)
        return whole, cls.model.fit(whole.before(cls.days * DAY), cls.horizons, 1)

    def told(self, panel, since=None, model=None):
        """Of a model that learnt from the panel until `since`, the forecast at its end."""
        learnt = panel if since is None else panel.before(since)
        return (model or self.model).fit(learnt, self.horizons, 1).forecast(panel, self.horizons)

    # -- what a forecast looks like

    def test_quantiles_rise_and_are_not_negative(self, fitted, whole):
        for origin in range(self.days * DAY, whole.known, 7):
            told = fitted.forecast(whole.before(origin), self.horizons)
            assert told.quantiles.shape == (len(self.horizons), len(whole.places), 9)
            assert np.isfinite(told.quantiles).all()
            assert (told.quantiles >= 0).all()
            assert (np.diff(told.quantiles, axis=2) >= 0).all()
            assert (told.mean >= told.quantiles[:, :, 0]).all()
            assert (told.mean <= told.quantiles[:, :, 8]).all()
            assert told.origin == origin
            assert told.steps.tolist() == (origin + self.horizons - 1).tolist()

    def test_it_knows_more_than_the_mean(self, fitted, whole):
        """A model that says the same all day keeps every other promise: its error must be far below that."""
        near = self.horizons[self.horizons <= DAY]
        error = flat = 0.0
        for origin in range(self.days * DAY, whole.known - DAY, 5):
            told = fitted.forecast(whole.before(origin), near)
            truth = whole.values[told.steps]
            error += np.abs(told.median - truth).sum()
            flat += np.abs(whole.values[:origin].mean(0) - truth).sum()
        assert error < 0.5 * flat

    def test_the_band_holds_about_as_often_as_it_says(self, fitted, whole):
        inside = []
        for origin in range(self.days * DAY, whole.known - 72, 1):
            told = fitted.forecast(whole.before(origin), self.horizons)
            truth = whole.values[told.steps]
            inside.append((told.quantiles[:, :, 0] <= truth) & (truth <= told.quantiles[:, :, 8]))
        assert 0.6 < np.mean(inside) < 0.95  # of few days that look alike; the exact figure is the release's

    def test_the_same_seed_gives_the_same(self, whole, fitted):
        panel = whole.before(self.days * DAY)
        one = fitted.forecast(panel, self.horizons)
        other = self.model.fit(panel, self.horizons, 1).forecast(panel, self.horizons)
        assert (one.quantiles == other.quantiles).all()
        assert (one.mean == other.mean).all()

    def test_what_it_is_shown_leaves_nothing_behind(self, fitted, whole):
        origin = self.days * DAY + 5
        first = fitted.forecast(whole.before(origin), self.horizons)
        fitted.forecast(noise_from(whole, origin - 30, 3), self.horizons)
        again = fitted.forecast(whole.before(origin), self.horizons)
        assert (first.quantiles == again.quantiles).all()

    def test_of_fewer_horizons_it_says_the_same(self, fitted, whole):
        some = self.horizons[::2]
        told = fitted.forecast(whole, self.horizons).quantiles[::2]
        assert fitted.forecast(whole, some).quantiles == pytest.approx(told, rel=1e-3)

    # -- nothing at or after the origin can change a forecast

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(hours=st.integers(0, 70), seed=st.integers(0, 1000))
    def test_the_future_changes_no_forecast(self, fitted, whole, hours, seed):
        origin = self.days * DAY + hours
        other = noise_from(whole, origin, seed)
        one = fitted.forecast(whole.before(origin), self.horizons)
        two = fitted.forecast(other.before(origin), self.horizons)
        assert one.quantiles.tobytes() == two.quantiles.tobytes()
        assert one.mean.tobytes() == two.mean.tobytes()

    def test_the_future_changes_no_backtest(self, whole, monkeypatch):
        """The whole file is read, and only rows before each origin count: bit for bit."""
        monkeypatch.setattr(backtest, "Gradient", partial(Gradient, rows=2000, trees=5))
        steps = [self.days * DAY + hours for hours in (0, 11, 24)]
        moments = [whole.timeline.start + timedelta(hours=step) for step in steps]

        def rows(panel, until):
            todo = batches(panel, moments, self.horizons.tolist(), seed=1, threads=1)
            told = [row for batch in todo for row in backtest.run(batch).rows()]
            return [row for row in told if row[0] <= until]

        assert rows(noise_from(whole, steps[0], 5), steps[0]) == rows(whole, steps[0]) != []
        assert rows(noise_from(whole, steps[1], 6), steps[1]) == rows(whole, steps[1])

    # -- sensors that are silent, new, dead or constant

    def test_a_silent_sensor_has_a_wider_band_than_a_living_twin(self, fitted, whole):
        """Silent for two days: what is next is as far ahead as the day after tomorrow, and the band says so."""
        wide, usual = [], []
        for origin in range(whole.known - DAY, whole.known, 5):
            panel = whole.before(origin)
            for place in (1, 2, 3):
                silent = fitted.forecast(changed(panel, place, origin - 2 * DAY, np.nan), self.horizons)
                assert (silent.median[:, place] > 0).all()
                wide.append(width(silent)[:, place])
                usual.append(width(fitted.forecast(panel, self.horizons))[:, place])
        assert np.mean(wide) > 1.03 * np.mean(usual)
        assert np.mean(wide, 0)[0] > 1.1 * np.mean(usual, 0)[0]

    def test_the_band_of_a_silent_sensor_is_honest(self, fitted, whole):
        inside = []
        for origin in range(self.days * DAY, whole.known - 72, 3):
            told = fitted.forecast(changed(whole.before(origin), 3, origin - DAY, np.nan), self.horizons)
            truth = whole.values[told.steps, 3]
            inside.append((told.quantiles[:, 3, 0] <= truth) & (truth <= told.quantiles[:, 3, 8]))
        assert np.mean(inside) > 0.55

    def test_a_sensor_that_is_silent_for_long_has_a_wide_band_or_none(self, fitted, whole):
        silent = fitted.forecast(changed(whole, 2, max(whole.known - 8 * DAY, 0), np.nan), self.horizons)
        usual = fitted.forecast(whole, self.horizons)
        if np.isfinite(silent.median[:, 2]).any():
            assert (silent.median[:, 2] > 0).all()
            assert (width(silent) / width(usual))[:, 2].mean() > 1.2
        assert np.isfinite(np.delete(silent.quantiles, 2, axis=1)).all()

    def test_a_sensor_that_never_spoke_is_not_foretold(self, whole):
        told = self.told(changed(whole, 2, 0, np.nan))
        assert np.isnan(told.quantiles[:, 2]).all()
        assert np.isfinite(np.delete(told.quantiles, 2, axis=1)).all()

    def test_a_new_sensor_has_a_wide_band_or_none(self, whole):
        """Three days old where its twin is old: no narrower than the twin's, relative to its size."""
        values = whole.values.copy()
        values[: -3 * DAY, 3] = np.nan
        told = self.told(replace(whole, values=values))
        wide, usual = width(told)[:, 3].mean(), width(self.told(whole))[:, 3].mean()
        assert np.isnan(wide) or wide > usual
        assert not (told.median[:, 3] == 0).any()

    def test_a_sensor_that_came_after_the_fit_has_a_wide_band_or_none(self, whole):
        """A model serves for days: what it learnt holds nothing of a place that started since."""
        since = self.days * DAY
        values = whole.values.copy()
        values[:since, 3] = np.nan
        told = self.told(replace(whole, values=values), since)
        wide, usual = width(told)[:, 3].mean(), width(self.told(whole, since))[:, 3].mean()
        assert np.isnan(wide) or wide > usual
        assert not (told.median[:, 3] == 0).any()

    def test_zeros_of_a_dead_sensor_are_not_believed_at_once(self, fitted, whole):
        """Zero since twelve hours: the band may not shrink to nothing at a time of day that was never empty."""
        told = fitted.forecast(changed(whole, 3, whole.known - 12, 0), self.horizons)
        wide = told.quantiles[:, 3, 8] - told.quantiles[:, 3, 0]
        assert (told.quantiles[:, 3, 8] > 0).all()
        assert (wide > 0).all()

    def test_a_constant_sensor_is_told_as_such_and_spoils_no_other(self, whole):
        told = self.told(changed(whole, 2, 0, 40))
        assert told.median[:, 2] == pytest.approx(40, abs=4)
        assert (told.quantiles[:, 2, 0] <= 40.5).all()
        assert (told.quantiles[:, 2, 8] >= 39.5).all()
        assert np.isfinite(told.quantiles).all()

    def test_a_sensor_of_zeros_spoils_no_other(self, whole):
        told = self.told(changed(whole, 2, 0, 0))
        assert np.isfinite(told.quantiles).all()
        assert (told.quantiles[:, [0, 1, 3, 4], 8] > 0).all()

    def test_a_hole_in_everything_stops_nothing(self, fitted, whole):
        values = whole.values.copy()
        values[-30:-6] = np.nan
        assert np.isfinite(fitted.forecast(replace(whole, values=values), self.horizons).quantiles).all()

    # -- the clock on the wall

    @pytest.mark.parametrize(("year", "month", "day"), [(2026, 3, 29), (2026, 10, 25)])
    def test_after_a_clock_change_the_peak_stays_at_six(self, year, month, day):
        change = wall(year, month, day)
        whole = town(self.days, start=change - timedelta(days=self.days - 1), zone=AMSTERDAM, calendar=NL)
        origin = whole.timeline.step_of((change - timedelta(hours=4)).replace(tzinfo=AMSTERDAM))
        ahead = np.arange(1, self.far + 1)
        told = self.model.fit(whole.before(origin), ahead, 1).forecast(whole.before(origin), ahead)
        walls = [wall_of(whole, step) for step in told.steps]
        total = told.median.sum(1)
        for when in (change, change + timedelta(days=1))[: self.far // DAY]:
            own = [n for n, one in enumerate(walls) if one.date() == when.date()]
            assert walls[max(own, key=lambda n: total[n])].hour == 18

    def test_a_wall_and_a_zone_agree_on_ordinary_days(self):
        start = wall(2026, 4, 6)
        plain = town(self.days, start=start, calendar=NL)
        aware = town(self.days, start=start, zone=AMSTERDAM, calendar=NL)
        assert (plain.values == aware.values).all()
        assert self.told(plain).quantiles == pytest.approx(self.told(aware).quantiles, rel=1e-6)

    # -- drivers

    def test_without_a_calendar_it_goes_on_and_says_so(self, whole, fitted):
        assert fitted.forecast(whole, self.horizons).missing == ()
        bare = replace(whole, calendar=None)
        told = self.told(bare)
        assert "calendar" in told.missing
        assert np.isfinite(told.quantiles).all()

    def test_a_calendar_that_goes_away_later_stops_nothing(self, whole, fitted):
        told = fitted.forecast(replace(whole, calendar=None), self.horizons)
        assert "calendar" in told.missing
        assert np.isfinite(told.quantiles).all()

    # -- too little

    @pytest.mark.parametrize("hours", [0, 1, 5, 30, 73])
    def test_a_few_hours_give_no_forecast_or_a_wide_one(self, whole, hours):
        told = self.told(whole.before(hours))
        known = told.quantiles[np.isfinite(told.quantiles).all(2)]
        assert (known[:, 8] > known[:, 0]).all()

    def test_it_has_a_name(self):
        model: Model = self.model
        assert model.id


def width(told):
    """Of the 80 % band, in a unit that grows with what is foretold as the spread of counts does."""
    return (told.quantiles[:, :, 8] - told.quantiles[:, :, 0]) / told.median**0.7
