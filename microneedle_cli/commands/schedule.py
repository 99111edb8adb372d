"""`mn schedule`: the course in dates."""

from datetime import date
from typing import Annotated

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
from microneedle_cli.dates import parse_date, parse_length
from microneedle_cli.document import Line
from microneedle_cli.knowledge import Book
from microneedle_cli.model import Scar, ScarText
from microneedle_cli.pages import prepare
from microneedle_cli.pages import schedule as page

app = new_app()


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
    now = edge.today(desk.request)
    first = parse_date(start, now, "--start")
    mine, text = scar_of(scar, desk.book) or usual_scar(desk.book)
    if mine.schedule == "none":
        if desk.as_json:
            desk.write_json("schedule", {**about_json(mine, first, now), "events": []})
        else:
            desk.show(page.none_page(text, desk.frame()))
        raise typer.Exit(1)
    known = amounts(desk.book)
    given = parse_length(every, "--every") if every else None
    spacing = plan.spacing_of(known[mine.spacing or ""], given, known["least-spacing"], known["session-slack"])
    told = course(desk, mine, first, sessions, spacing, maintenance, years)
    events = [entry.event for entry in told]
    if desk.as_json:
        from microneedle_cli.render import data

        listed = [
            data.event(entry.event, entry.title, entry.why, entry.sources, plan.state(entry.event, events, now))
            for entry in told
        ]
        desk.write_json("schedule", {**about_json(mine, first, now), "events": listed})
        return
    cautions = short_spacing(desk, mine, spacing)
    texts = desk.book.one("schedule")
    about = page.Course(text, spacing, mine.schedule == "ask-first", named=bool(scar))
    desk.show(page.page(told, now, about, cautions, texts, desk.frame()))


def about_json(scar: Scar, start: date, today: date) -> dict[str, str]:
    return {"scar": scar.id, "start": start.isoformat(), "today": today.isoformat()}


def course(
    desk: Desk,
    scar: Scar,
    start: date,
    sessions: str,
    spacing: plan.Spacing,
    maintenance: str,
    years: str,
) -> list[page.Told]:
    """All events in order of date, in words."""
    known = amounts(desk.book)
    steps = {step.id: step for step in desk.book.all("step") if plan.concerns(step, scar.id, None)}
    number = plan.usual_sessions(scar, known)
    if sessions:
        number = names.whole_number(sessions, "--sessions", 1, plan.MOST_SESSIONS, plan.SESSIONS_HINT)
    treated = plan.sessions(start, number, spacing)
    last = treated[-1].day
    if maintenance.strip().casefold() == "none":
        every = None
    else:
        default = plan.length_of(facts.parse_amount(known["top-up-reminder"].value))
        every = parse_length(maintenance, "--maintenance") if maintenance else default
    for_years = int(facts.parse_amount(known["top-up-years"].value).number)
    if years:
        for_years = names.whole_number(years, "--years", 0, plan.MOST_YEARS, "Give a smaller number.")
    events = plan.in_order(
        (
            *plan.preparations(treated, [(step, prepare.days_before(step, known)) for step in steps.values()]),
            *treated,
            *plan.checks(last, known["result-checks"]),
            *plan.reminders(last, every, for_years),
        )
    )
    texts = desk.book.one("schedule")
    return [page.tell(event, texts, steps, known[scar.spacing or ""], desk.book.words) for event in events]


def usual_scar(book: Book) -> tuple[Scar, ScarText]:
    """The scar type that dates are for when none is named: the first, acne scars."""
    return book.all("scar")[0], book.all("scar_text")[0]


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
