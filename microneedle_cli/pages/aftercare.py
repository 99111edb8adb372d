"""After a session: the whole checklist by phase, or one day of it with what is allowed today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from microneedle_cli import plan
from microneedle_cli.dates import day_in_words, short_day
from microneedle_cli.document import Bar, Block, Bullets, Callout, Document, Heading, Line, Paragraph, Timeline
from microneedle_cli.facts import Quantity, fill, first_day_after, in_words, parse_amount, unit_words
from microneedle_cli.model import Activity, Fact, InShort, Item, Part, Phase, ScarText, SkinType, Words
from microneedle_cli.pages.frame import Frame, finish, in_short, lines, parted
from microneedle_cli.pages.reader import scar_blocks, skin_blocks
from microneedle_cli.record import Record


class Reader(Record):
    """Who reads: a scar type and a skin type, where they are known."""

    scar: ScarText | None = None
    skin: SkinType | None = None
    ask_before: bool = False  # the usual waits may be too short for this scar type


class Lists(Record):
    """What the page shows: facts by id, and the parts of the lists with the reasons for their lines."""

    amounts: Mapping[str, Fact]
    parts: Mapping[str, Part]


class Days(Record):
    """The day of treatment, where it is known, and today."""

    today: date
    treated: date | None = None
    sure: bool = True  # somebody said that the treatment took place that day


def checklist(
    phases: Sequence[Phase],
    activities: Sequence[Activity],
    shown: Lists,
    reader: Reader,
    summary: InShort,
    frame: Frame,
    treated: date | None = None,
) -> Document:
    """All phases, with dates where the day of treatment is known."""
    words = frame.words
    told: set[str] = set()
    blocks: list[Block] = [
        Heading(words.aftercare_title, 1),
        Paragraph(Line(words.aftercare_first), "strong"),
        in_short(summary, words),
        Paragraph(Line(words.aftercare_day_zero if treated else f"{words.aftercare_day_zero} {words.aftercare_how}")),
    ]
    if reader.scar:
        blocks.append(Paragraph(Line(fill(words.aftercare_scar, {"scar": reader.scar.name}))))
    if not reader.ask_before:
        waits = plan.waits(0, activities, shown.amounts)
        blocks += [timeline(waits, None, treated, words), *under_timeline(words)]
    for phase in phases:
        blocks += [*phase_heading(phase, shown.amounts, treated, words)]
        blocks += phase_blocks(phase, shown.parts, reader, told, words)
    blocks += about(reader, words)
    if not reader.skin:
        blocks.append(Paragraph(Line(words.skin_how), "faint"))
    return finish(blocks, frame)


def day(
    number: int,
    days: Days,
    phase: Phase,
    waits: Sequence[plan.Wait],
    shown: Lists,
    reader: Reader,
    summary: InShort,
    frame: Frame,
) -> Document:
    """One day: is this normal, what may I do, what not yet and from when, what to do, when to call."""
    title = Heading(fill(frame.words.day_title, {"day": str(number)}), 1)
    first = Paragraph(Line(frame.words.aftercare_first), "strong")
    return finish((title, first, *day_blocks(number, days, phase, waits, shown, reader, summary, frame)), frame)


def day_blocks(
    number: int,
    days: Days,
    phase: Phase,
    waits: Sequence[plan.Wait],
    shown: Lists,
    reader: Reader,
    summary: InShort,
    frame: Frame,
) -> Sequence[Block]:
    """The page of one day without its title and closing."""
    words = frame.words
    blocks: list[Block] = [card_of_day(waits, days, number, reader, summary, words)]
    if days.treated and days.sure:
        said = {"today": day_in_words(days.today, words), "treated": day_in_words(days.treated, words)}
        blocks.append(Paragraph(Line(fill(words.day_of, said))))
    elif not days.treated:
        counted = {"day": str(number), "days": in_words(Quantity(number, "days"), unit_words(words))}
        day_zero = fill(words.day_counted, counted) if number else words.aftercare_day_zero
        blocks.append(Paragraph(Line(f"{day_zero} {words.day_how}")))
    if reader.scar:
        blocks.append(Paragraph(Line(fill(words.aftercare_scar, {"scar": reader.scar.name}))))
    title = fill(words.phase_title, {"when": when(phase, shown.amounts, words), "title": phase.title})
    today = phase if reader.ask_before else on_day(phase, number, shown.amounts)
    told: set[str] = set()
    seen, rest = today.replace(do=(), avoid=(), call=()), today.replace(normal=())
    blocks += [Heading(title), *phase_blocks(seen, shown.parts, reader, told, words, words.normal_today)]
    blocks += [Heading(words.may_today), *allowances(waits, days, number, shown.parts, reader, words)]
    blocks += [Heading(words.day_rest), *phase_blocks(rest, shown.parts, reader, told, words)]
    if reader.scar:
        blocks += [Paragraph(line, "strong") for line in lines(reader.scar.help)]
    name = reader.scar.id if reader.scar else words.day_scar_name
    blocks.append(Paragraph(Line(fill(words.day_next_session, {"scar": name})), "faint"))
    return blocks


def on_day(phase: Phase, number: int, amounts: Mapping[str, Fact]) -> Phase:
    """The phase without what is over on that day, and without what the page of one day says elsewhere."""

    def still(items: Sequence[Item]) -> tuple[Item, ...]:
        over = {
            item.id: item.then
            for item in items
            if item.until and number >= first_day_after(parse_amount(amounts[item.until].value))
        }
        kept = [item for item in items if not item.waits and (item.id not in over or over[item.id])]
        return tuple(item.replace(text=over.get(item.id) or item.text) for item in kept)

    today: Phase = phase.replace(**{part: still(getattr(phase, part)) for part in ("normal", "do", "avoid", "call")})
    return today


def allowances(
    waits: Sequence[plan.Wait], days: Days, number: int, parts: Mapping[str, Part], reader: Reader, words: Words
) -> Iterator[Block]:
    """Under each part what is allowed, then what is not yet; then the waits as a picture.

    Where the usual waits may be too short, what to ask about instead.
    """
    in_order = sorted(waits, key=by_day)
    if reader.ask_before:
        yield Paragraph(Line(words.may_ask_why), "strong")
    for id in ("", *parts):
        mine = [wait for wait in in_order if (wait.activity.under or "") == id]
        if mine and id:
            yield Heading(capital(parts[id].title), 3)
        for allowed in (True, False):
            told = tuple(allowance(wait, days, number, reader, words) for wait in mine if wait.allowed is allowed)
            if told:
                yield Bullets(told, "point" if allowed and reader.ask_before else "yes" if allowed else "no")
    if any(not wait.allowed for wait in waits) and not reader.ask_before:
        yield timeline(waits, number, days.treated, words)
        yield from under_timeline(words)


def under_timeline(words: Words) -> tuple[Block, ...]:
    """How the waits count, and how to use their picture."""
    return (Paragraph(Line(words.may_note)), Paragraph(Line(words.healing_use)))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def card_of_day(
    waits: Sequence[plan.Wait], days: Days, number: int, reader: Reader, summary: InShort, words: Words
) -> Callout:
    """The day in a few lines: what matters most, what you may do, what comes next, when to call."""
    told = []
    allowed = [wait.activity.name for wait in sorted(waits, key=by_day) if wait.allowed]
    not_yet = [wait for wait in sorted(waits, key=by_day) if not wait.allowed]
    if not not_yet and not reader.ask_before:
        told.append(Line(words.day_all))
    elif allowed and not reader.ask_before:
        told.append(Line(fill(words.day_yes, {"names": "; ".join(allowed)})))
    if not_yet and not reader.ask_before:
        first = not_yet[0].first_day
        following = "; ".join(wait.activity.name for wait in not_yet if wait.first_day == first)
        told.append(Line(fill(words.day_not_yet, {"name": following, "from": starts(first, days, number, words)})))
    card = in_short(summary, words)
    return Callout(card.level, card.title, (Line(words.day_purpose), *card.intro[1:]), (*told, Line(words.day_call)))


def by_day(wait: plan.Wait) -> int:
    return wait.first_day


def phase_blocks(
    phase: Phase, parts: Mapping[str, Part], reader: Reader, told: set[str], words: Words, normal: str = ""
) -> Iterator[Block]:
    """Normal, do, do not, call: the lines that concern this reader; `told`: parts whose reason the page gave."""
    scar, skin = reader.scar.id if reader.scar else None, reader.skin.type if reader.skin else None
    lists = (
        (phase.normal, normal or words.normal),
        (phase.do, words.do),
        (phase.avoid, words.avoid),
        (phase.call, words.call),
    )
    for items, title in lists:
        mine = [item for item in items if plan.concerns(item, scar, skin)]
        yield from parted(mine, parts, title, "check" if items is phase.do else "point", told, words)


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


def phase_heading(phase: Phase, amounts: Mapping[str, Fact], treated: date | None, words: Words) -> tuple[Block, ...]:
    """The heading of a phase, with its dates where the day of treatment is known."""
    first, last = plan.phase_days(phase, amounts)
    blanks = {"when": when(phase, amounts, words), "title": phase.title}
    if treated is None:
        return (Heading(fill(words.phase_title, blanks)),)
    start = short_day(treated + timedelta(days=first), words)
    if last is None:
        dates = fill(words.from_then, {"day": start})
    elif first == last:
        dates = start
    else:
        dates = fill(words.range, {"first": start, "last": short_day(treated + timedelta(days=last), words)})
    return (Heading(fill(words.aftercare_dated, {**blanks, "dates": dates})),)


def when(phase: Phase, amounts: Mapping[str, Fact], words: Words) -> str:
    """ "Day 0", "Days 1 to 3", "Weeks 2 to 6", "From week 7 on"."""
    first, last = plan.phase_days(phase, amounts)
    if last is None:
        return fill(words.week_onwards, {"first": str(first), "first_week": str((first - 1) // 7 + 1)})
    if first == last:
        return fill(words.day_number, {"first": str(first)})
    if first > 7 and (first - 1) % 7 == 0 and last % 7 == 0:
        weeks = {"first_week": str((first - 1) // 7 + 1), "last_week": str(last // 7)}
        return fill(words.week_numbers, {"first": str(first), "last": str(last), **weeks})
    return fill(words.day_numbers, {"first": str(first), "last": str(last)})


def allowance(wait: plan.Wait, days: Days, number: int, reader: Reader, words: Words) -> Line:
    """ "Make-up: yes, since yesterday." or "Gym: not yet, from Sat 21 November 2026." """
    blanks = {"name": wait.activity.name, "also": wait.activity.also.text, "wait": amount(wait.fact, words)}
    sources = tuple(dict.fromkeys((*wait.fact.sources, *wait.activity.also.sources)))
    if reader.ask_before and wait.allowed:
        return Line(fill(words.may_ask, blanks), wait.fact.sources)
    if reader.ask_before:
        return Line(fill(words.may_ask_not_yet, blanks), sources)
    if wait.allowed:
        blanks["since"] = since(wait.first_day, days, number, words)
        if wait.activity.then:
            return Line(fill(words.may_yes, {**blanks, "also": wait.activity.then}), wait.fact.sources)
        return Line(fill(words.may_yes, blanks), sources)
    return Line(fill(words.may_not_yet, {**blanks, "from": starts(wait.first_day, days, number, words)}), sources)


def amount(fact: Fact, words: Words) -> str:
    return in_words(parse_amount(fact.value), unit_words(words))


def named(day: int, treated: date | None, words: Words) -> str:
    """The day with its date, or its number where the treatment date is unknown."""
    if treated:
        return day_in_words(treated + timedelta(days=day), words)
    return fill(words.day_number, {"first": str(day)}).lower()


def since(first: int, days: Days, number: int, words: Words) -> str:
    if days.treated and first == number:
        return words.since_today
    if days.treated and first == number - 1:
        return words.since_yesterday
    return fill(words.since, {"day": named(first, days.treated, words)})


def starts(first: int, days: Days, number: int, words: Words) -> str:
    if not days.treated and first > number + 1:
        left = in_words(Quantity(first - number, "days"), unit_words(words))
        return fill(words.from_in, {"days": left, "day": named(first, days.treated, words)})
    if first == number + 1:
        return fill(words.from_tomorrow, {"day": named(first, days.treated, words)})
    return fill(words.from_then, {"day": named(first, days.treated, words)})


def timeline(waits: Sequence[plan.Wait], now: int | None, treated: date | None, words: Words) -> Timeline:
    """How long to wait for what, from day 0 to the end of the longest wait; with dates in place of lengths."""
    in_order = sorted(waits, key=by_day)
    last = in_order[-1].first_day
    bars = tuple(
        Bar(
            wait.activity.name,
            0,
            wait.first_day - 1,
            fill(words.healing_bar, names(wait, treated, words)),
            date_or_length(wait, treated, words),
        )
        for wait in in_order
    )
    return Timeline(
        words.healing_title,
        f"{words.healing_key_dated if treated else words.healing_key} {words.healing_terms}",
        bars,
        0,
        last,
        fill(words.day_number, {"first": "0"}),
        fill(words.day_number, {"first": str(last)}),
        now if now is not None and now <= last else None,
        fill(words.healing_now, {"day": str(now)}) if now is not None else "",
        tuple((week, str(week)) for week in range(0, last + 1, 7)),
        words.scale_day,
        (words.healing_what, words.healing_wait_until if treated else words.healing_wait),
    )


def date_or_length(wait: plan.Wait, treated: date | None, words: Words) -> str:
    """The date on which a wait is over for certain, where the day of treatment is known, else its length."""
    if treated is None:
        return amount(wait.fact, words)
    first = treated + timedelta(days=wait.first_day)
    blanks = {"weekday": words.weekdays[first.weekday()], "month": words.short_months[first.month - 1]}
    return fill(words.healing_date, {**blanks, "day": str(first.day)})


def names(wait: plan.Wait, treated: date | None, words: Words) -> dict[str, str]:
    return {
        "name": wait.activity.name,
        "wait": amount(wait.fact, words),
        "day": named(wait.first_day, treated, words),
    }
