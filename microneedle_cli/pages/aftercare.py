"""After a session: the whole checklist by phase, or one day of it with what is allowed today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from microneedle_cli import plan
from microneedle_cli.dates import day_in_words
from microneedle_cli.document import Bar, Block, Bullets, Callout, Document, Heading, Line, Paragraph, Timeline
from microneedle_cli.facts import fill, in_words, parse_amount, unit_words
from microneedle_cli.model import Activity, Fact, InShort, Item, Phase, ScarText, SkinType, Words
from microneedle_cli.pages.frame import Frame, finish, in_short, lines
from microneedle_cli.pages.reader import scar_blocks, skin_blocks
from microneedle_cli.record import Record


class Reader(Record):
    """Who reads: a scar type and a skin type, where they are known."""

    scar: ScarText | None = None
    skin: SkinType | None = None
    ask_before: bool = False  # the usual waits may be too short for this scar type


class Days(Record):
    """The day of treatment, where it is known, and today."""

    today: date
    treated: date | None = None


def checklist(
    phases: Sequence[Phase],
    activities: Sequence[Activity],
    amounts: Mapping[str, Fact],
    reader: Reader,
    summary: InShort,
    frame: Frame,
) -> Document:
    """All phases."""
    words = frame.words
    blocks: list[Block] = [
        Heading(words.aftercare_title, 1),
        Paragraph(Line(words.aftercare_first), "strong"),
        in_short(summary, words),
        Paragraph(Line(words.aftercare_day_zero)),
    ]
    if reader.scar:
        blocks.append(Paragraph(Line(fill(words.aftercare_scar, {"scar": reader.scar.name}))))
    if not reader.ask_before:
        blocks.append(timeline(plan.waits(0, activities, amounts), None, words))
    for phase in phases:
        blocks += [
            Heading(fill(words.phase_title, {"when": when(phase, amounts, words), "title": phase.title})),
            *phase_blocks(phase, reader, words),
        ]
    blocks += about(reader, words)
    if not reader.skin:
        blocks.append(Paragraph(Line(words.skin_how), "faint"))
    blocks.append(Paragraph(Line(words.aftercare_how), "faint"))
    return finish(blocks, frame)


def day(
    number: int,
    days: Days,
    phase: Phase,
    waits: Sequence[plan.Wait],
    amounts: Mapping[str, Fact],
    reader: Reader,
    frame: Frame,
) -> Document:
    """One day: is this normal, what may I do, what not yet and from when, when to call."""
    words = frame.words
    blocks: list[Block] = [
        Heading(fill(words.day_title, {"day": str(number)}), 1),
        Paragraph(Line(words.aftercare_first), "strong"),
        short_day(waits, reader, words),
    ]
    if days.treated:
        said = {"today": day_in_words(days.today, words), "treated": day_in_words(days.treated, words)}
        blocks.append(Paragraph(Line(fill(words.day_of, said))))
    else:
        blocks.append(Paragraph(Line(words.aftercare_day_zero)))
    if reader.scar:
        blocks.append(Paragraph(Line(fill(words.aftercare_scar, {"scar": reader.scar.name}))))
    title = fill(words.phase_title, {"when": when(phase, amounts, words), "title": phase.title})
    blocks += [Heading(title), *phase_blocks(phase, reader, words, words.normal_today)]
    blocks += [Heading(words.may_today), *allowances(waits, days, number, reader, words)]
    blocks += about(reader, words)
    return finish(blocks, frame)


def allowances(waits: Sequence[plan.Wait], days: Days, number: int, reader: Reader, words: Words) -> tuple[Block, ...]:
    """What is allowed, then what is not yet; where the usual waits may be too short, what to ask about."""
    allowed = [wait for wait in sorted(waits, key=by_day) if wait.allowed]
    not_yet = [wait for wait in sorted(waits, key=by_day) if not wait.allowed]
    blocks: list[Block] = []
    if allowed and reader.ask_before:
        blocks.append(Bullets(tuple(asked(wait, words) for wait in allowed)))
    elif allowed:
        blocks.append(Bullets(tuple(allowance(wait, days, number, words) for wait in allowed), "yes"))
    if not_yet:
        blocks.append(Bullets(tuple(allowance(wait, days, number, words) for wait in not_yet), "no"))
        blocks.append(Paragraph(Line(words.may_note), "faint"))
    if not_yet and not reader.ask_before:
        blocks.append(timeline(waits, number, words))
    return tuple(blocks)


def asked(wait: plan.Wait, words: Words) -> Line:
    """ "Gym: ask first. The usual wait may be too short for your scar." """
    blanks = {"name": wait.activity.name, "wait": amount(wait.fact, words)}
    return Line(fill(words.may_ask, blanks), wait.fact.sources)


def short_day(waits: Sequence[plan.Wait], reader: Reader, words: Words) -> Callout:
    """The day in three lines: what you may do, what not yet, when to call."""
    lists = {True: words.day_yes, False: words.day_not_yet}
    told = []
    for allowed, text in lists.items():
        named = [wait.activity.name for wait in sorted(waits, key=by_day) if wait.allowed is allowed]
        if named and not (allowed and reader.ask_before):
            told.append(Line(fill(text, {"names": "; ".join(named)})))
    return Callout("note", words.in_short, (), (*told, Line(words.day_call)))


def by_day(wait: plan.Wait) -> int:
    return wait.first_day


def phase_blocks(phase: Phase, reader: Reader, words: Words, normal: str = "") -> tuple[Block, ...]:
    """Normal, do, do not, call: the lines that concern this reader."""

    def mine(items: Sequence[Item]) -> tuple[Line, ...]:
        scar, skin = reader.scar.id if reader.scar else None, reader.skin.type if reader.skin else None
        return lines(item for item in items if plan.concerns(item, scar, skin))

    return (
        Heading(normal or words.normal, 3),
        Bullets(mine(phase.normal)),
        Heading(words.do, 3),
        Bullets(mine(phase.do), "check"),
        Heading(words.avoid, 3),
        Bullets(mine(phase.avoid)),
        Heading(words.call, 3),
        Bullets(mine(phase.call)),
    )


def about(reader: Reader, words: Words) -> tuple[Block, ...]:
    """What is known about this reader's scar and skin type."""
    blocks: list[Block] = []
    if reader.scar:
        blocks += [
            Heading(fill(words.aftercare_next_session, {"scar": reader.scar.name})),
            *scar_blocks(reader.scar, words, ("cautions", "ask_first")),
        ]
    if reader.skin:
        blocks += skin_blocks(reader.skin, words)
    return tuple(blocks)


def when(phase: Phase, amounts: Mapping[str, Fact], words: Words) -> str:
    """ "Day 0", "Days 1 to 3", "Weeks 2 to 6", "From week 7 on"."""
    first, last = plan.phase_days(phase, amounts)
    if last is None:
        return fill(words.week_onwards, {"first": str((first - 1) // 7 + 1)})
    if first == last:
        return fill(words.day_number, {"first": str(first)})
    if first > 7 and (first - 1) % 7 == 0 and last % 7 == 0:
        return fill(words.week_numbers, {"first": str((first - 1) // 7 + 1), "last": str(last // 7)})
    return fill(words.day_numbers, {"first": str(first), "last": str(last)})


def allowance(wait: plan.Wait, days: Days, number: int, words: Words) -> Line:
    """ "Make-up: yes, since yesterday." or "Gym: not yet, from Sat 21 November 2026." """
    blanks = {"name": wait.activity.name, "also": wait.activity.also.text, "wait": amount(wait.fact, words)}
    sources = tuple(dict.fromkeys((*wait.fact.sources, *wait.activity.also.sources)))
    if wait.allowed:
        return Line(fill(words.may_yes, {**blanks, "since": since(wait.first_day, days, number, words)}), sources)
    return Line(fill(words.may_not_yet, {**blanks, "from": starts(wait.first_day, days, number, words)}), sources)


def amount(fact: Fact, words: Words) -> str:
    return in_words(parse_amount(fact.value), unit_words(words))


def named(day: int, days: Days, words: Words) -> str:
    """The day with its date, or its number where the treatment date is unknown."""
    if days.treated:
        return day_in_words(days.treated + timedelta(days=day), words)
    return fill(words.day_number, {"first": str(day)}).lower()


def since(first: int, days: Days, number: int, words: Words) -> str:
    if days.treated and first == number:
        return words.since_today
    if days.treated and first == number - 1:
        return words.since_yesterday
    return fill(words.since, {"day": named(first, days, words)})


def starts(first: int, days: Days, number: int, words: Words) -> str:
    if days.treated and first == number + 1:
        return fill(words.from_tomorrow, {"day": named(first, days, words)})
    return fill(words.from_then, {"day": named(first, days, words)})


def timeline(waits: Sequence[plan.Wait], now: int | None, words: Words) -> Timeline:
    """How long to wait for what, from day 0 to the end of the longest wait."""
    in_order = sorted(waits, key=by_day)
    last = in_order[-1].first_day
    bars = tuple(
        Bar(wait.activity.name, 0, wait.first_day - 1, fill(words.healing_bar, names(wait, words))) for wait in in_order
    )
    return Timeline(
        words.healing_title,
        words.healing_key,
        bars,
        0,
        last,
        fill(words.day_number, {"first": "0"}),
        fill(words.day_number, {"first": str(last)}),
        now if now is not None and now <= last else None,
        fill(words.day_number, {"first": str(now)}) if now is not None else "",
    )


def names(wait: plan.Wait, words: Words) -> dict[str, str]:
    return {
        "name": wait.activity.name,
        "day": fill(words.day_number, {"first": str(wait.first_day)}).lower(),
    }
