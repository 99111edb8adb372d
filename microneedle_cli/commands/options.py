"""`mn options`: the choices for scars side by side, doing nothing included."""

import typer

from microneedle_cli.commands.shared import AsJson, Plain, ScarOption, Today, new_app, open_desk, scar_of

app = new_app()


@app.command(help="The choices for scars side by side, doing nothing included.")
def options(
    ctx: typer.Context, scar: ScarOption = "", as_json: AsJson = False, plain: Plain = False, today: Today = ""
) -> None:
    desk = open_desk(ctx, as_json, plain, today)
    found = desk.book.one("options")
    mine = scar_of(scar, desk.book)
    id = mine[0].id if mine else None
    from microneedle_cli.pages import choices

    chosen = choices.for_scar(found.options, id)
    if desk.as_json:
        from microneedle_cli.render import data

        desk.write_json("options", {"scar": id, "options": [data.choice(choice) for choice in chosen]})
        return
    sections = desk.book.sections
    known = choices.Known(sections["scar"], sections["scar_text"], sections["fact"])
    desk.show(choices.options(found, chosen, id, known, desk.summary("options"), desk.frame()))
