"""`mn claims`: what people read about microneedling, and what studies show."""

import typer

from microneedle_cli.commands.shared import AsJson, Plain, Today, new_app, open_desk

app = new_app()


@app.command(help="What people read about microneedling, and what studies show.")
def claims(ctx: typer.Context, as_json: AsJson = False, plain: Plain = False, today: Today = "") -> None:
    desk = open_desk(ctx, as_json, plain, today)
    found = desk.book.all("claim")
    if desk.as_json:
        from microneedle_cli.render import data

        desk.write_json("claims", {"claims": [data.claim(claim) for claim in found]})
        return
    from microneedle_cli.pages import choices

    desk.show(
        choices.claims(
            found, desk.book.one("claim_test"), desk.book.sections["fact"], desk.summary("claims"), desk.frame()
        )
    )
