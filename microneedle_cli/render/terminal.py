"""A document for a terminal that can do colour. Loaded only when something is drawn.

The lines are those of `plain`; Rich adds the styles. Nothing is ever markup: a style is put around a finished line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from rich.color import ColorSystem
from rich.style import Style

from microneedle_cli.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Line,
    Paragraph,
    Shares,
    Table,
    Timeline,
)
from microneedle_cli.render.plain import (
    WIDEST_PICTURE,
    bars,
    cited,
    has_room,
    line_marks,
    picture,
    room_to_write,
    shares_fit,
    table,
    under_headings,
    wrap,
)

COLOURS: Mapping[str, str] = {"title": "cyan", "urgent": "red", "caution": "yellow", "note": "green"}
STYLES: Mapping[str, Style] = {
    "title": Style(bold=True),
    "heading": Style(bold=True, underline=True),
    "small heading": Style(bold=True),
    "strong": Style(bold=True),
    "faint": Style(dim=True),
    "urgent": Style(bold=True),
    "caution": Style(bold=True),
    "note": Style(bold=True),
    "normal": Style(),
}
HEADINGS = {1: "title", 2: "heading", 3: "small heading"}
MARKS = {"point": "• ", "check": "☐ ", "yes": "✓ ", "no": "✗ ", "alarm": "!! "}
EDGE = "│ "


def render(document: Document, width: int, colour: bool, marks: Mapping[str, str] = MARKS) -> str:
    """The page as text with the styles of a terminal of `width` columns; without `colour` only bold and dim."""
    brush = Brush(width, colour, marks, {reference.id: n for n, reference in enumerate(document.references, 1)})
    written: list[str] = []
    for block in document.blocks:
        written += brush.block(block)
    if document.references:
        written += ["", *brush.lines(document.references_title, "faint")]
        for reference in document.references:
            written += brush.lines(reference.text, "faint", f"{brush.numbers[reference.id]}. ")
    for block in document.closing:
        written += brush.block(block)
    while written and not written[0]:
        del written[0]
    return "\n".join(written) + "\n"


class Brush:
    """Draws blocks at one width, with or without colour."""

    def __init__(self, width: int, colour: bool, marks: Mapping[str, str], numbers: Mapping[str, int]) -> None:
        self.width, self.marks, self.numbers = width, marks, numbers
        self.styles = {
            name: style + Style(color=COLOURS[name]) if colour and name in COLOURS else style
            for name, style in STYLES.items()
        }

    def paint(self, text: str, style: str) -> str:
        """The text in a style, line by line, so that a style never runs over the end of a line."""
        found = self.styles[style]
        return "\n".join(
            found.render(line, color_system=ColorSystem.STANDARD) if line else "" for line in text.split("\n")
        )

    def lines(self, text: str, style: str, mark: str = "", narrower: int = 0) -> list[str]:
        """The text behind a mark, broken to the width."""
        return [self.paint(line, style) for line in wrap(text, self.width - narrower, mark)]

    def cited(self, line: Line, style: str = "normal", mark: str = "", narrower: int = 0) -> list[str]:
        """A line with the numbers of its sources in a quieter style."""
        if not line.sources:
            return self.lines(line.text, style, mark, narrower)
        broken = "\n".join(wrap(cited(line, self.numbers), self.width - narrower, mark))
        start = broken.rindex("[")
        return (self.paint(broken[:start], style) + self.paint(broken[start:], "faint")).split("\n")

    def marked(self, lines: Iterable[Line], mark: str, narrower: int = 0) -> Iterator[str]:
        for line in lines:
            yield from self.cited(line, mark=mark, narrower=narrower)

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield ""
                yield from self.lines(block.text, HEADINGS[block.level])
            case Paragraph():
                yield ""
                yield from self.cited(block.line, block.tone)
            case Bullets():
                for mark, line in zip(line_marks(block, self.marks, ""), block.lines, strict=True):
                    if block.mark == "write":
                        yield from room_to_write(line.text, self.width)
                        continue
                    yield from self.cited(line, "caution" if block.mark == "alarm" else "normal", mark)
                    yield from room_to_write(block.blank, self.width)
            case Callout():
                yield ""
                yield from self.card(block)
            case Table():
                yield ""
                if block.title:
                    yield from self.lines(block.title, "small heading")
                if block.how:
                    yield from self.lines(block.how, "normal")
                first, *rows = table(block, self.numbers, self.width, True, self.marks["point"])
                yield self.paint(first, "small heading" if rows and set(rows[0]) <= set("- ") else "normal")
                yield from rows
            case Timeline():
                if not block.bars[0].words and not has_room(block, self.width):
                    return
                yield ""
                yield from self.lines(block.title, "small heading")
                if has_room(block, self.width):
                    yield from self.lines(block.key.replace("#", "█"), "faint")
                    yield from (self.bar(line) for line in picture(block, min(self.width, WIDEST_PICTURE)))
                else:
                    yield from self.marked([Line(bar.words) for bar in block.bars], self.marks["point"])
            case Shares():
                yield ""
                yield from self.lines(block.title, "small heading")
                yield from self.cited(block.means)
                if shares_fit(block, self.width):
                    yield from self.lines(block.key.replace("#", "█"), "faint")
                    yield from bars(block, "█", "·")
                else:
                    told = [Line(f"{share.label}: {share.words}.") for share in block.shares]
                    yield from self.marked(told, self.marks["point"])
            case _:
                assert_never(block)

    def card(self, block: Callout) -> Iterator[str]:
        """A card with a bar of its colour at the left, which takes no room from the words in a narrow terminal."""
        narrower = max(self.width - WIDEST_PICTURE, 0) + len(EDGE)
        inside = [*self.lines(block.title.upper(), block.level, narrower=narrower)]
        for line in block.intro:
            inside += self.cited(line, narrower=narrower)
        for heading, line in under_headings(block):
            inside += self.lines(f"{heading}:", block.level, narrower=narrower) if heading else []
            inside += self.cited(line, mark=self.marks["point"], narrower=narrower)
        edge = self.paint(EDGE, block.level)
        yield from (edge + line for line in inside)

    def bar(self, line: str) -> str:
        """A line of the picture with solid bars."""
        head, gap, rest = line.rpartition("  ")
        if rest and set(rest) <= {"#", "."}:
            return f"{head}{gap}{rest.replace('#', '█').replace('.', '·')}"
        return self.paint(line, "faint")
