"""A document for a terminal that can do colour, drawn with Rich. Loaded only when something is drawn.

Lines are broken by `plain.wrap` and go to Rich as `Text`, never as markup; Rich adds colours and columns.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import assert_never

from rich.console import Console, Group, RenderableType
from rich.style import Style
from rich.text import Text

from microneedle_cli.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Line,
    Paragraph,
    Table,
    Timeline,
    visible,
)
from microneedle_cli.render.plain import WIDE, WIDEST_PICTURE, cited, has_room, picture, records, wrap

STYLES: Mapping[str, Style] = {
    "title": Style(bold=True, color="cyan"),
    "heading": Style(bold=True, underline=True),
    "small heading": Style(bold=True),
    "strong": Style(bold=True),
    "faint": Style(dim=True),
    "source": Style(dim=True),
    "urgent": Style(bold=True, color="red"),
    "caution": Style(bold=True, color="yellow"),
    "note": Style(bold=True, color="green"),
    "normal": Style(),
}
HEADINGS = {1: "title", 2: "heading", 3: "small heading"}
MARKS = {"point": "• ", "check": "☐ ", "yes": "✓ ", "no": "✗ "}


def render(document: Document, width: int, colour: bool, marks: Mapping[str, str] = MARKS) -> str:
    """The page as text with the styles of a terminal of `width` columns; without `colour` only bold and dim."""
    console = Console(
        file=io.StringIO(),
        force_terminal=True,
        color_system="standard",
        no_color=not colour,
        width=width,
        height=100,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    numbers = {reference.id: number for number, reference in enumerate(document.references, 1)}
    with console.capture() as captured:
        for block in document.blocks:
            console.print(drawn(block, numbers, width, marks))
        if document.references:
            console.print(text(document.references_title, width, style="faint", before="\n"))
            for number, reference in enumerate(document.references, 1):
                console.print(text(reference.text, width, f"{number}. ", "faint"))
        for block in document.closing:
            console.print(drawn(block, numbers, width, marks))
    return captured.get().lstrip("\n")


def text(said: str, width: int, mark: str = "", style: str = "normal", before: str = "") -> Text:
    """The text behind a mark, broken to the width."""
    return unwrapped(Text(before + "\n".join(wrap(said, width, mark)), STYLES[style]))


def unwrapped(made: Text) -> Text:
    """The text for Rich to print as it is: its lines are broken already."""
    made.no_wrap, made.overflow = True, "ignore"
    return made


def line_text(
    line: Line, numbers: Mapping[str, int], width: int, mark: str = "", style: str = "normal", before: str = ""
) -> Text:
    """A line with the numbers of its sources in a quieter style."""
    made = text(cited(line, numbers), width, mark, style, before)
    if line.sources:
        made.stylize(STYLES["source"], made.plain.rindex("["))
    return made


def marked(lines: Iterable[Line], mark: str, numbers: Mapping[str, int], width: int) -> Text:
    return unwrapped(Text("\n").join(line_text(line, numbers, width, mark) for line in lines))


def drawn(block: Block, numbers: Mapping[str, int], width: int, marks: Mapping[str, str]) -> RenderableType:
    match block:
        case Heading():
            return text(block.text, width, style=HEADINGS[block.level], before="\n")
        case Paragraph():
            return line_text(block.line, numbers, width, style=block.tone, before="\n")
        case Bullets():
            return marked(block.lines, marks[block.mark], numbers, width)
        case Callout():
            return card(block, numbers, width, marks["point"])
        case Table():
            return table(block, numbers, width, marks["point"])
        case Timeline():
            title = text(block.title, width, style="small heading", before="\n")
            if not has_room(block, width):
                return Group(title, marked([Line(bar.words) for bar in block.bars], marks["point"], numbers, width))
            key = text(block.key, width, style="faint")
            return Group(title, key, *(bar_line(line) for line in picture(block, min(width, WIDEST_PICTURE))))
        case _:
            assert_never(block)


def card(block: Callout, numbers: Mapping[str, int], width: int, mark: str) -> RenderableType:
    """A card with a bar of its colour at the left, which takes no room from the words in a narrow terminal."""
    style, edge = STYLES[block.level], "│ "
    inner = min(width, WIDEST_PICTURE) - len(edge)
    parts = [
        text(block.title.upper(), inner, style=block.level),
        *(line_text(line, numbers, inner) for line in block.intro),
        *(line_text(line, numbers, inner, mark) for line in block.lines),
    ]
    lines = [line for part in parts for line in part.split("\n")]
    made = Text("\n")
    for number, line in enumerate(lines):
        made.append("\n" if number else "").append(edge, style).append_text(line)
    return unwrapped(made)


def bar_line(line: str) -> Text:
    """A line of the picture with solid bars."""
    label, gap, rest = line.partition("  ")
    if set(rest.strip()) <= {"#", "."}:
        return Text(f"{label}{gap}{rest.replace('#', '█').replace('.', '·')}")
    return Text(line, STYLES["faint"])


def table(block: Table, numbers: Mapping[str, int], width: int, mark: str) -> RenderableType:
    """Columns where nothing needs to be broken; else a record a row."""
    rows = [(cited(Line(row.cells[0], row.sources), numbers), *row.cells[1:]) for row in block.rows]
    lengths = [max(len(visible(cell)) for cell in column) for column in zip(block.columns, *rows, strict=True)]
    if sum(lengths) + 2 * (len(lengths) - 1) > width or width < WIDE:
        return text_block(records(block, numbers, width, mark))
    from rich.table import Table as Grid

    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=STYLES["small heading"])
    for title in block.columns:
        grid.add_column(Text(visible(title)), overflow="fold")
    for row in block.rows:
        first = line_text(Line(row.cells[0], row.sources), numbers, width)
        grid.add_row(first, *(Text(visible(cell)) for cell in row.cells[1:]))
    return Group(Text(""), grid)


def text_block(lines: Iterable[str]) -> Text:
    return unwrapped(Text("\n" + "\n".join(lines)))
