"""`mn check`: what to tell the clinician before treatment."""

import typer

from microneedle_cli.commands.shared import AsJson, Plain, Today, new_app, open_desk

app = new_app()


@app.command(help="Tell your clinician before treatment: any of these, or none of these.")
def check(ctx: typer.Context, as_json: AsJson = False, plain: Plain = False, today: Today = "") -> None:
    desk = open_desk(ctx, as_json, plain, today)
    found = desk.book.one("check")
    if desk.as_json:
        from microneedle_cli.render import data

        desk.write_json("check", {"groups": [data.check_group(group) for group in found.checks]})
        return
    from microneedle_cli.pages import choices

    desk.show(choices.check(found, desk.summary("check"), desk.frame()))
