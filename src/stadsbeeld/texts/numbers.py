"""Numbers, money and dates as people read them, in Dutch and English; the forms are those of Unicode's CLDR (Babel)."""

from datetime import date
from typing import Final

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from stadsbeeld.texts.sentences import Language

LOCALES: Final[dict[Language, str]] = {"nl": "nl_NL", "en": "en_GB"}
# In millions a euro more or less is no longer read.
SCALES: Final = ((1_000_000_000, {"nl": "mld", "en": "bn"}), (1_000_000, {"nl": "mln", "en": "m"}))


def number(value: float, language: Language, decimals: int = 0) -> str:
    """1.234,5 or 1,234.5. What rounds to zero has no minus sign."""
    return format_decimal(_rounded(value, decimals), format=_pattern(decimals), locale=LOCALES[language])


def euro(cents: int | float, language: Language, decimals: int = 0) -> str:
    """€ 1.234 or €1,234, from cents."""
    amount = _rounded(cents / 100, decimals)
    mark = "¤ #,##0" if language == "nl" else "¤#,##0"
    tail = f".{'0' * decimals}" if decimals else ""
    form = f"{mark}{tail};{mark.replace('#', '-#', 1) if language == 'nl' else '-' + mark}{tail}"
    return format_currency(amount, "EUR", format=form, locale=LOCALES[language], currency_digits=False)


def euro_short(cents: int | float, language: Language) -> str:
    """€ 4,6 mld, € 12,3 mln, and whole euros below a million."""
    for size, names in SCALES:
        if abs(cents) >= 100 * size:
            return f"{euro(cents / size, language, 1)} {names[language]}"
    return euro(cents, language)


def per_cent(share: float, language: Language, decimals: int = 0) -> str:
    """12,3 procent or 12.3 per cent, from a share of one."""
    word = "procent" if language == "nl" else "per cent"
    return f"{number(100 * share, language, decimals)} {word}"


def day(moment: date, language: Language) -> str:
    """24 november 2026 or 24 November 2026."""
    return format_date(moment, "d MMMM yyyy", locale=LOCALES[language])


def _pattern(decimals: int) -> str:
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _rounded(value: float, decimals: int) -> float:
    return round(value, decimals) + 0.0
