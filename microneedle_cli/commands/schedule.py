"""`mn schedule`: the course in dates."""

from datetime import date
from typing import Annotated, Any

import typer

from microneedle_cli import edge, facts, names, plan
from microneedle_cli.commands.shared import (
    AsJson,
    Desk,
    Plain,
    ScarOption,
    Today,
    amounts,
    new_app,
    open_desk,
    scar_of,
)
from microneedle_cli.dates import Length, parse_date, parse_length
from microneedle_cli.document import Document, Line
from microneedle_cli.model import Scar, ScarText
from microneedle_cli.pages import prepare
from microneedle_cli.pages import schedule as page
from microneedle_cli.record import Record

app = new_app()


class Wishes(Record):
    """What the user asked for, as typed; "" where nothing was said."""

    start: date
    scar: str
    sessions: str = ""
    every: str = ""
    maintenance: str = ""
    years: str = ""


@app.command(help="Dates for sessions, looks at the result and reminders, from the day of the first session.")
def schedule(
    ctx: typer.Context,
    start: Annotated[str, typer.Option(metavar="DATE", help="The day of the first session.")],
    scar: ScarOption = "",
    sessions: Annotated[str, typer.Option(metavar="N", help="How many sessions, 1 to 20.")] = "",
    every: Annotated[str, typer.Option(metavar="LENGTH", help="Time between sessions, such as 5w.")] = "",
    maintenance: Annotated[str, typer.Option(metavar="LENGTH", help="Time between reminders, 6m or none.")] = "",
    years: Annotated[str, typer.Option(metavar="N", help="For how many years to remind.")] = "",
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    desk = open_desk(ctx, as_json, plain, today)
    first = parse_date(start, edge.today(desk.request), "--start")
    wishes = Wishes(first, scar, sessions, every, maintenance, years)
    if desk.as_json:
        desk.write_json("schedule", as_data(desk, wishes))
    else:
        desk.show(document(desk, wishes))
    if scar_with_words(desk, wishes)[0].schedule == "none":
        raise typer.Exit(1)


def document(desk: Desk, wishes: Wishes) -> Document:
    """The page with all dates, or why there are none."""
    scar, text = scar_with_words(desk, wishes)
    if scar.schedule == "none":
        return page.none_page(text, desk.frame())
    spacing = spacing_for(desk, scar, wishes)
    about = page.Course(text, spacing, scar.schedule == "ask-first", named=bool(wishes.scar))
    told = course(desk, scar, spacing, wishes)
    cautions = short_spacing(desk, scar, spacing)
    texts, summary = desk.book.one("schedule"), desk.summary("schedule")
    return page.page(told, edge.today(desk.request), about, cautions, texts, summary, desk.frame())


def as_data(desk: Desk, wishes: Wishes) -> dict[str, Any]:
    """The same for programs; no events for a scar type without dates."""
    from microneedle_cli.render import data

    scar, now = scar_with_words(desk, wishes)[0], edge.today(desk.request)
    told = course(desk, scar, spacing_for(desk, scar, wishes), wishes) if scar.schedule != "none" else []
    events = [entry.event for entry in told]
    return {
        "scar": scar.id,
        "start": wishes.start.isoformat(),
        "today": now.isoformat(),
        "events": [
            data.event(entry.event, entry.title, entry.why, entry.sources, plan.state(entry.event, events, now))
            for entry in told
        ],
    }


def scar_with_words(desk: Desk, wishes: Wishes) -> tuple[Scar, ScarText]:
    """The scar type that the user named; else the first, acne scars."""
    return scar_of(wishes.scar, desk.book) or (desk.book.all("scar")[0], desk.book.all("scar_text")[0])


def spacing_for(desk: Desk, scar: Scar, wishes: Wishes) -> plan.Spacing:
    known = amounts(desk.book)
    given = parse_length(wishes.every, "--every") if wishes.every else None
    return plan.spacing_of(known[scar.spacing or ""], given, known["least-spacing"], known["session-slack"])


def course(desk: Desk, scar: Scar, spacing: plan.Spacing, wishes: Wishes) -> list[page.Told]:
    """All events in order of date, in words."""
    known = amounts(desk.book)
    steps = {step.id: step for step in desk.book.all("step") if plan.concerns(step, scar.id, None)}
    number = plan.usual_sessions(scar, known)
    if wishes.sessions:
        number = names.whole_number(wishes.sessions, "--sessions", 1, plan.MOST_SESSIONS, plan.SESSIONS_HINT)
    treated = plan.sessions(wishes.start, number, spacing)
    last = treated[-1].day
    every: Length | None = plan.length_of(facts.parse_amount(known["top-up-reminder"].value))
    if wishes.maintenance.strip().casefold() == "none":
        every = None
    elif wishes.maintenance:
        every = parse_length(wishes.maintenance, "--maintenance")
    years = int(facts.parse_amount(known["top-up-years"].value).number)
    if wishes.years:
        years = names.whole_number(wishes.years, "--years", 0, plan.MOST_YEARS, "Give a smaller number.")
    events = plan.in_order(
        (
            *plan.preparations(treated, [(step, prepare.days_before(step, known)) for step in steps.values()]),
            *treated,
            *plan.checks(last, known["result-checks"]),
            *plan.reminders(last, every, years),
        )
    )
    texts = desk.book.one("schedule")
    return [page.tell(event, texts, steps, known[scar.spacing or ""], desk.book.words) for event in events]


def short_spacing(desk: Desk, scar: Scar, spacing: plan.Spacing) -> list[Line]:
    """A caution when the sessions are closer than usual."""
    fact = amounts(desk.book)[scar.spacing or ""]
    usual = plan.length_of(facts.parse_amount(fact.value))
    if plan.rough_days(spacing.usual) >= plan.rough_days(usual):
        return []
    words = desk.book.words
    given = page.length_in_words(spacing.usual, words)
    said = facts.in_words(facts.parse_amount(fact.value), facts.unit_words(words))
    return [Line(facts.fill(words.schedule_short_spacing, {"given": given, "usual": said}), fact.sources)]
