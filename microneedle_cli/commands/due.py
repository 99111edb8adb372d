"""`mn due`: what is due soon, a line each; quiet when nothing is, for reminders that run by themselves."""

from datetime import timedelta
from typing import Annotated, Any

import typer

from microneedle_cli import edge, saved
from microneedle_cli.commands.shared import AsJson, Plain, Today, new_app
from microneedle_cli.commands.shared_plan import Keeper, Name, open_keeper, standing, the_plan
from microneedle_cli.commands.today import steps_before
from microneedle_cli.course import Appointment
from microneedle_cli.dates import day_in_words, later, parse_length
from microneedle_cli.errors import SAFETY
from microneedle_cli.facts import fill
from microneedle_cli.model import Words
from microneedle_cli.pages.schedule import Told

app = new_app()


@app.command(help="What is due soon, in a line each; nothing and exit code 1 when nothing is due.")
def due(
    ctx: typer.Context,
    within: Annotated[str, typer.Option(metavar="LENGTH", help="How far to look ahead, such as 7d.")] = "7d",
    name: Name = "",
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    keeper = open_keeper(ctx, as_json, plain, today)
    end = later(keeper.now, parse_length(within, "--within"))
    with saved.reading(keeper.folder) as store:
        plans = [the_plan(store, name)] if name or store is None else [store.plan(known) for known in store.names()]
    found: list[tuple[str, Told]] = []
    overdue: list[tuple[str, Appointment]] = []
    steps: list[tuple[str, Appointment]] = []
    for kept in plans:
        stands = standing(keeper, kept)
        if stands.pause:
            continue
        before = steps_before(keeper, kept, stands, {})
        steps += [(kept.name, before.session)] if before else []
        open_ones = {f"session-{told.number}": told for told in stands.appointments if told.status != "done"}
        for entry in stands.told:
            day = entry.event.day
            done = entry.event.kind == "session" and entry.event.id not in open_ones
            if keeper.now <= day <= end and not done:
                found.append((kept.name, entry))
        overdue += [
            (kept.name, told)
            for told in stands.appointments
            if told.status in ("planned", "moved") and told.day < keeper.now
        ]
    if keeper.as_json:
        keeper.write_json("due", as_data(found, overdue, steps))
    elif found or overdue or steps:
        edge.write("\n".join((*lines(keeper, found, overdue, steps), "", SAFETY)) + "\n")
    if not found and not overdue and not steps:
        raise typer.Exit(1)


def lines(
    keeper: Keeper,
    found: list[tuple[str, Told]],
    overdue: list[tuple[str, Appointment]],
    steps: list[tuple[str, Appointment]],
) -> list[str]:
    """A line for each date: first the sessions that nobody told about, then those with steps that are due."""
    words, told = keeper.words, []
    for _, session in overdue:
        said = {**blanks(session, keeper.book.words), "iso": session.day.isoformat()}
        told.append(fill(words.unsure, said) + " " + fill(words.unsure_done, said))
    told += [fill(words.due_steps, blanks(session, keeper.book.words)) for _, session in steps]
    for _, entry in found:
        event = entry.event
        said = {"date": day_in_words(event.day, keeper.book.words), "title": entry.title}
        day = (event.day + timedelta(days=event.days_before)).isoformat()
        told.append(fill(words.due_prepare if event.kind == "prepare" else words.due, {**said, "session": day}))
    return told


def blanks(session: Appointment, words: Words) -> dict[str, str]:
    return {"number": str(session.number), "date": day_in_words(session.day, words)}


def as_data(
    found: list[tuple[str, Told]], overdue: list[tuple[str, Appointment]], steps: list[tuple[str, Appointment]]
) -> dict[str, Any]:
    def sessions(of: list[tuple[str, Appointment]]) -> list[dict[str, Any]]:
        return [{"plan": name, "session": told.number, "date": told.day.isoformat()} for name, told in of]

    return {
        "due": [
            {"plan": name, "id": entry.event.id, "kind": entry.event.kind, "date": entry.event.day.isoformat(),
             "title": entry.title}
            for name, entry in found
        ],
        "not_told": sessions(overdue),
        "steps_due": sessions(steps),
    }  # fmt: skip
