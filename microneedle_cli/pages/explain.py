"""Explanations: the list of topics, and one topic in two depths."""

from __future__ import annotations

from collections.abc import Iterable

from microneedle_cli.document import Block, Bullets, Document, Heading, Line, Paragraph
from microneedle_cli.facts import fill
from microneedle_cli.model import ScarText, SkinType, Topic
from microneedle_cli.pages.frame import Frame, certainty, finish, line, lines
from microneedle_cli.pages.reader import scar_blocks, skin_blocks


def contents(topics: Iterable[Topic], scar: ScarText | None, frame: Frame) -> Document:
    """The topics, with the ids to ask for; with a scar type, first what is known about it."""
    words = frame.words
    blocks: list[Block] = [*scar_page(scar, frame)] if scar else []
    blocks += [
        Heading(words.explain_title, 2 if scar else 1),
        Paragraph(Line(words.explain_how)),
        Bullets(tuple(Line(f"{topic.title} ({topic.id})") for topic in topics)),
    ]
    return finish(blocks, frame)


def topic(topic: Topic, scar: ScarText | None, more: bool, frame: Frame) -> Document:
    """One topic, short or in full; with a scar type, what is known about that at the end."""
    first, *others = topic.summary
    blocks: list[Block] = [Heading(topic.title, 1), Paragraph(line(first), "strong")]
    blocks += [Paragraph(line(statement)) for statement in others]
    for section in topic.sections:
        if more or not section.more:
            blocks += [Heading(section.title), Bullets(lines(section.text))]
    blocks.append(Paragraph(Line(certainty(topic.certainty, frame.words)), "faint"))
    if not more and any(section.more for section in topic.sections):
        blocks.append(Paragraph(Line(fill(frame.words.explain_more, {"topic": topic.id})), "faint"))
    if scar:
        blocks += [*scar_page(scar, frame)]
    return finish(blocks, frame)


def all_scars(scars: Iterable[ScarText], frame: Frame) -> Document:
    """All scar types."""
    blocks: list[Block] = [block for scar in scars for block in scar_page(scar, frame)]
    return finish(blocks, frame)


def all_skins(skins: Iterable[SkinType], frame: Frame) -> Document:
    """All skin types."""
    blocks: list[Block] = [block for skin in skins for block in skin_blocks(skin, frame.words)]
    return finish(blocks, frame)


def scar_page(scar: ScarText, frame: Frame) -> tuple[Block, ...]:
    return (
        Heading(fill(frame.words.explain_scar, {"scar": scar.name})),
        *scar_blocks(scar, frame.words, ("looks", "expect", "cautions", "ask_first")),
    )
