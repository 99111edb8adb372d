"""`mn today`: the card of the day, and what was ticked on it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any

import typer

from microneedle_cli import course, names, plan, saved
from microneedle_cli.commands.shared import AsJson, Plain, Today, amounts, new_app, scar_of, skin_of
from microneedle_cli.commands.shared_plan import Keeper, Name, changing, open_keeper, standing, the_plan
from microneedle_cli.document import Block, Line
from microneedle_cli.facts import fill
from microneedle_cli.model import Phase, PlanWords, Step
from microneedle_cli.pages import aftercare, prepare
from microneedle_cli.pages import plan as plan_page
from microneedle_cli.pages import today as page
from microneedle_cli.record import Record
from microneedle_cli.saved import Plan, Tick

app = new_app()


class Sheet(Record):
    """The card with what can be ticked on it."""

    card: page.Card
    ticks: Mapping[str, Tick]
    phase: Phase | None


@app.command(help="The card of the day: what is normal, what to do, what not yet, when to call, what is next.")
def today(
    ctx: typer.Context,
    done: Annotated[str, typer.Option("--done", metavar="NAME", help="Tick a line of the card.")] = "",
    undo: Annotated[str, typer.Option("--undo", metavar="NAME", help="Take a tick back.")] = "",
    name: Name = "",
    as_json: AsJson = False,
    plain: Plain = False,
    today: Today = "",
) -> None:
    keeper = open_keeper(ctx, as_json, plain, today)
    if done or undo:
        kept = ticked(keeper, name, done, undo)
    else:
        with saved.reading(keeper.folder) as store:
            kept = the_plan(store, name)
    sheet = sheet_of(keeper, kept)
    if keeper.as_json:
        keeper.write_json("today", as_data(keeper, kept, sheet))
    else:
        keeper.show(page.page(sheet.card, standing(keeper, kept), keeper.words, keeper.frame()))
    if not sheet.card.is_due:
        raise typer.Exit(1)


def blocks(keeper: Keeper, kept: Plan) -> list[Block]:
    """The card for the start page."""
    return page.blocks(sheet_of(keeper, kept).card, standing(keeper, kept), keeper.words, keeper.frame(), level=2)


def ticked(keeper: Keeper, name: str, done: str, undo: str) -> Plan:
    """The plan with a line ticked, or a tick taken back. Raises `UsageMistake` for a line that is not there today."""
    with changing(keeper, name) as (store, kept):
        known = sheet_of(keeper, kept).ticks
        if done:
            store.tick(kept.name, names.named(done, known, "--done"))
        if undo:
            mine = {tick.item: tick for tick in kept.ticks if tick in known.values() or tick.day == keeper.now}
            store.untick(kept.name, names.named(undo, mine, "--undo"))
        return store.plan(kept.name)


def sheet_of(keeper: Keeper, kept: Plan) -> Sheet:
    """The card of today with its ticks."""
    stands = standing(keeper, kept)
    ticks: dict[str, Tick] = {}
    after, phase = day_after(keeper, kept, stands, ticks)
    before = steps_before(keeper, kept, stands, ticks)
    now = keeper.now
    checks = tuple(
        entry for entry in stands.told if entry.event.kind in ("check", "maintenance") and entry.event.day == now
    )
    to_come = [entry for entry in stands.told if entry.event.day > now and entry.event.kind != "prepare"]
    card = page.Card(
        after,
        before,
        () if stands.pause else checks,
        lines_ticked(keeper, kept, ticks),
        to_come[0] if to_come else None,
    )
    return Sheet(card, ticks, phase)


def day_after(
    keeper: Keeper, kept: Plan, stands: plan_page.Standing, ticks: dict[str, Tick]
) -> tuple[page.After | None, Phase | None]:
    """The checklist of the day after the last session, while it lasts. A planned day that has come counts as one."""
    session, guessed = course.last_done(stands.appointments), False
    following = course.next_session(stands.appointments)
    if following and following.day <= keeper.now and not following.held:
        session, guessed = following, True
    if session is None:
        return None, None
    known, day = amounts(keeper.book), (keeper.now - session.day).days
    phases = keeper.book.all("phase")
    phase: Phase = plan.phase_on(day, phases, known)
    if plan.phase_days(phase, known)[1] is None:
        return None, None
    scar, skin = scar_of(kept.settings.scar, keeper.book), skin_of(kept.settings.skin, keeper.book)
    reader = aftercare.Reader(scar[1] if scar else None, skin, scar is not None and scar[0].waits == "ask")
    already = {tick.item for tick in kept.ticks if tick.session == session.number and tick.day == keeper.now}
    mine = [item for item in phase.do if plan.concerns(item, kept.settings.scar, skin.type if skin else None)]
    ticks.update({item.id: Tick(session.number, item.id, keeper.now) for item in mine})
    left = tuple(
        item.replace(**{field: with_name(getattr(item, field), item.id, keeper.words) for field in ("text", "then")})
        for item in phase.do
        if item.id not in already
    )
    waits = plan.waits(day, keeper.book.all("activity"), known)
    shown = aftercare.Lists(known, keeper.book.sections["aftercare_part"])
    days = aftercare.Days(keeper.now, session.day, not guessed)
    blocks: Sequence[Block] = aftercare.day_blocks(
        day, days, phase.replace(do=left), waits, shown, reader, keeper.summary("aftercare"), keeper.frame()
    )
    return page.After(session, day, guessed, tuple(blocks)), phase


def with_name(text: str | None, id: str, words: PlanWords) -> str | None:
    """The line with the name that ticks it in front."""
    return fill(words.today_item, {"id": id, "text": text}) if text else text


def steps_before(keeper: Keeper, kept: Plan, stands: plan_page.Standing, ticks: dict[str, Tick]) -> page.Before | None:
    """The steps before the next session that should be done by now and are not ticked."""
    session = course.next_session(stands.appointments)
    if session is None or session.held or session.day < keeper.now:
        return None
    known, skin = amounts(keeper.book), int(kept.settings.skin) if kept.settings.skin else None
    already = {tick.item for tick in kept.ticks if tick.session == session.number}
    due: list[tuple[date, Step]] = []
    for step in keeper.book.all("step"):
        by = session.day - timedelta(days=prepare.days_before(step, known))
        if by <= keeper.now and plan.concerns(step, kept.settings.scar, skin):
            ticks.setdefault(step.id, Tick(session.number, step.id, keeper.now))
            if step.id not in already:
                due.append((by, step))
    return page.Before(session, tuple(due)) if due else None


def lines_ticked(keeper: Keeper, kept: Plan, ticks: Mapping[str, Tick]) -> tuple[Line, ...]:
    """What is ticked of today's lines; a line that the knowledge no longer has is kept and said to be gone."""
    words, found = keeper.words, []
    items = {item.id: item for phase in keeper.book.all("phase") for item in phase.do}
    known = {**items, **keeper.book.sections["step"]}
    sessions = {tick.session for tick in ticks.values()}
    for tick in kept.ticks:
        entry = known.get(tick.item)
        if entry is None and tick.session in sessions:
            found.append(Line(fill(words.today_gone, {"id": tick.item})))
        elif entry is not None and is_of_today(tick, ticks, keeper.now, items):
            found.append(Line(fill(words.today_item, {"id": tick.item, "text": entry.text}), entry.sources))
    return tuple(found)


def is_of_today(tick: Tick, ticks: Mapping[str, Tick], now: date, daily: Collection[str]) -> bool:
    """Whether the tick is of a line of today: a daily line ticked today, or a step before the session to come."""
    mine = ticks.get(tick.item)
    return mine is not None and mine.session == tick.session and (tick.day == now or tick.item not in daily)


def as_data(keeper: Keeper, kept: Plan, sheet: Sheet) -> dict[str, Any]:
    from microneedle_cli.render import data

    card, stands = sheet.card, standing(keeper, kept)
    following = card.following
    known, scar = amounts(keeper.book), kept.settings.scar
    skin = int(kept.settings.skin) if kept.settings.skin else None
    after = card.after
    daily = {item.id for phase in keeper.book.all("phase") for item in phase.do}
    waits = plan.waits(after.day, keeper.book.all("activity"), known) if after else ()
    ask = any(entry.id == scar and entry.waits == "ask" for entry in keeper.book.all("scar"))
    return {
        "plan": kept.name,
        "today": keeper.now.isoformat(),
        "due": card.is_due,
        "paused": stands.pause.id if stands.pause else None,
        "session": after.session.number if after else None,
        "day": after.day if after else None,
        "guessed": after.guessed if after else False,
        "phase": data.phase(sheet.phase, plan.phase_days(sheet.phase, known), scar, skin) if sheet.phase else None,
        "may": [data.wait(wait, after.session.day, ask) for wait in waits] if after else [],
        "prepare": [{**data.item(step), "by": by.isoformat()} for by, step in card.before.steps] if card.before else [],
        "ticked": [tick.item for tick in kept.ticks if is_of_today(tick, sheet.ticks, keeper.now, daily)],
        "can_be_ticked": list(sheet.ticks),
        "next": {"title": following.title, "date": following.event.day.isoformat()} if following else None,
    }
