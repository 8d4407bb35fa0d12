"""What sort of day a date is. Dates by hand, from the published lists of the Netherlands and of Victoria."""

from datetime import date, timedelta

import numpy as np
import pytest

from stadsbeeld.domain.errors import InputError
from stadsbeeld.forecast.calendar import CATEGORIES, calendar_of, school_holidays

NL = calendar_of("NL")
VICTORIA = calendar_of("AU-VIC")


def on(calendar, *dates):
    return calendar.days(np.array(dates, "datetime64[D]"))


def test_the_dutch_holidays_of_2026():
    year = np.arange("2026-01-01", "2027-01-01", dtype="datetime64[D]")
    assert [str(day)[5:] for day in year[NL.days(year).is_holiday]] == [
        "01-01",
        "04-03",
        "04-05",
        "04-06",
        "04-27",
        "05-05",
        "05-14",
        "05-24",
        "05-25",
        "12-25",
        "12-26",
    ]


def test_liberation_day_is_there_each_year():
    assert on(NL, "2023-05-05", "2024-05-05", "2025-05-05").is_holiday.all()
    assert CATEGORIES["NL"] == ("public", "optional")


@pytest.mark.parametrize(
    ("calendar", "one", "other"),
    [
        (NL, "2024-05-09", "2025-05-29"),  # Ascension Day moves with Easter
        (NL, "2024-04-27", "2025-04-26"),  # King's Day is not kept on a Sunday
        (NL, "2013-04-30", "2014-04-26"),  # Queen's Day became King's Day
        (VICTORIA, "2022-06-13", "2023-06-12"),  # and so did the Queen's Birthday
        (VICTORIA, "2022-12-27", "2022-12-25"),  # Christmas on a Sunday has a substitute day
        (VICTORIA, "2013-04-25", "2014-04-25"),
    ],
)
def test_the_same_holiday_has_the_same_code(calendar, one, other):
    codes = on(calendar, one, other).holiday_code
    assert codes[0] == codes[1] > 0


def test_other_holidays_have_other_codes_and_an_ordinary_day_has_none():
    codes = on(NL, "2026-01-01", "2026-04-27", "2026-12-25", "2026-12-26").holiday_code
    assert len(set(codes)) == 4
    assert on(NL, "2026-04-28").holiday_code[0] == 0
    assert NL.names[codes[1] - 1] == "Koningsdag"


def test_codes_and_names_do_not_follow_the_language_of_the_machine(monkeypatch):
    before = NL.names
    for name in ("LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.setenv(name, "en_US")
    calendar_of.cache_clear()
    assert calendar_of("NL").names == before


def test_days_around_a_holiday():
    days = on(NL, *[date(2026, 4, 27) + timedelta(days=shift) for shift in (-9, -7, -3, -1, 0, 1, 3)])
    assert days.days_to_next.tolist() == [7, 7, 3, 1, 0, 7, 5]  # the next after King's Day is 5 May
    assert days.days_since_last.tolist() == [7, 7, 7, 7, 0, 1, 3]
    assert days.before_holiday.tolist() == [False, False, False, True, False, False, False]


@pytest.mark.parametrize(
    ("day", "bridge"),
    [
        ("2026-05-15", True),  # the Friday after Ascension Day
        ("2024-12-27", True),  # the Friday after the second day of Christmas
        ("2026-05-04", True),  # the Monday before Liberation Day on a Tuesday
        ("2026-05-16", False),  # a Saturday
        ("2026-05-14", False),  # the holiday itself
        ("2026-04-05", False),  # Easter Sunday, with days off on both sides
        ("2026-05-13", False),
        ("2026-06-12", False),
    ],
)
def test_bridge_days(day, bridge):
    assert on(NL, day).bridge_day[0] == bridge


def test_a_weekend_on_both_sides_makes_no_bridge():
    # In Brunei Friday and Sunday are the weekend: a Saturday is an ordinary working day.
    assert not on(calendar_of("BN"), "2026-07-18").bridge_day[0]


def test_the_day_before_a_holiday_is_no_holiday_itself():
    assert on(NL, "2026-12-24", "2026-12-25", "2026-12-26").before_holiday.tolist() == [True, False, False]


def test_the_same_holiday_the_year_before():
    assert NL.same_holiday_before(date(2026, 4, 27)) == date(2025, 4, 26)
    assert NL.same_holiday_before(date(2025, 5, 29)) == date(2024, 5, 9)
    assert NL.same_holiday_before(date(2014, 4, 26)) == date(2013, 4, 30)
    assert VICTORIA.same_holiday_before(date(2014, 4, 18)) == date(2013, 3, 29)
    assert NL.same_holiday_before(date(2026, 4, 28)) is None


def test_a_substitute_day_looks_back_at_its_own_holiday():
    # Christmas 2021 was a Saturday with a substitute on Monday 27; in 2022 a Sunday with one on Tuesday 27.
    assert VICTORIA.same_holiday_before(date(2022, 12, 27)) == date(2021, 12, 27)
    assert VICTORIA.same_holiday_before(date(2022, 12, 25)) == date(2021, 12, 25)


def test_a_holiday_kept_once_has_none_before():
    mourning = date(2022, 9, 22)
    assert on(VICTORIA, mourning).is_holiday[0]
    assert VICTORIA.same_holiday_before(mourning) is None


def test_dates_of_the_city_itself():
    white_nights = (date(2013, 2, 23), date(2014, 2, 22))
    city = calendar_of("AU-VIC", None, (*white_nights, date(2014, 12, 31), date(2013, 12, 31)))
    assert on(city, *white_nights).is_holiday.all()
    assert city.same_holiday_before(date(2014, 12, 31)) == date(2013, 12, 31)
    assert not on(VICTORIA, *white_nights).is_holiday.any()


def test_a_date_of_the_city_that_is_a_holiday_already_keeps_its_code():
    city = calendar_of("NL", None, (date(2026, 4, 27),))
    assert city.names == NL.names


@pytest.mark.parametrize(
    ("day", "noord", "midden", "zuid"),
    [
        ("2024-02-12", 0, 0, 1),  # carnival in the south
        ("2024-02-20", 1, 1, 0),
        ("2026-07-06", 1, 0, 0),
        ("2026-07-13", 1, 0, 1),
        ("2026-08-20", 0, 1, 1),  # the first day of Rotterdam's recording
        ("2026-10-12", 1, 0, 0),
        ("2027-12-25", 1, 1, 1),
        ("2028-01-10", 0, 0, 0),
        ("2026-05-03", 1, 1, 1),
        ("2026-05-04", 0, 0, 0),
    ],
)
def test_school_holidays_by_region(day, noord, midden, zuid):
    found = [on(calendar_of("NL", region), day).is_school_holiday[0] for region in ("noord", "midden", "zuid")]
    assert found == [noord, midden, zuid]


@pytest.mark.parametrize("day", ["2014-04-20", "2023-09-03", "2028-09-04", "2030-07-20"])
def test_outside_the_list_it_is_not_known_whether_schools_are_closed(day):
    assert np.isnan(on(calendar_of("NL", "zuid"), day).is_school_holiday[0])


def test_elsewhere_it_is_not_known_either():
    assert np.isnan(on(VICTORIA, "2014-04-20").is_school_holiday[0])
    assert np.isnan(on(NL, "2026-07-20").is_school_holiday[0])


def test_the_list_of_school_holidays_is_whole():
    rows = [row for row in school_holidays() if row["holiday"] != "covered"]
    years = [f"{year}-{year + 1}" for year in range(2023, 2028)]
    expected = {
        (year, holiday, region)
        for year in years
        for holiday in ("herfst", "kerst", "voorjaar", "mei", "zomer")
        for region in ("noord", "midden", "zuid")
    }
    assert {(row["school_year"], row["holiday"], row["region"]) for row in rows} == expected
    assert len(rows) == len(expected)
    lengths = {"herfst": 9, "kerst": 16, "voorjaar": 9, "mei": 9, "zomer": 44}
    for row in rows:
        first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        assert (first.weekday(), last.weekday()) == (5, 6)
        assert (last - first).days + 1 == lengths[row["holiday"]]


@pytest.mark.parametrize("region", ["", "XX", "AU-XX", "atlantis"])
def test_a_region_that_is_not_known_is_refused(region):
    with pytest.raises(InputError, match="region"):
        calendar_of(region)


@pytest.mark.parametrize(("region", "school"), [("AU-VIC", "zuid"), ("NL", "oost")])
def test_school_holidays_that_are_not_known_are_not_promised(region, school):
    with pytest.raises(InputError, match="noord, midden, zuid"):
        calendar_of(region, school)


@pytest.mark.parametrize("day", ["1989-12-31", "2061-01-01", "NaT"])
def test_a_date_outside_is_refused(day):
    with pytest.raises(InputError, match="outside"):
        on(NL, day)


def test_no_dates_give_no_days():
    assert len(NL.days(np.array([], "datetime64[D]")).is_holiday) == 0


def test_a_table_cannot_be_changed_by_who_reads_it():
    first = on(NL, "2026-04-27")
    first.is_holiday[0] = False
    assert on(NL, "2026-04-27").is_holiday[0]


def test_holidays_and_school_as_a_panel_takes_them():
    south = calendar_of("NL", "zuid")
    assert south.holidays(date(2026, 4, 27), date(2026, 5, 14)) == {
        date(2026, 4, 27): "Koningsdag",
        date(2026, 5, 5): "Bevrijdingsdag",
        date(2026, 5, 14): "Hemelvaartsdag",
    }
    assert south.school(date(2026, 5, 3), date(2026, 5, 4)) == {date(2026, 5, 3): True, date(2026, 5, 4): False}
    assert south.school(date(2028, 9, 3), date(2028, 9, 5)) == {date(2028, 9, 3): True}
    assert NL.school(date(2026, 5, 3), date(2026, 5, 4)) == {}
