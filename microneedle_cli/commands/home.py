"""`mn` alone: what this is, and the things people come for."""

import typer

from microneedle_cli.commands.shared import open_desk


def home(ctx: typer.Context) -> None:
    desk = open_desk(ctx)
    start = desk.book.one("home")
    if desk.as_json:
        tasks = [{"text": task.text, "command": task.command} for task in start.tasks]
        desk.write_json("home", {"purpose": [line.text for line in start.purpose], "tasks": tasks})
        return
    from microneedle_cli.pages import lists

    desk.show(lists.home(start, desk.frame()))
