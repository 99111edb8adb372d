"""The course in dates, or why there are none for a scar type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from microneedle_cli import plan
from microneedle_cli.dates import Length, add_months, day_in_words, short_day, short_weekday
from microneedle_cli.document import (
    Bar,
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Line,
    Paragraph,
    Row,
    Table,
    Timeline,
)
from microneedle_cli.facts import Quantity, fill, in_words, parse_amount, unit_words, whole_days
from microneedle_cli.model import EventText, Fact, InShort, ScarText, ScheduleFile, Step, Words
from microneedle_cli.pages import prepare
from microneedle_cli.pages.frame import Frame, finish, in_short, lines
from microneedle_cli.pages.reader import scar_blocks
from microneedle_cli.record import Record


class Told(Record):
    """An event in words."""

    event: plan.Event
    label: str  # of all events like it
    title: str
    why: str
    sources: tuple[str, ...]
    due: tuple[Step, ...] = ()  # of a preparation


def tell(event: plan.Event, texts: ScheduleFile, steps: Mapping[str, Step], spacing: Fact, words: Words) -> Told:
    """The title of an event, why it is there, and the sources of that."""
    text: EventText = next(text for text in texts.events if text.kind == event.kind)
    lead = prepare.lead(event.days_before, None, words)
    label = fill(text.label, {"lead": lead})
    title = fill(text.title, {"number": str(event.number), "lead": lead.lower()})
    if not event.steps:
        why = fill(text.why, {"spacing": in_words(parse_amount(spacing.value), unit_words(words))})
        sources = spacing.sources if event.kind == "session" else text.sources
        return Told(event, label, title, why, sources)
    due = tuple(steps[id] for id in event.steps)
    sources = tuple(dict.fromkeys(source for step in due for source in step.sources))
    return Told(event, label, title, " ".join(step.text for step in due), sources, due)


class Course(Record):
    """For whom the dates are, and how far apart; `named`: the user named the scar type; `aim`: about an event."""

    scar: ScarText
    spacing: plan.Spacing
    ask_first: bool
    named: bool
    aim: Callout | None = None
    sun: tuple[Fact, ...] = ()  # how long to keep out of strong sun before a session, and after it


def length_in_words(length: Length, words: Words) -> str:
    if length.months:
        quantity = Quantity(length.months, "months")
    else:
        quantity = Quantity(length.days // 7, "weeks") if length.days % 7 == 0 else Quantity(length.days, "days")
    return in_words(quantity, unit_words(words))


def page(
    told: Sequence[Told],
    today: date,
    course: Course,
    cautions: Sequence[Line],
    texts: ScheduleFile,
    summary: InShort,
    frame: Frame,
) -> Document:
    """All dates in a table, why they are there, what is good to know, and the course as a picture."""
    words = frame.words
    sessions = [entry for entry in told if entry.event.kind == "session"]
    number = in_words(Quantity(len(sessions), "sessions"), unit_words(words))
    said = {
        "sessions": number,
        "spacing": length_in_words(course.spacing.usual, words),
        "scar": course.scar.name[:1].lower() + course.scar.name[1:],
    }
    blocks: list[Block] = [
        Heading(words.schedule_title, 1),
        in_short(summary, words),
        Paragraph(Line(fill(words.schedule_summary, said)), "strong"),
        Paragraph(Line(fill(words.schedule_today, {"today": day_in_words(today, words)}))),
    ]
    if course.aim:
        blocks.append(course.aim)
    if not course.named:
        other = fill(words.schedule_other_scar, {"scar": said["scar"]})
        blocks.append(Callout("caution", words.scar_cautions, (Line(other),)))
    if course.ask_first:
        blocks.append(Callout("caution", words.schedule_ask_first, (), lines(course.scar.ask_first)))
        blocks.append(Callout("caution", words.scar_cautions, (), lines(course.scar.cautions)))
    blocks += [Callout("caution", words.scar_cautions, (caution,)) for caution in cautions]
    events = [entry.event for entry in told]
    following = next((entry for entry in told if plan.state(entry.event, events, today) == "next"), None)
    if following:
        next_one = {"title": following.title, "date": day_in_words(following.event.day, words)}
        blocks.append(Paragraph(Line(fill(words.schedule_next, next_one)), "strong"))
    blocks += [Heading(words.schedule_dates), table(told, events, today, words), timeline(told, today, words)]
    blocks += sun_free(sessions, today, course.sun, words)
    blocks += [Heading(words.schedule_use), Bullets(lines(texts.use), "step")]
    if len(sessions) > 1 and not course.aim:
        blocks.append(Paragraph(Line(again(sessions, course, words))))
    due = {step.id: step for entry in told for step in entry.due}
    if due:
        shown = {"date": coming(sessions, today)[0].isoformat()}
        why = next(text.why for text in texts.events if text.kind == "prepare")
        blocks += [
            Heading(words.schedule_prepare),
            Bullets((Line(fill(words.part_why, {"why": why})),)),
            *get_ready(told, today, words),
        ]
        blocks.append(Paragraph(Line(fill(words.schedule_prepare_how, shown))))
    blocks += [Heading(words.schedule_why), Bullets((*reasons(told), *lines(texts.notes)))]
    blocks += top_ups(told, words)
    blocks.append(Paragraph(Line(words.schedule_how), "faint"))
    return finish(blocks, frame)


def reasons(told: Iterable[Told]) -> tuple[Line, ...]:
    """Why sessions and looks at the result are when they are."""
    found = {entry.label: entry for entry in told if entry.event.kind in ("session", "check")}
    return tuple(Line(f"{label}: {entry.why}", entry.sources) for label, entry in found.items())


def top_ups(told: Iterable[Told], words: Words) -> tuple[Block, ...]:
    """The reminders to ask about a top-up, in a small part of their own."""
    found = [entry for entry in told if entry.event.kind == "maintenance"]
    if not found:
        return ()
    days = "; ".join(short_day(entry.event.day, words) for entry in found)
    why = Line(found[0].why, found[0].sources)
    dated = Line(fill(words.schedule_top_up_dates, {"dates": days}))
    return (Heading(words.schedule_top_ups, 3), Bullets((why, dated)))


def coming(told: Iterable[Told], today: date) -> list[date]:
    """The days still to come, or all when all are past."""
    days = [entry.event.day for entry in told]
    return [day for day in days if day >= today] or days


def get_ready(told: Sequence[Told], today: date, words: Words) -> Iterator[Block]:
    """The steps that the schedule reminds of, under how long before a session they come and on which dates."""
    found: dict[str, list[Told]] = {}
    for entry in told:
        if entry.due:
            found.setdefault(entry.label, []).append(entry)
    for label, entries in found.items():
        days = "; ".join(short_day(day, words) for day in coming(entries, today))
        yield Heading(fill(words.schedule_lead, {"lead": label, "dates": days}), 3)
        yield Bullets(lines({step.id: step for entry in entries for step in entry.due}.values()), "check")


def sun_free(sessions: Sequence[Told], today: date, sun: Sequence[Fact], words: Words) -> tuple[Block, ...]:
    """How to use the picture: the days round each session to keep free of sunny trips."""
    if not sun:
        return ()
    before, after = (parse_amount(fact.value) for fact in sun)
    spans = []
    for day in coming(sessions, today):
        first, last = day - timedelta(days=whole_days(before)), day + timedelta(days=whole_days(after))
        spans.append(fill(words.range, {"first": short_day(first, words), "last": short_day(last, words)}))
    said = {"before": in_words(before, unit_words(words)), "after": in_words(after, unit_words(words))}
    told = fill(words.schedule_sun, {**said, "dates": "; ".join(spans)})
    return (Paragraph(Line(told, tuple(dict.fromkeys(source for fact in sun for source in fact.sources)))),)


def again(sessions: Sequence[Told], course: Course, words: Words) -> str:
    """How to count again when the second session moves, as an example."""
    second = sessions[1]
    moved = second.event.day + timedelta(days=7)
    blanks = {
        "title": second.title[:1].lower() + second.title[1:],
        "date": day_in_words(moved, words),
        "iso": moved.isoformat(),
        "left": str(len(sessions) - 1),
        "scar": course.scar.id,
    }
    return fill(words.schedule_again, blanks)


def no_time(title: str, aim: Callout, frame: Frame) -> Document:
    """No session fits before the event."""
    return finish([Heading(title, 1), aim], frame)


def none_page(scar: ScarText, frame: Frame) -> Document:
    """No dates: why, and whom to see."""
    words = frame.words
    blocks: list[Block] = [
        Heading(words.schedule_none_title, 1),
        Paragraph(Line(fill(words.schedule_none, {"scar": scar.name}))),
        *scar_blocks(scar, words, ("cautions", "ask_first", "looks")),
    ]
    return finish(blocks, frame)


def table(told: Sequence[Told], events: Sequence[plan.Event], today: date, words: Words) -> Table:
    states = {
        "past": words.when_past,
        "today": words.when_today,
        "next": words.when_next,
    }
    rows = []
    shown = [event for event in events if event.kind != "prepare"]
    for entry in told:
        event = entry.event
        if event.kind not in ("session", "check"):
            continue
        state = plan.state(event, shown, today)
        title = entry.title
        if state != "later":
            title = fill(words.schedule_state, {"title": title, "state": states[state]})
        window = (event.earliest, event.latest) if event.earliest != event.latest else ()
        ends = tuple(short_day(day, words) for day in window) or ("", "")
        steps = [other.day for other in events if other.steps and other.number == event.number]
        ready = short_day(min(steps), words) if event.kind == "session" and steps else ""
        rows.append(Row((title, short_weekday(event.day, words), *ends, ready)))
    columns = (
        words.schedule_what,
        words.schedule_date,
        words.schedule_earliest,
        words.schedule_latest,
        words.schedule_ready,
    )
    return Table(columns, tuple(rows), how=words.schedule_dates_how)


def timeline(told: Sequence[Told], today: date, words: Words) -> Timeline:
    """The table as a picture: sessions and looks at the result."""
    main = [entry for entry in told if entry.event.kind in ("session", "check")]
    start, end = main[0].event.earliest.replace(day=1), max(entry.event.latest for entry in main)
    bars = tuple(
        Bar(
            entry.title,
            (entry.event.earliest - start).days,
            (entry.event.latest - start).days,
            "",
        )
        for entry in main
    )
    now = (today - start).days
    last = (end - start).days
    return Timeline(
        words.schedule_picture,
        words.schedule_key,
        bars,
        0,
        last,
        day_in_words(start, words),
        day_in_words(end, words),
        now if 0 <= now <= last else None,
        words.when_today,
        tuple(months(start, end, words)),
    )


def months(start: date, end: date, words: Words) -> Iterator[tuple[int, str]]:
    """The months of the course from a first of a month: the day of the scale on which each begins, and its short name.

    Of a long course every second month, or fewer: names that touch would be left out, and not evenly.
    """
    first = start
    step = ((end.year - start.year) * 12 + end.month - start.month) // 15 + 1
    while first <= end:
        yield (first - start).days, words.short_months[first.month - 1]
        first = add_months(first, step)
