"""Questions: the list, one answer, what a search found, and the honest nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from microneedle_cli.document import Bar, Block, Bullets, Callout, Document, Heading, Line, Paragraph, Timeline
from microneedle_cli.facts import about_days, fill, in_words, parse_amount, unit_words
from microneedle_cli.model import Contents, Entry, Fact, Level, Question, Times, Words
from microneedle_cli.pages.frame import Frame, addressed, certainty, danger, finish, lines, main_thing, shares


def listed(entry: Entry) -> Line:
    return Line(f"{entry.question} ({entry.id})")


def contents(groups: Iterable[Contents], frame: Frame) -> Document:
    """All questions by group, with the ids to ask for."""
    words = frame.words
    blocks: list[Block] = [
        Heading(words.faq_title, 1),
        Paragraph(Line(words.answer_for)),
        Paragraph(Line(words.faq_how)),
    ]
    for group in groups:
        blocks += [Heading(group.title), Bullets(tuple(listed(entry) for entry in group.questions))]
    return finish(blocks, frame)


def everything(groups: Iterable[tuple[str, Sequence[Question]]], amounts: Mapping[str, Fact], frame: Frame) -> Document:
    """All questions with their answers, by group."""
    blocks: list[Block] = [Heading(frame.words.faq_title, 1), Paragraph(Line(frame.words.answer_for))]
    for title, questions in groups:
        blocks.append(Heading(title, 1))
        for question in questions:
            blocks += [Heading(question.question), *answer(question, amounts, frame)]
    return finish(blocks, frame)


def answer(question: Question, amounts: Mapping[str, Fact], frame: Frame) -> tuple[Block, ...]:
    """The answer: what it comes to, then what else to know, to do, to ask and to look out for; and how sure we are."""
    words = frame.words
    first, *others = question.answer
    blocks: list[Block] = [Callout("note", words.in_short, (main_thing(first, words),))]
    if question.times:
        blocks.append(timeline(question.times, amounts, words))
    if question.picture:
        blocks.append(shares(question.picture, amounts, words))
    if others:
        blocks += [Heading(words.answer_facts, 3), Bullets(lines(others))]
    if question.steps:
        blocks += [Heading(words.answer_steps, 3), Bullets(lines(question.steps), "check")]
    if question.ask:
        blocks += [Heading(words.answer_ask, 3), Bullets(lines(question.ask), "check")]
    if question.emergency:
        blocks += [Heading(words.answer_emergency, 3), Bullets(lines(question.emergency))]
    if question.call:
        blocks += [Heading(words.answer_call, 3), Bullets(lines(question.call))]
    return (*blocks, Paragraph(Line(certainty(question.certainty, words)), "faint"))


WEEKS_TO_COUNT = 6  # a longer scale has words at its ends, not the days


def timeline(times: Times, amounts: Mapping[str, Fact], words: Words) -> Timeline:
    """The times as bars, a mark for each day as after a session: the first dot is the first whole day after a time."""
    units = unit_words(words)
    found = [(bar.label, parse_amount(amounts[bar.time].value)) for bar in times.bars]
    bars = []
    for label, quantity in found:
        first, last = about_days(quantity)
        named = fill(words.answer_time, {"label": label, "time": in_words(quantity, units)})
        bars.append(Bar(named, first, last, f"{named}."))
    longest = max(found, key=lambda bar: about_days(bar[1])[1])[1]
    end = in_words(
        longest.replace(number=longest.to or longest.number, unit=longest.to_unit or longest.unit, to=None), units
    )
    last = max(bar.last for bar in bars)
    beyond = last + max(round(last / 7), 6)
    if beyond > WEEKS_TO_COUNT * 7:
        return Timeline(times.title, times.text, tuple(bars), 0, beyond, "", "", ticks=((0, times.start), (last, end)))
    weeks = tuple((day, str(day)) for day in range(0, beyond + 1, 7))
    unit = fill(words.scale_from, {"start": times.start})
    return Timeline(times.title, times.text, tuple(bars), 0, beyond, "", "", ticks=weeks, unit=unit)


def best(
    question: Question,
    urgent: Level | None,
    others: Sequence[Entry],
    related: Sequence[Entry],
    amounts: Mapping[str, Fact],
    frame: Frame,
) -> Document:
    """The best answer whole; the urgent card before it; other or related answers, and who to ask, after it."""
    blocks: list[Block] = [danger(urgent)] if urgent else []
    blocks += [Heading(question.question, 1), Paragraph(Line(frame.words.answer_for))]
    blocks += answer(question, amounts, frame)
    title, entries = (frame.words.answer_others, others) if others else (frame.words.see_also, related)
    beside = (
        Heading(title),
        Bullets((*(listed(entry) for entry in entries), addressed(frame.words.answer_more, frame))),
    )
    return finish(blocks, frame, beside)


def nothing(urgent: Level | None, nearest: Sequence[Entry], frame: Frame) -> Document:
    """No answer: said plainly, with the nearest questions and what to do instead."""
    words = frame.words
    blocks: list[Block] = [danger(urgent)] if urgent else []
    blocks += [
        Heading(words.nothing_title, 1),
        Paragraph(Line(words.nothing_text), "strong"),
        Paragraph(Line(words.nothing_clinic)),
        Paragraph(Line(words.nothing_keep)),
    ]
    if nearest:
        blocks += [Heading(words.nothing_nearest), Bullets(tuple(listed(entry) for entry in nearest))]
    return finish(blocks, frame)
