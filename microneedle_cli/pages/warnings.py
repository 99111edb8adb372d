"""When to get help: emergency, the same day, and what is usually normal."""

from __future__ import annotations

from collections.abc import Sequence

from microneedle_cli.document import Block, Callout, Document, Heading
from microneedle_cli.model import Level
from microneedle_cli.pages.frame import Frame, danger, finish, lines


def page(levels: Sequence[Level], frame: Frame) -> Document:
    """All levels with their sources; the closing does not repeat them."""
    blocks: list[Block] = [Heading(frame.words.warnings_title, 1)]
    for level in levels:
        card = danger(level)
        blocks.append(Callout(card.level, card.title, card.intro, lines(level.items)))
    return finish(blocks, frame.replace(levels=()))
