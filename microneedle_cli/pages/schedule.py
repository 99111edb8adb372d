"""The course in dates, or why there are none for a scar type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from microneedle_cli import plan
from microneedle_cli.dates import Length, day_in_words
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
from microneedle_cli.facts import Quantity, fill, in_words, parse_amount, unit_words
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
    due = [steps[id] for id in event.steps]
    sources = tuple(dict.fromkeys(source for step in due for source in step.sources))
    return Told(event, label, title, " ".join(step.text for step in due), sources)


class Course(Record):
    """For whom the dates are, and how far apart; `named`: the user named the scar type."""

    scar: ScarText
    spacing: plan.Spacing
    ask_first: bool
    named: bool


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
    if not course.named:
        other = fill(words.schedule_other_scar, {"scar": said["scar"]})
        blocks.append(Callout("caution", words.scar_cautions, (Line(other),)))
    if course.ask_first:
        warned = lines((*course.scar.cautions, *course.scar.ask_first))
        blocks.append(Callout("caution", words.schedule_ask_first, (), warned))
    blocks += [Callout("caution", words.scar_cautions, (caution,)) for caution in cautions]
    events = [entry.event for entry in told]
    following = next((entry for entry in told if plan.state(entry.event, events, today) == "next"), None)
    if following:
        next_one = {"title": following.title, "date": day_in_words(following.event.day, words)}
        blocks.append(Paragraph(Line(fill(words.schedule_next, next_one)), "strong"))
    blocks += [table(told, events, today, words), timeline(told, today, words), Heading(words.schedule_why)]
    reasons = {entry.label: Line(f"{entry.label}: {entry.why}", entry.sources) for entry in told}
    blocks += [Bullets(tuple(reasons.values())), Paragraph(Line(words.schedule_prepare))]
    blocks += [Heading(words.schedule_notes), Bullets(lines(texts.notes)), Paragraph(Line(words.schedule_how), "faint")]
    return finish(blocks, frame)


def none_page(scar: ScarText, frame: Frame) -> Document:
    """No dates: why, and whom to see."""
    words = frame.words
    blocks: list[Block] = [
        Heading(words.schedule_none_title, 1),
        *scar_blocks(scar, words, ("cautions", "ask_first", "looks")),
    ]
    return finish(blocks, frame)


def table(told: Sequence[Told], events: Sequence[plan.Event], today: date, words: Words) -> Table:
    states = {
        "past": words.when_past,
        "today": words.when_today,
        "next": words.when_next,
        "later": words.when_later,
    }
    rows = []
    shown = [event for event in events if event.kind != "prepare"]
    for entry in told:
        event = entry.event
        if event.kind == "prepare":
            continue
        blanks = {"date": day_in_words(event.day, words), "state": states[plan.state(event, shown, today)]}
        window = (event.earliest, event.latest) if event.earliest != event.latest else ()
        ends = tuple(day_in_words(day, words) for day in window) or ("", "")
        steps = [other.day for other in events if other.steps and other.number == event.number]
        ready = day_in_words(min(steps), words) if event.kind == "session" and steps else ""
        rows.append(Row((entry.title, fill(words.schedule_state, blanks), *ends, ready), entry.sources))
    columns = (
        words.schedule_what,
        words.schedule_date,
        words.schedule_earliest,
        words.schedule_latest,
        words.schedule_ready,
    )
    return Table(columns, tuple(rows))


def timeline(told: Sequence[Told], today: date, words: Words) -> Timeline:
    """Sessions and looks at the result; preparation is too fine for it, and reminders go on for years."""
    main = [entry for entry in told if entry.event.kind in ("session", "check")]
    start, end = main[0].event.earliest, max(entry.event.latest for entry in main)
    bars = tuple(
        Bar(
            entry.title,
            (entry.event.earliest - start).days,
            (entry.event.latest - start).days,
            f"{entry.title}: {day_in_words(entry.event.day, words)}.",
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
    )
