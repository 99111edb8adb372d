"""`mn` alone: what this is, the things people come for, and the card of the day when a plan is kept."""

import os
from typing import Any

import typer

from microneedle_cli import edge
from microneedle_cli.commands.shared import open_desk
from microneedle_cli.errors import MicroneedleError


def home(ctx: typer.Context) -> None:
    desk = open_desk(ctx)
    start = desk.book.one("home")
    if desk.as_json:
        tasks = [{"text": task.text, "command": task.command} for task in start.tasks]
        desk.write_json("home", {"purpose": [line.text for line in start.purpose], "tasks": tasks})
        return
    from microneedle_cli.pages import lists

    desk.show(lists.home(start, card(ctx), desk.frame()))


def card(ctx: typer.Context) -> list[Any]:
    """The card of the day of each plan; none when nothing is kept. What cannot be read is said beside the page."""
    try:
        if not os.path.isdir(edge.own_folder()):  # spares loading what reads plans
            return []
        from microneedle_cli import saved
        from microneedle_cli.commands import today
        from microneedle_cli.commands.shared_plan import open_keeper

        keeper = open_keeper(ctx, False, False, "")
        with saved.reading(keeper.folder) as store:
            plans = [store.plan(name) for name in store.names()] if store else []
        return [block for kept in plans for block in today.blocks(keeper, kept)]
    except MicroneedleError as trouble:
        edge.complain(f"{trouble.message} {trouble.hint}")
        return []
