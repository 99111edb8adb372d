"""The card of the day of a saved plan: what counts today, what to tick, what is next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from microneedle_cli import course
from microneedle_cli.dates import day_in_words
from microneedle_cli.document import Block, Bullets, Document, Heading, Line, Paragraph
from microneedle_cli.facts import fill
from microneedle_cli.model import PlanWords, Step
from microneedle_cli.pages.frame import Frame, finish
from microneedle_cli.pages.plan import Standing, next_blocks
from microneedle_cli.pages.schedule import Told
from microneedle_cli.record import Record


class After(Record):
    """The day after a session, with the blocks of the checklist of that day; `guessed`: nobody said it took place."""

    session: course.Appointment
    day: int
    guessed: bool
    blocks: tuple[Block, ...]


class Before(Record):
    """The session to come, with the steps that are due, each with its day."""

    session: course.Appointment
    steps: tuple[tuple[date, Step], ...]


class Card(Record):
    """What counts today."""

    after: After | None
    before: Before | None
    checks: tuple[Told, ...]  # looks at the result and reminders that are today
    ticked: tuple[Line, ...]
    following: Told | None

    @property
    def is_due(self) -> bool:
        return bool(self.after or self.before or self.checks)


def page(card: Card, standing: Standing, words: PlanWords, frame: Frame) -> Document:
    """The card: the day after a session first, then what to get ready, then what is next."""
    return finish(blocks(card, standing, words, frame), frame)


def blocks(card: Card, standing: Standing, words: PlanWords, frame: Frame, level: Literal[1, 2] = 1) -> list[Block]:
    """The blocks of the card, under a heading of that level."""
    title = fill(words.today, {"date": day_in_words(standing.today, frame.words)})
    found: list[Block] = [Heading(f"{title} ({standing.name})" if standing.name else title, level)]
    if standing.pause:
        found += next_blocks(standing, words, frame)
    if not card.is_due:
        found.append(Paragraph(Line(words.today_nothing), "strong"))
    if card.after:
        found += after_blocks(card.after, words, frame)
    for entry in card.checks:
        found.append(Paragraph(Line(fill(words.today_check, {"title": entry.title}), entry.sources), "strong"))
    if card.before:
        found += before_blocks(card.before, standing.today, words, frame)
    if card.ticked:
        found += [Heading(words.today_ticked), Bullets(card.ticked, "yes")]
    if card.after or card.before:
        found.append(Paragraph(Line(words.today_how), "faint"))
    if card.following and not standing.pause:
        said = {"title": card.following.title, "date": day_in_words(card.following.event.day, frame.words)}
        found.append(Paragraph(Line(fill(words.today_next, said)), "strong"))
    return found


def after_blocks(after: After, words: PlanWords, frame: Frame) -> Sequence[Block]:
    """The checklist of a day after a session; when nobody said that it took place, what to type."""
    number = str(after.session.number)
    told: list[Block] = [Heading(fill(words.today_day, {"day": str(after.day), "number": number}))]
    if after.guessed:
        date_said = day_in_words(after.session.day, frame.words)
        told.append(Paragraph(Line(fill(words.today_guess, {"number": number, "date": date_said})), "strong"))
    return (*told, *after.blocks)


def before_blocks(before: Before, today: date, words: PlanWords, frame: Frame) -> Sequence[Block]:
    """The steps before a session that are due."""
    day = day_in_words(before.session.day, frame.words)
    lines = [
        Line(
            fill(words.today_due, {"id": step.id, "date": day_in_words(by, frame.words), "text": step.text}),
            step.sources,
        )
        for by, step in before.steps
    ]
    title = fill(words.today_prepare, {"number": str(before.session.number), "date": day})
    late = any(by < today for by, _ in before.steps)
    note = (Paragraph(Line(words.today_late), "strong"),) if late else ()
    return (Heading(title), *note, Bullets(tuple(lines), "check"))
