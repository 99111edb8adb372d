"""`mn explain`: the topics, or one of them, short or in full."""

from typing import Annotated

import typer

from microneedle_cli import names
from microneedle_cli.commands.shared import AsJson, Plain, ScarOption, Today, amounts, new_app, open_desk, scar_of

app = new_app()


@app.command(help="How it works, what it can do, what can go wrong: the topics, or one of them.")
def explain(
    ctx: typer.Context,
    topic: Annotated[str, typer.Argument(metavar="[TOPIC]", help="A topic of the list.")] = "",
    scar: ScarOption = "",
    more: Annotated[bool, typer.Option("--more", help="The long version.")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    desk = open_desk(ctx, as_json, plain, today)
    topics = desk.book.sections["topic"]
    mine = scar_of(scar, desk.book)
    chosen = names.named(topic, topics, "TOPIC") if topic else None
    if desk.as_json:
        from microneedle_cli.render import data

        shown = (chosen,) if chosen else tuple(topics.values())
        desk.write_json("explain", {"topics": [data.topic(entry) for entry in shown]})
        return
    from microneedle_cli.pages import explain as page

    text = mine[1] if mine else None
    if chosen:
        desk.show(page.topic(chosen, text, more, amounts(desk.book), desk.frame()))
    else:
        desk.show(page.contents(topics.values(), text, desk.frame()))
