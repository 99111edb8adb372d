"""Explanations: the list of topics, and one topic in two depths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from microneedle_cli.document import Block, Bullets, Callout, Document, Heading, Line, Paragraph, Row, Table
from microneedle_cli.facts import fill
from microneedle_cli.model import Fact, ScarText, SkinType, Topic
from microneedle_cli.pages.frame import Frame, certainty, finish, lines, main_thing, shares, support
from microneedle_cli.pages.reader import scar_blocks, skin_blocks


def contents(topics: Iterable[Topic], scar: ScarText | None, frame: Frame) -> Document:
    """The topics, with the ids to ask for; with a scar type, first what is known about it."""
    words = frame.words
    blocks: list[Block] = [*scar_page(scar, frame)] if scar else []
    blocks += [
        Heading(words.explain_title, 2 if scar else 1),
        Paragraph(Line(words.explain_how)),
    ]
    for title, members in groupby(topics, lambda topic: topic.under):
        blocks += [Heading(title, 3), Bullets(tuple(Line(f"{topic.title} ({topic.id})") for topic in members))]
    return finish(blocks, frame)


def topic(topic: Topic, scar: ScarText | None, more: bool, facts: Mapping[str, Fact], frame: Frame) -> Document:
    """One topic, short or in full; with a scar type, what is known about that at the end."""
    words = frame.words
    blocks: list[Block] = [
        Heading(topic.title, 1),
        Paragraph(Line(fill(words.explain_for, {"about": topic.about.text}), topic.about.sources)),
        Callout(
            "note",
            words.in_short,
            (main_thing(topic.main, words),) if topic.main else (),
            lines(topic.summary),
        ),
    ]
    if topic.table:
        rows = tuple(Row(row.cells, row.sources) for row in topic.table.rows)
        blocks.append(Table(topic.table.columns, rows, topic.table.title, topic.table.how))
    drawn = [shares(topic.picture, facts, words)] if topic.picture else []
    placed = any(section.picture for section in topic.sections)
    if not topic.table and not placed:
        blocks += drawn
        drawn = []
    for section in topic.sections:
        if section.more and not placed:  # what to do comes before a picture beside the table
            blocks += drawn
            drawn = []
        if more or not section.more or section.picture:
            blocks.append(Heading(section.title))
        if more or not section.more:
            said = lines(section.text)
            blocks.append(Bullets(said, "check", words.answer_blank) if section.ask else Bullets(said))
        if section.picture:
            blocks += drawn
            drawn = []
    blocks += drawn
    blocks.append(Paragraph(Line(topic.sure or certainty(topic.certainty, words)), "faint"))
    if not more and any(section.more for section in topic.sections):
        blocks.append(Paragraph(Line(fill(words.explain_more, {"topic": topic.id})), "faint"))
    if scar:
        blocks += [*scar_page(scar, frame)]
    return finish([*blocks, *support(frame)], frame)


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
