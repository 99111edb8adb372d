"""What the commands about a saved plan share: where it is kept, which one is meant, and how it stands today."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from microneedle_cli import course, edge, names, saved
from microneedle_cli.commands import shared_course
from microneedle_cli.commands.shared import Desk, open_desk
from microneedle_cli.dates import quoted
from microneedle_cli.errors import NothingThere, UsageMistake
from microneedle_cli.model import Pause
from microneedle_cli.pages import plan as page
from microneedle_cli.saved import Plan, Store

USUAL_NAME = "main"

Name = Annotated[str, typer.Option("--name", metavar="NAME", help="Which plan, when you keep several.")]


class Keeper(Desk):
    """A desk with the folder of what the user keeps, and today."""

    folder: Path
    now: date

    @property
    def words(self) -> Any:
        return self.book.one("plan_words")

    @property
    def pauses(self) -> dict[str, Pause]:
        return {pause.id: pause for pause in self.book.all("pause")}


def open_keeper(ctx: typer.Context, as_json: bool, plain: bool, today: str) -> Keeper:
    desk = open_desk(ctx, as_json, plain, today)
    return Keeper(desk.request, desk.book, Path(edge.own_folder()), edge.today(desk.request))


def plan_name(text: str) -> str:
    """The name of a plan as it is kept. Raises `UsageMistake` for what cannot be a name."""
    if text and not saved.NAME.fullmatch(text):
        raise UsageMistake(
            f"--name: {quoted(text)} cannot be a name.", "Use small letters, digits and hyphens, such as left-cheek."
        )
    return text


def the_plan(store: Store | None, name: str) -> Plan:
    """The plan of that name, or the only one. Raises `NothingThere` or `UsageMistake`."""
    known = store.names() if store else ()
    if store is None or not known:
        raise NothingThere("No plan is saved yet.", "Make one: mn plan new --start DATE")
    if not plan_name(name) and len(known) > 1:
        raise UsageMistake(f"You keep {len(known)} plans.", f"Say which: --name {' or --name '.join(known[:9])}")
    if name and name not in known:
        raise names.unknown(name, "--name", known, known)
    return store.plan(name or known[0])


@contextmanager
def changing(keeper: Keeper, name: str) -> Iterator[tuple[Store, Plan]]:
    """The store within its transaction, and the plan to change."""
    with saved.reading(keeper.folder) as store:  # says that there is no plan without making a file
        the_plan(store, name)
    with saved.writing(keeper.folder) as store:
        yield store, the_plan(store, name)


def standing(keeper: Keeper, kept: Plan) -> page.Standing:
    """The plan as it stands today."""
    dated = course.appointments(shared_course.course_of(keeper, kept.settings), kept.happened)
    told = shared_course.dates_of(keeper, kept.settings, dated)
    doubts = shared_course.doubts(keeper, dated, kept.settings)
    name = "" if kept.name == USUAL_NAME else kept.name
    scar, text = shared_course.scar_with_words(keeper, kept.settings.scar)
    known = (keeper.book.one("schedule"), text, scar.schedule == "ask-first")
    return page.Standing(name, dated, told, keeper.now, *known, pause_of(keeper, kept), doubts)


def pause_of(keeper: Keeper, kept: Plan) -> Pause | None:
    """The reason of the pause that is on."""
    reason = ""
    for told in kept.happened:
        reason = told.reason if told.doing == "pause" else "" if told.doing == "resume" else reason
    return keeper.pauses.get(reason, keeper.pauses["other"]) if reason else None
