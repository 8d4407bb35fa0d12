"""The job that learns anew what the experts of tier 1 are worth, beside the forecasts: none of them waits for it."""

from datetime import datetime, timedelta

from stadsbeeld.instruments import Job
from stadsbeeld.instruments.drukte.forecaster import Forecaster

# Not a multiple of the nowcast's five minutes: they seldom want the same cores at the same moment.
EVERY = timedelta(minutes=7)


class Learner:
    """Beside the forecaster whose desks it teaches.

    It learns of what a desk has read for its last forecast and reads nothing itself, so that nothing it learns was
    known later than the next forecast.
    """

    def __init__(self, forecaster: Forecaster) -> None:
        self._forecaster = forecaster

    def job(self) -> Job:
        return Job(name="weights", title_id="job-weights", every=EVERY, run=self.learn)

    def learn(self, moment: datetime) -> None:
        """Each subject whose weights are an hour old (a day, where trees speak)."""
        for desk in self._forecaster.desks():
            desk.relearn(moment)
