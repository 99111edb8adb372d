"""`mn sources`: the list, or one entry of it."""

from typing import Annotated

import typer

from microneedle_cli import names
from microneedle_cli.commands.shared import AsJson, Plain, Today, new_app, open_desk

app = new_app()


@app.command(help="What we read.")
def sources(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(metavar="[ID]", help="The id of a source.")] = "",
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    desk = open_desk(ctx, as_json, plain, today)
    entries = desk.book.sections["source"]
    shown = (names.named(id, entries, "ID"),) if id else tuple(entries.values())
    if desk.as_json:
        from microneedle_cli.render import data

        desk.write_json("sources", {"sources": [data.source(entry) for entry in shown]})
        return
    from microneedle_cli.pages import lists

    desk.show(lists.sources(shown, desk.frame()))
