"""SES-WOA of wijken and buurten."""

from pathlib import Path

import pytest

import stadsbeeld
from sources.contract import SourceContract
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.sources import ses_woa

PACK = Path(stadsbeeld.__path__[0]) / "packs" / "nederland"


class TestSesWoa(SourceContract):
    source = ses_woa.SOURCE
    fixture = "amsterdam.csv"
    rows = 5 * 6
    implausible = 1

    def repeated(self, raw):
        return raw + raw.splitlines(keepends=True)[-1]

    def told(self, raw=None):
        frame = self.source.parse(raw or self.raw).frame
        return {(r["area"], r["figure"]): (r["year"], r["value"], r["mark"]) for r in frame.iter_rows(named=True)}

    def refused(self, old, new, reason):
        assert old in self.raw
        with pytest.raises(SourceFormatError, match=reason):
            self.source.parse(self.raw.replace(old, new))

    def test_a_gemeente_and_a_wijk_by_their_codes(self):
        cells = self.told()
        assert cells["GM0363", "ses_score"] == (2019, -0.1, None)
        assert cells["GM0363", "ses_spread_score"] == (2019, 1.01, None)
        assert cells["WK036300", "education_low_pct"] == (2019, 12.9, None)
        assert cells["WK036300", "households_n"] == (2019, 2900.0, None)

    def test_a_point_is_secret_where_households_live_and_missing_where_none_do(self):
        cells = self.told()
        assert cells["BU03630301", "ses_score"] == (2019, None, "secret")
        assert cells["BU03639801", "ses_score"] == (2019, None, "missing")
        assert cells["BU03639801", "households_n"] == (2019, 0.0, None)

    def test_a_provisional_year_is_a_year(self):
        assert self.told(self.raw.replace(b'"2019"', b'"2019*"')) == self.told()

    def test_what_is_not_as_published_is_refused(self):
        self.refused(b'"2019";"Gouden', b'"2018";"Gouden', "one year is expected")
        self.refused(b'"2019";', b'"2019 1e kwartaal";', "one year is expected")
        self.refused(b"-0.100", b"-0,100", "a number is expected")
        self.refused(b"WK036300  ", b"          ", "null")
        self.refused(b"SES-WOA/Totaalscore", b"SES/Totaalscore", "are not there")

    def test_the_packaged_table(self):
        frame = self.source.parse((PACK / "amsterdam_ses_woa_2019.csv.gz").read_bytes()).frame
        assert frame["area"].n_unique() == 579
        scores = frame.filter(figure="ses_score")
        assert dict(scores["mark"].drop_nulls().value_counts().iter_rows()).get("implausible") is None
        assert scores["value"].null_count() == 90
