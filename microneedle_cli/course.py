"""A course as it really goes: what happened is given, what will happen is counted from it. Pure; "today" is passed in.

Rules, in the order in which they are asked:

- A session that took place stands where it stands, and so does one that the user moved, until the session before it
  comes too near. All others are counted from the last of these before them, in one step, so that month ends do not
  drift.
- The window of a session is counted from the session before it. A counted date never lies before its window.
- Where the clinic is closed, the next open day within the window is taken, else the one before; else it is said.
- A session that is left out keeps its place for counting: those after it stay where they are.
- While a pause is on, all dates to come are held. After it, no date lies before its end and the wait that follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from microneedle_cli import plan
from microneedle_cli.dates import Length, later
from microneedle_cli.errors import UsageMistake
from microneedle_cli.record import Record

Status = Literal["planned", "moved", "done", "skipped"]
Doing = Literal["done", "move", "skip", "pause", "resume"]


class OpenDays(Record):
    """When the clinic is open: every day, or weekdays only, and never on the closed days."""

    weekdays_only: bool = False
    closed: tuple[date, ...] = ()

    def includes(self, day: date) -> bool:
        return day not in self.closed and not (self.weekdays_only and day.weekday() > 4)


class Course(Record):
    """What was planned: the first day, how many sessions, how far apart (never less than `least`), and open days."""

    start: date
    sessions: int
    spacing: plan.Spacing
    open_days: OpenDays = OpenDays()
    least: Length = Length(days=1)


class Settings(Record):
    """A course as the user set it up; lengths as they are typed, "5w"."""

    start: date
    scar: str
    sessions: int
    every: str
    maintenance: str  # a length, or "none"
    years: int
    skin: str = ""
    at: str = "09:00"
    weekdays: bool = False
    closed: tuple[date, ...] = ()
    sunny: tuple[date, ...] = ()  # days of strong sun
    wound: date | None = None  # the day of the injury or operation


class Happening(Record):
    """Something that happened, or that the user decided, in the order in which it was told."""

    recorded: date
    doing: Doing
    session: int = 0  # of done, move, skip
    day: date | None = None  # when it took place, moves to, begins or ends; of resume: the first day that is possible
    reason: str = ""  # id of a reason for a pause
    clinic_said: bool = False  # kept against a rule, as the clinic said so


class Sent(Record):
    """A date as it was last put into a calendar file: how often it changed, when, and a digest of what was said."""

    item: str
    sequence: int
    stamp: str  # ISO 8601, UTC
    day: date
    title: str
    digest: int
    cancelled: bool


class Appointment(Record):
    """A session as it stands now, with the days it may fall on, and the usual window that it may lie outside of."""

    number: int
    status: Status
    earliest: date
    day: date
    latest: date
    usual: tuple[date, date]
    held: bool = False  # a pause is on
    closed: bool = False  # the clinic is closed that day, and no open day lies in the window
    clinic_said: bool = False


class Change(Record):
    """A date that moved, came or went."""

    id: str
    kind: str
    number: int
    before: date | None
    after: date | None


class Objection(Record):
    """A rule that a date breaks; `day` is what stands in the way, `until` and `first` are the days that would fit."""

    rule: Literal["too-soon", "next-too-soon", "sun-after", "sun-before", "scar-too-new", "closed", "paused"]
    day: date | None = None
    until: date | None = None
    first: date | None = None


class Limits(Record):
    """Lengths of time that the rules need, from the facts, and the days the user named."""

    least: Length  # between two sessions
    sun_after: Length  # no strong sun after a session
    sun_before: Length  # no strong sun before a session
    scar_age: Length  # before a new scar is needled
    sunny: tuple[date, ...] = ()  # days of strong sun, in order
    wound: date | None = None  # the day of the injury or operation


def appointments(course: Course, happened: Iterable[Happening] = ()) -> tuple[Appointment, ...]:
    """All sessions as they stand after what happened."""
    fixed, from_day, paused = standing(happened)
    told: list[Appointment] = []
    base, base_day = 1, course.start
    last_done = max((number for number, known in fixed.items() if known.doing == "done"), default=0)
    for number in range(1, course.sessions + 1):
        known = fixed.get(number)
        if known and known.doing == "move" and known.day and told and known.day < least_day(told, course, known):
            known = None
        status: Status = "planned"
        closed = False
        if number == 1:
            earliest = latest = course.start
        else:
            before = told[-1].day
            earliest, latest = later(before, course.spacing.earliest), later(before, course.spacing.latest)
        usual = (earliest, latest)
        if known and known.doing != "skip" and known.day:
            status = "done" if known.doing == "done" else "moved"
            day = known.day
            base, base_day = number, day
        else:
            day = later(base_day, course.spacing.usual, number - base)
            if from_day and day < from_day and number > last_done:  # what comes before it is over
                day = from_day
                base, base_day = number, day
            if number > 1:
                day = max(day, earliest)
            if day > latest:  # a pause has made it late: the window opens anew
                latest = later(day, course.spacing.latest) - (later(day, course.spacing.usual) - day)
            if from_day:
                earliest = min(max(earliest, from_day), day)
            if known:
                status = "skipped"
            else:
                opened = open_day(day, earliest, latest, course.open_days)
                closed = opened is None
                day = opened or day
        if status == "done":
            earliest = latest = day
        told.append(
            Appointment(
                number,
                status,
                min(earliest, day),
                day,
                max(latest, day),
                usual,
                paused and status in ("planned", "moved"),
                closed,
                bool(known and known.clinic_said),
            )
        )
    return tuple(told)


def least_day(told: Sequence[Appointment], course: Course, moved: Happening) -> date:
    """The first day on which a session that the user moved can stay, after those before it."""
    before = [one.day for one in told if one.status != "skipped"]
    if not before:
        return date.min
    return before[-1] + timedelta(days=1) if moved.clinic_said else later(before[-1], course.least)


def standing(happened: Iterable[Happening]) -> tuple[dict[int, Happening], date | None, bool]:
    """What stands for each session, the first day that pauses leave possible, and whether a pause is on."""
    fixed: dict[int, Happening] = {}
    from_day: date | None = None
    paused = False
    for told in happened:
        if told.doing == "pause":
            paused = True
        elif told.doing == "resume" and told.day:
            paused = False
            from_day = max(from_day or told.day, told.day)
            early = [n for n, known in fixed.items() if known.doing == "move" and known.day and known.day < from_day]
            for number in early:
                del fixed[number]
        elif told.session:
            fixed[told.session] = told
    return fixed, from_day, paused


def open_day(day: date, earliest: date, latest: date, open_days: OpenDays) -> date | None:
    """The day itself, or the nearest open day after it within the window, or before it; None: there is none."""
    for step in range((latest - day).days + 1):
        if open_days.includes(day + timedelta(days=step)):
            return day + timedelta(days=step)
    for step in range(1, (day - earliest).days + 1):
        if open_days.includes(day - timedelta(days=step)):
            return day - timedelta(days=step)
    return None


def events(
    appointments: Sequence[Appointment],
    preparations: Callable[[Sequence[plan.Event]], Iterable[plan.Event]],
    after: Callable[[date], Iterable[plan.Event]],
) -> tuple[plan.Event, ...]:
    """All dates of the course in order: sessions, getting ready for those to come, and what follows the last one.

    `preparations` gives the reminders of some sessions, `after` the looks and reminders after the last session.
    """
    taken = [session_event(told) for told in appointments if told.status != "skipped"]
    to_come = [session_event(told) for told in appointments if told.status in ("planned", "moved")]
    following = after(taken[-1].day) if taken else ()
    return plan.in_order((*taken, *preparations(to_come), *following))


def session_event(told: Appointment) -> plan.Event:
    return plan.Event(f"session-{told.number}", "session", told.number, told.earliest, told.day, told.latest)


def next_session(appointments: Iterable[Appointment]) -> Appointment | None:
    """The first session that has neither taken place nor been left out."""
    return next((told for told in appointments if told.status in ("planned", "moved")), None)


def last_done(appointments: Iterable[Appointment]) -> Appointment | None:
    """The last session that took place."""
    done = [told for told in appointments if told.status == "done"]
    return done[-1] if done else None


def changes(before: Iterable[plan.Event], after: Iterable[plan.Event]) -> tuple[Change, ...]:
    """Which dates differ, in the order of the new ones, then those that went; preparations follow their session."""
    old = {event.id: event for event in before if event.kind != "prepare"}
    new = {event.id: event for event in after if event.kind != "prepare"}
    found = []
    for id, event in {**new, **{id: event for id, event in old.items() if id not in new}}.items():
        was, now = (events[id].day if id in events else None for events in (old, new))
        if was != now:
            found.append(Change(id, event.kind, event.number, was, now))
    return tuple(found)


def to_be_told(number: int, appointments: Sequence[Appointment]) -> Appointment:
    """The session by its number. Raises `UsageMistake` when the plan has no such session, or it cannot change."""
    if not 1 <= number <= len(appointments):
        raise UsageMistake(
            f"The plan has no session {number}.", f"It has sessions 1 to {len(appointments)}: mn plan show"
        )
    return appointments[number - 1]


def check_done(told: Appointment, day: date, today: date, appointments: Sequence[Appointment]) -> None:
    """Raises `UsageMistake` when the session cannot have taken place on that day."""
    if day > today:
        raise UsageMistake(
            f"{day.isoformat()} is still to come, so session {told.number} cannot be done yet.",
            f"To move it: mn plan move {told.number} {day.isoformat()}",
        )
    waiting = next((other for other in appointments[: told.number - 1] if other.status in ("planned", "moved")), None)
    if waiting:
        raise UsageMistake(
            f"Session {waiting.number} comes first, and it is still open.",
            f"Type 'mn plan done {waiting.number} --on DATE', or 'mn plan skip {waiting.number}' if it was left out.",
        )
    check_order(told, day, appointments)


def check_move(told: Appointment, day: date, today: date, appointments: Sequence[Appointment]) -> None:
    """Raises `UsageMistake` when the session cannot move to that day at all."""
    if told.status == "done":
        raise UsageMistake(
            f"Session {told.number} took place on {told.day.isoformat()}, so it cannot move.",
            f"If that day is wrong: mn plan done {told.number} --on DATE",
        )
    if day < today:
        raise UsageMistake(
            f"{day.isoformat()} is past, so session {told.number} cannot move there.",
            f"If it took place that day: mn plan done {told.number} --on {day.isoformat()}",
        )
    check_order(told, day, appointments)


def check_order(told: Appointment, day: date, appointments: Sequence[Appointment]) -> None:
    """Raises `UsageMistake` for a day before a session that comes first, or after a later one that stands."""
    for other in appointments:
        too_early = other.number < told.number and other.status != "skipped" and day <= other.day
        too_late = other.number > told.number and other.status in ("done", "moved") and day >= other.day
        if too_early or too_late:
            raise UsageMistake(
                f"Session {other.number} is on {other.day.isoformat()}, so session {told.number} cannot be on "
                f"{day.isoformat()}.",
                "Check the date, or change the other session first: mn plan show",
            )


def objections(
    number: int, day: date, course: Course, happened: Iterable[Happening], limits: Limits
) -> tuple[Objection, ...]:
    """The rules that this day breaks for the session, as things stand."""
    stands = appointments(course, happened)
    found: list[Objection] = []
    before = [told for told in stands[: number - 1] if told.status != "skipped"]
    if before and day < later(before[-1].day, limits.least):
        found.append(Objection("too-soon", before[-1].day, first=later(before[-1].day, limits.least)))
    after = next((told for told in stands[number:] if told.status in ("moved", "done")), None)
    if after and after.day < later(day, limits.least):
        found.append(Objection("next-too-soon", after.day))
    found += [*sun(day, limits), *new_scar(day, limits)]
    if not course.open_days.includes(day):
        found.append(Objection("closed", day))
    if any(told.held for told in stands):
        found.append(Objection("paused"))
    return tuple(found)


def sun(day: date, limits: Limits) -> Iterable[Objection]:
    """Whether a session on that day would be too near to a day of strong sun, before it or else after it."""
    soon = [sunny for sunny in limits.sunny if day <= sunny < later(day, limits.sun_after)]
    late = [sunny for sunny in limits.sunny if sunny < day < later(sunny, limits.sun_before)]
    if late:
        yield Objection("sun-before", late[-1], first=free_from(late[-1], limits))
    elif soon:
        yield Objection("sun-after", soon[0], back(soon[0], limits.sun_after), free_from(soon[0], limits))


def free_from(day: date, limits: Limits) -> date:
    """The first day after that stretch of sunny days on which a session fits."""
    last = day
    for sunny in limits.sunny:
        if day <= sunny <= last + timedelta(days=1):
            last = sunny
    return later(last, limits.sun_before)


def new_scar(day: date, limits: Limits) -> Iterable[Objection]:
    """Whether the scar is then younger than it usually should be."""
    if limits.wound and day < later(limits.wound, limits.scar_age):
        yield Objection("scar-too-new", limits.wound, first=later(limits.wound, limits.scar_age))


class Backwards(Record):
    """A course counted back from an event: the last sensible session, and the first; how many fit from today."""

    ready_by: date
    last: date
    first: date
    fitting: int


def back_from(ready_by: date, sessions: int, spacing: plan.Spacing, settle: Length, today: date) -> Backwards:
    """The course that is over, with `settle` to spare, before `ready_by`; `fitting` 0: not even one session fits."""
    last = back(ready_by, settle)
    fitting = 0
    while fitting < sessions and back(last, spacing.usual, fitting) >= today:
        fitting += 1
    first = back(last, spacing.usual, max(fitting, 1) - 1)
    return Backwards(ready_by, last, first, fitting)


def back(day: date, length: Length, times: int = 1) -> date:
    """The day `times` lengths before `day`."""
    return later(day, Length(-length.days, -length.months), times)
