"""When to get help: emergency, the same day, and what is usually normal."""

from __future__ import annotations

from collections.abc import Sequence

from microneedle_cli.document import Block, Callout, Document, Heading
from microneedle_cli.model import InShort, Level
from microneedle_cli.pages.frame import Frame, danger, finish, in_short, lines


def page(levels: Sequence[Level], summary: InShort, frame: Frame) -> Document:
    """All levels with their sources; the closing does not repeat them."""
    blocks: list[Block] = [Heading(frame.words.warnings_title, 1), in_short(summary, frame.words)]
    for level in levels:
        card = danger(level)
        blocks.append(Callout(card.level, card.title, card.intro, lines(level.items)))
    return finish(blocks, frame.replace(levels=()))
