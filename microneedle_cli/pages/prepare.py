"""Before a session: the checklist, with dates when the day is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from microneedle_cli.dates import day_in_words
from microneedle_cli.document import Block, Bullets, Document, Heading, Line, Paragraph
from microneedle_cli.facts import fill, in_words, parse_amount, unit_words, whole_days
from microneedle_cli.model import Fact, InShort, Step, Words
from microneedle_cli.pages.frame import Frame, finish, in_short, lines


def days_before(step: Step, amounts: Mapping[str, Fact]) -> int:
    return whole_days(parse_amount(amounts[step.before].value))


def page(
    steps: Sequence[Step], amounts: Mapping[str, Fact], on: date | None, summary: InShort, frame: Frame
) -> Document:
    """The steps, the earliest first, under how long before the session they come."""
    words = frame.words
    blocks: list[Block] = [Heading(words.prepare_title, 1), in_short(summary, words)]
    if on:
        blocks.append(Paragraph(Line(fill(words.prepare_on, {"date": day_in_words(on, words)}))))
    by_days: dict[int, list[Step]] = {}
    for step in steps:
        by_days.setdefault(days_before(step, amounts), []).append(step)
    for days in sorted(by_days, reverse=True):
        blocks.append(Heading(lead(days, on, words)))
        by_heading: dict[str, list[Step]] = {}
        for step in by_days[days]:
            by_heading.setdefault(step.under or "", []).append(step)
        for title, due in by_heading.items():
            blocks += [*((Heading(title, 3),) if title else ()), Bullets(lines(due), "check")]
    if on is None:
        blocks.append(Paragraph(Line(words.prepare_how), "faint"))
    return finish(blocks, frame)


def lead(days: int, on: date | None, words: Words) -> str:
    """ "7 days before: by Wed 1 January 2025", "2 weeks before", "On the day"."""
    if days == 0:
        return words.prepare_same_day
    length = f"{days // 7} weeks" if days % 7 == 0 and days > 7 else f"{days} days"
    blanks = {"length": in_words(parse_amount(length), unit_words(words))}
    if on is None:
        return fill(words.prepare_before, blanks)
    return fill(words.prepare_by, {**blanks, "date": day_in_words(on - timedelta(days=days), words)})
