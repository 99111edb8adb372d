"""`mn prepare`: the checklist before a session."""

from typing import Annotated

import typer

from microneedle_cli import edge, plan
from microneedle_cli.commands.shared import (
    AsJson,
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
from microneedle_cli.dates import parse_date
from microneedle_cli.pages import prepare as page

app = new_app()


@app.command(help="Before a session: the checklist, with dates if you give the day.")
def prepare(
    ctx: typer.Context,
    scar: ScarOption = "",
    skin: SkinOption = "",
    on: Annotated[str, typer.Option(metavar="DATE", help="The day of the session.")] = "",
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    desk = open_desk(ctx, as_json, plain, today)
    session = parse_date(on, edge.today(desk.request), "--on") if on else None
    mine, skin_type = scar_of(scar, desk.book), skin_of(skin, desk.book)
    id, type = mine[0].id if mine else None, skin_type.type if skin_type else None
    facts = amounts(desk.book)
    steps = tuple(step for step in desk.book.all("step") if plan.concerns(step, id, type))
    if desk.as_json:
        from microneedle_cli.render import data

        iso = session.isoformat() if session else None
        told = [data.step(step, page.days_before(step, facts), session) for step in steps]
        desk.write_json("prepare", {"on": iso, "scar": id, "skin": type, "steps": told})
        return
    parts = desk.book.sections["prepare_part"]
    desk.show(page.page(steps, facts, parts, session, desk.summary("prepare"), desk.frame()))
