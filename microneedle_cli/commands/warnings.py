"""`mn warnings`: when to get help."""

import typer

from microneedle_cli.commands.shared import AsJson, Plain, Today, amounts, new_app, open_desk

app = new_app()


@app.command(help="When to call emergency services, when to call your clinic, what is normal.")
def warnings(ctx: typer.Context, as_json: AsJson = False, plain: Plain = False, today: Today = "") -> None:
    desk = open_desk(ctx, as_json, plain, today)
    levels = desk.book.all("level")
    if desk.as_json:
        from microneedle_cli.render import data

        desk.write_json("warnings", {"levels": [data.level(level) for level in levels]})
        return
    from microneedle_cli.pages import warnings as page

    desk.show(page.page(levels, amounts(desk.book), desk.summary("warnings"), desk.frame()))
