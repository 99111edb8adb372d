"""A document for a terminal that can do colour, drawn with Rich. Loaded only when something is drawn.

Text goes to Rich as `Text`, never as markup; the layout is that of `plain` with colours and boxes added.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from rich.box import ROUNDED
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.table import Table as Grid
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
from microneedle_cli.render.plain import WIDE, cited, picture

STYLES: Mapping[str, Style] = {
    "title": Style(bold=True, color="cyan"),
    "heading": Style(bold=True),
    "strong": Style(bold=True),
    "faint": Style(dim=True),
    "source": Style(dim=True),
    "urgent": Style(bold=True, color="red"),
    "caution": Style(bold=True, color="yellow"),
    "note": Style(bold=True, color="green"),
    "normal": Style(),
}
MARKS = {"point": "•", "check": "☐", "yes": "✓", "no": "✗"}


def render(document: Document, width: int, colour: bool) -> str:
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
            console.print(drawn(block, numbers, width), soft_wrap=False)
        if document.references:
            console.print(Text(f"\n{visible(document.references_title)}", STYLES["faint"]))
            entries = [Line(reference.text) for reference in document.references]
            for number, entry in enumerate(entries, 1):
                console.print(hanging(f"{number}.", words(entry, numbers, "faint")))
        for block in document.closing:
            console.print(drawn(block, numbers, width))
    return captured.get().lstrip("\n")


def words(line: Line, numbers: Mapping[str, int], style: str = "normal") -> Text:
    """The text of a line, with the numbers of its sources in a quieter style."""
    text = Text(visible(line.text), STYLES[style])
    marks = cited(Line("", line.sources), numbers)
    return text.append(marks, STYLES["source"]) if marks else text


def hanging(mark: str, text: RenderableType) -> RenderableType:
    """A mark with the text beside it, indented as a block."""
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(mark), text)
    return grid


def marked(lines: Iterable[Line], mark: str, numbers: Mapping[str, int]) -> RenderableType:
    return Group(*(hanging(mark, words(line, numbers)) for line in lines))


def drawn(block: Block, numbers: Mapping[str, int], width: int) -> RenderableType:
    match block:
        case Heading():
            style = STYLES["title" if block.level == 1 else "heading"]
            text = Text(visible(block.text), style)
            if block.level == 2:
                text.stylize(Style(underline=True))
            return Padding(text, (1, 0, 0, 0))
        case Paragraph():
            return Padding(words(block.line, numbers, block.tone), (1, 0, 0, 0))
        case Bullets():
            return marked(block.lines, MARKS[block.mark], numbers)
        case Callout():
            style = STYLES[block.level]
            inside = Group(
                Text(visible(block.title).upper(), style),
                *(words(line, numbers) for line in block.intro),
                marked(block.lines, "•", numbers),
            )
            if width < 40:
                return Padding(inside, (1, 0, 0, 0))
            return Padding(Panel(inside, box=ROUNDED, border_style=style, width=min(width, 100)), (1, 0, 0, 0))
        case Table():
            return Padding(table(block, numbers, width), (1, 0, 0, 0))
        case Timeline():
            title = Text(visible(block.title), STYLES["heading"])
            if width < WIDE:
                return Padding(
                    Group(title, marked([Line(bar.words) for bar in block.bars], "•", numbers)), (1, 0, 0, 0)
                )
            return Padding(Group(title, *(bar_line(line) for line in picture(block, min(width, 100)))), (1, 0, 0, 0))


def bar_line(line: str) -> Text:
    """A line of the picture with solid bars."""
    label, gap, rest = line.partition("  ")
    if set(rest) <= {"#", "."}:
        return Text(f"{label}{gap}{rest.replace('#', '█').replace('.', '·')}")
    return Text(line, STYLES["faint"])


def table(block: Table, numbers: Mapping[str, int], width: int) -> RenderableType:
    """Columns where nothing needs to be broken; else a record a row."""
    rows = [(Line(row.cells[0], row.sources), row.cells[1:]) for row in block.rows]
    lengths = [
        max(len(visible(cell)) for cell in column)
        for column in zip(
            block.columns,
            *((cited(first, numbers), *others) for first, others in rows),
            strict=True,
        )
    ]
    if sum(lengths) + 2 * len(lengths) > width or width < WIDE:
        records = []
        for first, others in rows:
            text = words(first, numbers).append(f": {visible(others[0])}.")
            for title, cell in zip(block.columns[2:], others[1:], strict=True):
                if cell:
                    text.append(f" {visible(title)}: {visible(cell)}.")
            records.append(hanging("•", text))
        return Group(*records)
    grid = Grid(box=None, padding=(0, 2, 0, 0), header_style=STYLES["heading"])
    for title in block.columns:
        grid.add_column(Text(visible(title)), no_wrap=False, overflow="fold")
    for first, others in rows:
        grid.add_row(words(first, numbers), *(Text(visible(cell)) for cell in others))
    return grid
