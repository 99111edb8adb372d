"""Why a question got its answer: for editors, who can add an example or a phrase."""

from __future__ import annotations

from collections.abc import Sequence

from microneedle_cli.document import Block, Bullets, Document, Heading, Line, Paragraph
from microneedle_cli.model import Entry
from microneedle_cli.pages.faq import listed
from microneedle_cli.pages.frame import Frame, finish

HOW = (
    "Evidence comes from the examples in asked.yaml and the phrases in search.yaml. Danger phrases stand in "
    "search.yaml and warnings.yaml. Add examples there and ask again."
)


def page(asked: str, answers: Sequence[str], found: Sequence[Entry], why: Sequence[str], frame: Frame) -> Document:
    """What was read, which danger phrase was found, and what spoke for the best answers and against any."""
    words = frame.words
    blocks: list[Block] = [Heading("Why this answer" if answers else "Why there is no answer", 1)]
    blocks.append(Paragraph(Line(f"Asked: {asked[:200]}")))
    if found:
        blocks += [Heading("Answers" if answers else words.nothing_nearest)]
        blocks.append(Bullets(tuple(listed(entry) for entry in found)))
    blocks += [Heading("Reasons"), Bullets(tuple(Line(reason) for reason in why)), Paragraph(Line(HOW), "faint")]
    return finish(blocks, frame)
