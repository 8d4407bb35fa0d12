"""Iv3 in both forms. `three_gemeenten.csv` is a part of CBS' accounts of 2023 (CC BY 4.0) with the row Nederland summed
anew; `delivery_2025.json` is made by hand. The published figures are those of the national files."""

import gzip
import json
from pathlib import Path

import polars as pl
import pytest

import stadsbeeld
from sources.contract import SourceContract
from stadsbeeld.domain.errors import SourceFormatError
from stadsbeeld.geo.gemeenten import PROVINCES, province_of
from stadsbeeld.sources import iv3

PACK = Path(stadsbeeld.__path__[0]) / "packs" / "nederland"
DATA = Path(__file__).parents[3] / "shared" / "data" / "iv3"
FILES = {
    "2023_jaarrekening": "# year=2023; stage=rekening\n",
    "2023_begroting": "# year=2023; stage=begroting\n",
    "2024_begroting": "# year=2024; stage=begroting\n",
}
RESERVES = pl.col("flow").is_in(["0.10", "0.11"])
THOUSAND = 100_000


def amounts(frame, **where):
    """(side, category) → payer, payee, cents of the rows that fit."""
    rows = frame.filter(**where).iter_rows(named=True)
    return {(row["side"], row["category"]): (row["payer"], row["payee"], row["cents"]) for row in rows}


class OfTheTable:
    source = iv3.SOURCE
    fixture = "three_gemeenten.csv"
    # 213 rows of gemeenten with lasten and baten, 80 of which tell salaries.
    rows = 213 * 2 + 80

    @property
    def text(self):
        return SourceContract.raw.fget(self)

    def repeated(self, raw):
        plain = gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
        return plain + plain.splitlines(keepends=True)[-1]

    def refused(self, old, new, reason):
        assert old in self.text
        with pytest.raises(SourceFormatError, match=reason):
            self.source.parse(self.text.replace(old, new))


class TestTable(OfTheTable, SourceContract):
    def test_a_row_of_the_table_is_three_amounts(self):
        frame = self.source.parse(self.raw).frame.filter(year=2023, stage="rekening", grade="A")
        # Rotterdam;0.1 Bestuur;30794.0;5134.0;54367.0
        assert amounts(frame, area="GM0599", flow="0.1") == {
            ("lasten", "L1.1"): ("gemeente", "medewerkers", 3_079_400_000),
            ("lasten", "L.overig"): ("gemeente", "derden", (54_367 - 30_794) * THOUSAND),
            ("baten", "B.totaal"): ("derden", "gemeente", 513_400_000),
        }

    def test_a_code_is_text(self):
        frame = self.source.parse(self.raw).frame
        # Rotterdam;0.10 Mutaties reserves;;476987.0;355826.0: no salaries are told, so no row of them
        assert amounts(frame, area="GM0599", flow="0.10") == {
            ("lasten", "L.overig"): ("gemeente", "derden", 35_582_600_000),
            ("baten", "B.totaal"): ("derden", "gemeente", 47_698_700_000),
        }
        assert {"0.1", "0.10", "6.71", "6.71a", "6.82b", "7.1"} <= set(frame["flow"])
        assert frame["flow"].n_unique() == 71

    def test_a_residual_stands_beside_its_children_and_the_national_row_nowhere(self):
        frame = self.source.parse(self.raw).frame.filter(area="GM0599", side="lasten")
        told = dict(frame.group_by("flow").agg(pl.col("cents").sum()).iter_rows())
        assert [told[code] // THOUSAND for code in ("6.71", "6.71a", "6.71b", "6.71d")] == [0, 0, 216_838, 43_032]
        # Rotterdam's accounts of 2023, by the figures to check against
        assert frame["cents"].sum() == 4_928_408 * THOUSAND

    def test_a_negative_amount_is_kept(self):
        frame = self.source.parse(self.raw).frame
        assert frame.filter(area="GM0599", flow="0.5", side="lasten")["cents"].to_list() == [-28_066 * THOUSAND]

    def test_a_gemeente_that_is_all_zero_delivered_nothing(self):
        frame = self.source.parse(self.raw).frame
        assert set(frame.filter(pl.col("cents").is_null())["area"]) == {"GM1961"}
        assert frame.filter(area="GM1961")["cents"].null_count() == 142
        # …but a zero of a gemeente that did deliver is zero
        assert frame.filter(area="GM0599", flow="6.71", side="baten")["cents"].to_list() == [0]

    def test_a_table_that_does_not_tell_its_year_says_what_to_do(self):
        self.refused(b"# year=2023; stage=rekening\n", b"", "the year is not told: put a first line")
        self.refused(b"; stage=rekening", b"", "the stage is not told: put a first line")
        self.refused(b"stage=rekening", b"stage=jaarrekening", "is not one of rekening, begroting")
        self.refused(b"year=2023", b"year=2022", "known of 2023 to 2026, not of 2022")

    def test_a_year_with_another_list_is_refused(self):
        self.refused(b"year=2023", b"year=2025", "DF001: '6.2' is not a taakveld of 2025")

    def test_an_unknown_name_is_named(self):
        self.refused(b"Hengelo;", b"Hengeloo;", "'Hengeloo' is not a gemeente of 2023")

    def test_a_gemeente_under_two_names_is_refused(self):
        # Vijfheerenlanden is all zero: under another name of Hengelo the sums still hold
        self.refused(b"Vijfheerenlanden;", b"Hengelo (O.);", "under two names")

    def test_a_taakveld_that_is_gone_is_refused(self):
        lines = self.text.splitlines(keepends=True)
        fewer = b"".join(line for line in lines if b";5.4 Musea;" not in line)
        with pytest.raises(SourceFormatError, match="has 70 of the 71 taakvelden"):
            self.source.parse(fewer)

    @pytest.mark.parametrize("name", [b"Hengelo", b"Nederland"])
    def test_a_taakveld_that_stands_there_twice_is_refused(self, name):
        # a row of zeros: no sum would show it
        zeros = b";6.71 Maatwerkdienstverlening 18+;;0.0;0.0;;;;;;\n"
        with pytest.raises(SourceFormatError, match=f"a taakveld of {name.decode()} stands there twice"):
            self.source.parse(self.text + name + zeros)

    def test_a_national_row_that_is_no_sum_is_refused(self):
        self.refused(b"Rotterdam;5.4 Musea;", b"Rotterdam;5.4 Musea;9", "do not add up to Nederland for taakveld 5.4")
        lines = self.text.splitlines(keepends=True)
        without = b"".join(line for line in lines if not line.startswith(b"Nederland"))
        with pytest.raises(SourceFormatError, match="the row Nederland, or what it is the sum of, is not there"):
            self.source.parse(without)
        alone = b"".join(line for line in lines if not line.startswith((b"Hengelo", b"Rotterdam", b"Vijf")))
        with pytest.raises(SourceFormatError, match="the row Nederland, or what it is the sum of, is not there"):
            self.source.parse(alone)

    @pytest.mark.parametrize("amount", [b"", b"nan", b"inf", b"1e30", b"12,5", b"x"])
    def test_an_amount_that_is_none_is_refused(self, amount):
        self.refused(b"30794.0;5134.0;54367.0", b"30794.0;" + amount + b";54367.0", "Baten")


class TestGzippedTable(OfTheTable, SourceContract):
    @property
    def raw(self):
        return gzip.compress(self.text, mtime=0)

    def test_it_says_the_same(self):
        assert self.source.parse(self.raw) == self.source.parse(self.text)

    def test_a_line_in_front_may_be_gzipped_by_itself(self):
        head, _, rest = self.text.partition(b"\n")
        assert self.source.parse(gzip.compress(head + b"\n") + gzip.compress(rest)) == self.source.parse(self.text)


class TestDelivery(SourceContract):
    source = iv3.SOURCE
    fixture = "delivery_2025.json"
    # four amounts that are no salaries and the salaries of 69 taakvelden; two of baten
    rows = 4 + 69 + 2

    def repeated(self, raw):
        told = json.loads(raw)
        told["data"]["lasten"].append(told["data"]["lasten"][0])
        return json.dumps(told).encode()

    def changed(self, part, **values):
        told = json.loads(self.raw)
        at = told if not part else told[part]
        for name, value in values.items():
            if value is None:
                del at[name]
            else:
                at[name] = value
        return json.dumps(told).encode()

    def refused(self, raw, reason):
        with pytest.raises(SourceFormatError, match=reason) as error:
            self.source.parse(raw)
        return error.value

    def test_every_category_is_an_amount_in_cents(self):
        frame = self.source.parse(self.raw).frame.filter(area="GM0599", year=2025, stage="rekening", grade="A")
        assert amounts(frame, flow="0.1") == {
            ("lasten", "L1.1"): ("gemeente", "medewerkers", 120_000_000),
            ("lasten", "L3.8"): ("gemeente", "derden", 25_000_055),
        }
        assert amounts(frame, side="baten", flow="0.61") == {("baten", "B2.2.2"): ("derden", "gemeente", 8_170_105)}
        assert amounts(frame, flow="6.791", category="L3.4.1") == {
            ("lasten", "L3.4.1"): ("gemeente", "derden", -30_000)
        }

    def test_rows_with_other_details_are_parts_of_one_amount(self):
        frame = self.source.parse(self.raw).frame
        assert frame.filter(flow="6.22", category="L3.5.1")["cents"].to_list() == [4_200_050]

    def test_where_a_delivery_is_silent_there_are_no_salaries(self):
        salaries = self.source.parse(self.raw).frame.filter(category="L1.1")
        assert salaries["flow"].n_unique() == 69
        assert salaries.filter(pl.col("cents") != 0)["flow"].to_list() == ["0.1"]

    def test_the_budget_is_told_by_its_period(self):
        raw = self.changed("metadata", periode=0, status="Begroting")
        assert set(self.source.parse(raw).frame["stage"]) == {"begroting"}

    @pytest.mark.parametrize(("period", "status"), [(4, "Realisatie"), (0, "Realisatie"), (5, "Begroting")])
    def test_a_quarter_is_neither_budget_nor_accounts(self, period, status):
        self.refused(self.changed("metadata", periode=period, status=status), "is not the budget")

    @pytest.mark.parametrize(
        ("part", "values", "reason"),
        [
            ("", {"metadata": None}, "SF001"),
            ("metadata", {"boekjaar": None}, "SF002: the key boekjaar"),
            ("metadata", {"boekjaar": "2025"}, "SF004: boekjaar"),
            ("metadata", {"boekjaar": True}, "SF004: boekjaar"),
            ("metadata", {"boekjaar": 2025.5}, "SF004: boekjaar"),
            ("metadata", {"overheidsnummer": 599}, "SF004: overheidsnummer"),
            ("", {"data": None}, "SF010"),
            ("data", {"baten": None}, "SF011"),
            ("data", {"lasten": None}, "SF012"),
            ("data", {"lasten": [{"taakveld": "0.1", "categorie": "1.1"}]}, "SF016: the key bedrag"),
            ("data", {"lasten": [{"taakveld": "0.1", "categorie": "1.1", "bedrag": None}]}, "SF017"),
            ("data", {"lasten": [{"taakveld": "6.2", "categorie": "1.1", "bedrag": 1}]}, "DF001: '6.2' is not a taak"),
            ("data", {"lasten": [{"taakveld": "0.", "categorie": "1.1", "bedrag": 1}]}, "DF001"),
            ("data", {"lasten": [{"taakveld": "0.1", "categorie": "2.2.2", "bedrag": 1}]}, "DF002: '2.2.2' is not a"),
            ("data", {"baten": [{"taakveld": "0.1", "categorie": "LR", "bedrag": 1}]}, "DF002"),
            ("data", {"baten": [{"taakveld": "0.1", "categorie": "3.8", "bedrag": "1"}]}, "bedrag is not a float"),
            ("data", {"baten": [{"taakveld": "0.1", "categorie": "3.8", "bedrag": 1e15}]}, "is no amount"),
            ("data", {"baten": [1]}, "an object is expected in baten"),
            ("data", {"baten": [], "lasten": []}, "nothing was delivered"),
            ("metadata", {"overheidslaag": "Provincie"}, "of a Provincie"),
            ("metadata", {"overheidsnummer": "0998"}, "'0998' is not a gemeente of 2025"),
            ("metadata", {"overheidsnummer": "0518"}, "is 's-Gravenhage, not 'Rotterdam'"),
            ("metadata", {"boekjaar": 2022}, "known of 2023 to 2026, not of 2022"),
        ],
    )
    def test_what_cbs_refuses_is_refused(self, part, values, reason):
        self.refused(self.changed(part, **values), reason)

    def test_the_refused_row_is_named(self):
        told = json.loads(self.raw)
        told["data"]["lasten"][3]["taakveld"] = "6.24"
        assert self.refused(json.dumps(told).encode(), "DF001").row == 4

    @pytest.mark.parametrize("name", ["Gemeente Rotterdam", "ROTTERDAM"])
    def test_a_name_written_otherwise_does_not_matter_beside_a_number(self, name):
        raw = self.changed("metadata", overheidsnaam=name)
        assert set(self.source.parse(raw).frame["area"]) == {"GM0599"}

    def test_the_person_who_sent_it_is_not_read(self):
        with_contact = self.changed("", contact={"naam": "P. Afzender", "email": "p@x.nl", "telefoon": "06"})
        assert self.source.parse(with_contact) == self.source.parse(self.raw)

    def test_gzipped_it_says_the_same(self):
        assert self.source.parse(gzip.compress(self.raw)) == self.source.parse(self.raw)


@pytest.fixture(scope="module")
def ledgers():
    return {name: iv3.parse((PACK / f"iv3_{name}.csv.gz").read_bytes()).frame for name in FILES}


def thousands(frame):
    return tuple(frame.filter(side=side)["cents"].sum() / THOUSAND for side in ("lasten", "baten"))


def balances(frame):
    """Area and lasten − baten (× €1,000) of who delivered."""
    sign = pl.when(pl.col("side") == "lasten").then(1).otherwise(-1)
    kept = frame.drop_nulls("cents")
    return dict(kept.group_by("area").agg((sign * pl.col("cents")).sum() // THOUSAND).iter_rows())


def test_rotterdams_accounts_of_2023(ledgers):
    rotterdam = ledgers["2023_jaarrekening"].filter(area="GM0599")
    assert thousands(rotterdam) == (4_928_408, 4_928_404)
    assert thousands(rotterdam.filter(~RESERVES)) == (4_572_582, 4_410_137)


def test_the_national_accounts_of_2023_and_the_budget_of_2024(ledgers):
    accounts = ledgers["2023_jaarrekening"]
    assert thousands(accounts.filter(~RESERVES)) == (75_164_737, 76_897_649)
    assert thousands(accounts.filter(pl.col("flow").str.starts_with("6.")))[0] == 33_046_492
    assert thousands(ledgers["2024_begroting"])[0] == 77_570_880


def test_353_rows_of_2023_are_negative(ledgers):
    of_side = ledgers["2023_jaarrekening"].group_by("area", "flow", "side").agg(pl.col("cents").sum())
    assert of_side.filter(pl.col("cents") < 0).select("area", "flow").n_unique() == 353


def test_who_delivered_nothing(ledgers):
    missing = {name: set(frame.filter(pl.col("cents").is_null())["area"]) for name, frame in ledgers.items()}
    assert missing == {
        "2023_jaarrekening": {"GM1961"},  # Vijfheerenlanden
        "2023_begroting": {"GM1992"},  # Voorne aan Zee, new that year
        "2024_begroting": {"GM1961"},
    }
    assert {name: frame["area"].n_unique() for name, frame in ledgers.items()} == dict.fromkeys(FILES, 342)


def test_lasten_and_baten_balance_within_50_thousand(ledgers):
    beyond = {
        name: {area: gap for area, gap in balances(frame).items() if abs(gap) > 50} for name, frame in ledgers.items()
    }
    # Sliedrecht's budget of 2023 was published with 14 million less lasten than baten.
    assert beyond == {"2023_jaarrekening": {}, "2023_begroting": {"GM0610": -14_174}, "2024_begroting": {}}


def test_eleven_provinces_are_whole_and_utrecht_lacks_one(ledgers):
    frame = ledgers["2023_jaarrekening"].with_columns(
        province=pl.col("area").map_elements(province_of, return_dtype=pl.String)
    )
    gaps = frame.filter(pl.col("cents").is_null()).group_by("province").agg(pl.col("area").n_unique())
    assert dict(gaps.iter_rows()) == {"Utrecht": 1}
    assert set(frame["province"]) == set(PROVINCES)
    by_province = frame.group_by("province").agg(pl.col("cents").filter(~RESERVES & (pl.col("side") == "lasten")).sum())
    assert by_province["cents"].sum() == 75_164_737 * THOUSAND


@pytest.mark.skipif(
    not DATA.exists(), reason="the published files are not beside the project: runs where ../shared/data is"
)
@pytest.mark.parametrize("name", FILES)
def test_the_national_files_are_the_published_ones_with_a_line_in_front(name):
    packaged = gzip.decompress((PACK / f"iv3_{name}.csv.gz").read_bytes())
    assert packaged == FILES[name].encode() + gzip.decompress((DATA / f"{name}.csv.gz").read_bytes())
