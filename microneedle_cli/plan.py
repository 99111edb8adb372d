"""Dates and choices: sessions with their windows, checks, reminders, phases. Pure; "today" is passed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

from microneedle_cli import facts
from microneedle_cli.dates import Length, later, within
from microneedle_cli.errors import UsageMistake
from microneedle_cli.model import Activity, Fact, Item, Phase, Scar, Step
from microneedle_cli.record import Record

MOST_SESSIONS = 20
MOST_YEARS = 20
SESSIONS_HINT = "Give the number that your clinic planned."
ORDER = ("prepare", "session", "check", "maintenance")


class Spacing(Record):
    """The time from one session to the next: the earliest, the usual and the latest."""

    earliest: Length
    usual: Length
    latest: Length


class Event(Record):
    """A dated entry of the course; `number` counts within its kind, and for `prepare` names the session."""

    id: str
    kind: Literal["prepare", "session", "check", "maintenance"]
    number: int
    earliest: date
    day: date
    latest: date
    steps: tuple[str, ...] = ()  # ids of the preparation steps due on that day
    days_before: int = 0  # of a preparation: how long before its session


class Wait(Record):
    """When an activity is allowed again: the first whole day after its wait."""

    activity: Activity
    fact: Fact
    first_day: int
    allowed: bool


def length_of(quantity: facts.Quantity, end: bool = False) -> Length:
    """The length that a quantity says, its end when `end` and there is one. Raises ValueError for other units."""
    number = quantity.to if end and quantity.to is not None else quantity.number
    unit = (quantity.to_unit or quantity.unit) if end else quantity.unit
    if unit in ("months", "years"):
        return Length(months=int(number) * (12 if unit == "years" else 1))
    return Length(days=facts.whole_days(facts.Quantity(number, unit)))


def rough_days(length: Length) -> float:
    """Days to compare two lengths by; a month counts as 30.4."""
    return length.days + length.months * 30.4


def add(one: Length, other: Length) -> Length:
    return Length(one.days + other.days, one.months + other.months)


def spacing_of(fact: Fact, given: Length | None, least: Fact, slack: Fact) -> Spacing:
    """The window of a scar type, moved to the spacing that the user gave; `slack` follows a fact without an end.

    A spacing outside the usual window widens it and moves nothing else. Raises `UsageMistake` below the least one.
    """
    window = facts.parse_amount(fact.value)
    earliest = length_of(window)
    latest = length_of(window, end=True) if window.to else add(earliest, length_of(facts.parse_amount(slack.value)))
    usual = length_of(facts.parse_amount(fact.usual or fact.value))
    if given is None:
        return Spacing(earliest, usual, latest)
    if rough_days(given) < rough_days(length_of(facts.parse_amount(least.value))):
        raise UsageMistake(
            f"--every: sessions less than {least.value} apart are not planned here. Skin must settle between them.",
            f"The usual gap is {fact.value}. If your clinic said less, follow your clinic's own dates.",
        )
    if rough_days(given) > 366:
        raise UsageMistake(
            "--every: more than a year between sessions is not one course.", "Give less, such as --every 6w."
        )
    lengths = sorted((earliest, given, latest), key=rough_days)
    return Spacing(lengths[0], given, lengths[-1])


def sessions(start: date, number: int, spacing: Spacing) -> tuple[Event, ...]:
    """The sessions, each with its window, counted from the usual date of the session before.

    Usual dates are counted from the start, so that month ends do not drift.
    """
    events = [Event("session-1", "session", 1, start, start, start)]
    for count in range(1, number):
        before, usual = events[-1].day, later(start, spacing.usual, count)
        earliest, latest = later(before, spacing.earliest), later(before, spacing.latest)
        events.append(
            Event(
                f"session-{count + 1}",
                "session",
                count + 1,
                min(earliest, usual),
                within(usual, "--start"),
                max(latest, usual),
            )
        )
    return tuple(events)


def preparations(sessions: Iterable[Event], steps: Iterable[tuple[Step, int]]) -> tuple[Event, ...]:
    """Reminders before each session, all steps of one day together; `steps` come with their days before."""
    due: dict[int, list[str]] = {}
    for step, days in steps:
        if step.remind:
            due.setdefault(days, []).append(step.id)
    events = []
    for session in sessions:
        for days, ids in due.items():
            day = session.day - timedelta(days=days)
            id = f"prepare-{session.number}-{days}d"
            events.append(Event(id, "prepare", session.number, day, day, day, tuple(ids), days))
    return tuple(events)


def checks(last: date, fact: Fact) -> tuple[Event, ...]:
    """Looks at the result, at both ends of the fact's range after the last session."""
    quantity = facts.parse_amount(fact.value)
    days = [later(last, length_of(quantity)), later(last, length_of(quantity, end=True))]
    return tuple(Event(f"check-{n}", "check", n, day, day, day) for n, day in enumerate(days, 1))


def reminders(last: date, every: Length | None, years: int) -> tuple[Event, ...]:
    """Reminders to ask about a top-up, counted from the last session, for so many years; none without `every`."""
    if every is None:
        return ()
    if rough_days(every) < 28:
        raise UsageMistake(
            "--maintenance: less than a month between top-ups is not planned here.", "Give more, such as 6m, or none."
        )
    end = within(later(last, Length(months=12), years), "--years")
    events: list[Event] = []
    while (day := later(last, every, len(events) + 1)) <= end:
        number = len(events) + 1
        events.append(Event(f"maintenance-{number}", "maintenance", number, day, day, day))
    return tuple(events)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: (event.day, ORDER.index(event.kind), event.number)))


def state(event: Event, events: Iterable[Event], today: date) -> Literal["past", "today", "next", "later"]:
    """Where an event stands: past, today, the next one to come (or those of the same day), or later."""
    if event.day < today:
        return "past"
    if event.day == today:
        return "today"
    return "next" if event.day == min(other.day for other in events if other.day > today) else "later"


def phase_on(day: int, phases: Iterable[Phase], amounts: Mapping[str, Fact]) -> Phase:
    """The phase that a day falls into."""
    return next(phase for phase in phases if in_phase(day, phase_days(phase, amounts)))


def phase_days(phase: Phase, amounts: Mapping[str, Fact]) -> tuple[int, int | None]:
    """The first and the last day of a phase; None: it has no end."""
    return facts.day_range(facts.parse_amount(amounts[phase.when].value))


def in_phase(day: int, days: tuple[int, int | None]) -> bool:
    return days[0] <= day and (days[1] is None or day <= days[1])


def waits(day: int, activities: Iterable[Activity], amounts: Mapping[str, Fact]) -> tuple[Wait, ...]:
    """For each activity whether it is allowed on that day, and its first day."""
    found = []
    for activity in activities:
        fact = amounts[activity.wait]
        first = facts.first_day_after(facts.parse_amount(fact.value))
        found.append(Wait(activity, fact, first, day >= first))
    return tuple(found)


def concerns(entry: Item | Step, scar: str | None, skin: int | None) -> bool:
    """Whether a line is for this reader. Without a scar or skin type, lines for some only are left out."""
    if isinstance(entry, Item) and scar in entry.not_scars:
        return False
    return (not entry.scars or scar in entry.scars) and (not entry.skins or skin in entry.skins)


def usual_sessions(scar: Scar, amounts: Mapping[str, Fact]) -> int:
    """How many sessions to date when the user does not say."""
    fact = amounts[scar.sessions or ""]
    return int(facts.parse_amount(fact.usual or fact.value).number)
