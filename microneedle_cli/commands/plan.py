"""`mn plan`: a course that is kept, with what really happened."""

from typing import Annotated, Any

import typer
import typer.core

from microneedle_cli import course, edge, facts, names, saved
from microneedle_cli import plan as planning
from microneedle_cli.commands import shared_course
from microneedle_cli.commands.shared import (
    AsJson,
    Plain,
    ScarOption,
    SkinOption,
    Today,
    amounts,
    scar_of,
)
from microneedle_cli.commands.shared_course import (
    At,
    Closed,
    Discreet,
    Every,
    Force,
    IcsFile,
    Maintenance,
    On,
    ScarSince,
    Sessions,
    SunnyTrip,
    Wishes,
    Years,
)
from microneedle_cli.commands.shared_plan import (
    USUAL_NAME,
    Keeper,
    Name,
    changing,
    open_keeper,
    pause_of,
    plan_name,
    standing,
    the_plan,
)
from microneedle_cli.course import Happening, Settings
from microneedle_cli.dates import Length, later, parse_date, quoted
from microneedle_cli.document import Line
from microneedle_cli.errors import NothingThere, UsageMistake
from microneedle_cli.facts import fill
from microneedle_cli.model import Fact
from microneedle_cli.pages import plan as page
from microneedle_cli.saved import Plan, Store, Told


class Ways(typer.core.TyperGroup):
    """The commands of a plan; an unknown one is answered with all that there are."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands:
            raise names.unknown(args[0], "mn plan", self.commands, self.commands)
        return super().resolve_command(ctx, args)


app = typer.Typer(cls=Ways, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
LARGEST = 5_000_000  # characters of a file to import
MOST_HAPPENINGS = 1_000

ClinicSaid = Annotated[bool, typer.Option("--my-clinic-said-so", help="Keep a date against a rule.")]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="Which session: 1, 2, 3 ...")]


@app.callback(
    invoke_without_command=True, help="Keep your dates, tell what really happened, and see how the rest moves."
)
def plan(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        show(ctx)


@app.command(help="Make a plan from the day of the first session.")
def new(
    ctx: typer.Context,
    start: Annotated[str, typer.Option(metavar="DATE", help="The day of the first session.")],
    name: Name = "",
    scar: ScarOption = "",
    skin: SkinOption = "",
    sessions: Sessions = "",
    every: Every = "",
    maintenance: Maintenance = "",
    years: Years = "",
    on: On = "",
    closed: Closed = None,
    sunny: SunnyTrip = None,
    since: ScarSince = "",
    at: At = "",
    clinic_said: ClinicSaid = False,
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    keeper = open_keeper(ctx, as_json, plain, today)
    first = parse_date(start, keeper.now, "--start")
    options = (scar, skin, sessions, every, maintenance, years, at, on, tuple(closed or ()), tuple(sunny or ()), since)
    if scar and (found := scar_of(scar, keeper.book)) and found[0].schedule == "none":
        raise NothingThere(
            f"No dates are planned here for {found[1].name.lower()}.",
            f"Ask a dermatologist first. Why: mn schedule --start {first.isoformat()} --scar {found[0].id}",
        )
    settings = shared_course.settings_of(keeper, Wishes(first, *options), keeper.now)
    check_new(keeper, settings, clinic_said)
    called = plan_name(name) or USUAL_NAME
    import uuid

    made = Plan(called, uuid.uuid4().hex, settings)
    with saved.writing(keeper.folder) as store:
        if called in store.names():
            raise UsageMistake(
                f"There is a plan already: {quoted(called)}.",
                "See it: mn plan show. Keep a second one with --name, or erase the first: mn plan erase",
            )
        store.add(made)
    assumed = shared_course.scar_with_words(keeper, "")[1].name.lower()
    note = fill(keeper.book.words.schedule_other_scar, {"scar": assumed})
    show_plan(keeper, made, "plan new", () if scar else (Line(note),))


def check_new(keeper: Keeper, settings: Settings, clinic_said: bool) -> None:
    """Raises `UsageMistake` for a first day on which the scar is too new, unless the clinic said so."""
    limits = shared_course.limits_of(keeper, settings)
    for objection in course.new_scar(settings.start, limits):
        if not clinic_said:
            session = course.appointments(shared_course.course_of(keeper, settings))[0]
            raise refused(keeper, [objection], session, keeper.words.refused_new)


@app.command(help="Your dates as they stand, also for your calendar.")
def show(
    ctx: typer.Context,
    name: Name = "",
    ics: IcsFile = "",
    discreet: Discreet = False,
    force: Force = False,
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    keeper = open_keeper(ctx, as_json, plain, today)
    with saved.reading(keeper.folder) as store:
        kept = the_plan(store, name)
    if ics:
        write_calendar(keeper, kept, ics, discreet, force)
        if ics == "-":
            return
    show_plan(keeper, kept, "plan show")


def write_calendar(keeper: Keeper, kept: Plan, name: str, discreet: bool, force: bool) -> None:
    """Write the dates for a calendar, and remember what was sent once the file is there."""
    from microneedle_cli.render import ics

    with saved.writing(keeper.folder) as store:
        now = the_plan(store, kept.name)
        stands = standing(keeper, now)
        live = [entry for entry in stands.told if not stands.pause or is_done(entry.event.id, stands)]
        entries = shared_course.entries_of(keeper, live, now.uid, now.settings, keeper.now, discreet)
        neutral = shared_course.neutral_titles(keeper, now.sent) if discreet else {}
        at = shared_course.hour(now.settings)
        found, sent = ics.revised(entries, now.sent, now.uid, keeper.now, at, neutral)
        store.put_sent(now.name, sent)
        shared_course.write_calendar(found, name, force)


def is_done(id: str, stands: page.Standing) -> bool:
    return any(told.status == "done" and id == f"session-{told.number}" for told in stands.appointments)


def show_plan(keeper: Keeper, kept: Plan, command: str, notes: tuple[Line, ...] = ()) -> None:
    stands = standing(keeper, kept)
    stands = stands.replace(doubts=(*notes, *stands.doubts))
    if keeper.as_json:
        keeper.write_json(command, as_data(keeper, kept, stands, ()))
    else:
        keeper.show(page.page(stands, keeper.book.all("pause"), keeper.words, keeper.frame()))


def as_data(keeper: Keeper, kept: Plan, stands: page.Standing, changes: tuple[course.Change, ...]) -> dict[str, Any]:
    """A plan for programs: its settings, its sessions, all dates, and what a command changed."""
    return {
        "plan": kept.name,
        "settings": saved.as_json(kept.settings),
        "today": keeper.now.isoformat(),
        "paused": stands.pause.id if stands.pause else None,
        "sessions": [saved.as_json(told) for told in stands.appointments],
        "events": shared_course.events_as_data(stands.told, keeper.now),
        "changes": [saved.as_json(change) for change in changes],
        "notes": [line.text for line in stands.doubts],
    }


@app.command(help="A session took place.")
def done(
    ctx: typer.Context,
    number: Number,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day; today if you do not say.")] = "",
    name: Name = "",
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    keeper = open_keeper(ctx, as_json, plain, today)
    day = parse_date(on, keeper.now, "--on") if on else keeper.now
    with changing(keeper, name) as (store, kept):
        stands = standing(keeper, kept).appointments
        session = session_of(number, stands)
        course.check_done(session, day, keeper.now, stands)
        after = tell(keeper, store, kept, Happening(keeper.now, "done", session.number, day))
    show_change(keeper, after, "plan done")


@app.command(help="A session moves to another day.")
def move(
    ctx: typer.Context,
    number: Number,
    day: Annotated[str, typer.Argument(metavar="DATE", help="The new day.")],
    clinic_said: ClinicSaid = False,
    name: Name = "",
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    keeper = open_keeper(ctx, as_json, plain, today)
    to = parse_date(day, keeper.now, "DATE")
    with changing(keeper, name) as (store, kept):
        stands = standing(keeper, kept).appointments
        session = session_of(number, stands)
        course.check_move(session, to, keeper.now, stands)
        known, limits = shared_course.course_of(keeper, kept.settings), shared_course.limits_of(keeper, kept.settings)
        broken = course.objections(session.number, to, known, kept.happened, limits)
        if broken and not clinic_said:
            said = {"number": str(session.number), "iso": to.isoformat()}
            raise refused(keeper, broken, session.replace(day=to), fill(keeper.words.refused_hint, said))
        happening = Happening(keeper.now, "move", session.number, to, "", bool(broken))
        after = tell(keeper, store, kept, happening)
    show_change(keeper, after, "plan move")


def refused(keeper: Keeper, broken: Any, session: course.Appointment, hint: str) -> UsageMistake:
    """The first rule that a day breaks, in words, and the way out."""
    words, known = keeper.words, amounts(keeper.book)
    objection = broken[0]
    if objection.rule == "paused":
        return UsageMistake("The plan is on hold, so no session moves now.", "When you go on: mn plan resume")
    told = {
        "too-soon": (words.too_soon, "least-spacing"),
        "next-too-soon": (words.next_too_soon, "least-spacing"),
        "sun-after": (words.sun_after, "sun-after"),
        "sun-before": (words.sun_before, "sun-before"),
        "scar-too-new": (words.scar_new, "scar-wait"),
        "closed": (words.closed_day, "least-spacing"),
    }
    text, fact = told[objection.rule]
    sentence = page.doubt(text, objection, session, shared_course.amount(known[fact], keeper), keeper.frame())
    return UsageMistake(f"{words.refused} {sentence}", hint)


@app.command(help="A session is left out.")
def skip(
    ctx: typer.Context,
    number: Number,
    name: Name = "",
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    keeper = open_keeper(ctx, as_json, plain, today)
    with changing(keeper, name) as (store, kept):
        session = session_of(number, standing(keeper, kept).appointments)
        if session.status == "done":
            raise UsageMistake(
                f"Session {session.number} took place on {session.day.isoformat()}, so it cannot be left out.",
                "If that was a mistake: mn plan undo",
            )
        after = tell(keeper, store, kept, Happening(keeper.now, "skip", session.number))
    show_change(keeper, after, "plan skip")


@app.command(help="Stop for a while: a cold sore, sunburn, an infection, pregnancy, a holiday.")
def pause(
    ctx: typer.Context,
    reason: Annotated[str, typer.Argument(metavar="REASON", help="Why, such as cold-sore or holiday.")],
    name: Name = "",
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    keeper = open_keeper(ctx, as_json, plain, today)
    known = {word: pause for pause in keeper.pauses.values() for word in (pause.id, *pause.also)}
    why = names.named(reason, known, "REASON", tuple(keeper.pauses))
    with changing(keeper, name) as (store, kept):
        after = tell(keeper, store, kept, Happening(keeper.now, "pause", 0, keeper.now, why.id))
    show_change(keeper, after, "plan pause")


@app.command(help="Go on after a pause.")
def resume(
    ctx: typer.Context,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day it ended; today if you do not say.")] = "",
    name: Name = "",
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    keeper = open_keeper(ctx, as_json, plain, today)
    ended = parse_date(on, keeper.now, "--on") if on else keeper.now
    if ended > keeper.now:
        raise UsageMistake(f"--on: {ended.isoformat()} is still to come.", "Type 'mn plan resume' when it is over.")
    with changing(keeper, name) as (store, kept):
        why = pause_of(keeper, kept)
        if why is None:
            raise UsageMistake("The plan is not on hold.", "See it: mn plan show")
        known = amounts(keeper.book)
        healed = later(ended, length_of(known[why.wait])) if why.wait else ended
        first = max(healed, later(keeper.now, length_of(known["prepare-lead"])))
        after = tell(keeper, store, kept, Happening(keeper.now, "resume", 0, first, why.id))
    show_change(keeper, after, "plan resume")


@app.command(help="Take back what you told last.")
def undo(ctx: typer.Context, name: Name = "", as_json: AsJson = False, plain: Plain = False, today: Today = "") -> None:
    keeper = open_keeper(ctx, as_json, plain, today)
    with changing(keeper, name) as (store, kept):
        if not kept.told:
            raise NothingThere("There is nothing to take back.", "See the plan: mn plan show")
        store.take_back(kept.name)
        after = kept.replace(told=kept.told[:-1])
    changes = course.changes(events_of(keeper, kept), events_of(keeper, after))
    show_told(keeper, after, keeper.words.because_undo, None, changes, "plan undo")


@app.command(help="What happened, and which dates moved then.")
def history(
    ctx: typer.Context, name: Name = "", as_json: AsJson = False, plain: Plain = False, today: Today = ""
) -> None:
    keeper = open_keeper(ctx, as_json, plain, today)
    with saved.reading(keeper.folder) as store:
        kept = the_plan(store, name)
    if keeper.as_json:
        keeper.write_json("plan history", {"plan": kept.name, "history": [saved.as_json(told) for told in kept.told]})
        return
    stands, frame, words = standing(keeper, kept), keeper.frame(), keeper.words
    entries = [
        (
            told.happening.recorded,
            page.because(told.happening, keeper.pauses, words, frame),
            tuple(page.change_lines(told.changes, stands.texts, words, frame)),
        )
        for told in kept.told
    ]
    keeper.show(page.history(entries, stands.name, words, frame))


@app.command(help="Write everything that is kept as JSON, to keep or to move to another computer.")
def export(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A new file, or - for the screen.")] = "-",
    force: Force = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    import json

    keeper = open_keeper(ctx, False, plain, today)
    with saved.reading(keeper.folder) as store:
        if store is None:
            raise NothingThere("Nothing is kept.", "Make a plan: mn plan new --start DATE")
        text = json.dumps(saved.everything(store), indent=2, allow_nan=False) + "\n"
    shared_course.write_out(file, text.encode(), force)
    edge.notice(keeper.words.exported)


@app.command("import", help="Read what 'mn plan export' wrote.")
def import_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file, or - for the keyboard or a pipe.")],
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of plans with the same name.")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    from microneedle_cli import files

    keeper = open_keeper(ctx, as_json, plain, today)
    brought = saved.from_export(files.read_text(file, LARGEST), quoted(file))
    for kept in brought.plans:
        check_known(keeper, kept)
    with saved.writing(keeper.folder) as store:
        twice = [kept.name for kept in brought.plans if kept.name in store.names()]
        if twice and not replace:
            raise UsageMistake(
                f"There is a plan already: {quoted(twice[0])}.",
                "Add --replace to put the one of the file in its place.",
            )
        saved.bring(store, brought)
    for kept in brought.plans:
        show_plan(keeper, kept, "plan import")


def check_known(keeper: Keeper, kept: Plan) -> None:
    """Raises `UsageMistake` when a plan of a file names what this mn does not know."""
    plan_name(kept.name)
    settings = kept.settings
    wishes = Wishes(
        settings.start, settings.scar, settings.skin, str(settings.sessions), settings.every, settings.maintenance,
        str(settings.years), settings.at,
    )  # fmt: skip
    shared_course.settings_of(keeper, wishes, keeper.now)
    standing(keeper, kept)


@app.command(help="Erase a plan, or everything that is kept.")
def erase(
    ctx: typer.Context,
    name: Name = "",
    everything: Annotated[bool, typer.Option("--all", help="All plans, ticks and questions.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    keeper = open_keeper(ctx, as_json, plain, today)
    called = ""
    if not everything:
        with saved.reading(keeper.folder) as store:
            called = the_plan(store, name).name
    what = f"the plan '{called}'" if called else "everything that is kept"
    if not yes and not edge.confirmed(f"Erase {what}? It cannot be brought back. Type y or n:"):
        how = "mn plan erase --all --yes" if everything else f"mn plan erase --name {called} --yes"
        raise UsageMistake("Nothing was erased.", f"To erase {what} for good, type: {how}")
    if called:
        saved.erase(keeper.folder, called)
        said = keeper.words.erased
    else:
        saved.erase_all(keeper.folder)
        said = keeper.words.erased_all
    if keeper.as_json:
        keeper.write_json("plan erase", {"erased": called or "all"})
    else:
        keeper.show(page.erased(said, called, keeper.words, keeper.frame()))


def length_of(fact: Fact) -> Length:
    return planning.length_of(facts.parse_amount(fact.value))


def session_of(number: str, stands: tuple[course.Appointment, ...]) -> course.Appointment:
    count = names.whole_number(number, "NUMBER", 1, 999, "Give the number of the session, such as 2.")
    return course.to_be_told(count, stands)


def events_of(keeper: Keeper, kept: Plan) -> tuple[Any, ...]:
    return tuple(entry.event for entry in standing(keeper, kept).told)


def tell(keeper: Keeper, store: Store, kept: Plan, happening: Happening) -> Plan:
    """Keep what happened together with the dates it changed; the plan as it is then."""
    if len(kept.told) >= MOST_HAPPENINGS:
        raise UsageMistake("This plan holds as much as it can.", "Export it and begin a new one.")
    after = kept.replace(told=(*kept.told, Told(happening, ())))
    changes = course.changes(events_of(keeper, kept), events_of(keeper, after))
    told = Told(happening, changes)
    store.tell(kept.name, told)
    return kept.replace(told=(*kept.told, told))  # type: ignore[no-any-return]


def show_change(keeper: Keeper, kept: Plan, command: str) -> None:
    told = kept.told[-1]
    because = page.because(told.happening, keeper.pauses, keeper.words, keeper.frame())
    show_told(keeper, kept, because, told.happening, told.changes, command)


def show_told(
    keeper: Keeper,
    kept: Plan,
    because: str,
    happening: Happening | None,
    changes: tuple[course.Change, ...],
    command: str,
) -> None:
    stands = standing(keeper, kept)
    if keeper.as_json:
        keeper.write_json(command, as_data(keeper, kept, stands, changes))
    else:
        keeper.show(page.changed(stands, because, happening, changes, keeper.words, keeper.frame()))
