"""Before a session: the checklist, with dates when the day is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from microneedle_cli.dates import day_in_words
from microneedle_cli.document import Block, Document, Heading, Line, Paragraph
from microneedle_cli.facts import fill, in_words, parse_amount, unit_words, whole_days
from microneedle_cli.model import Fact, InShort, Part, Step, Words
from microneedle_cli.pages.frame import Frame, finish, in_short, parted


def days_before(step: Step, amounts: Mapping[str, Fact]) -> int:
    return whole_days(parse_amount(amounts[step.before].value))


def page(
    steps: Sequence[Step],
    amounts: Mapping[str, Fact],
    parts: Mapping[str, Part],
    on: date | None,
    summary: InShort,
    frame: Frame,
) -> Document:
    """The steps, the earliest first, under how long before the session they come."""
    words = frame.words
    blocks: list[Block] = [Heading(words.prepare_title, 1), in_short(summary, words)]
    if on:
        blocks.append(Paragraph(Line(fill(words.prepare_on, {"date": day_in_words(on, words)}))))
    else:
        blocks.append(Paragraph(Line(words.prepare_how)))
    blocks.append(Paragraph(Line(words.prepare_use)))
    told: set[str] = set()
    by_days: dict[int, list[Step]] = {}
    for step in steps:
        by_days.setdefault(days_before(step, amounts), []).append(step)
    for days in sorted(by_days, reverse=True):
        blocks.append(Heading(lead(days, on, words)))
        blocks += parted(by_days[days], parts, "", "check", told, words)
    return finish(blocks, frame)


def lead(days: int, on: date | None, words: Words) -> str:
    """ "2 weeks before: by Wed 1 January 2025", "7 days before: from ...", "2 weeks before", "On the day"."""
    said = day_in_words(on - timedelta(days=days), words) if on else ""
    if days == 0:
        return fill(words.prepare_same_day_on, {"date": said}) if on else words.prepare_same_day
    length = f"{days // 7} weeks" if days % 7 == 0 and days > 7 else f"{days} days"
    blanks = {"length": in_words(parse_amount(length), unit_words(words))}
    if on is None:
        return fill(words.prepare_before, blanks)
    text = words.prepare_by if days > 7 else words.prepare_from if days > 1 else words.prepare_day
    return fill(text, {**blanks, "date": said})
