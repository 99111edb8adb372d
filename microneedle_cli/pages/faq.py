"""Questions: the list, one answer, what a search found, and the honest nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from microneedle_cli.document import Block, Bullets, Document, Heading, Line, Paragraph
from microneedle_cli.model import Contents, Entry, Level, Question
from microneedle_cli.pages.frame import Frame, certainty, danger, finish, line, lines


def listed(entry: Entry) -> Line:
    return Line(f"{entry.question} ({entry.id})")


def contents(groups: Iterable[Contents], frame: Frame) -> Document:
    """All questions by group, with the ids to ask for."""
    words = frame.words
    blocks: list[Block] = [Heading(words.faq_title, 1), Paragraph(Line(words.faq_how))]
    for group in groups:
        blocks += [Heading(group.title), Bullets(tuple(listed(entry) for entry in group.questions))]
    return finish(blocks, frame)


def everything(groups: Iterable[tuple[str, Sequence[Question]]], frame: Frame) -> Document:
    """All questions with their answers, by group."""
    blocks: list[Block] = [Heading(frame.words.faq_title, 1)]
    for title, questions in groups:
        blocks.append(Heading(title))
        for question in questions:
            blocks += [Heading(question.question, 3), *answer(question, frame)]
    return finish(blocks, frame)


def answer(question: Question, frame: Frame) -> tuple[Block, ...]:
    """The answer: its first statement alone, the others as a list, and how sure we are."""
    first, *others = question.answer
    return (
        Paragraph(line(first), "strong"),
        *((Bullets(lines(others)),) if others else ()),
        Paragraph(Line(certainty(question.certainty, frame.words)), "faint"),
    )


def best(
    question: Question, urgent: Level | None, others: Sequence[Entry], related: Sequence[Entry], frame: Frame
) -> Document:
    """The best answer whole; the urgent card before it; the titles of other answers and of related ones after it."""
    blocks: list[Block] = [danger(urgent)] if urgent else []
    blocks += [Heading(question.question, 1), *answer(question, frame)]
    if others:
        blocks += [Heading(frame.words.answer_others), Bullets(tuple(listed(entry) for entry in others))]
    elif related:
        blocks += [Heading(frame.words.see_also), Bullets(tuple(listed(entry) for entry in related))]
    return finish(blocks, frame)


def nothing(urgent: Level | None, nearest: Sequence[Entry], frame: Frame) -> Document:
    """No answer: said plainly, with the nearest questions and what to do instead."""
    words = frame.words
    blocks: list[Block] = [danger(urgent)] if urgent else []
    blocks += [
        Heading(words.nothing_title, 1),
        Paragraph(Line(words.nothing_text), "strong"),
        Paragraph(Line(words.nothing_clinic)),
    ]
    if nearest:
        blocks += [Heading(words.nothing_nearest), Bullets(tuple(listed(entry) for entry in nearest))]
    return finish(blocks, frame)
