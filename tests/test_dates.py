"""Days in, days out: strict about what is typed, right at month ends and leap days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import TODAY
from hypothesis import given
from hypothesis import strategies as st

from microneedle_cli.dates import Length, add_months, day_in_words, later, parse_date, parse_length
from microneedle_cli.errors import UsageMistake
from microneedle_cli.knowledge import Book

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-01-31", date(2025, 1, 31)),
        (" 2028-02-29 ", date(2028, 2, 29)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 21)),
        ("yesterday", date(2026, 11, 19)),
        ("+3d", date(2026, 11, 23)),
        ("-2w", date(2026, 11, 6)),
        ("+3m", date(2027, 2, 20)),
        ("+1y", date(2027, 11, 20)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2200-12-31", date(2200, 12, 31)),
    ],
)
def test_a_day_is_read(text: str, day: date) -> None:
    assert parse_date(text, TODAY, "--start") == day


@pytest.mark.parametrize(
    "text",
    ["", "0", "1735689600", "20250101", "2025-1-1", "2025-W01-1", "01/02/2025", "1.2.2025", "2025-02-29", "2025-13-01",
     "1899-12-31", "2201-01-01", "0001-01-01", "9999-12-31", "+9999y", "-9999y", "+99999d", "٢٠٢٥-٠١-٠١", "next week",
     "2025-01-01T00:00", "+3", "d", "2025-01-01\n2025-01-02", "\x1b[31m"],
)  # fmt: skip
def test_any_other_day_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(UsageMistake) as refused:
        parse_date(text, TODAY, "--start")
    assert refused.value.message.startswith("--start: ")
    assert refused.value.message.isprintable()
    assert refused.value.hint


def test_a_day_that_reads_two_ways_is_refused_with_that_reason() -> None:
    with pytest.raises(UsageMistake, match="can mean two days"):
        parse_date("01/02/2025", TODAY, "--start")


@pytest.mark.parametrize(
    ("text", "length"),
    [("10d", Length(days=10)), ("5w", Length(days=35)), ("6m", Length(months=6)), ("1y", Length(months=12)),
     ("5 weeks", Length(days=35)), ("1 Month", Length(months=1))],
)  # fmt: skip
def test_a_length_is_read(text: str, length: Length) -> None:
    assert parse_length(text, "--every") == length


@pytest.mark.parametrize("text", ["", "5", "w", "5.5w", "-5w", "5 fortnights", "1_0d", "３w", "99999w", "5w 3d"])
def test_any_other_length_is_refused(text: str) -> None:
    with pytest.raises(UsageMistake):
        parse_length(text, "--every")


def test_months_are_counted_from_the_first_day_and_do_not_drift() -> None:
    assert [add_months(date(2025, 1, 31), n) for n in (1, 2, 3)] == [
        date(2025, 2, 28),
        date(2025, 3, 31),
        date(2025, 4, 30),
    ]
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2024, 2, 29), 48) == date(2028, 2, 29)


@given(DAYS, st.integers(0, 300))
def test_a_month_later_is_the_same_day_or_the_end_of_a_shorter_month(day: date, months: int) -> None:
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found + timedelta(days=1)).month != found.month


@given(DAYS, st.integers(1, 60), st.integers(0, 20))
def test_weeks_are_exact(day: date, weeks: int, times: int) -> None:
    assert (later(day, Length(days=7 * weeks), times) - day).days == 7 * weeks * times


def test_a_day_is_said_in_the_words_of_the_language(book: Book) -> None:
    assert day_in_words(date(2025, 1, 1), book.words) == "Wed 1 January 2025"
