"""A saved plan: its dates and how they stand, what a command changed, and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from microneedle_cli import course
from microneedle_cli.dates import day_in_words, short_day
from microneedle_cli.document import Block, Bullets, Callout, Document, Heading, Line, Paragraph, Row, Table
from microneedle_cli.facts import fill
from microneedle_cli.model import Pause, PlanWords, ScarText, ScheduleFile
from microneedle_cli.pages.frame import Frame, finish, lines
from microneedle_cli.pages.schedule import Told, reasons, top_ups
from microneedle_cli.record import Record


class Standing(Record):
    """A plan as it stands today; `name` is "" for the only one."""

    name: str
    appointments: tuple[course.Appointment, ...]
    told: tuple[Told, ...]  # all dates, in words
    today: date
    texts: ScheduleFile  # how the dates are named
    scar: ScarText
    ask_first: bool  # a specialist decides first about this scar type
    pause: Pause | None = None  # the reason, while a pause is on
    doubts: tuple[Line, ...] = ()  # dates that break a rule


def page(standing: Standing, pauses: Iterable[Pause], words: PlanWords, frame: Frame) -> Document:
    """The whole plan: what is next, the dates, what to look at, and how to keep it up to date."""
    blocks = opening(standing, words, frame)
    if standing.ask_first:
        warned = lines((*standing.scar.cautions, *standing.scar.ask_first))
        blocks.append(Callout("caution", frame.words.schedule_ask_first, (), warned))
    blocks += [Heading(words.dates), table(standing, words, frame)]
    if standing.doubts:
        blocks.append(Callout("caution", words.look_at, (), standing.doubts))
    known = ", ".join(pause.id for pause in pauses)
    how = (words.how_done, words.how_move, words.how_skip, fill(words.how_pause, {"reasons": known}))
    more = (words.how_resume, words.how_undo, words.how_today)
    blocks += [Heading(words.how), Bullets(tuple(Line(text) for text in (*how, *more)))]
    blocks += [Heading(frame.words.schedule_why), Bullets(reasons(standing.told)), *top_ups(standing.told, frame.words)]
    return finish(blocks, frame)


def changed(
    standing: Standing,
    because: str,
    happening: course.Happening | None,
    changes: Sequence[course.Change],
    words: PlanWords,
    frame: Frame,
) -> Document:
    """What a command changed, from when to when and why, and what is next; no happening: the last was taken back."""
    blocks = opening(standing, words, frame)
    doing = happening.doing if happening else "undo"
    # That a session is left out, and that it is no longer planned, is the same thing said twice.
    left_out = f"session-{happening.session}" if happening and doing == "skip" else ""
    others = [change for change in changes if change.id != left_out]
    told = [Line(because), *change_lines(others, standing.texts, words, frame)]
    blocks += [Heading(words.changed), Bullets(tuple(told))]
    if others and doing in ("done", "move"):
        blocks.append(Paragraph(Line(words.counted)))
    if not others and doing != "pause":
        blocks.append(Paragraph(Line(words.changed_none)))
    if standing.doubts:
        blocks.append(Callout("caution", words.look_at, (), standing.doubts))
    if changes:
        blocks.append(Paragraph(Line(words.calendar)))
    return finish(blocks, frame)


def opening(standing: Standing, words: PlanWords, frame: Frame) -> list[Block]:
    """The title, what is next, and what the user should tell first."""
    title = fill(words.title_of, {"name": standing.name}) if standing.name else words.title
    blocks: list[Block] = [Heading(title, 1), Paragraph(Line(words.lead))]
    blocks += next_blocks(standing, words, frame)
    return blocks


def next_blocks(standing: Standing, words: PlanWords, frame: Frame) -> list[Block]:
    """The pause that is on, or the session that is next, or the one that nobody has told about yet."""
    following = course.next_session(standing.appointments)
    if standing.pause:
        intro = [Line(fill(words.held, {"reason": standing.pause.name}))]
        if following and following.day >= standing.today:
            intro.insert(0, Line(fill(words.held_call, blanks(following, frame))))
        return [Callout("caution", words.held_heading, tuple(intro), lines(standing.pause.text))]
    if following is None:
        return [Paragraph(Line(words.next_none), "strong")]
    said = blanks(following, frame)
    if following.day < standing.today:
        ways = (words.unsure_done, words.unsure_move, words.unsure_skip)
        return [
            Paragraph(Line(fill(words.unsure, said)), "strong"),
            Bullets(tuple(Line(fill(way, said)) for way in ways)),
        ]
    told: list[Block] = [Paragraph(Line(fill(words.next, said)), "strong")]
    first, last = following.usual
    if first != last:
        told.append(Paragraph(Line(fill(words.next_window, said))))
        if following.day > last:
            told.append(Paragraph(Line(words.next_late)))
        if following.day < first:
            told.append(Paragraph(Line(words.next_early)))
    return told


def blanks(told: course.Appointment, frame: Frame) -> dict[str, str]:
    days = {"date": told.day, "earliest": told.usual[0], "latest": told.usual[1]}
    said = {name: day_in_words(day, frame.words) for name, day in days.items()}
    return {**said, "number": str(told.number), "iso": told.day.isoformat()}


def table(standing: Standing, words: PlanWords, frame: Frame) -> Table:
    """Sessions and looks at the result, with how each stands."""
    by_id = {f"session-{told.number}": told for told in standing.appointments}
    dated = {entry.event.id: entry for entry in standing.told}
    rows = []
    for id, told in by_id.items():
        if id not in dated:  # left out
            name = title_of("session", told.number, standing.texts)
            rows.append((told.day, Row((name, day_in_words(told.day, frame.words), words.state_skipped, "", ""))))
    for entry in standing.told:
        event = entry.event
        if event.kind not in ("session", "check"):
            continue
        known = by_id.get(event.id)
        day = day_in_words(event.day, frame.words)
        window = ready = ""
        if known and known.status != "done":
            ends = dict(zip(("earliest", "latest"), (short_day(day, frame.words) for day in known.usual), strict=True))
            window = fill(words.window_of, ends) if known.usual[0] != known.usual[1] else ""
            steps = [o.event.day for o in standing.told if o.event.steps and o.event.number == event.number]
            ready = short_day(min(steps), frame.words) if steps else ""
        cells = (entry.title, day, state(event.day, known, standing, words), window, ready)
        rows.append((event.day, Row(cells)))
    ordered = tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))
    return Table((words.what, words.date, words.state, words.window, words.ready), ordered)


def state(day: date, known: course.Appointment | None, standing: Standing, words: PlanWords) -> str:
    """ "moved by you; kept, your clinic said so"."""
    if known is None:
        text = words.state_held if standing.pause else words.state_past if day < standing.today else words.state_planned
    elif known.held:
        text = words.state_held
    else:
        text = {
            "planned": words.state_planned,
            "moved": words.state_moved,
            "done": words.state_done,
            "skipped": words.state_skipped,
        }[known.status]
    return f"{text}; {words.clinic_said}" if known and known.clinic_said else text


def title_of(kind: str, number: int, texts: ScheduleFile) -> str:
    """ "Session 2", also of a date that the plan no longer has."""
    title = next(text.title for text in texts.events if text.kind == kind)
    return fill(title, {"number": str(number)})


def change_lines(
    changes: Iterable[course.Change], texts: ScheduleFile, words: PlanWords, frame: Frame
) -> Iterable[Line]:
    """Each date that changed; reminders, which go on for years, in one line."""
    reminded = False
    for change in changes:
        said = {"title": title_of(change.kind, change.number, texts)}
        for name, day in (("before", change.before), ("after", change.after)):
            said[name] = day_in_words(day, frame.words) if day else ""
        if change.kind == "maintenance":
            if not reminded and change.after:
                yield Line(fill(words.reminders, said))
            reminded = True
        elif change.before and change.after:
            yield Line(fill(words.moved, said))
        else:
            yield Line(fill(words.added if change.after else words.dropped, said))


def because(happening: course.Happening, pauses: Mapping[str, Pause], words: PlanWords, frame: Frame) -> str:
    """What happened, in one sentence."""
    text = {
        "done": words.because_done,
        "move": words.because_move,
        "skip": words.because_skip,
        "pause": words.because_pause,
        "resume": words.because_resume,
    }[happening.doing]
    pause = pauses.get(happening.reason)
    day = day_in_words(happening.day, frame.words) if happening.day else ""
    reason = pause.name if pause else happening.reason
    told = fill(text, {"number": str(happening.session), "date": day, "reason": reason})
    return f"{told} ({words.clinic_said})" if happening.clinic_said else told


def history(entries: Iterable[tuple[date, str, Sequence[Line]]], name: str, words: PlanWords, frame: Frame) -> Document:
    """What happened, oldest first: when it was told, what, and which dates it changed."""
    blocks: list[Block] = [Heading(fill(words.title_of, {"name": name}) if name else words.title, 1)]
    blocks.append(Heading(words.history))
    for recorded, reason, changed in entries:
        said = {"date": day_in_words(recorded, frame.words), "because": reason}
        blocks += [Heading(fill(words.history_line, said), 3), Bullets(tuple(changed) or (Line(words.changed_none),))]
    return finish(blocks, frame)


def doubt(text: str, objection: course.Objection, session: course.Appointment, wait: str, frame: Frame) -> str:
    """The sentence for a date that breaks a rule."""
    days = {
        "other": objection.day,
        "until": objection.until,
        "from": objection.first,
        "date": session.day,
        "earliest": session.usual[0],
        "latest": session.usual[1],
    }
    said = {name: day_in_words(day, frame.words) if day else "" for name, day in days.items()}
    return fill(text, {**said, "number": str(session.number), "wait": wait})


def erased(text: str, name: str, words: PlanWords, frame: Frame) -> Document:
    """That it is gone, and what only the user can delete."""
    blocks: list[Block] = [Heading(words.title, 1), Paragraph(Line(fill(text, {"name": name})), "strong")]
    blocks.append(Paragraph(Line(words.erased_rest)))
    return finish(blocks, frame)


def questions(told: Sequence[str], empty: str, words: PlanWords, frame: Frame) -> Document:
    """The questions for the clinic, each with room for the answer, or that there are none."""
    blocks: list[Block] = [Heading(words.kept_title, 1)]
    if told:
        blocks += [
            Bullets(tuple(Line(text) for text in told), "check", words.kept_answer),
            Paragraph(Line(words.kept_how), "faint"),
        ]
    else:
        blocks.append(Paragraph(Line(empty), "strong"))
    return finish(blocks, frame.replace(term_forms={}))
