"""What the commands about dates share: from the options or a saved plan to dates in words and calendar entries."""

import io
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from microneedle_cli import __version__, course, edge, facts, names, plan
from microneedle_cli.commands.shared import Desk, amounts, scar_of, skin_of
from microneedle_cli.course import Appointment, Course, Limits, OpenDays, Sent, Settings
from microneedle_cli.dates import Length, parse_date, parse_length, quoted
from microneedle_cli.document import Line
from microneedle_cli.errors import UsageMistake
from microneedle_cli.model import Fact, Item, Scar, ScarText
from microneedle_cli.pages import prepare
from microneedle_cli.pages import schedule as page
from microneedle_cli.record import Record

if TYPE_CHECKING:
    from microneedle_cli.render import ics

Sessions = Annotated[str, typer.Option("--sessions", metavar="N", help="How many sessions, 1 to 20.")]
Every = Annotated[str, typer.Option("--every", metavar="LENGTH", help="Time between sessions, such as 5w.")]
Maintenance = Annotated[
    str, typer.Option("--maintenance", metavar="LENGTH", help="Time between reminders, 6m or none.")
]
Years = Annotated[str, typer.Option("--years", metavar="N", help="For how many years to remind.")]
On = Annotated[str, typer.Option("--on", metavar="DAYS", help="Days your clinic is open: weekdays or any.")]
Closed = Annotated[
    list[str] | None,
    typer.Option("--closed", metavar="DATE", help="A day your clinic is closed, or FIRST/LAST."),
]
SunnyTrip = Annotated[
    list[str] | None,
    typer.Option("--sunny-trip", metavar="DATE", help="A day of a sunny trip, or FIRST/LAST."),
]
ScarSince = Annotated[
    str, typer.Option("--scar-since", metavar="DATE", help="The day of the injury or operation, if it is recent.")
]
At = Annotated[str, typer.Option("--at", metavar="TIME", help="Time of day in your calendar, such as 09:00.")]
IcsFile = Annotated[str, typer.Option("--ics", metavar="FILE", help="Write the dates for a calendar; - for stdout.")]
Discreet = Annotated[bool, typer.Option("--discreet", help="In the calendar: neutral titles and no text.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is already there.")]

MOST_DAYS = 366  # closed days, and days of sunny trips, of a plan


class Wishes(Record):
    """What the user asked for, as typed; "" where nothing was said."""

    start: date
    scar: str = ""
    skin: str = ""
    sessions: str = ""
    every: str = ""
    maintenance: str = ""
    years: str = ""
    at: str = ""
    on: str = ""
    closed: tuple[str, ...] = ()
    sunny: tuple[str, ...] = ()
    wound: str = ""


def scar_with_words(desk: Desk, name: str) -> tuple[Scar, ScarText]:
    """The scar type of that name; without one the first, acne scars."""
    return scar_of(name, desk.book) or (desk.book.all("scar")[0], desk.book.all("scar_text")[0])


def settings_of(desk: Desk, wishes: Wishes, today: date) -> Settings:
    """The options, each checked, with what the facts say where nothing was said. Raises `UsageMistake`."""
    known = amounts(desk.book)
    scar = scar_with_words(desk, wishes.scar)[0]
    number = plan.usual_sessions(scar, known)
    if wishes.sessions:
        number = names.whole_number(wishes.sessions, "--sessions", 1, plan.MOST_SESSIONS, plan.SESSIONS_HINT)
    spacing = spacing_of(desk, scar, wishes.every)
    every = plan.length_of(facts.parse_amount(known["top-up-reminder"].value))
    if wishes.maintenance and wishes.maintenance.strip().casefold() != "none":
        every = parse_length(wishes.maintenance, "--maintenance")
    years = int(facts.parse_amount(known["top-up-years"].value).number)
    if wishes.years:
        years = names.whole_number(wishes.years, "--years", 0, plan.MOST_YEARS, "Give a smaller number.")
    skin = skin_of(wishes.skin, desk.book)
    if wishes.on.strip().casefold() not in ("", "weekdays", "any"):
        raise UsageMistake(f"--on: {quoted(wishes.on)} is not known.", "Known: weekdays, any.")
    return Settings(
        wishes.start,
        scar.id,
        number,
        typed(spacing.usual),
        "none" if wishes.maintenance.strip().casefold() == "none" else typed(every),
        years,
        str(skin.type) if skin else "",
        clock(wishes.at),
        wishes.on.strip().casefold() == "weekdays",
        days(wishes.closed, today, "--closed"),
        days(wishes.sunny, today, "--sunny-trip"),
        parse_date(wishes.wound, today, "--scar-since") if wishes.wound else None,
    )


def days(given: Sequence[str], today: date, what: str) -> tuple[date, ...]:
    """The days, and all days of a stretch such as "2027-07-01/2027-07-14" (ISO 8601), in order."""
    found: set[date] = set()
    for text in given[: MOST_DAYS + 1]:
        first, _, last = text.partition("/")
        start = parse_date(first, today, what)
        end = parse_date(last, today, what) if last else start
        if end < start:
            raise UsageMistake(f"{what}: {quoted(text)} ends before it begins.", "Give the first day, then the last.")
        found.update(start + timedelta(days=n) for n in range(min((end - start).days, MOST_DAYS) + 1))
    if len(found) > MOST_DAYS:
        raise UsageMistake(f"{what}: these are more than {MOST_DAYS} days.", "Give fewer.")
    return tuple(sorted(found))


def typed(length: Length) -> str:
    """The length as it is typed: "5w", "6m"."""
    if length.months:
        return f"{length.months}m"
    return f"{length.days // 7}w" if length.days % 7 == 0 else f"{length.days}d"


def clock(text: str) -> str:
    """The time of day as "09:00". Raises `UsageMistake`."""
    import re

    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", (text or "09:00").strip(), flags=re.ASCII)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise UsageMistake(f"--at: {quoted(text)} is not a time of day.", "Write hours and minutes, such as 09:00.")
    return f"{int(found[1]):02}:{found[2]}"


def spacing_of(desk: Desk, scar: Scar, every: str) -> plan.Spacing:
    known = amounts(desk.book)
    given = parse_length(every, "--every") if every else None
    return plan.spacing_of(known[scar.spacing or ""], given, known["least-spacing"], known["session-slack"])


def course_of(desk: Desk, settings: Settings) -> Course:
    """The course that the settings describe. Raises `UsageMistake` for settings that this knowledge does not know."""
    scar = scar_with_words(desk, settings.scar)[0]
    open_days = OpenDays(settings.weekdays, settings.closed)
    least = plan.length_of(facts.parse_amount(amounts(desk.book)["least-spacing"].value))
    return Course(settings.start, settings.sessions, spacing_of(desk, scar, settings.every), open_days, least)


def limits_of(desk: Desk, settings: Settings) -> Limits:
    """The lengths that the rules about a date need."""
    known = amounts(desk.book)

    def length(id: str) -> Length:
        return plan.length_of(facts.parse_amount(known[id].value))

    return Limits(
        length("least-spacing"),
        length("sun-after"),
        length("sun-before"),
        length("scar-wait"),
        settings.sunny,
        settings.wound,
    )


def dates_of(desk: Desk, settings: Settings, appointments: Sequence[Appointment]) -> tuple[page.Told, ...]:
    """All dates in order, in words: getting ready, sessions, looks at the result, reminders."""
    known = amounts(desk.book)
    scar = scar_with_words(desk, settings.scar)[0]
    skin = int(settings.skin) if settings.skin else None
    steps = {step.id: step for step in desk.book.all("step") if plan.concerns(step, scar.id, skin)}
    leads = [(step, prepare.days_before(step, known)) for step in steps.values()]
    every = None if settings.maintenance == "none" else parse_length(settings.maintenance, "--maintenance")

    def after(last: date) -> Iterable[plan.Event]:
        return (*plan.checks(last, known["result-checks"]), *plan.reminders(last, every, settings.years))

    events = course.events(appointments, lambda sessions: plan.preparations(sessions, leads), after)
    texts = desk.book.one("schedule")
    return tuple(page.tell(event, texts, steps, known[scar.spacing or ""], desk.book.words) for event in events)


def events_as_data(dates: Sequence[page.Told], today: date) -> list[dict[str, Any]]:
    """The dates for programs."""
    from microneedle_cli.render import data

    events = [entry.event for entry in dates]
    return [
        data.event(entry.event, entry.title, entry.why, entry.sources, plan.state(entry.event, events, today))
        for entry in dates
    ]


def amount(fact: Fact, desk: Desk) -> str:
    return facts.in_words(facts.parse_amount(fact.value), facts.unit_words(desk.book.words))


def doubts(desk: Desk, appointments: Iterable[Appointment], settings: Settings) -> tuple[Line, ...]:
    """The sessions to come that are too near to strong sun, too early for a new scar, or on a closed day."""
    from microneedle_cli.pages import plan as plan_page

    words, known, limits = desk.book.one("plan_words"), amounts(desk.book), limits_of(desk, settings)
    texts = {
        "sun-after": (words.sun_after, known["sun-after"]),
        "sun-before": (words.sun_before, known["sun-before"]),
        "scar-too-new": (words.scar_new, known["scar-wait"]),
    }
    found: list[Line] = []
    for told in appointments:
        if told.status not in ("planned", "moved"):
            continue
        for objection in (*course.sun(told.day, limits), *course.new_scar(told.day, limits)):
            text, fact = texts[objection.rule]
            sentence = plan_page.doubt(text, objection, told, amount(fact, desk), desk.frame())
            found.append(Line(sentence, fact.sources))
        if told.closed:
            objection = course.Objection("closed", told.day)
            found.append(Line(plan_page.doubt(words.closed, objection, told, "", desk.frame())))
    return tuple(found)


# Calendars.


def entries_of(
    desk: Desk, dates: Iterable[page.Told], uid: str, settings: Settings, today: date, discreet: bool
) -> "dict[str, ics.Entry]":
    """Id -> the date for a calendar, as if none had been sent before."""
    from microneedle_cli.render import ics

    at = hour(settings)
    stamp = datetime.combine(today, time())
    words = desk.book.one("plan_words")
    found = {}
    for entry in dates:
        if discreet:
            session = entry.event.kind == "session"
            title, text = words.calendar_discreet if session else words.calendar_discreet_other, ""
        else:
            title, text = facts.fill(words.calendar_title, {"title": entry.title}), description(desk, entry, settings)
        id = entry.event.id
        found[id] = ics.Entry(ics.uid(uid, id), entry.event.day, at, title, text, 0, stamp)
    return found


def neutral_titles(desk: Desk, sent: Iterable[Sent]) -> dict[str, str]:
    """Id -> the title in a discreet calendar of a date that was sent before."""
    words = desk.book.one("plan_words")
    return {
        one.item: words.calendar_discreet if one.item.startswith("session-") else words.calendar_discreet_other
        for one in sent
    }


def hour(settings: Settings) -> time:
    """The time of day of dates in a calendar."""
    return time.fromisoformat(settings.at)


def description(desk: Desk, entry: page.Told, settings: Settings) -> str:
    """What to do that day and when to call, as lines."""
    scar, skin = settings.scar, int(settings.skin) if settings.skin else None
    todo: list[str] = []
    if entry.event.kind == "prepare":
        todo = [desk.book.sections["step"][id].text for id in entry.event.steps]
    elif entry.event.kind == "session":
        known = amounts(desk.book)
        same_day = [step for step in desk.book.all("step") if prepare.days_before(step, known) == 0]
        first: Sequence[Item] = plan.phase_on(0, desk.book.all("phase"), known).do
        todo = [line.text for line in (*same_day, *first) if plan.concerns(line, scar, skin)]
    told = todo or [entry.why]
    cards = [
        line
        for level in desk.book.all("level")
        if level.level != "normal"
        for line in (level.title, level.act, *(f"- {sign.text}" for sign in level.items))
    ]
    return "\n".join((*(f"- {text}" for text in told), desk.book.words.own_clinic, *cards))


def write_calendar(entries: "Iterable[ics.Entry]", name: str, force: bool) -> None:
    """Write a calendar file, or the calendar to stdout; says on stderr what to do with it."""
    from microneedle_cli.render import ics

    found = list(entries)
    write_out(name, ics.calendar(found, __version__), force)
    if name != "-":
        edge.notice(f"{quoted(name)}: {len(found)} dates. Import it into your calendar.")


def write_out(name: str, content: bytes, force: bool) -> None:
    """Write to a new file, or to stdout for "-". Raises `UsageMistake`, `FileTrouble`."""
    if name == "-":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # the file is UTF-8, whatever the terminal can show
        edge.write(content.decode("utf-8"))
        return
    from microneedle_cli import files

    files.write_whole(name, content, force)
