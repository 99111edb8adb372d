"""`mn glossary`: the list, or one entry of it."""

from typing import Annotated

import typer

from microneedle_cli import names
from microneedle_cli.commands.shared import AsJson, Plain, Today, new_app, open_desk

app = new_app()


@app.command(help="Medical words in plain words.")
def glossary(
    ctx: typer.Context,
    term: Annotated[str, typer.Argument(metavar="[TERM]", help="A word of the list.")] = "",
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    desk = open_desk(ctx, as_json, plain, today)
    entries = desk.book.sections["term"]
    shown = (names.named(term, entries, "TERM"),) if term else tuple(entries.values())
    if desk.as_json:
        from microneedle_cli.render import data

        desk.write_json("glossary", {"terms": [data.term(entry) for entry in shown]})
        return
    from microneedle_cli.pages import lists

    desk.show(lists.glossary(shown, desk.frame()))
