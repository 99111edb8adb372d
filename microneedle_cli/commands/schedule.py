"""`mn schedule`: the course in dates, from its first day or back from an event, also for a calendar."""

from datetime import date
from typing import Annotated, Any

import typer

from microneedle_cli import course, edge, facts, plan
from microneedle_cli.commands import shared_course
from microneedle_cli.commands.shared import AsJson, Desk, Plain, ScarOption, Today, amounts, new_app, open_desk
from microneedle_cli.commands.shared_course import (
    At,
    Closed,
    Discreet,
    Every,
    Force,
    IcsFile,
    Maintenance,
    On,
    ScarSince,
    Sessions,
    SunnyTrip,
    Wishes,
    Years,
    scar_with_words,
)
from microneedle_cli.course import Appointment, Settings
from microneedle_cli.dates import day_in_words, later, parse_date
from microneedle_cli.document import Callout, Document, Line
from microneedle_cli.errors import NothingThere, UsageMistake
from microneedle_cli.facts import fill
from microneedle_cli.model import Scar
from microneedle_cli.pages import schedule as page
from microneedle_cli.record import Record

app = new_app()
LONGEST_EVENT = 60  # characters


class Aim(Record):
    """An event to be ready for."""

    back: course.Backwards
    event: str
    sessions: int  # how many were wished for


class Asked(Record):
    """What the dates are made of."""

    settings: Settings
    named: bool  # the user named the scar type
    aim: Aim | None = None


@app.command(help="Dates for sessions, looks at the result and reminders, from the day of the first session.")
def schedule(
    ctx: typer.Context,
    start: Annotated[str, typer.Option(metavar="DATE", help="The day of the first session.")] = "",
    ready_by: Annotated[str, typer.Option(metavar="DATE", help="Count back from an event on that day.")] = "",
    event: Annotated[str, typer.Option(metavar="WORDS", help="What the event is, such as wedding.")] = "",
    scar: ScarOption = "",
    sessions: Sessions = "",
    every: Every = "",
    maintenance: Maintenance = "",
    years: Years = "",
    on: On = "",
    closed: Closed = None,
    sunny: SunnyTrip = None,
    since: ScarSince = "",
    ics: IcsFile = "",
    at: At = "",
    discreet: Discreet = False,
    force: Force = False,
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    desk = open_desk(ctx, as_json, plain, today)
    now = edge.today(desk.request)
    if bool(start) == bool(ready_by):
        what = "Give either --start or --ready-by, not both." if start else "Missing option '--start'."
        raise UsageMistake(
            what,
            "Give the day of your first session: mn schedule --start 2027-01-15, or --ready-by and an event's day.",
        )
    first = parse_date(start, now, "--start") if start else now
    options = (scar, "", sessions, every, maintenance, years, at, on, tuple(closed or ()), tuple(sunny or ()), since)
    wishes = Wishes(first, *options)
    if scar_with_words(desk, scar)[0].schedule == "none":
        no_calendar(ics)
        show_none(desk, wishes)
        raise typer.Exit(1)
    asked = Asked(shared_course.settings_of(desk, wishes, now), bool(scar))
    if ready_by:
        asked = counted_back(desk, asked, parse_date(ready_by, now, "--ready-by"), event, now)
    fits = asked.aim is None or asked.aim.back.fitting > 0
    if not fits:
        no_calendar(ics)
    elif ics:
        write_calendar(desk, asked.settings, now, ics, discreet, force)
    if ics != "-":
        show(desk, asked)
    if not fits:
        raise typer.Exit(1)


def no_calendar(name: str) -> None:
    """Raises `NothingThere` where stdout should be a calendar and there are no dates: it must hold nothing else."""
    if name == "-":
        raise NothingThere("There are no dates for a calendar.", "Type the command without --ics to see why.")


def show_none(desk: Desk, wishes: Wishes) -> None:
    scar, text = scar_with_words(desk, wishes.scar)
    if desk.as_json:
        today = edge.today(desk.request).isoformat()
        desk.write_json("schedule", {"scar": scar.id, "start": wishes.start.isoformat(), "today": today, "events": []})
    else:
        desk.show(page.none_page(text, desk.frame()))


def counted_back(desk: Desk, asked: Asked, ready_by: date, event: str, today: date) -> Asked:
    """The dates counted back from an event. Raises `UsageMistake` for a day that is past."""
    if ready_by <= today:
        raise UsageMistake(f"--ready-by: {ready_by.isoformat()} is not still to come.", "Give the day of the event.")
    settings = asked.settings
    scar = scar_with_words(desk, settings.scar)[0]
    spacing = shared_course.spacing_of(desk, scar, settings.every)
    settle = plan.length_of(facts.parse_amount(margin(desk, scar).value))
    back = course.back_from(ready_by, settings.sessions, spacing, settle, today)
    fitting = max(back.fitting, 1)
    if len(event) > LONGEST_EVENT:
        raise UsageMistake("--event: that is too long.", f"Use at most {LONGEST_EVENT} characters, such as wedding.")
    aim = Aim(back, event.strip() or desk.book.one("plan_words").ready_event, settings.sessions)
    return Asked(settings.replace(start=back.first, sessions=fitting), asked.named, aim)


def margin(desk: Desk, scar: Scar) -> Any:
    """The fact with the time that skin needs before an event; deep needling of a burn scar needs longer."""
    return amounts(desk.book)["deep-settle" if scar.waits == "ask" else "event-margin"]


def appointments(desk: Desk, settings: Settings) -> tuple[Appointment, ...]:
    return course.appointments(shared_course.course_of(desk, settings))


def write_calendar(desk: Desk, settings: Settings, today: date, name: str, discreet: bool, force: bool) -> None:
    """The dates as a calendar file; the same first day and scar type give the same UIDs."""
    dates = shared_course.dates_of(desk, settings, appointments(desk, settings))
    uid = f"{settings.start.isoformat()}/{settings.scar}"
    entries = shared_course.entries_of(desk, dates, uid, settings, today, discreet)
    shared_course.write_calendar(entries.values(), name, force)


def show(desk: Desk, asked: Asked) -> None:
    if desk.as_json:
        desk.write_json("schedule", as_data(desk, asked))
    else:
        desk.show(document(desk, asked))


def document(desk: Desk, asked: Asked) -> Document:
    """The page with all dates."""
    aim = aim_card(desk, asked)
    if asked.aim and aim and not asked.aim.back.fitting:
        return page.no_time(desk.book.one("plan_words").ready_title, aim, desk.frame())
    settings, stands = asked.settings, appointments(desk, asked.settings)
    scar, text = scar_with_words(desk, settings.scar)
    spacing = shared_course.spacing_of(desk, scar, settings.every)
    sun = tuple(amounts(desk.book)[id] for id in ("sun-before", "sun-after"))
    about = page.Course(text, spacing, scar.schedule == "ask-first", asked.named, aim, sun)
    dates = in_time(shared_course.dates_of(desk, settings, stands), asked.aim)
    cautions = [*short_spacing(desk, scar, spacing), *shared_course.doubts(desk, stands, settings)]
    texts, summary = desk.book.one("schedule"), desk.summary("schedule")
    return page.page(dates, edge.today(desk.request), about, cautions, texts, summary, desk.frame())


def in_time(dates: tuple[page.Told, ...], aim: Aim | None) -> tuple[page.Told, ...]:
    """The dates, with no session later than the last sensible day before the event."""
    if aim is None:
        return dates
    last = aim.back.last
    return tuple(
        entry.replace(event=entry.event.replace(latest=min(entry.event.latest, last)))
        if entry.event.kind == "session"
        else entry
        for entry in dates
    )


def aim_card(desk: Desk, asked: Asked) -> Callout | None:
    """What counting back from an event means, in a card."""
    if asked.aim is None:
        return None
    words, aim, known = desk.book.one("plan_words"), asked.aim, amounts(desk.book)
    checks = facts.parse_amount(known["result-checks"].value)
    fact = margin(desk, scar_with_words(desk, asked.settings.scar)[0])
    said = {
        "event": aim.event,
        "date": day_in_words(aim.back.ready_by, desk.book.words),
        "last": day_in_words(aim.back.last, desk.book.words),
        "margin": shared_course.amount(fact, desk),
        "fitting": str(aim.back.fitting),
        "sessions": str(aim.sessions),
        "checks": shared_course.amount(known["result-checks"], desk),
        "check": day_in_words(later(aim.back.last, plan.length_of(checks)), desk.book.words),
    }
    if not aim.back.fitting:
        texts = [Line(words.ready_none, fact.sources)]
    else:
        texts = [Line(words.ready_last, fact.sources)]
        if aim.back.fitting < aim.sessions:
            texts.append(Line(words.ready_fewer))
        texts.append(Line(words.ready_result, known["result-checks"].sources))
    lines = tuple(Line(fill(line.text, said), line.sources) for line in (*texts, Line(words.ready_ask)))
    return Callout("caution", fill(words.ready_by, said), (), lines)


def as_data(desk: Desk, asked: Asked) -> dict[str, Any]:
    """The same for programs."""
    settings, now = asked.settings, edge.today(desk.request)
    stands = appointments(desk, settings) if asked.aim is None or asked.aim.back.fitting else ()
    dates = in_time(shared_course.dates_of(desk, settings, stands), asked.aim)
    card = aim_card(desk, asked)
    notes = [line.text for line in (*(card.lines if card else ()), *shared_course.doubts(desk, stands, settings))]
    return {
        "scar": settings.scar,
        "start": settings.start.isoformat(),
        "today": now.isoformat(),
        "ready_by": asked.aim.back.ready_by.isoformat() if asked.aim else None,
        "notes": notes,
        "events": shared_course.events_as_data(dates, now),
    }


def short_spacing(desk: Desk, scar: Scar, spacing: plan.Spacing) -> list[Line]:
    """A caution when the sessions are closer than usual."""
    fact = amounts(desk.book)[scar.spacing or ""]
    usual = plan.length_of(facts.parse_amount(fact.value))
    if plan.rough_days(spacing.usual) >= plan.rough_days(usual):
        return []
    words = desk.book.words
    given = page.length_in_words(spacing.usual, words)
    return [
        Line(
            fill(words.schedule_short_spacing, {"given": given, "usual": shared_course.amount(fact, desk)}),
            fact.sources,
        )
    ]
