"""What differs for this reader: blocks about a scar type and about a skin type."""

from __future__ import annotations

from collections.abc import Iterable

from microneedle_cli.document import Block, Bullets, Heading, Line, Paragraph
from microneedle_cli.facts import fill
from microneedle_cli.model import ScarText, SkinType, Words
from microneedle_cli.pages.frame import lines


def scar_blocks(scar: ScarText, words: Words, parts: Iterable[str]) -> tuple[Block, ...]:
    """The named parts of what is known about a scar type."""
    titles = {
        "looks": words.scar_looks,
        "expect": words.scar_expect,
        "cautions": words.scar_cautions,
        "ask_first": words.scar_ask_first,
    }
    blocks: list[Block] = []
    for part in parts:
        told = (*getattr(scar, part), *(scar.help if part == "ask_first" else ()))
        blocks += [Heading(titles[part], 3), Bullets(lines(told))]
    return tuple(blocks)


def skin_blocks(skin: SkinType, words: Words) -> tuple[Block, ...]:
    """What differs for a skin type, and how to tell that it is yours."""
    return (
        Heading(fill(words.skin_title, {"skin": skin.name, "type": str(skin.type)})),
        Paragraph(Line(fill(words.skin_tell, {"tell": skin.tell}))),
        Bullets(lines(skin.notes)),
    )
