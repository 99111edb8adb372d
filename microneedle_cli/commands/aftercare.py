"""`mn aftercare`: the checklist after a session, or one day of it."""

from datetime import date
from typing import Annotated

import typer

from microneedle_cli import edge, names, plan
from microneedle_cli.commands.shared import (
    AsJson,
    Desk,
    Plain,
    ScarOption,
    SkinOption,
    Today,
    amounts,
    new_app,
    open_desk,
    scar_of,
    skin_of,
)
from microneedle_cli.dates import day_in_words, parse_date
from microneedle_cli.errors import UsageMistake

app = new_app()
LAST_DAY = 3_650


@app.command(help="After a session: what is normal, do, do not, when to call; all of it or one day.")
def aftercare(
    ctx: typer.Context,
    scar: ScarOption = "",
    skin: SkinOption = "",
    day: Annotated[str, typer.Option(metavar="N", help="Days since treatment; 0 is the day itself.")] = "",
    treated: Annotated[str, typer.Option(metavar="DATE", help="The day you were treated.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="All days, with your dates, in place of one.")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    desk = open_desk(ctx, as_json, plain, today)
    now = edge.today(desk.request)
    since = parse_date(treated, now, "--treated") if treated else None
    number = day_number(day, since, now, desk)
    if everything:
        if day:
            raise UsageMistake("--all and --day do not fit.", "Give one of the two.")
        number = None
    mine, skin_type = scar_of(scar, desk.book), skin_of(skin, desk.book)
    facts, phases = amounts(desk.book), desk.book.all("phase")
    if number is not None:
        phases = (plan.phase_on(number, phases, facts),)
    waits = plan.waits(number or 0, desk.book.all("activity"), facts)
    if desk.as_json:
        from microneedle_cli.render import data

        id, type = mine[0].id if mine else None, skin_type.type if skin_type else None
        told = [data.phase(phase, plan.phase_days(phase, facts), id, type) for phase in phases]
        ask = mine is not None and mine[0].waits == "ask"
        may = [data.wait(wait, since, ask) for wait in waits] if number is not None else []
        desk.write_json("aftercare", {"scar": id, "skin": type, "day": number, "phases": told, "may": may})
        return
    from microneedle_cli.pages import aftercare as page

    reader = page.Reader(mine[1] if mine else None, skin_type, mine is not None and mine[0].waits == "ask")
    shown, summary = page.Lists(facts, desk.book.sections["aftercare_part"]), desk.summary("aftercare")
    if number is None:
        desk.show(page.checklist(phases, desk.book.all("activity"), shown, reader, summary, desk.frame(), since))
    else:
        days = page.Days(now, since)
        desk.show(page.day(number, days, phases[0], waits, shown, reader, summary, desk.frame()))


def day_number(given: str, treated: date | None, today: date, desk: Desk) -> int | None:
    """The day to show; None for all. Raises `UsageMistake` for a day that cannot be."""
    hint = "Give the number of days since your treatment. Day 0 is the day of treatment."
    day = names.whole_number(given, "--day", 0, LAST_DAY, hint) if given else None
    if day is not None and treated is not None and day != (today - treated).days:
        raise UsageMistake(
            f"--day {day} and --treated {treated.isoformat()} do not fit: today is day {(today - treated).days}.",
            "Give one of the two.",
        )
    if treated is not None:
        if treated > today:
            raise UsageMistake(
                f"--treated: {day_in_words(treated, desk.book.words)} is still to come.",
                "Before a session: mn prepare --on and the date.",
            )
        day = (today - treated).days
        if day > LAST_DAY:
            raise UsageMistake(f"--treated: {treated.isoformat()} is more than {LAST_DAY} days ago.", "Check the year.")
    return day
