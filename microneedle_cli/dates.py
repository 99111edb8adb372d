"""Days and lengths of time: what people type, and how they read it back. Pure; "today" is passed in."""

from __future__ import annotations

import re
from datetime import date, timedelta

from microneedle_cli.errors import UsageMistake
from microneedle_cli.facts import fill
from microneedle_cli.model import Words
from microneedle_cli.record import Record

FIRST_YEAR, LAST_YEAR = 1900, 2200


class Length(Record):
    """A length of time in days or in calendar months; one of the two is 0."""

    days: int = 0
    months: int = 0


def parse_length(text: str, what: str) -> Length:
    """The length that "10d", "5w", "6m", "1y" or "5 weeks" says. Raises `UsageMistake` naming `what`."""
    found = re.fullmatch(
        r"([0-9]{1,4}) ?(d|days?|w|weeks?|m|months?|y|years?)", text.strip().casefold(), flags=re.ASCII
    )
    if not found:
        raise UsageMistake(
            f"{what}: {quoted(text)} is not a length of time.",
            "Write a number and d, w, m or y: 10d, 5w, 6m, 1y.",
        )
    number, unit = int(found[1]), found[2][0]
    return {
        "d": Length(days=number),
        "w": Length(days=7 * number),
        "m": Length(months=number),
        "y": Length(months=12 * number),
    }[unit]


def parse_date(text: str, today: date, what: str) -> date:
    """The day that "2025-01-31", "today", "tomorrow", "yesterday", "+3d" or "-2w" says.

    Raises `UsageMistake`, also for a day outside 1900 to 2200 and for forms that two people read as two days.
    """
    words = {"today": 0, "tomorrow": 1, "yesterday": -1}
    given = text.strip().casefold()
    if given in words:
        return shift(today, words[given], what)
    if re.fullmatch(r"[+-][0-9]{1,4} ?[a-z]+", given, flags=re.ASCII):
        length = parse_length(given[1:], what)
        sign = -1 if given[0] == "-" else 1
        day = add_months(today, sign * length.months) if length.months else shift(today, sign * length.days, what)
        return within(day, what)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given, flags=re.ASCII):
        try:
            return within(date.fromisoformat(given), what)
        except ValueError:
            raise UsageMistake(f"{what}: there is no such day as {given}.", "Check the day and the month.") from None
    how = "Write year-month-day, such as 2025-01-31, or today, tomorrow, +3d, -2w."
    if re.fullmatch(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}", given, flags=re.ASCII):
        raise UsageMistake(f"{what}: {quoted(text)} can mean two days, as the month may come first or second.", how)
    raise UsageMistake(f"{what}: {quoted(text)} is not a date.", how)


def quoted(text: str) -> str:
    """What the user typed, on one line, at most 60 characters, control characters written out."""
    cut = text if len(text) <= 60 else text[:60] + " (and more)"
    return "'" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut) + "'"


def within(day: date, what: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UsageMistake(
            f"{what}: {day.isoformat()} lies outside the years {FIRST_YEAR} to {LAST_YEAR}.", "Check the year."
        )
    return day


def shift(day: date, days: int, what: str) -> date:
    """The day so many days later. Raises `UsageMistake` outside the calendar that we use."""
    try:
        return within(day + timedelta(days=days), what)
    except OverflowError:
        raise UsageMistake(f"{what}: that day is outside the calendar.", "Choose a nearer day.") from None


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of a shorter month (31 January -> 28 February).

    Count each step from the first day, not from the step before: 31 January, 28 February, 31 March.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    year = max(1, min(9999, year))
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def later(day: date, length: Length, times: int = 1) -> date:
    """The day `times` lengths after `day`, counted in one step."""
    if length.months:
        return add_months(day, length.months * times)
    return day + timedelta(days=length.days * times)


def short_day(day: date, words: Words) -> str:
    """ "1 Jan 2025", for tables."""
    month = words.short_months[day.month - 1]
    return fill(words.short_date, {"day": str(day.day), "month": month, "year": str(day.year)})


def short_weekday(day: date, words: Words) -> str:
    """ "Wed 1 Jan 2025", for tables."""
    return fill(words.short_day, {"weekday": words.weekdays[day.weekday()], "date": short_day(day, words)})


def day_in_words(day: date, words: Words) -> str:
    """ "Wed 1 January 2025", in the words of the language and never of the machine's locale."""
    return fill(
        words.date,
        {
            "weekday": words.weekdays[day.weekday()],
            "day": str(day.day),
            "month": words.months[day.month - 1],
            "year": str(day.year),
        },
    )
