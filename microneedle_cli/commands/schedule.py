"""`mn schedule`: the course in dates."""

from datetime import date
from typing import Annotated

import typer

from microneedle_cli import edge, facts, plan
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
from microneedle_cli.model import Scar
from microneedle_cli.pages import prepare
from microneedle_cli.pages import schedule as page

app = new_app()


@app.command(help="Dates for sessions, looks at the result and reminders, from the day of the first session.")
def schedule(
    ctx: typer.Context,
    start: Annotated[str, typer.Option(metavar="DATE", help="The day of the first session.")],
    scar: ScarOption = "acne",
    sessions: Annotated[int | None, typer.Option(metavar="N", help="How many sessions.")] = None,
    every: Annotated[str, typer.Option(metavar="LENGTH", help="Time between sessions, such as 5w.")] = "",
    maintenance: Annotated[str, typer.Option(metavar="LENGTH", help="Time between reminders, 6m or none.")] = "",
    years: Annotated[int | None, typer.Option(metavar="N", help="For how many years to remind.")] = None,
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    desk = open_desk(ctx, as_json, plain, today)
    now = edge.today(desk.request)
    first = parse_date(start, now, "--start")
    chosen = scar_of(scar, desk.book)
    if chosen is None:
        chosen = scar_of("acne", desk.book)
    mine, text = chosen  # type: ignore[misc]
    if mine.schedule == "none":
        if desk.as_json:
            desk.write_json("schedule", {"scar": mine.id, "start": first.isoformat(), "today": now.isoformat(), "events": []})
        else:
            desk.show(page.none_page(text, desk.frame()))
        raise typer.Exit(1)
    known = amounts(desk.book)
    spacing = plan.spacing_of(
        known[mine.spacing or ""], parse_length(every, "--every") if every else None, known["least-spacing"]
    )
    told = course(desk, mine, first, sessions, spacing, maintenance, years)
    events = [entry.event for entry in told]
    if desk.as_json:
        from microneedle_cli.render import data

        listed = [
            data.event(entry.event, entry.title, entry.why, entry.sources, plan.state(entry.event, events, now))
            for entry in told
        ]
        about = {"scar": mine.id, "start": first.isoformat(), "today": now.isoformat()}
        desk.write_json("schedule", {**about, "events": listed})
        return
    cautions = short_spacing(desk, mine, spacing)
    texts = desk.book.one("schedule")
    desk.show(page.page(told, now, text, spacing, cautions, mine.schedule == "ask-first", texts, desk.frame()))


def course(
    desk: Desk,
    scar: Scar,
    start: date,
    sessions: int | None,
    spacing: plan.Spacing,
    maintenance: str,
    years: int | None,
) -> list[page.Told]:
    """All events in order of date, in words."""
    known = amounts(desk.book)
    steps = {step.id: step for step in desk.book.all("step") if plan.concerns(step, scar.id, None)}
    number = sessions if sessions is not None else plan.usual_sessions(scar, known)
    treated = plan.sessions(start, number, spacing)
    last = treated[-1].date
    if maintenance.strip().casefold() == "none":
        every = None
    else:
        default = plan.length_of(facts.parse_amount(known["top-up-reminder"].value))
        every = parse_length(maintenance, "--maintenance") if maintenance else default
    if years is None:
        years = int(facts.parse_amount(known["top-up-years"].value).number)
    events = plan.in_order(
        (
            *plan.preparations(treated, [(step, prepare.days_before(step, known)) for step in steps.values()]),
            *treated,
            *plan.checks(last, known["result-checks"]),
            *plan.reminders(last, every, years),
        )
    )
    texts = desk.book.one("schedule")
    return [page.tell(event, texts, steps) for event in events]


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
