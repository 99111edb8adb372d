"""A fact and its value in words: "{makeup-wait}" in a text -> "24 hours", in the words of a language."""

from __future__ import annotations

import re

from microneedle_cli.model import Words
from microneedle_cli.record import Record

BLANK = re.compile(r"\{([^{}]*)\}")
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
UNITS = (
    "minutes", "hours", "days", "weeks", "months", "years", "sessions", "sessions a year", "times", "times a day",
    "people", "studies", "points", "percent", "mm", "C", "F",
)  # fmt: skip
LENGTHS = ("minutes", "hours", "days", "weeks", "months", "years")
BEFORE = ("day", "week", "type", "SPF")  # units that stand before the number
DAYS_IN = {"hours": 1 / 24, "days": 1, "weeks": 7}
ABOUT_DAYS_IN = {**DAYS_IN, "months": 30, "years": 365}  # near enough to draw


class Quantity(Record):
    """A number with its unit; `to` is the end of a range, `of` the whole of a share ("14 of 19 people").

    `to_unit` differs from `unit` only in a range such as "12 hours to 2 weeks".
    """

    number: float
    unit: str
    to: float | None = None
    to_unit: str | None = None
    of: float | None = None


def plain_number(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def parse_amount(text: str) -> Quantity:
    """The quantity that an editor wrote. Raises ValueError with what is wrong and an example."""
    text = " ".join(text.split())
    for unit in BEFORE:
        if found := re.fullmatch(rf"{unit} ({NUMBER})(?: to ({NUMBER}))?", text):
            return ordered(Quantity(float(found[1]), unit, float(found[2]) if found[2] else None))
    if found := re.fullmatch(rf"({NUMBER})(?: to ({NUMBER}))? in ({NUMBER})", text):
        return ordered(Quantity(float(found[1]), "in", float(found[2]) if found[2] else None, of=float(found[3])))
    if found := re.fullmatch(rf"({NUMBER}) of ({NUMBER}) ([a-z]+)", text):
        return ordered(Quantity(float(found[1]), canonical(found[3]), of=float(found[2])))
    if found := re.fullmatch(rf"({NUMBER})(?: ([A-Za-z ]+?))?(?: to ({NUMBER}))?(?: ([A-Za-z ]+))?", text):
        start_unit, end_unit = found[2], found[4]
        if (found[3] and end_unit) or (not found[3] and start_unit and not end_unit):
            unit = canonical(start_unit or end_unit)
            to_unit = canonical(end_unit) if start_unit and end_unit else None
            end = float(found[3]) if found[3] else None
            return ordered(Quantity(float(found[1]), unit, end, to_unit if to_unit != unit else None))
    raise ValueError("expected an amount such as '24 hours', '4 to 6 weeks', '14 of 19 people' or '10 in 100'")


def canonical(unit: str) -> str:
    """The unit as the words file names it ("hour" -> "hours"). Raises ValueError."""
    for known in UNITS:
        if unit in (known, known.removesuffix("s")) or (unit, known) in (("study", "studies"), ("person", "people")):
            return known
    raise ValueError(f"the unit '{unit}' is not one of {', '.join(UNITS)}")


def ordered(quantity: Quantity) -> Quantity:
    if quantity.of is not None and max(quantity.number, quantity.to or 0) > quantity.of:
        raise ValueError("the part is larger than the whole")
    if quantity.to is not None and not quantity.to_unit and quantity.number >= quantity.to:
        raise ValueError("the first number must be smaller than the second")
    if quantity.to_unit and not {quantity.unit, quantity.to_unit} <= set(LENGTHS):
        raise ValueError("the two ends have units that cannot be compared")
    if quantity.to_unit and LENGTHS.index(quantity.unit) > LENGTHS.index(quantity.to_unit):
        raise ValueError("the first length must be smaller than the second")
    return quantity


def unit_words(words: Words) -> dict[str, str]:
    """The words of amounts by name, as `in_words` wants them."""
    units = {"range": words.range, "share": words.share, "in": words.in_whole, "about": words.share_about}
    for unit in words.units:
        units[f"{unit.unit}-one"], units[f"{unit.unit}-many"] = unit.one, unit.many
    return units


def in_words(quantity: Quantity, units: dict[str, str]) -> str:
    """The quantity in the words of a language: `units` has "hours-one", "hours-many", "range" and so on."""
    first, last = plain_number(quantity.number), plain_number(quantity.to) if quantity.to is not None else ""
    if quantity.to_unit:
        start = counted(quantity.number, quantity.unit, units)
        return fill(units["range"], {"first": start, "last": counted(quantity.to or 0, quantity.to_unit, units)})
    number = fill(units["range"], {"first": first, "last": last}) if last else first
    if quantity.of is not None:
        share = "in" if quantity.unit == "in" else "share"
        whole = plain_number(quantity.of)
        shared = fill(units[share], {"number": number, "whole": whole})
        if share == "in":
            return shared
        counted_share = fill(units[f"{quantity.unit}-many"], {"number": shared})
        if quantity.unit != "people" or not quantity.of:
            return counted_share
        hundred = fill(units["in"], {"number": str(of_hundred(quantity)), "whole": "100"})
        return fill(units["about"], {"share": counted_share, "hundred": hundred})
    many = quantity.to is not None or quantity.number != 1
    if quantity.unit in BEFORE:
        many = quantity.to is not None
    return fill(units[f"{quantity.unit}-{'many' if many else 'one'}"], {"number": number})


def counted(number: float, unit: str, units: dict[str, str]) -> str:
    return fill(units[f"{unit}-{'one' if number == 1 else 'many'}"], {"number": plain_number(number)})


def fill(text: str, blanks: dict[str, str]) -> str:
    """The text with each {blank} that is known filled in; all others stay as they are."""
    return BLANK.sub(lambda found: blanks.get(found[1], found[0]), text)


def whole_days(quantity: Quantity) -> int:
    """The longest length in whole days, rounded up; months and years by the calendar are not days."""
    unit = quantity.to_unit or quantity.unit
    if unit not in DAYS_IN:
        raise ValueError(f"{unit} cannot be counted in days")
    number = (quantity.to if quantity.to is not None else quantity.number) * DAYS_IN[unit]
    return int(number) + (number > int(number))


def first_day_after(wait: Quantity) -> int:
    """The first whole day after a wait that began on day 0.

    The hour of the treatment is unknown, so 24 hours end at some time on day 1, and day 2 is the first day on
    which they have passed for certain.
    """
    return whole_days(wait) + 1


def day_range(quantity: Quantity) -> tuple[int, int | None]:
    """The days of "day 1 to 3", "week 2 to 6" (days 8 to 42) or "week 7" (from day 43 on, no end)."""
    first, last = int(quantity.number), int(quantity.to) if quantity.to is not None else None
    if quantity.unit == "day":
        return first, last if last is not None else first
    if quantity.unit == "week":
        return 7 * (first - 1) + 1, 7 * last if last is not None else None
    raise ValueError("expected days or weeks after treatment, such as 'day 1 to 3' or 'week 2 to 6'")


def of_hundred(quantity: Quantity) -> int | None:
    """The share in 100, rounded; None for what is no share or a range of shares."""
    return None if not quantity.of or quantity.to is not None else round(100 * quantity.number / quantity.of)


def about_days(quantity: Quantity) -> tuple[int, int]:
    """From when to when a length lasts, to draw it: "72 hours" (0, 3), "4 to 6 weeks" (28, 42), "3 to 6 months"."""
    last_unit = quantity.to_unit or quantity.unit
    if not {quantity.unit, last_unit} <= set(ABOUT_DAYS_IN):
        raise ValueError(f"{last_unit} cannot be drawn as a length of time")
    if quantity.to is None:
        return 0, round(quantity.number * ABOUT_DAYS_IN[last_unit])
    return round(quantity.number * ABOUT_DAYS_IN[quantity.unit]), round(quantity.to * ABOUT_DAYS_IN[last_unit])
